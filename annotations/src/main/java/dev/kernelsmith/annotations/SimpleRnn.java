package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A recurrent layer whose state is a weighted sum of the input and the state before. The state starts at 0.
 *
 * <p>Parameters: {@code weights} of shape {@code [channels][units]}, {@code recurrentWeights} {@code [units][units]}, and {@code bias}, initially 0.
 * With {@code bidirectional} there are {@code reversedWeights}, {@code reversedRecurrentWeights} and {@code reversedBias}, too.
 *
 * @formula {@code h[t] = activation(x[t] weights + h[t - 1] recurrentWeights + bias)}
 * @shape {@code {steps, channels}} to {@code {units}}, or with {@code sequences} to {@code {steps, units}}; twice the units with {@code bidirectional}
 * @source Elman, "Finding Structure in Time", 1990
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface SimpleRnn {
  /** Number of units, that is of channels of the state, at least 1. */
  int units();

  /** Whether it gives the state of every step, rather than the last one only. */
  boolean sequences() default false;

  /** Whether it goes from the last step to the first; the last state is then that of the first step. */
  boolean reversed() default false;

  /** Whether a second set of weights goes the other way; its states stand behind those of the first. */
  boolean bidirectional() default false;

  /**
   * Name of an earlier field that says which steps count, often an {@link Input} of type {@link InputType#INT}: of shape {@code {1}} the number of steps that do, the
   * first ones, or of shape {@code {steps}} a number above 0 for each that does. Empty where all do. Other steps leave the state as it is, and give zeros.
   */
  String mask() default "";

  /** Applied to the weighted sum. */
  Activation activation() default Activation.TANH;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;

  /** How the weights of inputs start. Those of states start orthogonal (Saxe et al., 2014). */
  Initializer initializer() default Initializer.AUTO;
}
