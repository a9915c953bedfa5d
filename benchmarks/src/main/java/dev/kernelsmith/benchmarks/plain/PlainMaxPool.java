package dev.kernelsmith.benchmarks.plain;

import java.util.Arrays;

/** The maximum of each square of 2 by 2 pixels; of equals, the first in row-major order takes the gradient. */
final class PlainMaxPool implements PlainLayer {
  private final int outputSize;
  private final int channels;
  private final float[] output;
  private final int[] winners;
  private final float[] inputGradient;

  /** A layer on an image of {@code inputSize} by {@code inputSize} pixels, an even number. */
  PlainMaxPool(int inputSize, int channels) {
    this.channels = channels;
    outputSize = inputSize / 2;
    output = new float[outputSize * outputSize * channels];
    winners = new int[output.length];
    inputGradient = new float[inputSize * inputSize * channels];
  }

  @Override
  public float[] forward(float[] image) {
    int row = 2 * outputSize * channels;
    for (int h = 0; h < outputSize; h++) {
      for (int w = 0; w < outputSize; w++) {
        for (int c = 0; c < channels; c++) {
          int corner = 2 * h * row + 2 * w * channels + c;
          int winner = corner;
          winner = greater(image, winner, corner + channels);
          winner = greater(image, winner, corner + row);
          winner = greater(image, winner, corner + row + channels);
          int at = (h * outputSize + w) * channels + c;
          winners[at] = winner;
          output[at] = image[winner];
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
    for (int i = 0; i < winners.length; i++) {
      inputGradient[winners[i]] = outputGradient[i];
    }
    return inputGradient;
  }
}
