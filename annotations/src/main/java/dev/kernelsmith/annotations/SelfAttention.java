package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets each step of a sequence read all of its steps, by heads of {@code width = channels / heads} channels that each decide for themselves what to read. Heads of 16
 * channels, or multiples of that, suit vectors best.
 *
 * <p>Parameters are {@code queryWeights}, {@code keyWeights} and {@code valueWeights}, {@code [channels][heads][width]} each, {@code outputWeights}, {@code
 * [heads][width][channels]}, and with a {@code bias} {@code queryBias}, {@code keyBias} and {@code valueBias}, {@code [heads][width]}, and {@code
 * outputBias}, {@code [channels]}: the shapes of Keras' {@code MultiHeadAttention}. What a step may not read has weight 0 exactly, and a step that may read
 * nothing gets 0 of every head. The largest score is taken from all before their exponentials, so that none overflows.
 *
 * @formula {@code q[t, a] = x[t] * queryWeights[a] + queryBias[a]}, keys {@code k} and values {@code v} likewise; {@code p[a, t] = softmax over s of q[t, a] * k[s, a] /
 *     sqrt(width)}; {@code y[t] = sum over a and s of p[a, t, s] * v[s, a] * outputWeights[a] + outputBias}
 * @shape {@code {steps, channels}} to the same
 * @source Vaswani et al., "Attention Is All You Need", NeurIPS 2017
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface SelfAttention {
  /** Number of heads, which divides the number of channels. */
  int heads();

  /** Whether a step reads itself and those before it only. */
  boolean causal() default false;

  /**
   * Name of an earlier field that says which steps can be read, often an {@link Input} of type {@link InputType#INT}: of shape {@code {1}} the number of steps that are
   * valid, the first ones, or of shape {@code {steps}} a number above 0 for each that is. Empty where all are.
   */
  String mask() default "";

  /**
   * Whether queries and keys are turned by angles that grow with their step, two neighbouring channels of a head at a time, so that a score depends on how far apart
   * both steps are (Su et al., "RoFormer", 2021). Pair i of t turns by {@code t * 10000^(-2 * i / width)}. The width of a head is even then.
   */
  boolean rotary() default false;

  /** Share of the weights {@code p} that a training leaves out, from 0 to below 1, as {@link Dropout#rate}. */
  double dropout() default 0;

  /** Whether biases, initially zero, are added. */
  boolean bias() default true;

  /** How the weights start. */
  Initializer initializer() default Initializer.GLOROT_UNIFORM;
}
