package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The transpose of a two-dimensional convolution, also called deconvolution or convolution with fractional stride:
 * each element of the input adds its product with the kernel to the output, {@code stride} apart, with weights of shape
 * {@code [kernel height][kernel width][input channels / groups][filters]}.
 *
 * <p>The output has {@code (in - 1) * stride + reach - before - after + outputPadding} rows or columns, with
 * {@code reach = (size - 1) * dilation + 1} (ONNX, ConvTranspose), and {@code in * stride} with SAME padding, of which {@code before} and
 * {@code after} are then halves of {@code reach - stride}, the smaller one first (as in TensorFlow).
 *
 * @formula {@code y[h * stride + r * dilation - before, w * stride + s * dilation - before, f] += x[h, w, c] * weights[r, s, c, f]}
 * @shape {@code {height, width, channels}} to {@code {rows, columns, filters}}, with {@code rows = (height - 1) * stride + reach - before - after + outputPadding}
 * @source Zeiler et al., "Deconvolutional Networks", 2010; Dumoulin and Visin, "A Guide to Convolution Arithmetic for Deep Learning", 2016
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface ConvTranspose2D {
  /** Number of filters, that is of output channels, at least 1. */
  int filters();

  /** Kernel size: one number for a square, or height and width. */
  int[] kernel();

  /** Distance of the places where neighbouring elements of the input are added: one number for both directions, or vertical and horizontal. */
  int[] stride() default 1;

  /** Distance of the elements that neighbouring weights add to: one number for both directions, or vertical and horizontal. */
  int[] dilation() default 1;

  /** The padding of the convolution that this is the transpose of; it is taken away from the output. */
  Padding padding() default Padding.VALID;

  /**
   * Rows and columns that are taken away from the output, instead of {@code padding}: one number for all sides, vertical and horizontal, or top, left,
   * bottom and right (the order of ONNX); empty where {@code padding} says it.
   */
  int[] pads() default {};

  /**
   * Rows and columns that are added at the bottom and at the right, less than {@code stride} or {@code dilation}: a convolution with a
   * stride gives the same for images of several sizes. One number for both directions, or vertical and horizontal; nothing with SAME
   * padding, which says the size itself.
   */
  int[] outputPadding() default 0;

  /**
   * Number of groups: the channels of the input and the filters are divided in order, and each group of channels adds to the filters of its group
   * only. It divides both (ONNX, ConvTranspose).
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
