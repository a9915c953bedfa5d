package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Local response normalisation across channels (the last axis), in the form of ONNX's LRN. Training and prediction do the same.
 *
 * <p>The defaults are those of that paper, whose alpha of 1e-4 is not divided by the size.
 *
 * @formula {@code y[c] = x[c] / (bias + alpha / size * sum of x[d]^2)^beta}, with d from {@code c - (size - 1) / 2} to {@code c + size / 2} as far as there are
 *     such channels
 * @shape any shape, which stays
 * @source Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks", 2012
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface LocalResponseNorm {
  /** Number of channels that a sum takes, at least 1. */
  int size() default 5;

  /** Factor of the mean square, finite and at least 0. */
  double alpha() default 5e-4;

  /** Exponent, finite and at least 0. */
  double beta() default 0.75;

  /** What is added to the squares; at least 1.17549435E-38, the smallest normal float, and finite. */
  double bias() default 2;
}
