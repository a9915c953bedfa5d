package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Concatenated rectifiers (Shang et al., "Understanding and Improving Convolutional Neural Networks via Concatenated Rectified Linear Units", 2016):
 * {@code max(x, 0)} and, behind it along the channels (the last axis), {@code max(-x, 0)}. A shape with c channels becomes one with 2 c.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface CRelu {}
