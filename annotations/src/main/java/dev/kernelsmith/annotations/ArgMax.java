package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The number of the largest element over some axes, in row-major order of these; the first of equals. No gradient passes it.
 *
 * @formula {@code y = the number of the first x that is the max over the axes}
 * @shape any shape to that shape without the axes, or with extents of 1 there
 * @source ONNX, ArgMax, here of several axes too
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface ArgMax {
  /** The axes, from 0 for the first; negative from the end. All of them, unless given. */
  int[] axes() default {};

  /** Whether these axes stay, with extent 1; else they go, and where all go there is one unit. */
  boolean keepDims() default false;
}
