package dev.kernelsmith.benchmarks.hand;

import static dev.kernelsmith.benchmarks.hand.ExpertTile.ANY;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.PANEL;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.ROWS;

/**
 * A dense layer in register tiles. Weights are packed once, since the optimizer changes them element by element, in whatever order they lie;
 * gradients are packed in each call. Samples, inputs and units must fill tiles and panels.
 */
final class ExpertDenseKernels {
  private ExpertDenseKernels() {}

  /** See {@link PlainDenseKernels.Forward}. */
  record Forward(Dense dense, float[] panels, float[] result) implements HandKernel {
    Forward(Dense dense) {
      this(dense, new float[dense.weights().length], new float[dense.samples() * dense.units()]);
      ExpertTile.pack(dense.weights(), dense.inputs(), dense.units(), panels);
    }

    @Override
    public void run() {
      int inputs = dense.inputs();
      int units = dense.units();
      for (int u = 0; u < units; u += PANEL) {
        for (int n = 0; n < dense.samples(); n += ROWS) {
          ExpertTile.rows(
              dense.x(), n * inputs, inputs, 0, 1, inputs, panels, u * inputs, dense.bias(), u, 0, 0, result,
              n * units + u, units);
        }
      }
    }
  }

  /** See {@link PlainDenseKernels.InputGradient}. */
  record InputGradient(Dense dense, float[] panels, float[] zeros, float[] result) implements HandKernel {
    InputGradient(Dense dense) {
      this(dense, new float[dense.weights().length], new float[PANEL], new float[dense.samples() * dense.inputs()]);
      float[] turned = new float[dense.weights().length];
      for (int k = 0; k < dense.inputs(); k++) {
        for (int u = 0; u < dense.units(); u++) {
          turned[u * dense.inputs() + k] = dense.weights()[k * dense.units() + u];
        }
      }
      ExpertTile.pack(turned, dense.units(), dense.inputs(), panels);
    }

    @Override
    public void run() {
      int inputs = dense.inputs();
      int units = dense.units();
      for (int k = 0; k < inputs; k += PANEL) {
        for (int n = 0; n < dense.samples(); n += ROWS) {
          ExpertTile.rows(
              dense.gradient(), n * units, units, 0, 1, units, panels, k * units, zeros, 0, 0, ANY, result,
              n * inputs + k, inputs);
        }
      }
      ExpertTile.keepWherePositive(dense.x(), 0, result, 0, result.length);
    }
  }

  /** See {@link PlainDenseKernels.WeightGradient}. */
  record WeightGradient(Dense dense, float[] panels, float[] zeros, float[] result) implements HandKernel {
    WeightGradient(Dense dense) {
      this(dense, new float[dense.gradient().length], new float[PANEL], new float[dense.weights().length]);
    }

    @Override
    public void run() {
      int inputs = dense.inputs();
      int units = dense.units();
      int samples = dense.samples();
      ExpertTile.pack(dense.gradient(), samples, units, panels);
      for (int u = 0; u < units; u += PANEL) {
        for (int k = 0; k < inputs; k += ROWS) {
          ExpertTile.columns(
              dense.x(), k, inputs, 0, 1, samples, panels, u * samples, zeros, 0, 0, result, k * units + u, units);
        }
      }
    }
  }
}
