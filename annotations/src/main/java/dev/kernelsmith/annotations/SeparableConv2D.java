package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A convolution of each channel by itself, and behind it one of 1 x 1 over all channels, without anything between them: a {@link DepthwiseConv2D} with weights {@code depthwise} of shape {@code [kernel height][kernel width][channels * multiplier]},
 * and a {@link Conv2D} with weights {@code pointwise} of shape {@code [channels * multiplier][filters]}.
 *
 * @formula {@code d[h, w, k] = sum over r, s of x[h * stride + r * dilation - before, w * stride + s * dilation - before, c] * depthwise[r, s, k]}
 *     with {@code k = c * multiplier + m}, and {@code y[h, w, f] = sum over k of d[h, w, k] * pointwise[k, f] + bias[f]}
 * @shape {@code {height, width, channels}} to {@code {rows, columns, filters}}, rows and columns as {@link Conv2D} has them
 * @source Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions", 2017
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface SeparableConv2D {
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

  /** Channels between both for each input channel, at least 1. */
  int multiplier() default 1;

  /** Applied to the weighted sum. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;

  /** Whether a bias per filter, initially zero, is added. */
  boolean bias() default true;

  /** How both weights start. */
  Initializer initializer() default Initializer.AUTO;
}
