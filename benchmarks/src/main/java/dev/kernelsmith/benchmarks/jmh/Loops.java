package dev.kernelsmith.benchmarks.jmh;

/** The same sums as {@link Tiles} as one would write them first: sample by sample, left to the compiler. */
final class Loops {
  private Loops() {}

  /** {@code y[n][u] = sum over k of x[n][k] * w[k][u]}. */
  static void dense(float[] x, float[] w, float[] y, int samples, int inputs, int units) {
    for (int n = 0; n < samples; n++) {
      for (int u = 0; u < units; u++) {
        y[n * units + u] = 0;
      }
      for (int k = 0; k < inputs; k++) {
        float value = x[n * inputs + k];
        for (int u = 0; u < units; u++) {
          y[n * units + u] += value * w[k * units + u];
        }
      }
    }
  }

  /** {@code y[n][h][w][f] = sum over r s c of x[n][h+r][w+s][c] * k[r][s][c][f]}. */
  static void convolution(float[] x, float[] k, float[] y, int samples, Tiles.Shape shape) {
    int image = shape.inputSize() * shape.inputSize() * shape.channels();
    int result = shape.outputSize() * shape.outputSize() * shape.filters();
    for (int n = 0; n < samples; n++) {
      for (int h = 0; h < shape.outputSize(); h++) {
        for (int w = 0; w < shape.outputSize(); w++) {
          int at = n * result + (h * shape.outputSize() + w) * shape.filters();
          window(x, k, y, shape, n * image + (h * shape.inputSize() + w) * shape.channels(), at);
        }
      }
    }
  }

  private static void window(float[] x, float[] k, float[] y, Tiles.Shape shape, int corner, int at) {
    int filters = shape.filters();
    for (int f = 0; f < filters; f++) {
      y[at + f] = 0;
    }
    int row = shape.kernel() * shape.channels();
    for (int r = 0; r < shape.kernel(); r++) {
      int from = corner + r * shape.inputSize() * shape.channels();
      for (int c = 0; c < row; c++) {
        float value = x[from + c];
        int weights = (r * row + c) * filters;
        for (int f = 0; f < filters; f++) {
          y[at + f] += value * k[weights + f];
        }
      }
    }
  }
}
