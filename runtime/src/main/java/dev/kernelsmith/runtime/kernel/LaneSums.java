package dev.kernelsmith.runtime.kernel;

/**
 * Sums over the 16 lanes of a block, always in the same tree, so that the result does not depend on the width of the machine's
 * vectors nor on when the JIT compiled.
 */
public final class LaneSums {
  private LaneSums() {}

  /** The sum of {@code lanes[at .. at + 16)}: halves are added to halves. */
  public static float sum(float[] lanes, int at) {
    float a = (lanes[at] + lanes[at + 8]) + (lanes[at + 4] + lanes[at + 12]);
    float b = (lanes[at + 2] + lanes[at + 10]) + (lanes[at + 6] + lanes[at + 14]);
    float c = (lanes[at + 1] + lanes[at + 9]) + (lanes[at + 5] + lanes[at + 13]);
    float d = (lanes[at + 3] + lanes[at + 11]) + (lanes[at + 7] + lanes[at + 15]);
    return (a + b) + (c + d);
  }

  /** Stores the sum of {@code lanes[at .. at + 16)} in {@code target[index]}, or adds it to what is there. */
  public static void store(float[] lanes, int at, float[] target, int index, boolean accumulate) {
    float sum = sum(lanes, at);
    target[index] = accumulate ? target[index] + sum : sum;
  }
}
