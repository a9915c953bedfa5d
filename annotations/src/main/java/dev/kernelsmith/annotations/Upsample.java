package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An enlarged image, or a longer row of steps. Beyond its edge an image is what it is at the edge.
 *
 * @formula NEAREST: the nearest element to where {@link Coordinates} puts h and w; BILINEAR: the mean of the neighbours there, weighted by nearness
 * @shape {@code {height, width, channels}} to {@code {factor * height, factor * width, channels}}, or {@code {steps, channels}} to
 *     {@code {factor * steps, channels}}
 * @source ONNX, Resize
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Upsample {
  /** Factor: one number for both directions or for steps, or vertical and horizontal. */
  int[] factor();

  /** What comes between elements. */
  Interpolation interpolation() default Interpolation.NEAREST;

  /** Where elements lie; {@link Interpolation#NEAREST} gives the same with the first two, and does not take the third. */
  Coordinates coordinates() default Coordinates.HALF_PIXEL;
}
