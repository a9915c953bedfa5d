package dev.kernelsmith.benchmarks.plain;

/** One layer at work on one sample: it remembers from {@link #forward} what {@link #backward} needs. */
interface PlainLayer {
  /**
   * Computes the layer's output.
   *
   * @param input the sample, flat, in the order height, width, channels; kept until {@link #backward}
   * @return the output, overwritten by the next call
   */
  float[] forward(float[] input);

  /**
   * Adds to the gradients of the parameters.
   *
   * @param outputGradient derivative of the loss by the last output; may be changed
   * @return derivative of the loss by the last input, overwritten by the next call
   */
  float[] backward(float[] outputGradient);
}
