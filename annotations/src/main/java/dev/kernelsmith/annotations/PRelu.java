package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A rectifier with learned slopes: one for each channel (the last axis). The derivative at 0 is 1.
 *
 * <p>Parameter: {@code slope}, initially 0.25 as in the paper, one for each channel, which does not decay.
 *
 * @formula {@code y = x} where x is at least 0, else {@code y = slope * x}
 * @shape any shape, which stays
 * @source He et al., "Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet Classification", 2015
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface PRelu {}
