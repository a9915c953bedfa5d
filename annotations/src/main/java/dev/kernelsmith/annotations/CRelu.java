package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Concatenated rectifiers: what is positive and, behind it along the channels (the last axis), what is negative.
 *
 * @formula {@code y[c] = max(x[c], 0)}, {@code y[channels + c] = max(-x[c], 0)}
 * @shape {@code {..., channels}} to {@code {..., 2 * channels}}
 * @source Shang et al., "Understanding and Improving Convolutional Neural Networks via Concatenated Rectified Linear Units", 2016
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface CRelu {}
