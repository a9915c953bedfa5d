package dev.kernelsmith.benchmarks.tornado;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Kernels of convolutions of stride 1 on square images with a square kernel, and of pooling. Images are {@code
 * [batch][height][width][channels]}; parameters are {@code [taps][taps][channels][filters]} followed by the bias of
 * each filter. {@code from} and {@code to} are the sizes of the image before and after. Sums are kept in registers,
 * {@code rows} by {@code tile} of them, so that what is read serves several.
 */
final class ConvolutionKernels {
  private ConvolutionKernels() {}

  /**
   * {@code y = relu(x * w + b)}; outside the image {@code x} is 0. A thread computes {@code rows} samples at a time.
   */
  static void convolutionRelu(
      FloatArray x, FloatArray p, FloatArray y, int batch, int from, int channels, int to, int filters, int taps,
      int padding, int rows, int tile) {
    for (@Parallel int w = 0; w < to; w++) {
      for (@Parallel int h = 0; h < to; h++) {
        for (@Parallel int m = 0; m < batch / rows; m++) {
          for (int first = 0; first < filters; first += tile) {
            float[] sums = new float[rows * tile];
            for (int i = 0; i < rows; i++) {
              for (int j = 0; j < tile; j++) {
                sums[i * tile + j] = p.get(taps * taps * channels * filters + first + j);
              }
            }
            for (int r = 0; r < taps; r++) {
              for (int s = 0; s < taps; s++) {
                int row = h + r - padding;
                int column = w + s - padding;
                if (row >= 0 && row < from && column >= 0 && column < from) {
                  int pixel = ((m * rows * from + row) * from + column) * channels;
                  int weights = (r * taps + s) * channels * filters + first;
                  for (int c = 0; c < channels; c++) {
                    for (int i = 0; i < rows; i++) {
                      float value = x.get(i * from * from * channels + pixel + c);
                      for (int j = 0; j < tile; j++) {
                        sums[i * tile + j] += value * p.get(weights + c * filters + j);
                      }
                    }
                  }
                }
              }
            }
            for (int i = 0; i < rows; i++) {
              for (int j = 0; j < tile; j++) {
                int at = (((m * rows + i) * to + h) * to + w) * filters + first + j;
                y.set(at, Math.max(sums[i * tile + j], 0f));
              }
            }
          }
        }
      }
    }
  }

  /**
   * The gradient by the input, gathered from the output's, and through the relu that made this input: 0 where the input
   * is 0. A thread computes {@code rows} samples by {@code tile} channels at a time.
   */
  static void convolutionInputGradient(
      FloatArray dy, FloatArray p, FloatArray x, FloatArray dx, int batch, int from, int channels, int to, int filters,
      int taps, int padding, int rows, int tile) {
    for (@Parallel int w = 0; w < from; w++) {
      for (@Parallel int h = 0; h < from; h++) {
        for (@Parallel int m = 0; m < batch / rows; m++) {
          for (int first = 0; first < channels; first += tile) {
            float[] sums = new float[rows * tile];
            for (int j = 0; j < rows * tile; j++) {
              sums[j] = 0f;
            }
            for (int r = 0; r < taps; r++) {
              for (int s = 0; s < taps; s++) {
                int row = h + padding - r;
                int column = w + padding - s;
                if (row >= 0 && row < to && column >= 0 && column < to) {
                  int pixel = ((m * rows * to + row) * to + column) * filters;
                  int weights = ((r * taps + s) * channels + first) * filters;
                  for (int f = 0; f < filters; f++) {
                    for (int i = 0; i < rows; i++) {
                      float gradient = dy.get(i * to * to * filters + pixel + f);
                      for (int j = 0; j < tile; j++) {
                        sums[i * tile + j] += gradient * p.get(weights + j * filters + f);
                      }
                    }
                  }
                }
              }
            }
            for (int i = 0; i < rows; i++) {
              for (int j = 0; j < tile; j++) {
                int at = (((m * rows + i) * from + h) * from + w) * channels + first + j;
                dx.set(at, x.get(at) > 0f ? sums[i * tile + j] : 0f);
              }
            }
          }
        }
      }
    }
  }

  /**
   * The gradient by the weights, one per sample: the optimizer adds them up, so that there are threads enough without
   * atomics. A thread computes {@code rows} channels by {@code tile} filters at a time; {@code rows} divides the
   * channels.
   */
  static void convolutionGradient(
      FloatArray x, FloatArray dy, FloatArray dp, int batch, int from, int channels, int to, int filters, int taps,
      int padding, int rows, int tile) {
    for (@Parallel int k = 0; k < taps * taps * channels / rows; k++) {
      for (@Parallel int n = 0; n < batch; n++) {
        int r = k * rows / (taps * channels);
        int s = k * rows / channels % taps;
        int c = k * rows % channels;
        for (int first = 0; first < filters; first += tile) {
          float[] sums = new float[rows * tile];
          for (int j = 0; j < rows * tile; j++) {
            sums[j] = 0f;
          }
          for (int h = Math.max(0, padding - r); h < Math.min(to, from + padding - r); h++) {
            for (int w = Math.max(0, padding - s); w < Math.min(to, from + padding - s); w++) {
              int pixel = ((n * from + h + r - padding) * from + w + s - padding) * channels + c;
              int gradient = ((n * to + h) * to + w) * filters + first;
              for (int i = 0; i < rows; i++) {
                float value = x.get(pixel + i);
                for (int j = 0; j < tile; j++) {
                  sums[i * tile + j] += value * dy.get(gradient + j);
                }
              }
            }
          }
          int at = (n * (taps * taps * channels + 1) + k * rows) * filters + first;
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < tile; j++) {
              dp.set(at + i * filters + j, sums[i * tile + j]);
            }
          }
        }
      }
    }
  }

  /** The gradient by the bias, one per sample, behind that by the weights. */
  static void convolutionBiasGradient(FloatArray dy, FloatArray dp, int batch, int to, int rows, int filters) {
    for (@Parallel int f = 0; f < filters; f++) {
      for (@Parallel int n = 0; n < batch; n++) {
        float sum = 0f;
        for (int i = 0; i < to * to; i++) {
          sum += dy.get((n * to * to + i) * filters + f);
        }
        dp.set((n * (rows + 1) + rows) * filters + f, sum);
      }
    }
  }

  /** The greatest of each square of 2 by 2 pixels, and which one it was (0 to 3, the first of equals). */
  static void maxPool(FloatArray x, FloatArray y, IntArray argmax, int batch, int to, int channels) {
    for (@Parallel int i = 0; i < to * channels; i++) {
      for (@Parallel int h = 0; h < to; h++) {
        for (@Parallel int n = 0; n < batch; n++) {
          int row = 2 * to * channels;
          int corner = (n * 2 * to + 2 * h) * row + i / channels * 2 * channels + i % channels;
          float a = x.get(corner);
          float b = x.get(corner + channels);
          float c = x.get(corner + row);
          float d = x.get(corner + row + channels);
          float upper = Math.max(a, b);
          float lower = Math.max(c, d);
          int at = (n * to + h) * to * channels + i;
          y.set(at, Math.max(upper, lower));
          argmax.set(at, upper >= lower ? (a >= b ? 0 : 1) : (c >= d ? 2 : 3));
        }
      }
    }
  }

  /** The gradient by the input of the pooling: each goes to the pixel that was the greatest. */
  static void maxPoolGradient(FloatArray dy, IntArray argmax, FloatArray dx, int batch, int to, int channels) {
    for (@Parallel int i = 0; i < to * channels; i++) {
      for (@Parallel int h = 0; h < to; h++) {
        for (@Parallel int n = 0; n < batch; n++) {
          int row = 2 * to * channels;
          int corner = (n * 2 * to + 2 * h) * row + i / channels * 2 * channels + i % channels;
          int at = (n * to + h) * to * channels + i;
          float gradient = dy.get(at);
          int best = argmax.get(at);
          dx.set(corner, best == 0 ? gradient : 0f);
          dx.set(corner + channels, best == 1 ? gradient : 0f);
          dx.set(corner + row, best == 2 ? gradient : 0f);
          dx.set(corner + row + channels, best == 3 ? gradient : 0f);
        }
      }
    }
  }
}
