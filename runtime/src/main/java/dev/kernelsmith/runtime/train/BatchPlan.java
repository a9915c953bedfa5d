package dev.kernelsmith.runtime.train;

/**
 * How a batch is cut: into blocks of samples, and these into contiguous runs, one for each gradient copy. It depends on nothing but
 * the arguments, above all not on the number of threads, and so the order in which gradients are added does not either.
 *
 * @param samples samples of the batch, at least 1
 * @param lanes samples per block
 * @param copies gradient copies
 */
record BatchPlan(int samples, int lanes, int copies) {
  private static final int MOST_COPIES = 16;
  private static final long MOST_BYTES = 64L << 20;

  /** The plan for a batch of a network. */
  static BatchPlan of(int samples, int lanes, int gradientFloats) {
    int blocks = Math.ceilDiv(samples, lanes);
    return new BatchPlan(samples, lanes, Math.min(blocks, mostCopies(gradientFloats)));
  }

  private static int mostCopies(int gradientFloats) {
    return (int) Math.clamp(MOST_BYTES / (4L * Math.max(1, gradientFloats)), 1, MOST_COPIES);
  }

  /** Blocks of the batch; the last may be partly filled. */
  int blocks() {
    return Math.ceilDiv(samples, lanes);
  }

  /** First block of a copy's run; the run ends where the next begins. */
  int firstBlock(int copy) {
    return (int) ((long) copy * blocks() / copies);
  }

  /** Samples of a block that count; the other lanes are fillers. */
  int live(int block) {
    return Math.min(lanes, samples - block * lanes);
  }
}
