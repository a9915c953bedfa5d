package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Pooling of each channel over all its elements, whatever the input's extents are: of height, width, channels, or steps, channels, to one
 * value for each channel, as GlobalAveragePool, GlobalMaxPool and GlobalLpPool of ONNX. Of equal
 * maxima the first takes the gradient.
 *
 * @formula as {@link Pool}, with one window over all positions
 * @shape {@code {height, width, channels}} or {@code {steps, channels}} to {@code {channels}}
 * @source Lin et al., "Network in Network", 2014
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface GlobalPool {
  /** Maximum, average, or p-norm. */
  PoolType type() default PoolType.AVERAGE;

  /** The p of a p-norm, from 1 to 8. */
  int p() default 2;

  /** Applied to the pooled value. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;
}
