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
  /** The rule. */
  OptimizerType type();

  /** Initial learning rate, positive; NaN means the rule's own default (0.01; ADAM: 0.001). It can be changed while training. */
  float learningRate() default Float.NaN;

  /** MOMENTUM only: decay of the velocity, in [0, 1). */
  float momentum() default 0.9f;

  /** MOMENTUM only: whether the step looks ahead along the velocity (Nesterov). */
  boolean nesterov() default false;

  /** ADAM only: decay of the first moment, in [0, 1). */
  float beta1() default 0.9f;

  /** ADAM only: decay of the second moment, in [0, 1). */
  float beta2() default 0.999f;

  /** ADAM only: added to the root of the second moment; at least sqrt(2^-150 / (1 - beta2)), 8.4e-22 with its default. */
  float epsilon() default 1e-8f;
}
