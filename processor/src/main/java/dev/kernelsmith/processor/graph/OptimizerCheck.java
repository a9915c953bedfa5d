package dev.kernelsmith.processor.graph;

import java.util.List;

/** What the graph stage must know of an optimizer. Each optimizer is one class in {@code lower}, with its row in a table there. */
public interface OptimizerCheck {
  /** Names of the annotation's values that it uses, besides the learning rate. */
  default List<String> settings() {
    return List.of();
  }

  /** Learning rate where the annotation gives none. */
  float defaultLearningRate();

  /**
   * Checks the values that it uses.
   *
   * @param values what the annotation gives, and what reports a fault in it
   */
  default void check(OptimizerValues values) {}
}
