package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The same elements, in the same order, in another shape. Nothing is copied where what reads the layer can read its input instead.
 *
 * @formula {@code y = x}
 * @shape any shape to {@code value}, of as many elements
 * @source ONNX, Reshape
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Reshape {
  /** One to four extents, with as many elements as the input; one of them may be -1, for what the others leave. */
  int[] value();
}
