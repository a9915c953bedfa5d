package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.graph.OptimizerCheck;
import dev.kernelsmith.processor.graph.OptimizerValues;
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

  /**
   * The least epsilon beside the root of a mean of squares, such as Adam's second moment. What a moment gains, {@code taken * g^2}, is 0 where it is a
   * denormal number as a float. The root then does not grow with the gradient, and a step is {@code learningRate * g / epsilon}: no more than for larger
   * gradients, where epsilon is at least the largest such gradient. This also keeps epsilon times {@code sqrt(taken)}, the
   * number that a first step of Adam adds to a root of 0, above 0.
   *
   * @param taken the share of a new square in the mean
   */
  static float leastEpsilon(double taken) {
    return least(Math.sqrt(Update.LEAST / taken));
  }

  /** The smallest float that is at least this number. */
  static float least(double number) {
    float nearest = (float) number;
    return nearest < number ? Math.nextUp(nearest) : nearest;
  }

  /** Checks epsilon where it is added to a root, like that. */
  static void checkEpsilon(OptimizerValues values, double taken) {
    float least = leastEpsilon(taken);
    if (values.positive("epsilon") && values.number("epsilon") < least) {
      values.outOfRange("epsilon", "at least " + least + ": smaller gradients would make larger steps");
    }
  }

  /** The double that is written like a float. */
  static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }
}
