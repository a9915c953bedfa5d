package dev.kernelsmith.runtime.team;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.Crew;

/** Threads that run one block together. Whoever is late finds fewer pieces left, so none has to wait for the others to begin. */
public final class BlockCrew implements Crew, Workers.Job {
  /** Items that there are of a kernel for each thread, at most: what one of them is late with, others take over. */
  private static final int ITEMS = 4;

  private final BlockProgram program;
  private final Workers workers;

  // The kernel in hand.
  private Block block;
  private int kernel;
  private int range;
  private int step;
  private int pieces;
  private int items;

  /**
   * A crew.
   *
   * @param program what it runs
   * @param block what it begins with
   */
  public BlockCrew(BlockProgram program, Block block, Workers workers) {
    this.program = program;
    this.block = block;
    this.workers = workers;
  }

  /** Makes the crew work on a block. */
  public BlockCrew on(Block next) {
    block = next;
    return this;
  }

  @Override
  public void run(int newKernel, int newRange, int newStep) {
    kernel = newKernel;
    range = newRange;
    step = newStep;
    pieces = Math.ceilDiv(newRange, newStep);
    items = Math.min(pieces, ITEMS * workers.size());
    workers.run(this, items);
  }

  @Override
  public void run(int item, int worker) {
    program.piece(kernel, block, start(item), start(item + 1));
  }

  private int start(int item) {
    return Math.min(range, (int) ((long) item * pieces / items) * step);
  }

  /** Which threads. */
  @Override
  public String toString() {
    return workers + ", all on one block";
  }
}
