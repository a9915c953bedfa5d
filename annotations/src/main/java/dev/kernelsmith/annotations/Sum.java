package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The sum of the input over some axes.
 *
 * @formula {@code y = sum over the axes of x}
 * @shape any shape to that shape without the axes, or with extents of 1 there
 * @source ONNX, ReduceSum
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Sum {
  /** The axes, from 0 for the first; negative from the end. All of them, unless given. */
  int[] axes() default {};

  /** Whether these axes stay, with extent 1; else they go, and where all go there is one unit. */
  boolean keepDims() default false;
}
