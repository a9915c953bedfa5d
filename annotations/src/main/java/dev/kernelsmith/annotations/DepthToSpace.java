package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Channels to blocks of pixels: an image {@code {h, w, b * b * c}} becomes {@code {b * h, b * w, c}}.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface DepthToSpace {
  /** Side of a block, b. */
  int block();

  /** Which channel holds which pixel. */
  ChannelOrder order() default ChannelOrder.DCR;
}
