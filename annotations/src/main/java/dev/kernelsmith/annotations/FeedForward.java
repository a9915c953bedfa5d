package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Two dense layers, one behind the other, applied to the channels of each step or position: to more units and an activation, and back to as many channels as there were.
 * Parameters are {@code innerWeights}, {@code [channels][units]}, {@code outputWeights}, {@code [units][channels]}, and with a {@code bias} {@code
 * innerBias} and {@code outputBias}.
 *
 * @formula {@code h[t] = activation(x[t] * innerWeights + innerBias)}, {@code y[t] = h[t] * outputWeights + outputBias}
 * @shape any shape to the same, of which the last extent are channels
 * @source Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.3, with RELU
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface FeedForward {
  /** Units between the two, often four times the channels. */
  int units();

  /** Applied to these units. */
  Activation activation() default Activation.GELU;

  /** The number of an activation that has one; NaN for the activation's own default. */
  double alpha() default Double.NaN;

  /** Whether biases, initially zero, are added. */
  boolean bias() default true;

  /** How the weights start; {@code AUTO} suits the activation, and is {@code GLOROT_UNIFORM} behind it. */
  Initializer initializer() default Initializer.AUTO;
}
