package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Pooling over windows of an input of shape height, width, channels. Padding never takes part: a maximum ignores it, an average divides by the covered elements only. */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Pool {
  /** Window size: one number for a square, or height and width. */
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

  /** Maximum or average. */
  PoolType type() default PoolType.MAX;

  /** Applied to the pooled value. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  float alpha() default Float.NaN;
}
