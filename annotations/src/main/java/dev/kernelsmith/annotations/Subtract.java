package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The difference, element by element, of two earlier layers.
 *
 * <p>Shapes are broadcast as in NumPy: aligned at their last extents, two extents must be equal, or one of them 1, or missing on the left; what has
 * one element there has it for all. So {@code {channels}} or {@code {1, 1, channels}} goes with {@code {height, width, channels}}. A gradient is
 * summed over the elements that shared a value.
 *
 * @formula {@code y = a - b}
 * @shape shapes that broadcast as in NumPy, to the common shape
 * @source ONNX, Sub
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Subtract {
  /** Names of two earlier fields, that which is subtracted last; {@code "input"} is the network's input. */
  String[] value();

  /** Applied to the difference. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;
}
