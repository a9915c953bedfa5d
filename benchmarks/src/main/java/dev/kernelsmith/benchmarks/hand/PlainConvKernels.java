package dev.kernelsmith.benchmarks.hand;

import java.util.Arrays;

/** A convolution in plain loops over arrays, the innermost one over neighbours. */
final class PlainConvKernels {
  private PlainConvKernels() {}

  /** {@code y[n][h][w][f] = relu(bias[f] + sum over r s c of x[n][h + r][w + s][c] * weights[r][s][c][f])}. */
  record Forward(Conv conv, float[] result) implements HandKernel {
    Forward(Conv conv) {
      this(conv, new float[conv.samples() * conv.size() * conv.size() * conv.filters()]);
    }

    @Override
    public void run() {
      int filters = conv.filters();
      for (int n = 0; n < conv.samples(); n++) {
        for (int h = 0; h < conv.size(); h++) {
          for (int w = 0; w < conv.size(); w++) {
            int at = ((n * conv.size() + h) * conv.size() + w) * filters;
            System.arraycopy(conv.bias(), 0, result, at, filters);
            window(n, h, w, at);
            for (int f = 0; f < filters; f++) {
              result[at + f] = Math.max(result[at + f], 0);
            }
          }
        }
      }
    }

    private void window(int n, int h, int w, int at) {
      int row = conv.kernel() * conv.channels();
      int filters = conv.filters();
      for (int r = 0; r < conv.kernel(); r++) {
        int from = ((n * conv.framed() + h + r) * conv.framed() + w) * conv.channels();
        for (int c = 0; c < row; c++) {
          float x = conv.x()[from + c];
          int weights = (r * row + c) * filters;
          for (int f = 0; f < filters; f++) {
            result[at + f] += x * conv.weights()[weights + f];
          }
        }
      }
    }
  }

  /**
   * {@code dx[n][h][w][c] = x[n][h][w][c] > 0 ? sum over r s f of gradient[n][h - r][w - s][f] * weights[r][s][c][f] : 0}, with h and w in the
   * middle of a frame.
   */
  record InputGradient(Conv conv, float[] result) implements HandKernel {
    InputGradient(Conv conv) {
      this(conv, new float[conv.samples() * conv.size() * conv.size() * conv.channels()]);
    }

    @Override
    public void run() {
      for (int n = 0; n < conv.samples(); n++) {
        for (int h = 0; h < conv.size(); h++) {
          for (int w = 0; w < conv.size(); w++) {
            for (int c = 0; c < conv.channels(); c++) {
              int x =
                  ((n * conv.framed() + h + conv.border()) * conv.framed() + w + conv.border()) * conv.channels() + c;
              result[((n * conv.size() + h) * conv.size() + w) * conv.channels() + c] =
                  conv.x()[x] > 0 ? sum(n, h, w, c) : 0;
            }
          }
        }
      }
    }

    private float sum(int n, int h, int w, int c) {
      int filters = conv.filters();
      int last = conv.kernel() - 1;
      float sum = 0;
      for (int r = 0; r < conv.kernel(); r++) {
        for (int s = 0; s < conv.kernel(); s++) {
          int from = ((n * conv.framed() + h + last - r) * conv.framed() + w + last - s) * filters;
          int weights = ((r * conv.kernel() + s) * conv.channels() + c) * filters;
          for (int f = 0; f < filters; f++) {
            sum += conv.gradient()[from + f] * conv.weights()[weights + f];
          }
        }
      }
      return sum;
    }
  }

  /** {@code dk[r][s][c][f] = sum over n h w of x[n][h + r][w + s][c] * gradient[n][h][w][f]}. */
  record KernelGradient(Conv conv, float[] result) implements HandKernel {
    KernelGradient(Conv conv) {
      this(conv, new float[conv.weights().length]);
    }

    @Override
    public void run() {
      Arrays.fill(result, 0);
      for (int n = 0; n < conv.samples(); n++) {
        for (int h = 0; h < conv.size(); h++) {
          for (int w = 0; w < conv.size(); w++) {
            position(n, h, w);
          }
        }
      }
    }

    private void position(int n, int h, int w) {
      int filters = conv.filters();
      int row = conv.kernel() * conv.channels();
      int gradient = ((n * conv.framed() + h + conv.border()) * conv.framed() + w + conv.border()) * filters;
      for (int r = 0; r < conv.kernel(); r++) {
        int from = ((n * conv.framed() + h + r) * conv.framed() + w) * conv.channels();
        for (int c = 0; c < row; c++) {
          float x = conv.x()[from + c];
          int weights = (r * row + c) * filters;
          for (int f = 0; f < filters; f++) {
            result[weights + f] += x * conv.gradient()[gradient + f];
          }
        }
      }
    }
  }
}
