package dev.kernelsmith.benchmarks.plain;

import java.util.Arrays;

/** The maximum of each square of 2 by 2 pixels; of equals, the first in row-major order takes the gradient. */
final class PlainMaxPool implements PlainLayer {
  private final int outputSize;
  private final int channels;
  private final float[] output;
  private final int[] argmax;
  private final float[] inputGradient;

  /** A layer on an image of {@code inputSize} by {@code inputSize} pixels, an even number. */
  PlainMaxPool(int inputSize, int channels) {
    this.channels = channels;
    outputSize = inputSize / 2;
    output = new float[outputSize * outputSize * channels];
    argmax = new int[output.length];
    inputGradient = new float[inputSize * inputSize * channels];
  }

  @Override
  public float[] forward(float[] image) {
    int row = 2 * outputSize * channels;
    for (int h = 0; h < outputSize; h++) {
      for (int w = 0; w < outputSize; w++) {
        for (int c = 0; c < channels; c++) {
          int corner = 2 * h * row + 2 * w * channels + c;
          int best = corner;
          best = greater(image, best, corner + channels);
          best = greater(image, best, corner + row);
          best = greater(image, best, corner + row + channels);
          int at = (h * outputSize + w) * channels + c;
          argmax[at] = best;
          output[at] = image[best];
        }
      }
    }
    return output;
  }

  private static int greater(float[] image, int first, int second) {
    return image[second] > image[first] ? second : first;
  }

  @Override
  public float[] backward(float[] outputGradient) {
    Arrays.fill(inputGradient, 0);
    for (int i = 0; i < argmax.length; i++) {
      inputGradient[argmax[i]] = outputGradient[i];
    }
    return inputGradient;
  }
}
