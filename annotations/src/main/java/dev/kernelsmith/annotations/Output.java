package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the value of a layer an output of the network, without training it. A layer with a {@link Loss} is an output as well; where there is
 * neither, the last layer is the one output. Outputs are numbered in the order of their fields.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Output {}
