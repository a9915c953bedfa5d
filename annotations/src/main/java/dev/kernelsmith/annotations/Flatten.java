package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The same elements as a vector, channels innermost. Nothing is copied where what reads the layer can read its input instead. {@link Dense} takes
 * any shape without it.
 *
 * @formula {@code y = x}
 * @shape any shape to {@code {elements}}
 * @source ONNX, Flatten
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Flatten {}
