package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The axes in another order: extent {@code i} of the output is extent {@code value[i]} of the input, as NumPy's transpose has it. Nothing is copied
 * where what reads the layer can read its input instead.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Permute {
  /** Every axis of the input once, from 0 for the first; negative from the end. */
  int[] value();
}
