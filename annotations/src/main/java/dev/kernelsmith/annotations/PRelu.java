package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A rectifier with learned slopes (He et al., "Delving Deep into Rectifiers", 2015), of any shape: {@code y = x} where x is at least 0, else
 * {@code slope * x}, with a slope for each channel (the last axis). The derivative at 0 is 1.
 *
 * <p>Parameter: {@code slope}, initially 0.25 as in the paper, one for each channel, which does not decay.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface PRelu {}
