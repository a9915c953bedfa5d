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

  /** Weights in canonical order: dense {@code [in][units]}, convolution {@code [height][width][in][filters]}; empty where the layer has none. */
  float[] weights();

  /** Bias, one per unit or filter; empty where the layer has none. */
  float[] bias();
}
