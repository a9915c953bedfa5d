package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Blocks of pixels to channels, the inverse of {@link DepthToSpace}: an image {@code {b * h, b * w, c}} becomes {@code {h, w, b * b * c}}.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface SpaceToDepth {
  /** Side of a block, b. */
  int block();

  /** Which channel holds which pixel. */
  ChannelOrder order() default ChannelOrder.DCR;
}
