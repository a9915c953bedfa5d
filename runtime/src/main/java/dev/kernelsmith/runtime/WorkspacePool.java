package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.Regions;
import dev.kernelsmith.runtime.team.BlockCrew;
import dev.kernelsmith.runtime.team.SharedTeam;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Bounded lock-free pool of blocks for one program. A thread looks first in the slot that its number leads to, then in the others;
 * where none has a block it makes a new one, and a block that finds no free slot on its return is left to the garbage collector.
 */
final class WorkspacePool implements Predictor.Workspaces {
  /** Distance between used slots, in references: one cache line or more, so that threads do not disturb each other. */
  private static final int STRIDE = 32;

  private static final long POOLED_BYTES = 64L << 20;

  /** Where that is more, this share of the heap may be in the pool. */
  private static final long HEAP_SHARE = 16;

  private static final int MAX_SLOTS = 64;
  private static final float[] NO_PARAMETERS = {};

  private final BlockProgram program;
  private final NetworkSpec spec;
  private final AtomicReferenceArray<Block> slots;
  private final int mask;
  private final int affordable;
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
    affordable = affordable(program, spec);
    int wanted = Math.min(MAX_SLOTS, 2 * Runtime.getRuntime().availableProcessors());
    int count = Integer.highestOneBit(Math.min(affordable, wanted)); // two for each processor, or as many as may be pooled
    slots = new AtomicReferenceArray<>(count * STRIDE);
    mask = count - 1;
  }

  /** How many blocks may be pooled for the memory that they take, at least one. */
  private static int affordable(BlockProgram program, NetworkSpec spec) {
    long bytes = Block.workingBytes(program) + Block.bytes(program, spec);
    long most = Math.max(POOLED_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    return (int) Math.clamp(most / bytes, 1, Integer.MAX_VALUE);
  }

  @Override
  public int atOnce() {
    return affordable;
  }

  @Override
  public int lanes() {
    return program.lanes();
  }

  @Override
  public boolean hasPieces() {
    return program.hasPieces();
  }

  /** A prediction depends on no other sample: it has one phase. */
  @Override
  public void run(Block block, int threads) {
    if (threads > 1 && program.hasPieces()) {
      program.run(0, block, new BlockCrew(program, block, new SharedTeam(threads)));
    } else {
      program.run(0, block);
    }
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
    return given(Block.lasting(program, spec), parameters);
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
      block.shared = Regions.array(program.shared());
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
