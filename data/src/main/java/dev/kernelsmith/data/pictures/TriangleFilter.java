package dev.kernelsmith.data.pictures;

/**
 * Resamples one axis: a new pixel is a mean of old ones, by a triangle around its middle whose half is one old pixel wide, or one new pixel where these are wider. Weights at
 * the ends are scaled to a sum of 1.
 */
final class TriangleFilter {
  private final int from;
  private final int[] starts;
  private final float[][] weights;

  /**
   * A filter.
   *
   * @param from old length of the axis
   * @param to its new length
   */
  TriangleFilter(int from, int to) {
    this.from = from;
    starts = new int[to];
    weights = new float[to][];
    double step = (double) from / to;
    double reach = Math.max(1, step);
    for (int i = 0; i < to; i++) {
      double middle = (i + 0.5) * step;
      int start = Math.max(0, (int) Math.floor(middle - reach));
      int end = Math.min(from, (int) Math.ceil(middle + reach));
      double[] heights = new double[end - start];
      double sum = 0;
      for (int k = 0; k < heights.length; k++) {
        heights[k] = Math.max(0, 1 - Math.abs(start + k + 0.5 - middle) / reach);
        sum += heights[k];
      }
      starts[i] = start;
      weights[i] = new float[heights.length];
      for (int k = 0; k < heights.length; k++) {
        weights[i][k] = (float) (heights[k] / sum);
      }
    }
  }

  /**
   * Resamples the middle one of three axes.
   *
   * @param values with the axes [before, axis, behind]
   * @param before extent of what stands before the axis
   * @param behind extent of what stands behind it
   */
  float[] run(float[] values, int before, int behind) {
    int to = starts.length;
    float[] result = new float[before * to * behind];
    for (int outer = 0; outer < before; outer++) {
      for (int i = 0; i < to; i++) {
        int target = (outer * to + i) * behind;
        for (int k = 0; k < weights[i].length; k++) {
          float weight = weights[i][k];
          int source = (outer * from + starts[i] + k) * behind;
          for (int inner = 0; inner < behind; inner++) {
            result[target + inner] += weight * values[source + inner];
          }
        }
      }
    }
    return result;
  }
}
