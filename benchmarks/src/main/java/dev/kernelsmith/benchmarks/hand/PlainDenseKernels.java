package dev.kernelsmith.benchmarks.hand;

import java.util.Arrays;

/** A dense layer in plain loops over arrays, the innermost one over neighbours. */
final class PlainDenseKernels {
  private PlainDenseKernels() {}

  /** {@code y[n][u] = relu(bias[u] + sum over k of x[n][k] * weights[k][u])}. */
  record Forward(Dense dense, float[] result) implements HandKernel {
    Forward(Dense dense) {
      this(dense, new float[dense.samples() * dense.units()]);
    }

    @Override
    public void run() {
      int units = dense.units();
      for (int n = 0; n < dense.samples(); n++) {
        int row = n * units;
        System.arraycopy(dense.bias(), 0, result, row, units);
        for (int k = 0; k < dense.inputs(); k++) {
          float x = dense.x()[n * dense.inputs() + k];
          for (int u = 0; u < units; u++) {
            result[row + u] += x * dense.weights()[k * units + u];
          }
        }
        for (int u = 0; u < units; u++) {
          result[row + u] = Math.max(result[row + u], 0);
        }
      }
    }
  }

  /** {@code dx[n][k] = x[n][k] > 0 ? sum over u of gradient[n][u] * weights[k][u] : 0}. */
  record InputGradient(Dense dense, float[] result) implements HandKernel {
    InputGradient(Dense dense) {
      this(dense, new float[dense.samples() * dense.inputs()]);
    }

    @Override
    public void run() {
      int units = dense.units();
      for (int n = 0; n < dense.samples(); n++) {
        for (int k = 0; k < dense.inputs(); k++) {
          int at = n * dense.inputs() + k;
          float sum = 0;
          for (int u = 0; u < units; u++) {
            sum += dense.gradient()[n * units + u] * dense.weights()[k * units + u];
          }
          result[at] = dense.x()[at] > 0 ? sum : 0;
        }
      }
    }
  }

  /** {@code dw[k][u] = sum over n of x[n][k] * gradient[n][u]}. */
  record WeightGradient(Dense dense, float[] result) implements HandKernel {
    WeightGradient(Dense dense) {
      this(dense, new float[dense.inputs() * dense.units()]);
    }

    @Override
    public void run() {
      int units = dense.units();
      Arrays.fill(result, 0);
      for (int n = 0; n < dense.samples(); n++) {
        for (int k = 0; k < dense.inputs(); k++) {
          float x = dense.x()[n * dense.inputs() + k];
          for (int u = 0; u < units; u++) {
            result[k * units + u] += x * dense.gradient()[n * units + u];
          }
        }
      }
    }
  }
}
