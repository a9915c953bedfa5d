package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Applies the layer of the field to each step of its input by itself, with the same parameters: of an input {@code {steps, ...}} it reads {@code {...}}, and what
 * it makes of all steps is {@code {steps, ...}}. So {@code @TimeDistributed @Dense(units = 10)} makes {@code {steps, 10}} of {@code {steps, channels}}, as
 * {@code @Conv1D(filters = 10, kernel = 1)} does, and a {@link Conv2D} the frames of a film. A layer of several inputs takes the same step of each.
 *
 * <p>Not for {@link BatchNorm}, whose statistics are those of all steps anyway, {@link Formula}, which has an index for steps, {@link Constant}, and {@link
 * Block}, whose layers carry it themselves. A {@link Reuse} is as the layer that it names.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface TimeDistributed {}
