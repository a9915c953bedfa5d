package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Dropout: in training each unit is 0 with probability {@code rate}, anew for each sample and
 * step, and else multiplied by {@code 1 / (1 - rate)}, which keeps its mean. In prediction it does nothing and costs nothing. What is left
 * out follows from the trainer's seed, the step and the sample's position in the batch: the same for any number of threads, on any device,
 * and in a training that is resumed.
 *
 * @formula {@code y = x / (1 - rate)} with probability {@code 1 - rate}, else 0; in prediction {@code y = x}
 * @shape any shape, which stays
 * @source Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", 2014
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Dropout {
  /** Probability with which a unit is left out: at least 0 and less than 1. */
  double rate();

  /** What is left out as a whole. */
  DropoutUnit each() default DropoutUnit.ELEMENT;
}
