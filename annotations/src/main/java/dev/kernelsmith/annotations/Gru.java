package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A gated recurrent unit. The state starts at 0. The reset gate acts on the weighted state, as in cuDNN, Keras ({@code reset_after}), PyTorch and ONNX
 * ({@code linear_before_reset}).
 *
 * <p>Parameters: {@code weights} of shape {@code [channels][3][units]} and {@code recurrentWeights} {@code [units][3][units]}, each for update gate, reset gate
 * and candidate in this order (that of Keras and ONNX; PyTorch has the reset gate first), and {@code updateBias}, {@code resetBias}, {@code candidateBias} and
 * {@code recurrentBias}, initially 0. With {@code bidirectional} there are {@code reversedWeights} and the like, too.
 *
 * @formula {@code z = sigmoid(x Wz + h Uz + updateBias), r = sigmoid(x Wr + h Ur + resetBias), c = tanh(x Wc + candidateBias + r * (h Uc + recurrentBias)), h = z * h + (1 - z) * c}
 * @shape {@code {steps, channels}} to {@code {units}}, or with {@code sequences} to {@code {steps, units}}; twice the units with {@code bidirectional}
 * @source Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder for Statistical Machine Translation", 2014; Chung et al., 2014
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Gru {
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
