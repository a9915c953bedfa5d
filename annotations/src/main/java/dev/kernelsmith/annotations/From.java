package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the layer that a layer reads, in place of the field before it. */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface From {
  /** Name of an earlier layer, or of an {@link Input}; {@code "input"} is the input of a network that has one by {@link Network#input}. */
  String value();
}
