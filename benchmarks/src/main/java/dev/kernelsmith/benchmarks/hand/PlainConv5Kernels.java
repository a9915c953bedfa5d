package dev.kernelsmith.benchmarks.hand;

import static dev.kernelsmith.benchmarks.hand.Conv5.CHANNELS;
import static dev.kernelsmith.benchmarks.hand.Conv5.FILTERS;
import static dev.kernelsmith.benchmarks.hand.Conv5.IMAGE;
import static dev.kernelsmith.benchmarks.hand.Conv5.KERNEL;
import static dev.kernelsmith.benchmarks.hand.Conv5.POOLED;
import static dev.kernelsmith.benchmarks.hand.Conv5.SAMPLES;
import static dev.kernelsmith.benchmarks.hand.Conv5.SIZE;

import java.util.Arrays;

/** LeNet-5's second convolution in plain loops over arrays, the innermost one over neighbours. */
final class PlainConv5Kernels {
  private static final int ROW = KERNEL * CHANNELS;

  private PlainConv5Kernels() {}

  /** Sums, the largest of each 2 x 2, relu; which was the largest, from 0 in row-major order, is stored beside it. */
  record Forward(Conv5 conv, float[] sums, int[] argmax, float[] result) implements HandKernel {
    Forward(Conv5 conv) {
      this(conv, new float[SIZE * SIZE * FILTERS], new int[SAMPLES * POOLED * POOLED * FILTERS],
          new float[SAMPLES * POOLED * POOLED * FILTERS]);
    }

    @Override
    public void run() {
      for (int n = 0; n < SAMPLES; n++) {
        for (int h = 0; h < SIZE; h++) {
          for (int w = 0; w < SIZE; w++) {
            window(n, h, w);
          }
        }
        pool(n);
      }
    }

    private void window(int n, int h, int w) {
      int at = (h * SIZE + w) * FILTERS;
      System.arraycopy(conv.bias(), 0, sums, at, FILTERS);
      for (int r = 0; r < KERNEL; r++) {
        int from = ((n * IMAGE + h + r) * IMAGE + w) * CHANNELS;
        for (int c = 0; c < ROW; c++) {
          float x = conv.x()[from + c];
          int weights = (r * ROW + c) * FILTERS;
          for (int f = 0; f < FILTERS; f++) {
            sums[at + f] += x * conv.weights()[weights + f];
          }
        }
      }
    }

    private void pool(int n) {
      for (int h = 0; h < POOLED; h++) {
        for (int w = 0; w < POOLED; w++) {
          for (int f = 0; f < FILTERS; f++) {
            int at = ((n * POOLED + h) * POOLED + w) * FILTERS + f;
            float largest = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < 4; i++) {
              float sum = sums[((2 * h + i / 2) * SIZE + 2 * w + i % 2) * FILTERS + f];
              if (sum > largest) {
                largest = sum;
                argmax[at] = i;
              }
            }
            result[at] = Math.max(largest, 0);
          }
        }
      }
    }
  }

  /** The gradient by the image: each term goes to where its factor came from. */
  record InputGradient(Conv5 conv, float[] result) implements HandKernel {
    InputGradient(Conv5 conv) {
      this(conv, new float[SAMPLES * IMAGE * IMAGE * CHANNELS]);
    }

    @Override
    public void run() {
      Arrays.fill(result, 0);
      for (int n = 0; n < SAMPLES; n++) {
        for (int h = 0; h < SIZE; h++) {
          for (int w = 0; w < SIZE; w++) {
            int gradient = ((n * SIZE + h) * SIZE + w) * FILTERS;
            for (int r = 0; r < KERNEL; r++) {
              row(gradient, r * ROW, ((n * IMAGE + h + r) * IMAGE + w) * CHANNELS);
            }
          }
        }
      }
    }

    private void row(int gradient, int weights, int at) {
      for (int c = 0; c < ROW; c++) {
        float sum = 0;
        for (int f = 0; f < FILTERS; f++) {
          sum += conv.gradient()[gradient + f] * conv.weights()[(weights + c) * FILTERS + f];
        }
        result[at + c] += sum;
      }
    }
  }

  /** The gradient by the weights. */
  record KernelGradient(Conv5 conv, float[] result) implements HandKernel {
    KernelGradient(Conv5 conv) {
      this(conv, new float[conv.weights().length]);
    }

    @Override
    public void run() {
      Arrays.fill(result, 0);
      for (int n = 0; n < SAMPLES; n++) {
        for (int h = 0; h < SIZE; h++) {
          for (int w = 0; w < SIZE; w++) {
            int gradient = ((n * SIZE + h) * SIZE + w) * FILTERS;
            for (int r = 0; r < KERNEL; r++) {
              row(gradient, ((n * IMAGE + h + r) * IMAGE + w) * CHANNELS, r * ROW);
            }
          }
        }
      }
    }

    private void row(int gradient, int from, int weights) {
      for (int c = 0; c < ROW; c++) {
        float x = conv.x()[from + c];
        for (int f = 0; f < FILTERS; f++) {
          result[(weights + c) * FILTERS + f] += x * conv.gradient()[gradient + f];
        }
      }
    }
  }
}
