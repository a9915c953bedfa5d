package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A fully connected layer with weights of shape {@code [inputs][units]}. An input of any shape is flattened in the order of its
 * extents, channels innermost.
 *
 * @formula {@code y[u] = sum over k of x[k] * weights[k, u] + bias[u]}
 * @shape any shape to {@code {units}}
 * @source Rumelhart et al., "Learning Representations by Back-propagating Errors", 1986
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Dense {
  /** Number of outputs, at least 1. */
  int units();

  /** Applied to the weighted sum. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;

  /** Whether a bias, initially zero, is added. */
  boolean bias() default true;

  /** How the weights start. */
  Initializer initializer() default Initializer.AUTO;
}
