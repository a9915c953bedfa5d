package dev.kernelsmith.benchmarks.plain;

/** A fully connected layer, followed by relu if told. */
final class PlainDense implements PlainLayer {
  private final int inputs;
  private final int units;
  private final boolean relu;
  private final float[] weights;
  private final float[] bias;
  private final float[] weightGradients;
  private final float[] biasGradients;
  private final float[] output;
  private final float[] inputGradient;
  private float[] input = new float[0];

  /**
   * A layer.
   *
   * @param weights {@code [inputs][units]}, shared with other workers
   * @param bias one per unit, shared with other workers
   * @param weightGradients this worker's sum of gradients, laid out like the weights
   * @param biasGradients this worker's sum of gradients, one per unit
   */
  PlainDense(
      int inputs,
      int units,
      boolean relu,
      float[] weights,
      float[] bias,
      float[] weightGradients,
      float[] biasGradients) {
    this.inputs = inputs;
    this.units = units;
    this.relu = relu;
    this.weights = weights;
    this.bias = bias;
    this.weightGradients = weightGradients;
    this.biasGradients = biasGradients;
    output = new float[units];
    inputGradient = new float[inputs];
  }

  @Override
  public float[] forward(float[] values) {
    input = values;
    System.arraycopy(bias, 0, output, 0, units);
    for (int k = 0; k < inputs; k++) {
      float x = values[k];
      int row = k * units;
      for (int u = 0; u < units; u++) {
        output[u] += x * weights[row + u];
      }
    }
    if (relu) {
      for (int u = 0; u < units; u++) {
        output[u] = Math.max(output[u], 0);
      }
    }
    return output;
  }

  @Override
  public float[] backward(float[] outputGradient) {
    for (int u = 0; u < units; u++) {
      if (relu && !(output[u] > 0)) {
        outputGradient[u] = 0;
      }
      biasGradients[u] += outputGradient[u];
    }
    for (int k = 0; k < inputs; k++) {
      float x = input[k];
      int row = k * units;
      float sum = 0;
      for (int u = 0; u < units; u++) {
        weightGradients[row + u] += x * outputGradient[u];
        sum += weights[row + u] * outputGradient[u];
      }
      inputGradient[k] = sum;
    }
    return inputGradient;
  }
}
