package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Blocks of pixels to channels, the inverse of {@link DepthToSpace}.
 *
 * @formula {@code y[h, w, (i * b + j) * channels + c] = x[h * b + i, w * b + j, c]} with DCR
 * @shape {@code {b * h, b * w, c}} to {@code {h, w, b * b * c}}
 * @source ONNX, SpaceToDepth
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
