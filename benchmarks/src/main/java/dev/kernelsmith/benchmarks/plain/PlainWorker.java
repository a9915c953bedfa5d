package dev.kernelsmith.benchmarks.plain;

import java.util.Arrays;
import java.util.List;

/** What one thread needs to compute gradients: layers with their own activations and gradients, on shared parameters. */
final class PlainWorker {
  private final List<float[]> gradients;
  private final List<PlainLayer> layers;
  private final float[] logits = new float[PlainLeNet5.CLASSES];
  private double loss;

  /** Makes the layers of {@link PlainLeNet5}, for parameters in the order of {@link PlainLeNet5#parameters}. */
  PlainWorker(List<PlainParameter> parameters) {
    gradients = parameters.stream().map(parameter -> new float[parameter.values().length]).toList();
    List<float[]> p = parameters.stream().map(PlainParameter::values).toList();
    List<float[]> g = gradients;
    layers = List.of(
        new PlainConv2D(28, 1, 6, 5, 2, p.get(0), p.get(1), g.get(0), g.get(1)),
        new PlainMaxPool(28, 6),
        new PlainConv2D(14, 6, 16, 5, 0, p.get(2), p.get(3), g.get(2), g.get(3)),
        new PlainMaxPool(10, 16),
        new PlainDense(400, 120, true, p.get(4), p.get(5), g.get(4), g.get(5)),
        new PlainDense(120, 84, true, p.get(6), p.get(7), g.get(6), g.get(7)),
        new PlainDense(84, 10, false, p.get(8), p.get(9), g.get(8), g.get(9)));
  }

  /** The sums of gradients, one array per parameter. */
  List<float[]> gradients() {
    return gradients;
  }

  /** The sum of the losses of the samples since {@link #reset}. */
  double loss() {
    return loss;
  }

  /** Sets loss and gradients to zero. */
  void reset() {
    loss = 0;
    for (float[] gradient : gradients) {
      Arrays.fill(gradient, 0);
    }
  }

  /** The logits of one image; overwritten by the next call. */
  float[] forward(float[] image) {
    float[] values = image;
    for (PlainLayer layer : layers) {
      values = layer.forward(values);
    }
    System.arraycopy(values, 0, logits, 0, logits.length);
    return logits;
  }

  /**
   * Adds loss and gradients of one image.
   *
   * @param scale factor of this sample's gradient: 1 / batch size
   */
  void learn(float[] image, int label, float scale) {
    float[] gradient = forward(image);
    loss += softmaxCrossEntropy(gradient, label, scale);
    for (int i = layers.size() - 1; i >= 0; i--) {
      gradient = layers.get(i).backward(gradient);
    }
  }

  /** Returns the loss of logits and puts {@code scale * (softmax - one at the label)} in their place. */
  private static double softmaxCrossEntropy(float[] logits, int label, float scale) {
    float maximum = logits[0];
    for (float logit : logits) {
      maximum = Math.max(maximum, logit);
    }
    float sum = 0;
    float shifted = logits[label] - maximum;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Math.exp(logits[i] - maximum);
      sum += logits[i];
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] *= scale / sum;
    }
    logits[label] -= scale;
    return Math.log(sum) - shifted;
  }
}
