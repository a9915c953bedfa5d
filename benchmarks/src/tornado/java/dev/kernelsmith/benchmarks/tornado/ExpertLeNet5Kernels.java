package dev.kernelsmith.benchmarks.tornado;

import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.GROUP;
import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.bias;
import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.pooled;
import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.squares3;
import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.squares4;
import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.unpooled;
import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.weights6x4;
import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.weights5x3;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;

/**
 * The convolutions of LeNet-5 for a CPU, a group of 16 samples after another: both of them forward with their pooling,
 * back with it, and the gradients by the weights with Adam. Rows of parameters are padded to 16 filters.
 */
final class ExpertLeNet5Kernels {
  /** Pixels of a line of the input, with two more on each side. */
  static final int IMAGE = 32;

  /** Pixels of a line of the gradient by the second convolution, with one more on each side. */
  static final int BORDERED = 12;

  /** Floats that the first pooling gives for a sample. */
  static final int POOLED_1 = 14 * 14 * 6;

  /** Floats that the second pooling gives for a sample. */
  static final int POOLED_2 = 5 * 5 * 16;

  /** Where the parameters of the second convolution begin. */
  static final int SECOND = 26 * 16;

  /** Numbers of threads of {@link #update}: lines of taps of the first convolution, taps of the second, both biases. */
  static final int UPDATES = 5 + 25 + 2;

  private ExpertLeNet5Kernels() {}

  /** Forward; {@code flat} gets the result by samples, for the dense layers. */
  static void forward(
      FloatArray x, FloatArray p, FloatArray images, FloatArray y1, FloatArray routes1, FloatArray y2,
      FloatArray routes2, FloatArray sums, FloatArray flat, int batch) {
    for (@Parallel int m = 0; m < batch / GROUP; m++) {
      VectorFloat16 image = new VectorFloat16(images);
      for (int h = 0; h < 28; h++) {
        for (int q = 0; q < 28; q++) {
          image.set((m * IMAGE + h + 2) * IMAGE + q + 2, Lanes.gather(x, (m * GROUP * 28 + h) * 28 + q, 28 * 28));
        }
      }
      VectorFloat16 first = new VectorFloat16(y1);
      for (int h = 0; h < 14; h++) {
        for (int q = 0; q < 14; q++) {
          for (int f = 0; f < 6; f += 3) {
            squares3(images, (m * IMAGE + 2 * h) * IMAGE + 2 * q, IMAGE, 1, p, f, 5 * 16, 0, 16, 1, 5, 1, 5, sums,
                m * 16);
            int to = ((m * 14 + h) * 14 + q) * 6 + f;
            for (int j = 0; j < 3; j++) {
              first.set(to + j, pooled(sums, m * 16 + 4 * j, p.get(25 * 16 + f + j), routes1, 2 * (to + j)));
            }
          }
        }
      }
      VectorFloat16 second = new VectorFloat16(y2);
      for (int h = 0; h < 5; h++) {
        for (int q = 0; q < 5; q++) {
          for (int f = 0; f < 16; f += 4) {
            squares4(y1, ((m * 14 + 2 * h) * 14 + 2 * q) * 6, 14 * 6, 6, p, SECOND + f, 30 * 16, 0, 16, 1, 5, 1, 30,
                sums, m * 16);
            int to = ((m * 5 + h) * 5 + q) * 16 + f;
            for (int j = 0; j < 4; j++) {
              second.set(
                  to + j, pooled(sums, m * 16 + 4 * j, p.get(SECOND + 150 * 16 + f + j), routes2, 2 * (to + j)));
            }
          }
        }
      }
      for (int i = 0; i < POOLED_2; i++) {
        for (int lane = 0; lane < GROUP; lane++) {
          flat.set((m * GROUP + lane) * POOLED_2 + i, y2.get((m * POOLED_2 + i) * GROUP + lane));
        }
      }
    }
  }

  /** Back to the sums of both convolutions; {@code dflat} has {@code pitch} floats a sample. */
  static void backward(
      FloatArray dflat, FloatArray p, FloatArray y1, FloatArray routes1, FloatArray y2, FloatArray routes2,
      FloatArray sums, FloatArray d1, FloatArray d2, int batch, int pitch) {
    for (@Parallel int m = 0; m < batch / GROUP; m++) {
      VectorFloat16 first = new VectorFloat16(y1);
      VectorFloat16 second = new VectorFloat16(y2);
      VectorFloat16 gradients = new VectorFloat16(sums);
      for (int h = 0; h < 5; h++) {
        for (int q = 0; q < 5; q++) {
          for (int f = 0; f < 16; f++) {
            int i = (h * 5 + q) * 16 + f;
            int to = ((m * BORDERED + 2 * h + 1) * BORDERED + 2 * q + 1) * 16 + f;
            unpooled(
                second.get(m * POOLED_2 + i), Lanes.gather(dflat, m * GROUP * pitch + i, pitch), routes2,
                2 * (m * POOLED_2 + i), d2, to, BORDERED * 16, 16);
          }
        }
      }
      for (int h = 0; h < 7; h++) {
        int r = Math.min(4, 2 * h + 1);
        int rows = r - Math.max(0, 2 * h - 9) + 1;
        for (int q = 0; q < 7; q++) {
          int s = Math.min(4, 2 * q + 1);
          int columns = s - Math.max(0, 2 * q - 9) + 1;
          int at = ((m * BORDERED + 2 * h - r + 1) * BORDERED + 2 * q - s + 1) * 16;
          for (int c = 0; c < 6; c += 3) {
            squares3(d2, at, BORDERED * 16, 16, p, SECOND + ((r * 5 + s) * 6 + c) * 16, -30 * 16, -6 * 16, 1, 16, rows,
                columns, 16, sums, m * 16);
            for (int j = 0; j < 3; j++) {
              for (int i = 0; i < 4; i++) {
                int row = 2 * h + i / 2;
                int column = 2 * q + i % 2;
                int from = ((m * 14 + row) * 14 + column) * 6 + c + j;
                int to = ((m * 28 + 2 * row) * 28 + 2 * column) * 6 + c + j;
                unpooled(
                    first.get(from), gradients.get(m * 16 + 4 * j + i), routes1, 2 * from, d1, to, 28 * 6, 6);
              }
            }
          }
        }
      }
    }
  }

  /** Gradients by the parameters of both convolutions, and Adam with them. */
  static void update(
      FloatArray images, FloatArray y1, FloatArray d1, FloatArray d2, FloatArray p, FloatArray means,
      FloatArray squares, FloatArray gradients, FloatArray settings, FloatArray partial, int batch) {
    for (@Parallel int i = 0; i < UPDATES; i++) {
      VectorFloat16 parts = new VectorFloat16(partial);
      int groups = batch / GROUP;
      int second = SECOND / GROUP;
      int inner = (BORDERED + 1) * 16;
      int tap = i - 5;
      int from = 5 * i;
      int to = from + 5;
      if (i == 31) {
        from = 25;
        to = 26;
      } else if (i == 30) {
        from = second + 150;
        to = from + 1;
      } else if (i >= 5) {
        from = second + 6 * tap;
        to = from + 6;
      }
      if (i < 5) {
        for (int f = 0; f < 6; f += 3) {
          weights5x3(
              images, i * IMAGE, IMAGE * IMAGE, IMAGE, 1, d1, f, 28 * 28 * 6, 28 * 6, 6, groups, 28, partial,
              i * 5 * 16 + f, 16);
        }
      } else if (i < 30) {
        for (int f = 0; f < 16; f += 4) {
          weights6x4(
              y1, (tap / 5 * 14 + tap % 5) * 6, POOLED_1, 14 * 6, 6, d2, inner + f, BORDERED * BORDERED * 16,
              BORDERED * 16, 16, groups, 10, partial, SECOND + tap * 6 * 16 + f, 16);
        }
      } else if (i < 31) {
        for (int f = 0; f < 16; f++) {
          parts.set(
              SECOND + 150 * 16 + f, bias(d2, inner + f, BORDERED * BORDERED * 16, BORDERED * 16, 16, groups, 10));
        }
      } else {
        for (int f = 0; f < 6; f++) {
          parts.set(25 * 16 + f, bias(d1, f, 28 * 28 * 6, 28 * 6, 6, groups, 28));
        }
      }
      for (int w = from * 16; w < to * 16; w++) {
        gradients.set(w, Lanes.sum(parts.get(w)));
      }
      float rate = settings.get(0);
      float epsilon = settings.get(1);
      for (int v = from; v < to; v++) {
        ExpertDenseKernels.adam(p, gradients, means, squares, v, rate, epsilon);
      }
    }
  }
}
