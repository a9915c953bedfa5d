package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Channels to blocks of pixels.
 *
 * @formula {@code y[h * b + i, w * b + j, c] = x[h, w, (i * b + j) * channels + c]} with DCR
 * @shape {@code {h, w, b * b * c}} to {@code {b * h, b * w, c}}
 * @source Shi et al., "Real-Time Single Image and Video Super-Resolution", 2016; ONNX, DepthToSpace
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
