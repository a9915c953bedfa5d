package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets each step of a sequence read the steps of another one, as {@link SelfAttention} does those of its own; parameters are the same, {@code keyWeights} and
 * {@code valueWeights} of shape {@code [channels of the memory][heads][width]}.
 *
 * @formula as {@code @SelfAttention}, queries of the first layer, keys and values of the second
 * @shape {@code {steps, channels}} and {@code {other steps, other channels}} to the first
 * @source Vaswani et al., "Attention Is All You Need", NeurIPS 2017
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface CrossAttention {
  /** Names of two earlier fields: the one that reads, whose shape the result has, and its memory, which is read; {@code "input"} is the network's input. */
  String[] value();

  /** Number of heads, which divides the number of channels of the first. */
  int heads();

  /** Which steps of the memory can be read, as {@link SelfAttention#mask}. */
  String mask() default "";

  /** As {@link SelfAttention#dropout}. */
  double dropout() default 0;

  /** Whether biases, initially zero, are added. */
  boolean bias() default true;

  /** How the weights start. */
  Initializer initializer() default Initializer.GLOROT_UNIFORM;
}
