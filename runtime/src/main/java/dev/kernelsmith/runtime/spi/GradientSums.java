package dev.kernelsmith.runtime.spi;

import java.util.Locale;

/**
 * The sums over all gradients that an optimizer needs before it changes anything, such as their norm. Each range of fixed length is
 * summed up by itself, in any order and by any thread; then the ranges are added up in theirs, so that the result has the same bits for any
 * number of threads.
 */
public final class GradientSums {
  private static final int RANGE = 4096;
  private static final int LANES = 16;

  private final KernelProgram program;
  private final int start;
  private final int trained;
  private final int updated;
  private final int each;
  private final float[] lanes;
  private final double[] totals;

  /**
   * Memory for the sums of a network.
   *
   * @param program its kernels
   * @param spec the network
   */
  public GradientSums(KernelProgram program, NetworkSpec spec) {
    this.program = program;
    start = spec.parameterStart();
    trained = spec.trainedFloats();
    updated = spec.updatedFloats();
    each = program.sums() * LANES;
    lanes = new float[ranges() * each];
    totals = new double[program.sums()];
  }

  /** Ranges to be summed up; 0 where the optimizer needs no sums. */
  public int ranges() {
    return each == 0 ? 0 : Math.ceilDiv(Math.max(0, trained - start), RANGE);
  }

  /** Sums up a range; the other arguments are those of {@link KernelProgram#update}. */
  public void sum(
      int range, float[] parameters, float[] gradients, int copies, float[][] slots, float learningRate, long step) {
    int from = start + range * RANGE;
    int to = (int) Math.min((long) from + RANGE, trained);
    program.sum(parameters, gradients, copies, slots, learningRate, step, lanes, range * each, from, to);
  }

  /** The sums, when all ranges are summed up: an array that is used again. */
  public double[] totals() {
    for (int s = 0; s < totals.length; s++) {
      double total = 0;
      for (int at = s * LANES; at < lanes.length; at += each) {
        for (int lane = at; lane < at + LANES; lane++) {
          total += lanes[lane];
        }
      }
      totals[s] = total;
    }
    return totals;
  }

  /** A whole step on this thread: the sums, then {@link KernelProgram#update} of all that it changes. */
  public void update(
      float[] parameters, float[] gradients, int copies, float[][] slots, float learningRate, long step) {
    for (int range = 0; range < ranges(); range++) {
      sum(range, parameters, gradients, copies, slots, learningRate, step);
    }
    program.update(parameters, gradients, copies, slots, learningRate, step, totals(), start, updated);
  }

  /** How many sums, over how many numbers. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d sums over %,d gradients", totals.length, trained);
  }
}
