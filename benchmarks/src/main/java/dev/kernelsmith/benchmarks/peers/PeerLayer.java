package dev.kernelsmith.benchmarks.peers;

import java.util.List;

/** A layer as libraries know it, with its initial weights. */
public sealed interface PeerLayer {
  /** What is applied to each value of a layer's output. */
  enum Activation {
    NONE, RELU, TANH
  }

  /**
   * A fully connected layer.
   *
   * @param inputs values of a sample that come in
   * @param units values that go out
   * @param weights by input and unit
   * @param bias by unit
   * @param activation behind it
   */
  record Dense(int inputs, int units, float[] weights, float[] bias, Activation activation) implements PeerLayer {
    /** The weights by unit and input. */
    public float[] weightsByUnit() {
      return Matrices.transposed(weights, inputs, units);
    }
  }

  /**
   * A convolution.
   *
   * @param kernel rows and columns of a filter
   * @param channels of what comes in
   * @param filters channels of what goes out
   * @param stride between two windows, in both directions
   * @param padding zeros on each side
   * @param weights by row, column, channel and filter; with channels first by filter, channel, row and column
   * @param bias by filter; empty for none
   * @param activation behind it
   */
  record Convolution(int kernel, int channels, int filters, int stride, int padding, float[] weights, float[] bias,
      Activation activation) implements PeerLayer {}

  /** The greatest of each 2 x 2 values. */
  record MaxPool() implements PeerLayer {}

  /** The mean of each channel. */
  record Mean() implements PeerLayer {}

  /** An image as a vector, in the order in which it lies. */
  record Flatten(int height, int width, int channels) implements PeerLayer {}

  /**
   * Batch normalisation with scales 1, shifts 0, moving means 0 and moving variances 1 at first.
   *
   * @param channels of the image
   * @param epsilon added to the variance
   * @param momentum share that a moving average keeps of itself
   * @param activation behind it
   */
  record BatchNorm(int channels, float epsilon, float momentum, Activation activation) implements PeerLayer {}

  /**
   * The sum of two paths, then relu.
   *
   * @param path one of them
   * @param shortcut the other; empty for what comes in, as it is
   */
  record Residual(List<PeerLayer> path, List<PeerLayer> shortcut) implements PeerLayer {}
}
