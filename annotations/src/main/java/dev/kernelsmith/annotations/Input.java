package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An input of the network, by the name of the field: for networks with several, or with whole numbers. Layers read it as they read a layer, by
 * its name or as the field before them. It stands in the place of {@link Network#input}.
 *
 * {@snippet :
 * @Network
 * class Wine {
 *   @Input({64, 64, 3})                         Layer label;
 *   @Conv2D(filters = 16, kernel = 3)           Layer conv;
 *   @Input(12)                                  Layer analysis;
 *   ...
 * }
 * }
 *
 * <p>The generated class has methods with a parameter for each, {@code predict(float[] label, float[] analysis)}.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Input {
  /** Shape of one sample, without the batch, as {@link Network#input} has it. */
  int[] value();

  /** What its elements are. */
  InputType type() default InputType.FLOAT;
}
