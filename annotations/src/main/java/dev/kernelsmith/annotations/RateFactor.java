package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This layer, or all of a block, learns with another rate than the rest: its parameters take the learning rate of the step times a factor. What the optimizer makes of the rate,
 * such as a decay of weights, follows; moving averages of a normalisation do not. It holds on devices, too.
 *
 * <p>At a block it takes the place of what the block's layers say themselves. {@code Trainer.rateFactor} and {@code Trainer.freeze} go before it. What is {@link Frozen} does not
 * learn at any rate.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface RateFactor {
  /** The factor, above 0. */
  double value();
}
