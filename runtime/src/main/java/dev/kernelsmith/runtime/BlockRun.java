package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.team.Workers;
import org.jspecify.annotations.Nullable;

/**
 * One prediction of many samples. They go in full blocks; what is left behind these goes sample by sample where that is less work, and else in
 * a block that is filled up with its first sample. The bits of a sample are the same in each, so they do not depend on who shares the work.
 */
final class BlockRun implements Workers.Job {
  /** Takes the results out of a block whose first {@code live} lanes have the samples from {@code first} on. */
  interface Reader {
    void read(Block block, int first, int live);
  }

  /** A block of samples takes some six times as long as a sample by itself, and more where there is much to calculate. */
  private static final int SINGLES = 4;

  private final Predictor.Workspaces single;
  private final Predictor.Workspaces blocks;
  private final float[] parameters;
  private final SampleCopier copier;
  private final int size;
  private final int inBlocks;
  private final int perItem;
  private final int together;
  private final Reader reader;
  private @Nullable Block[] held = {};

  /**
   * A prediction.
   *
   * @param size number of samples
   * @param blocksPerItem blocks that a thread takes at a time
   * @param together most threads that run a block together
   * @param reader is called by several threads, each time for other samples
   */
  BlockRun(
      Predictor.Workspaces single, Predictor.Workspaces blocks, float[] parameters, SampleCopier copier, int size,
      int blocksPerItem, int together, Reader reader) {
    this.single = single;
    this.blocks = blocks;
    this.parameters = parameters;
    this.copier = copier;
    this.size = size;
    this.together = together;
    this.reader = reader;
    int lanes = blocks.lanes();
    int rest = size % lanes;
    inBlocks = single.lanes() < lanes && rest <= lanes / SINGLES ? size - rest : size;
    perItem = (int) Math.min(Integer.MAX_VALUE, (long) lanes * blocksPerItem);
  }

  /** Predicts all samples. */
  void run(Workers workers) {
    held = new Block[workers.size()];
    int items = Math.ceilDiv(inBlocks, perItem);
    workers.run(this, inBlocks < size ? items + 1 : items);
    for (Block block : held) {
      if (block != null) {
        blocks.release(block);
      }
    }
  }

  @Override
  public void run(int item, int worker) {
    int first = (int) Math.min((long) item * perItem, inBlocks);
    if (first == inBlocks) {
      runSingles();
      return;
    }
    Block block = held[worker];
    if (block == null) {
      block = blocks.acquire(parameters);
      held[worker] = block;
    }
    int lanes = blocks.lanes();
    int end = (int) Math.min((long) first + perItem, inBlocks);
    for (long from = first; from < end; from += lanes) {
      runBlock(block, (int) from, (int) Math.min(lanes, end - from));
    }
  }

  private void runBlock(Block block, int first, int live) {
    for (int lane = 0; lane < blocks.lanes(); lane++) {
      copier.copy(lane < live ? first + lane : first, block, lane);
    }
    blocks.run(block, together);
    reader.read(block, first, live);
  }

  private void runSingles() {
    Block block = single.acquire(parameters);
    for (int sample = inBlocks; sample < size; sample++) {
      copier.copy(sample, block, 0);
      single.run(block, together);
      reader.read(block, sample, 1);
    }
    single.release(block);
  }
}
