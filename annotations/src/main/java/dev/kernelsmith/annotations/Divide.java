package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The quotient, element by element, of two earlier layers. What is divided by 0 is infinite or NaN.
 *
 * <p>Shapes are broadcast as in NumPy: aligned at their last extents, two extents must be equal, or one of them 1, or missing on the left; what has
 * one element there has it for all. So {@code {channels}} or {@code {1, 1, channels}} goes with {@code {height, width, channels}}. A gradient is
 * summed over the elements that shared a value.
 *
 * @formula {@code y = a / b}
 * @shape shapes that broadcast as in NumPy, to the common shape
 * @source ONNX, Div
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Divide {
  /** Names of two earlier fields, the divisor last; {@code "input"} is the network's input. */
  String[] value();

  /** Applied to the quotient. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;
}
