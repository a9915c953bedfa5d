package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Elements around the input. Convolutions and poolings have padding of their own, which costs less.
 *
 * @formula {@code y[i] = x[i - before]}, and beyond the edge as {@link PadMode} says
 * @shape any shape, each extent longer by its two numbers
 * @source ONNX, Pad; NumPy, pad
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Pad {
  /** How many before the first element of each extent, channels included; none, unless given. */
  int[] before() default {};

  /** How many after the last element of each extent; none, unless given. */
  int[] after() default {};

  /** What they are. */
  PadMode mode() default PadMode.CONSTANT;

  /** The number of {@link PadMode#CONSTANT}. */
  double value() default 0;
}
