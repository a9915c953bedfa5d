package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fixed numbers, the same for every sample, as a layer that reads nothing. No training changes them, and they are no parameters of the network. Layers
 * read them as they read a layer, by name or as the field before them:
 *
 * {@snippet :
 * @Constant({0.485, 0.456, 0.406})            Layer mean;
 * @Subtract({"input", "mean"})                   Layer centred;
 * @Constant(value = 1, shape = {28, 28, 1})      Layer ones;
 * @Concat({"centred", "ones"})                   Layer both;
 * }
 *
 * @formula {@code y = the numbers}
 * @shape no input to {@code shape}
 * @source ONNX, Constant
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Constant {
  /** The numbers in row-major order, at most 4096, each finite; a single one stands at every place of the shape. */
  double[] value();

  /** Shape, as {@link Network#input} has it; as many units as there are numbers, unless given. */
  int[] shape() default {};
}
