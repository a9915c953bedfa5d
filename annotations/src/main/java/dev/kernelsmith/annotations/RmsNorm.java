package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Normalisation by the root of the mean square of each sample over some of its last axes. Training and prediction do the same.
 *
 * <p>Parameter: {@code gamma}, initially 1, one for each element of the normalised axes, which does not decay.
 *
 * @formula {@code y = gamma * x / sqrt(mean of x^2 + epsilon)}
 * @shape any shape, which stays
 * @source Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface RmsNorm {
  /**
   * The first of the normalised axes, without the sample; negative ones count from the end. By default these are the channels of each position, or the
   * units of a vector; 0 takes the whole sample.
   */
  int axis() default -1;

  /** What is added to the mean square before the root is taken; at least 1.17549435E-38, the smallest normal float. */
  double epsilon() default 1e-5;

  /** Whether the result is multiplied by a trained factor. */
  boolean scale() default true;

  /** Applied to the result. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;
}
