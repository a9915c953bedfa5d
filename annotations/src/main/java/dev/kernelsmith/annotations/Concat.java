package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Two or more earlier layers joined along their channels, in the given order: images of equal height and width with {@code c1},
 * {@code c2}, ... channels give one with {@code c1 + c2 + ...} channels, vectors of {@code u1}, {@code u2}, ... units one of
 * {@code u1 + u2 + ...} units.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Concat {
  /** Names of the earlier fields to join; {@code "input"} is the network's input. A name may occur more than once. */
  String[] value();
}
