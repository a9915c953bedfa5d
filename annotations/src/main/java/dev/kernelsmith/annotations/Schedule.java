package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the learning rate of an {@link Optimizer} changes. A {@code Trainer} that is given another schedule uses that. */
@Documented
@Target({})
@Retention(RetentionPolicy.CLASS)
public @interface Schedule {
  /** The form; each says which of the values below it has. */
  ScheduleType type();

  /** Epochs of the way, of a step, of the first cycle, or to wait; 0 means as many as the training has, where the form does not say otherwise. */
  int epochs() default 0;

  /** What the rate is multiplied with, above 0 and at most 1; NaN means the form's own number here and below, for which see {@link ScheduleType}. */
  double factor() default Double.NaN;

  /** The rate at the end, or the least, at least 0. */
  double last() default Double.NaN;

  /** POLYNOMIAL: its power, above 0. */
  double power() default Double.NaN;

  /** COSINE_RESTARTS: how many times as long each cycle is as the one before, at least 1. */
  double growth() default Double.NaN;

  /** ONE_CYCLE: share of the epochs in which the rate rises, above 0 and below 1. */
  double rising() default Double.NaN;

  /** Steps in which the rate rises linearly from almost 0 to what the form gives, whichever that is; step {@code k} has {@code k / warmUpSteps} of it. */
  int warmUpSteps() default 0;
}
