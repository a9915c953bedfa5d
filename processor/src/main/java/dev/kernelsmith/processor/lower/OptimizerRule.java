package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.graph.OptimizerCheck;
import dev.kernelsmith.processor.read.Attributes;

/** A rule by which parameters follow their gradients. */
public interface OptimizerRule extends OptimizerCheck {
  /**
   * Adds the statements of a step.
   *
   * @param attributes the optimizer's values
   * @param out takes the statements, and says what they work on
   */
  void lower(Attributes attributes, Update out);

  /** A number of the annotation as the double that is written like it, so that 0.999f means 0.999; the published one where it gives none. */
  default double decimal(Attributes attributes, String name) {
    return decimal(number(attributes, name));
  }

  /** The double that is written like a float. */
  static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }
}
