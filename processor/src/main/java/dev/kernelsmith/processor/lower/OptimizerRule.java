package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/** A rule by which parameters follow their gradients. */
public interface OptimizerRule {
  /** Names of the annotation's values that it uses, besides the learning rate. */
  default List<String> settings() {
    return List.of();
  }

  /** Learning rate where the annotation gives none. */
  float defaultLearningRate();

  /**
   * Adds the statements of a step.
   *
   * @param attributes the optimizer's values
   * @param out takes the statements, and says what they work on
   */
  void lower(Attributes attributes, Update out);

  /** The double that is written like a float value, so that 0.999f means 0.999. */
  static double decimal(Attributes attributes, String name) {
    return Double.parseDouble(Float.toString(attributes.floating(name)));
  }
}
