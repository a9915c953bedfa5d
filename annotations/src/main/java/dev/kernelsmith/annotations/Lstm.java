package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A long short-term memory with forget gate, without peepholes. State and memory cell start at 0.
 *
 * <p>Parameters: {@code weights} of shape {@code [channels][4][units]} and {@code recurrentWeights} {@code [units][4][units]}, each for input gate, forget gate,
 * candidate and output gate in this order (that of Keras and PyTorch; ONNX has the output gate second), and {@code inputBias}, {@code forgetBias}, {@code candidateBias}
 * and {@code outputBias}, initially 0 but for {@code forgetBias}, which starts at 1 (Jozefowicz et al., 2015). With {@code bidirectional} there are
 * {@code reversedWeights} and the like, too.
 *
 * @formula {@code i, f, o = sigmoid(x W + h U + bias), g = tanh(x Wg + h Ug + candidateBias), c = f * c + i * g, h = o * tanh(c)}
 * @shape {@code {steps, channels}} to {@code {units}}, or with {@code sequences} to {@code {steps, units}}; twice the units with {@code bidirectional}
 * @source Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997; Gers et al., "Learning to Forget", 2000
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Lstm {
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

  /** How the weights of inputs start. Those of states start orthogonal (Saxe et al., 2014). */
  Initializer initializer() default Initializer.AUTO;
}
