package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Part of the input along one axis. Nothing is copied where what reads the
 * layer can read its input instead, so that several axes take a layer each.
 *
 * @formula {@code y[i] = x[start + step * i]} along the axis, before {@code end}
 * @shape any shape, with {@code ceil((end - start) / step)} elements along the axis
 * @source ONNX, Slice
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Slice {
  /** The axis, from 0 for the first; negative from the end. The last one, channels or units, unless given. */
  int axis() default -1;

  /** The first element; negative from the end. */
  int start() default 0;

  /** The element before which it ends, also where {@code step} counts down; negative from the end. All that there is, unless given. */
  int end() default Integer.MAX_VALUE;

  /** Distance of elements, not 0; -1 with {@code start = -1} turns the order round. */
  int step() default 1;
}
