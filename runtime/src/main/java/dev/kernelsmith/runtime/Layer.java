package dev.kernelsmith.runtime;

import java.util.List;

/**
 * Handle of one layer: the type of the fields that carry layer annotations. The generated network fills them; in the constructor
 * of the annotated class they are still null. What a handle returns is a copy, of the parameters as last published.
 */
public interface Layer {
  /** The field's name. */
  String name();

  /** Shape of the output of one sample, channels last. */
  List<Integer> outputShape();

  /**
   * Weights in canonical order, the last extent innermost: dense {@code [in][units]}, convolution {@code [height][width][in][filters]} ({@code in} is that of a
   * group), of steps {@code [size][in][filters]}; empty where the layer has none.
   */
  float[] weights();

  /** Bias, one per unit or filter; empty where the layer has none. */
  float[] bias();

  /** Names of its parameters, such as {@code conv1.weights} or {@code norm1.gamma}; a layer that is used again has those of the first. */
  List<String> parameters();

  /**
   * Replaces the weights, for predictions that start from now on. A fit that runs has its own, and will publish those again; a fit or step that comes later begins a new
   * training with these, at step 1 and without an optimizer's memory.
   *
   * @param values as many as {@link #weights()} gives, in the same order
   * @throws IllegalArgumentException if the layer has no weights, there are more or fewer, or one is NaN or infinite
   */
  void weights(float[] values);

  /**
   * Replaces the bias; see {@link #weights(float[])}.
   *
   * @param values one per unit or filter
   * @throws IllegalArgumentException if the layer has no bias, there are more or fewer, or one is NaN or infinite
   */
  void bias(float[] values);
}
