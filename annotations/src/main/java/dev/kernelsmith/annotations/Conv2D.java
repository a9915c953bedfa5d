package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A two-dimensional convolution (cross-correlation: kernels are not flipped) over an input of shape height, width, channels, with
 * weights of shape {@code [kernel height][kernel width][input channels][filters]}.
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

  /** How the border is treated. */
  Padding padding() default Padding.VALID;

  /** Applied to the weighted sum. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  float alpha() default Float.NaN;

  /** Whether a bias per filter, initially zero, is added. */
  boolean bias() default true;

  /** How the kernels start. */
  Initializer initializer() default Initializer.AUTO;
}
