package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How parameters follow their gradients. Without it a network trains with {@link OptimizerType#ADAM} and its defaults. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Optimizer {
  /** The rule; none where a {@link Formula} beside it is the rule. */
  OptimizerType type() default OptimizerType.FORMULA;

  /** Initial learning rate, positive; NaN means the rule's own, for which see {@link OptimizerType}; of a formula, its member {@code rate}. It can be changed while training. */
  double learningRate() default Double.NaN;

  /** How the learning rate changes. */
  Schedule schedule() default @Schedule(type = ScheduleType.CONSTANT);

  /** MOMENTUM, NESTEROV and RMSPROP: decay of the velocity, in [0, 1). NaN means the published number here and below, for which see {@link OptimizerType}. */
  double momentum() default Double.NaN;

  /** MOMENTUM and RMSPROP: whether the step looks ahead along the velocity (Nesterov). */
  boolean nesterov() default false;

  /** ADAM and its like, LION: decay of the first moment, in [0, 1). */
  double beta1() default Double.NaN;

  /** ADAM and its like, LION: decay of the second moment, of LION's only one, in [0, 1). */
  double beta2() default Double.NaN;

  /** ADADELTA and RMSPROP: decay of the mean square, in [0, 1). */
  double rho() default Double.NaN;

  /** RMSPROP: whether the square of the mean gradient is taken from the mean square. */
  boolean centered() default false;

  /** ADAGRAD: what the sum of squares begins at, at least 0. */
  double initialAccumulator() default Double.NaN;

  /**
   * All rules with a root or a quotient: what is added to the divisor, positive. ADAM and its like: at least sqrt(2^-150 / (1 - beta2)), 8.4e-22 with
   * the published beta2.
   */
  double epsilon() default Double.NaN;

  /**
   * All rules: {@code w -= learningRate * weightDecay * w} in each step, beside what the rule does (Loshchilov and Hutter, 2019), at least 0; NaN means 0, for ADAMW 0.01. Biases and
   * what belongs to a normalisation do not decay, neither by this nor by penalties.
   */
  double weightDecay() default Double.NaN;

  /** All rules: factor of a penalty {@code l1 * |w|}, whose derivative {@code l1 * sign(w)} is added to the gradient; at least 0. The reported loss is without penalties. */
  double l1() default 0;

  /** All rules: factor of a penalty {@code l2 * w^2 / 2}, whose derivative {@code l2 * w} is added to the gradient; at least 0. Keras has {@code l2 * w^2}. */
  double l2() default 0;

  /** All rules: most that an element of the gradient may be, in magnitude, before penalties are added; 0 for no limit. */
  double clipValue() default 0;

  /**
   * All rules: most that the norm of the gradient by all trained parameters may be, after {@link #clipValue} and before penalties are added; a longer one is made as long (Pascanu, Mikolov
   * and Bengio, 2013). 0 for no limit.
   */
  double clipNorm() default 0;

  /**
   * All rules: what a moving average of the trained parameters keeps of itself in a step, {@code average = averageDecay * average + (1 - averageDecay) * w} (Polyak and Juditsky, 1992), in [0, 1), for
   * example 0.999; 0 for none. It begins at the first parameters. Predictions, validation and saved weights then have the averages, and the training goes on with {@code w}.
   */
  double averageDecay() default 0;
}
