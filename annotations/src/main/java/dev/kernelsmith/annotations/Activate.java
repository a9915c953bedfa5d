package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An activation as a layer of its own: it can stand behind what has no {@code activation}, or be read before and
 * after it.
 *
 * @formula {@code y = value(x)}
 * @shape any shape, which stays
 * @source that of each function, see {@link Activation}
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Activate {
  /** The function. */
  Activation value();

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;

  /** The axis that {@link Activation#SOFTMAX} and {@link Activation#LOG_SOFTMAX} sum over, without the sample; negative ones count from the end. */
  int axis() default -1;
}
