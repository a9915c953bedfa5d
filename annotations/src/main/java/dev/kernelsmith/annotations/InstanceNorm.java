package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Instance normalisation, with mean and variance of each channel (the last axis) of a sample over its positions. Training and prediction do the
 * same.
 *
 * <p>Parameters: {@code gamma}, initially 1, and {@code beta}, initially 0, one for each channel, neither of which decays.
 *
 * @formula {@code y = gamma * (x - mean) / sqrt(variance + epsilon) + beta}
 * @shape any shape, which stays
 * @source Ulyanov et al., "Instance Normalization: The Missing Ingredient for Fast Stylization", 2016
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface InstanceNorm {
  /** What is added to the variance before the root is taken; at least 1.17549435E-38, the smallest normal float. */
  double epsilon() default 1e-5;

  /** Whether the result is multiplied by a trained factor. */
  boolean scale() default true;

  /** Whether a trained summand is added to the result. */
  boolean shift() default true;

  /** Applied to the result. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;
}
