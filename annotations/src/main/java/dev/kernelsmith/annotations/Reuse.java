package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An earlier layer once more, with the same settings and the same parameters, whose gradient is the sum over all uses:
 *
 * {@snippet :
 * @Conv2D(filters = 8, kernel = 3, padding = SAME, activation = RELU) Layer conv;
 * @Reuse("conv")                                                      Layer again;
 * }
 *
 * <p>It reads the field before it or what {@link From} names, which must suit the parameters: a {@link Dense} layer takes an input of the
 * same shape, a {@link Conv2D} layer an image of any size with as many channels.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Reuse {
  /** Name of an earlier field: a layer that has parameters. */
  String value();
}
