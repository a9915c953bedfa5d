package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/** A rule by which parameters follow their gradients, element by element. */
public interface OptimizerRule {
  /**
   * One step.
   *
   * @param slots new values of the slots, in order
   * @param parameter new value of the parameter, from the new slots
   */
  record Step(List<Expr> slots, Expr parameter) {}

  /** Names of the slots that it keeps per parameter, all initially zero. */
  List<String> slots(Attributes attributes);

  /** Names of the annotation's values that it uses, besides the learning rate. */
  default List<String> settings() {
    return List.of();
  }

  /** Learning rate where the annotation gives none. */
  float defaultLearningRate();

  /**
   * Factors that are the same for all elements of a step, by name, as Java source in double over {@code learningRate} (float)
   * and {@code step} (long, from 1); the expressions of {@link #step} use them as {@link Expr.Scalar}.
   */
  List<Factor> factors(Attributes attributes);

  /**
   * A factor of a step.
   *
   * @param name its name
   * @param source its value, as Java source in double; functions are those of {@code Math} and {@code StrictMath}
   */
  record Factor(String name, String source) {}

  /**
   * The update of one element.
   *
   * @param attributes the optimizer's parameters
   * @param parameter its old value
   * @param gradient its gradient
   * @param slots old values of its slots
   * @param newSlots how the new value of each slot is read once {@link Step#slots} has been stored
   */
  Step step(Attributes attributes, Expr parameter, Expr gradient, List<Expr> slots, List<Expr> newSlots);
}
