package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An earlier layer or block once more, with the same settings and the same parameters, whose gradient is the sum over all uses:
 *
 * {@snippet :
 * @Conv2D(filters = 8, kernel = 3, padding = SAME, activation = RELU) Layer conv;
 * @Reuse("conv")                                                      Layer again;
 * }
 *
 * <p>It reads the field before it or what {@link From} names, which must suit the parameters: a {@link Dense} layer takes an input of the
 * same shape, a {@link Conv2D} layer an image of any size with as many channels.
 *
 * <p>Of a field with {@link Block} it is all layers of the block, each with the parameters of the layer there, wired as they are there:
 *
 * {@snippet :
 * @Input({28, 28, 1})         Layer left;
 * @Block(Embedding.class)     Layer first;
 * @Input({28, 28, 1})         Layer right;
 * @Reuse("first")             Layer second;
 * }
 *
 * <p>Whether they are frozen is said there, too.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Reuse {
  /**
   * Name of an earlier field: a layer or block that has parameters, such as {@code conv}, {@code stage1.conv} of a block {@code stage1}, or {@code
   * stage2.1}, the first repetition of a block.
   */
  String value();
}
