package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds a trained vector to each step, {@code weights} of shape {@code [steps][channels]}, so that layers which take all steps alike, such as {@link SelfAttention}, can
 * tell one from another.
 *
 * @formula {@code y[t, c] = x[t, c] + weights[t, c]}
 * @shape {@code {steps, channels}} to the same
 * @source Gehring et al., "Convolutional Sequence to Sequence Learning", ICML 2017
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface PositionalEmbedding {
  /** How the vectors start; {@code AUTO} is a normal distribution with standard deviation 0.05. */
  Initializer initializer() default Initializer.AUTO;
}
