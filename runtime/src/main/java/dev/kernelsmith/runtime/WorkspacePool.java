package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Bounded lock-free pool of blocks for one program. A thread looks first in the slot that its number leads to, then in the others;
 * where none has a block it makes a new one, and a block that finds no free slot on its return is left to the garbage collector.
 */
final class WorkspacePool implements Predictor.Workspaces {
  /** Distance between used slots, in references: one cache line or more, so that threads do not disturb each other. */
  private static final int STRIDE = 32;

  private static final long MAX_POOLED_BYTES = 64L << 20;
  private static final int MAX_SLOTS = 64;
  private static final float[] NO_PARAMETERS = {};

  private final BlockProgram program;
  private final NetworkSpec spec;
  private final AtomicReferenceArray<Block> slots;
  private final int mask;
  private volatile Derived derived = new Derived(NO_PARAMETERS, NO_PARAMETERS);

  /**
   * What follows from parameters alone, computed once for each snapshot of them that is predicted with.
   *
   * @param parameters the snapshot
   * @param values what the program made of it
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Derived(float[] parameters, float[] values) {}

  WorkspacePool(BlockProgram program, NetworkSpec spec) {
    this.program = program;
    this.spec = spec;
    int count = slotCount(program, spec);
    slots = new AtomicReferenceArray<>(count * STRIDE);
    mask = count - 1;
  }

  /** A power of two: two slots per processor, but no more than {@link #MAX_POOLED_BYTES} hold. */
  private static int slotCount(BlockProgram program, NetworkSpec spec) {
    long staged = 0;
    for (var tensor : spec.inputs()) {
      staged += tensor.length();
    }
    for (var tensor : spec.outputs()) {
      staged += tensor.length();
    }
    long bytes = 4 * (program.floats() + program.ints() + program.lanes() * staged) + 1024;
    long affordable = Math.max(1, MAX_POOLED_BYTES / bytes);
    long wanted = Math.min(MAX_SLOTS, 2L * Runtime.getRuntime().availableProcessors());
    return Integer.highestOneBit((int) Math.min(affordable, wanted));
  }

  @Override
  public int lanes() {
    return program.lanes();
  }

  /** A prediction depends on no other sample: it has one phase. */
  @Override
  public void run(Block block) {
    program.run(0, block);
  }

  /** A block that nobody else uses, set up to read {@code parameters}. */
  @Override
  public Block acquire(float[] parameters) {
    int home = (int) Thread.currentThread().threadId();
    for (int i = 0; i <= mask; i++) {
      int slot = ((home + i) & mask) * STRIDE;
      Block block = slots.getPlain(slot);
      if (block != null && slots.compareAndSet(slot, block, null)) {
        return given(block, parameters);
      }
    }
    return given(new Block(program, spec), parameters);
  }

  private Block given(Block block, float[] parameters) {
    block.parameters = parameters;
    if (program.shared() > 0) {
      block.shared = derived(block);
    }
    return block;
  }

  /** What follows from the block's parameters. Threads that ask for the same at once may each compute it. */
  private float[] derived(Block block) {
    Derived known = derived;
    if (known.parameters != block.parameters) {
      block.shared = new float[program.shared()];
      program.once(0, block);
      known = new Derived(block.parameters, block.shared);
      derived = known;
    }
    return known.values;
  }

  /** Gives a block back. It lets go of its parameters: old ones must not stay in memory. */
  @Override
  public void release(Block block) {
    block.parameters = NO_PARAMETERS;
    block.shared = NO_PARAMETERS;
    int home = (int) Thread.currentThread().threadId();
    for (int i = 0; i <= mask; i++) {
      int slot = ((home + i) & mask) * STRIDE;
      if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, block)) {
        return;
      }
    }
  }
}
