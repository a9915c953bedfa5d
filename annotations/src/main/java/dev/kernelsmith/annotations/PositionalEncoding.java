package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds sines and cosines of its number to each step, from one wave in about six steps to one in some 60,000, so that layers which take all steps alike, such as {@link
 * SelfAttention}, can tell one from another. Nothing of it is trained; {@link PositionalEmbedding} is.
 *
 * @formula {@code y[t, 2 * i] = x[t, 2 * i] + sin(t * 10000^(-2 * i / channels))}, {@code y[t, 2 * i + 1] = x[t, 2 * i + 1] + cos(t * 10000^(-2 * i / channels))}
 * @shape {@code {steps, channels}} to the same
 * @source Vaswani et al., "Attention Is All You Need", NeurIPS 2017
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface PositionalEncoding {}
