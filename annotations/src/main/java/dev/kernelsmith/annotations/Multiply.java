package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The product, element by element, of two or more earlier layers, such as an image and a gate for each of its channels.
 *
 * <p>Shapes are broadcast as in NumPy: aligned at their last extents, two extents must be equal, or one of them 1, or missing on the left; what has
 * one element there has it for all. So {@code {channels}} or {@code {1, 1, channels}} goes with {@code {height, width, channels}}. A gradient is
 * summed over the elements that shared a value.
 *
 * @formula {@code y = a * b}
 * @shape shapes that broadcast as in NumPy, to the common shape
 * @source Hu et al., "Squeeze-and-Excitation Networks", 2017
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Multiply {
  /** Names of the earlier fields to multiply; {@code "input"} is the network's input. A name may occur more than once. */
  String[] value();

  /** Applied to the product. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;
}
