package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Pooling over windows of an input of shape height, width, channels, or steps, channels. Padding takes no part: a maximum ignores it, and an
 * average divides by the covered elements only, unless {@code countPadding} says otherwise. Where values of a window are equally large, the
 * gradient of their maximum goes to the first of them in row-major order.
 *
 * @formula MAX: {@code y = max over the window of x}; AVERAGE: {@code y = sum over the window of x / count};
 *     LP: {@code y = (sum over the window of |x|^p)^(1 / p)}
 * @shape {@code {height, width, channels}} to {@code {rows, columns, channels}}, or {@code {steps, channels}} to {@code {rows, channels}}; rows as {@link Conv2D} has them, rounded up with {@code ceiling}
 * @source LeCun et al., 1998 (average); Riesenhuber and Poggio, "Hierarchical Models of Object Recognition in Cortex", 1999 (maximum)
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Pool {
  /** Window size: one number for a square or for steps, or height and width. */
  int[] size();

  /** Stride: one number for both directions, or vertical and horizontal; empty means the window's size. */
  int[] stride() default {};

  /** Distance of the elements that a window takes: one number for both directions, or vertical and horizontal. */
  int[] dilation() default 1;

  /** How the border is treated. */
  Padding padding() default Padding.VALID;

  /**
   * Rows and columns around the image, instead of {@code padding}: one number for all sides, vertical and horizontal, or top, left, bottom
   * and right (the order of ONNX); empty where {@code padding} says it. No window may cover these alone.
   */
  int[] pads() default {};

  /**
   * Whether the last rows and columns get a window of their own where the stride leaves some over: {@code ceil} in the place of
   * {@code floor} in the output's size, as {@code ceil_mode} of ONNX, but for a window that would begin behind the input. Nothing is left over
   * with SAME padding.
   */
  boolean ceiling() default false;

  /** Maximum, average, or p-norm. */
  PoolType type() default PoolType.MAX;

  /** Whether an average divides by the elements of padding under a window too, as {@code count_include_pad} of ONNX. */
  boolean countPadding() default false;

  /** The p of a p-norm, from 1 to 8. */
  int p() default 2;

  /** Applied to the pooled value. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;
}
