package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Whole numbers as vectors: 1 at the place that a number says, counted from 0, and 0 elsewhere. The vectors lie along a new last axis, so that
 * {@code {words}} becomes {@code {words, classes}}; of a single number, of shape {@code {1}}, it is a vector {@code {classes}}.
 *
 * <p>A number that is none of the classes, be it negative, too large, broken or NaN, gives zeros only, so that it is of no class (as in ONNX's OneHot, in
 * which however negative numbers count from the end). The derivative by the input is 0, so that nothing before it is trained. Its input
 * is often an {@link Input} of type {@link InputType#INT}, but may be any layer, such as {@link ArgMax}.
 *
 * @formula {@code y[t, k] = 1 if x[t] is k, else 0}
 * @shape any shape of up to three extents to that shape and {@code classes} behind it; {@code {1}} to {@code {classes}}
 * @source ONNX, OneHot, but for negative numbers
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface OneHot {
  /** Number of classes, from 1 to 2^24: all of them are floats. */
  int classes();
}
