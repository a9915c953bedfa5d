package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A two-dimensional convolution of each channel by itself, over an input of shape height, width, channels, with weights of shape
 * {@code [kernel height][kernel width][channels * multiplier]}. The channels of the output that one of the input gives lie side by side, as
 * in TensorFlow, whose weights {@code [height][width][channels][multiplier]} have the same order of elements.
 *
 * @formula {@code y[h, w, k] = sum over r, s of x[h * stride + r * dilation - before, w * stride + s * dilation - before, c] * weights[r, s, k] + bias[k]}
 *     with {@code k = c * multiplier + m}
 * @shape {@code {height, width, channels}} to {@code {rows, columns, channels * multiplier}}, rows and columns as {@link Conv2D} has them
 * @source Howard et al., "MobileNets", 2017
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface DepthwiseConv2D {
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

  /** Output channels for each input channel, at least 1. */
  int multiplier() default 1;

  /** Applied to the weighted sum. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;

  /** Whether a bias per channel, initially zero, is added. */
  boolean bias() default true;

  /** How the kernels start. */
  Initializer initializer() default Initializer.AUTO;
}
