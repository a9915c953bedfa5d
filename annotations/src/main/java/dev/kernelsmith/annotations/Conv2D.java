package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A two-dimensional convolution (cross-correlation: kernels are not flipped) over an input of shape height, width, channels, with
 * weights of shape {@code [kernel height][kernel width][input channels / groups][filters]}.
 *
 * @formula {@code y[h, w, f] = sum over r, s, c of x[h * stride + r * dilation - before, w * stride + s * dilation - before, c] * weights[r, s, c, f] + bias[f]}
 * @shape {@code {height, width, channels}} to {@code {rows, columns, filters}}, with {@code rows = floor((height + before + after - reach) / stride) + 1} and {@code reach = (kernel - 1) * dilation + 1}
 * @source LeCun et al., "Gradient-Based Learning Applied to Document Recognition", 1998
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Conv2D {
  /** Number of filters, that is of output channels, at least 1. */
  int filters();

  /** Kernel size: one number for a square, or height and width. */
  int[] kernel();

  /** Stride: one number for both directions, or vertical and horizontal. */
  int[] stride() default 1;

  /** Distance of the elements that neighbouring weights see: one number for both directions, or vertical and horizontal. */
  int[] dilation() default 1;

  /** How the border is treated. */
  Padding padding() default Padding.VALID;

  /**
   * Rows and columns of zeros around the image, instead of {@code padding}: one number for all sides, vertical and horizontal, or top, left,
   * bottom and right (the order of ONNX); empty where {@code padding} says it.
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
