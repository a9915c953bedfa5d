package dev.kernelsmith.benchmarks.plain;

import java.util.Arrays;

/** A convolution of stride 1 with a square kernel and as much zero padding on each side as told, followed by relu. */
final class PlainConv2D implements PlainLayer {
  private final int inputSize;
  private final int inputChannels;
  private final int outputSize;
  private final int filters;
  private final int kernel;
  private final int padding;
  private final float[] weights;
  private final float[] bias;
  private final float[] weightGradients;
  private final float[] biasGradients;
  private final float[] output;
  private final float[] inputGradient;
  private float[] input = new float[0];

  /**
   * A layer on an image of {@code inputSize} by {@code inputSize} pixels.
   *
   * @param weights {@code [kernel][kernel][inputChannels][filters]}, shared with other workers
   * @param bias one per filter, shared with other workers
   * @param weightGradients this worker's sum of gradients, laid out like the weights
   * @param biasGradients this worker's sum of gradients, one per filter
   */
  PlainConv2D(
      int inputSize,
      int inputChannels,
      int filters,
      int kernel,
      int padding,
      float[] weights,
      float[] bias,
      float[] weightGradients,
      float[] biasGradients) {
    this.inputSize = inputSize;
    this.inputChannels = inputChannels;
    this.filters = filters;
    this.kernel = kernel;
    this.padding = padding;
    this.weights = weights;
    this.bias = bias;
    this.weightGradients = weightGradients;
    this.biasGradients = biasGradients;
    outputSize = inputSize + 2 * padding - kernel + 1;
    output = new float[outputSize * outputSize * filters];
    inputGradient = new float[inputSize * inputSize * inputChannels];
  }

  @Override
  public float[] forward(float[] image) {
    input = image;
    for (int h = 0; h < outputSize; h++) {
      for (int w = 0; w < outputSize; w++) {
        int at = (h * outputSize + w) * filters;
        System.arraycopy(bias, 0, output, at, filters);
        sumWindow(h, w, at);
        for (int f = 0; f < filters; f++) {
          output[at + f] = Math.max(output[at + f], 0);
        }
      }
    }
    return output;
  }

  private void sumWindow(int h, int w, int at) {
    for (int r = firstTap(h); r < endTap(h); r++) {
      for (int s = firstTap(w); s < endTap(w); s++) {
        int from = ((h + r - padding) * inputSize + w + s - padding) * inputChannels;
        int weight = (r * kernel + s) * inputChannels * filters;
        for (int c = 0; c < inputChannels; c++) {
          float x = input[from + c];
          for (int f = 0; f < filters; f++) {
            output[at + f] += x * weights[weight + f];
          }
          weight += filters;
        }
      }
    }
  }

  @Override
  public float[] backward(float[] outputGradient) {
    Arrays.fill(inputGradient, 0);
    for (int h = 0; h < outputSize; h++) {
      for (int w = 0; w < outputSize; w++) {
        int at = (h * outputSize + w) * filters;
        for (int f = 0; f < filters; f++) {
          if (!(output[at + f] > 0)) {
            outputGradient[at + f] = 0;
          }
          biasGradients[f] += outputGradient[at + f];
        }
        spreadWindow(h, w, at, outputGradient);
      }
    }
    return inputGradient;
  }

  private void spreadWindow(int h, int w, int at, float[] outputGradient) {
    for (int r = firstTap(h); r < endTap(h); r++) {
      for (int s = firstTap(w); s < endTap(w); s++) {
        int from = ((h + r - padding) * inputSize + w + s - padding) * inputChannels;
        int weight = (r * kernel + s) * inputChannels * filters;
        for (int c = 0; c < inputChannels; c++) {
          float x = input[from + c];
          float sum = 0;
          for (int f = 0; f < filters; f++) {
            float gradient = outputGradient[at + f];
            weightGradients[weight + f] += x * gradient;
            sum += weights[weight + f] * gradient;
          }
          inputGradient[from + c] += sum;
          weight += filters;
        }
      }
    }
  }

  /** First row (or column) of the kernel that meets the image when the output position is {@code position}. */
  private int firstTap(int position) {
    return Math.max(0, padding - position);
  }

  /** End of the rows (or columns) of the kernel that meet the image. */
  private int endTap(int position) {
    return Math.min(kernel, inputSize + padding - position);
  }
}
