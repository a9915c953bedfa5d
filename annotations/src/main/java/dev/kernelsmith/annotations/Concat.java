package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Two or more earlier layers joined along one axis, in the given order: images of equal height and width with {@code c1}, {@code c2}, ...
 * channels give one with {@code c1 + c2 + ...} channels. All other extents must be equal.
 *
 * @formula {@code y = a, then b, then ..., along the axis}
 * @shape shapes that are equal but for the axis, whose extents are added
 * @source Szegedy et al., "Going Deeper with Convolutions", 2014
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Concat {
  /** Names of the earlier fields to join; {@code "input"} is the network's input. A name may occur more than once. */
  String[] value();

  /** The axis, from 0 for the first; negative from the end. The last one, channels or units, unless given. */
  int axis() default -1;
}
