package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The axes in another order. Nothing is copied
 * where what reads the layer can read its input instead.
 *
 * @formula {@code y[i, j, k] = x[...]}, axis i of y being axis {@code value[i]} of x
 * @shape any shape to its extents in the order of {@code value}
 * @source ONNX, Transpose; NumPy, transpose
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Permute {
  /** Every axis of the input once, from 0 for the first; negative from the end. */
  int[] value();
}
