package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The product of two earlier layers as matrices, for each pair of matrices where there are more
 * than two extents. Extents before the last two are broadcast as in NumPy: equal, or one of them 1 or missing.
 *
 * @formula {@code y[i, j] = sum over k of a[i, k] * b[k, j]}
 * @shape {@code {..., rows, inner}} and {@code {..., inner, columns}} to {@code {..., rows, columns}}
 * @source ONNX, MatMul; NumPy, matmul
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface MatMul {
  /** Names of two earlier fields, each of two extents or more; {@code "input"} is the network's input. */
  String[] value();

  /** Whether the first has its last two axes swapped, {@code a[k][i]}. */
  boolean transposeA() default false;

  /** Whether the second has its last two axes swapped, {@code b[j][k]}. */
  boolean transposeB() default false;
}
