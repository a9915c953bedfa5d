package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What parameters start from, in place of the layer's {@link Initializer}: a number, or tensors of a safetensors file. For a layer, or all of a block:
 *
 * {@snippet :
 * @Initial(file = "stem.safetensors")                       // weights and bias, as conv.weights and conv.bias
 * @Conv2D(filters = 8, kernel = 3)                          Layer conv;
 * @Initial(0.01) @Initial(parameter = "bias", value = -4.6)
 * @Dense(units = 1)                                         Layer score;
 * }
 *
 * <p>On a class with {@link Network} it names a file for all layers: each parameter whose name the file has starts from that tensor, unless its layer says something else, and the
 * others from their initializers. At a field, all that it speaks of must be in the file. At a block it goes before what the block's layers say themselves.
 *
 * <p>A file is looked for in the working folder of the program, and read when initial parameters are first asked for: not where others are loaded or resumed before. A file
 * that cannot be read ends that in an {@code UncheckedIOException}, a damaged one in a {@code DataFormatException}, and a tensor that is missing, has another shape or a number that is not finite in a
 * {@code WeightsMismatchException}, which names layer, file and tensor; the next who asks tries again.
 * Elements of types F16 and BF16 are taken as they are.
 */
@Documented
@Repeatable(Initial.All.class)
@Target({ElementType.FIELD, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
public @interface Initial {
  /** What all elements start from; NaN for a file. */
  double value() default Double.NaN;

  /** The parameter, as its name ends: {@code weights}, {@code bias}, {@code gamma}. By default a number is for the weights, a file for all parameters of the layer. */
  String parameter() default "";

  /** A safetensors file, such as one that the network or another has saved. */
  String file() default "";

  /** Name of the tensor, where it is not that of the parameter, {@code conv.weights}; for one parameter only. */
  String tensor() default "";

  /** Several. */
  @Documented
  @Target({ElementType.FIELD, ElementType.TYPE})
  @Retention(RetentionPolicy.CLASS)
  @interface All {
    /** Each of them. */
    Initial[] value();
  }
}
