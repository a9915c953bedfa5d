package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A convolution along one direction (cross-correlation: kernels are not flipped) over an input of shape steps, channels, with weights of
 * shape {@code [kernel][input channels / groups][filters]}.
 *
 * @formula {@code y[t, f] = sum over r, c of x[t * stride + r * dilation - before, c] * weights[r, c, f] + bias[f]}
 * @shape {@code {steps, channels}} to {@code {rows, filters}}, with {@code rows = floor((steps + before + after - reach) / stride) + 1} and {@code reach = (kernel - 1) * dilation + 1}
 * @source Waibel et al., "Phoneme Recognition Using Time-Delay Neural Networks", 1989; causal and dilated: van den Oord et al., "WaveNet", 2016
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Conv1D {
  /** Number of filters, that is of output channels, at least 1. */
  int filters();

  /** Kernel size. */
  int kernel();

  /** Steps from one output to the next. */
  int stride() default 1;

  /** Distance of the steps that neighbouring weights see. */
  int dilation() default 1;

  /** How both ends are treated. */
  Padding padding() default Padding.VALID;

  /**
   * Steps of zeros at both ends, instead of {@code padding}: one number for both, or before and after; empty where {@code padding} says it.
   */
  int[] pads() default {};

  /**
   * Parts into which input channels and filters are divided, neighbours together; each part of the filters sees its part of the channels
   * only. It divides both (Krizhevsky et al., 2012).
   */
  int groups() default 1;

  /** Applied to the weighted sum. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;

  /** Whether a bias per filter, initially zero, is added. */
  boolean bias() default true;

  /** How the kernels start. */
  Initializer initializer() default Initializer.AUTO;
}
