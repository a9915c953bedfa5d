package dev.kernelsmith.benchmarks.tornado;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * Kernels of fully connected layers. Activations are {@code [batch][units]}; parameters are {@code [inputs +
 * 1][units]}, the last row of which is the bias, and so is their gradient. A thread computes {@code rows} by {@code
 * tile} neighbours: it keeps their sums in registers, so that each value it reads serves several of them. TornadoVM
 * folds the numbers, so every loop has constant bounds; {@code rows} and {@code tile} divide the extents that they cut.
 */
final class DenseKernels {
  private DenseKernels() {}

  /** {@code y = relu(x w + b)}, {@code rows} samples by {@code tile} units. */
  static void denseRelu(
      FloatArray x, FloatArray p, FloatArray y, int batch, int inputs, int units, int rows, int tile) {
    for (@Parallel int t = 0; t < units / tile; t++) {
      for (@Parallel int m = 0; m < batch / rows; m++) {
        float[] sums = new float[rows * tile];
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < tile; j++) {
            sums[i * tile + j] = p.get(inputs * units + t * tile + j);
          }
        }
        for (int k = 0; k < inputs; k++) {
          for (int i = 0; i < rows; i++) {
            float value = x.get((m * rows + i) * inputs + k);
            for (int j = 0; j < tile; j++) {
              sums[i * tile + j] += value * p.get(k * units + t * tile + j);
            }
          }
        }
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < tile; j++) {
            y.set((m * rows + i) * units + t * tile + j, Math.max(sums[i * tile + j], 0f));
          }
        }
      }
    }
  }

  /** {@code y = x w + b}, {@code rows} samples by {@code tile} units. */
  static void denseLinear(
      FloatArray x, FloatArray p, FloatArray y, int batch, int inputs, int units, int rows, int tile) {
    for (@Parallel int t = 0; t < units / tile; t++) {
      for (@Parallel int m = 0; m < batch / rows; m++) {
        float[] sums = new float[rows * tile];
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < tile; j++) {
            sums[i * tile + j] = p.get(inputs * units + t * tile + j);
          }
        }
        for (int k = 0; k < inputs; k++) {
          for (int i = 0; i < rows; i++) {
            float value = x.get((m * rows + i) * inputs + k);
            for (int j = 0; j < tile; j++) {
              sums[i * tile + j] += value * p.get(k * units + t * tile + j);
            }
          }
        }
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < tile; j++) {
            y.set((m * rows + i) * units + t * tile + j, sums[i * tile + j]);
          }
        }
      }
    }
  }

  /**
   * The gradient by the layer's input, and through the relu that made this input: 0 where the input is 0. {@code rows}
   * samples by {@code tile} inputs.
   */
  static void denseInputGradient(
      FloatArray dy, FloatArray p, FloatArray x, FloatArray dx, int batch, int inputs, int units, int rows, int tile) {
    for (@Parallel int t = 0; t < inputs / tile; t++) {
      for (@Parallel int m = 0; m < batch / rows; m++) {
        float[] sums = new float[rows * tile];
        for (int j = 0; j < rows * tile; j++) {
          sums[j] = 0f;
        }
        for (int u = 0; u < units; u++) {
          for (int i = 0; i < rows; i++) {
            float gradient = dy.get((m * rows + i) * units + u);
            for (int j = 0; j < tile; j++) {
              sums[i * tile + j] += gradient * p.get((t * tile + j) * units + u);
            }
          }
        }
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < tile; j++) {
            int at = (m * rows + i) * inputs + t * tile + j;
            dx.set(at, x.get(at) > 0f ? sums[i * tile + j] : 0f);
          }
        }
      }
    }
  }

  /**
   * The gradient by weights and bias, summed over the batch; {@code rows} inputs by {@code tile} units, the bias after
   * the last inputs.
   */
  static void denseGradient(
      FloatArray x, FloatArray dy, FloatArray dp, int batch, int inputs, int units, int rows, int tile) {
    for (@Parallel int t = 0; t < units / tile; t++) {
      for (@Parallel int k = 0; k < inputs / rows + 1; k++) {
        float[] sums = new float[rows * tile];
        for (int j = 0; j < rows * tile; j++) {
          sums[j] = 0f;
        }
        if (k < inputs / rows) {
          for (int n = 0; n < batch; n++) {
            for (int i = 0; i < rows; i++) {
              float value = x.get(n * inputs + k * rows + i);
              for (int j = 0; j < tile; j++) {
                sums[i * tile + j] += value * dy.get(n * units + t * tile + j);
              }
            }
          }
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < tile; j++) {
              dp.set((k * rows + i) * units + t * tile + j, sums[i * tile + j]);
            }
          }
        } else {
          for (int n = 0; n < batch; n++) {
            for (int j = 0; j < tile; j++) {
              sums[j] += dy.get(n * units + t * tile + j);
            }
          }
          for (int j = 0; j < tile; j++) {
            dp.set(inputs * units + t * tile + j, sums[j]);
          }
        }
      }
    }
  }
}
