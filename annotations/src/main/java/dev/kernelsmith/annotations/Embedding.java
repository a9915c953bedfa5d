package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A vector for each token, from a table of weights {@code [vocabulary][units]} that is trained. Tokens are whole numbers from 0: an {@link Input} of type
 * {@link InputType#INT}, or any layer, such as {@link ArgMax}. A token of -1 stands for a place without one: it gives zeros, and trains nothing. Where it reads an input itself, any other number that
 * is no row's is an {@code IllegalArgumentException} that names sample and place, in trainings and predictions; what a layer before it makes gives zeros, as -1 does. The derivative by the input is 0.
 *
 * <p>It costs a copied row for each token, and its gradient an added one, in the order of steps and samples. Every optimizer updates all rows, also those of tokens
 * that a batch lacks: their gradient is 0, but momentum and decay go on. {@code SGD}, {@code ADAGRAD}, {@code ADADELTA} and {@code RMSPROP} leave such rows
 * as they are, where there is neither.
 *
 * @formula {@code y[t, u] = weights[x[t], u]}
 * @shape any shape of up to three extents to that shape and {@code units} behind it; {@code {1}} to {@code {units}}
 * @source Bengio et al., "A Neural Probabilistic Language Model", JMLR 2003
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Embedding {
  /** Number of tokens that there are, from 1 to 2^24. */
  int vocabulary();

  /** Length of a token's vector, at least 1. */
  int units();

  /** How the table starts; {@code AUTO} is a normal distribution with standard deviation 0.05. */
  Initializer initializer() default Initializer.AUTO;
}
