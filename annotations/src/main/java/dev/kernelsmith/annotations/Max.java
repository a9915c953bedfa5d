package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The largest element of the input over some axes. The gradient goes to the first of equals.
 *
 * @formula {@code y = max over the axes of x}
 * @shape any shape to that shape without the axes, or with extents of 1 there
 * @source ONNX, ReduceMax
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Max {
  /** The axes, from 0 for the first; negative from the end. All of them, unless given. */
  int[] axes() default {};

  /** Whether these axes stay, with extent 1; else they go, and where all go there is one unit. */
  boolean keepDims() default false;
}
