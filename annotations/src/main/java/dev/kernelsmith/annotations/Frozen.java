package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A training leaves the parameters of this layer as they are, for example because they were loaded. They take no memory for gradients and
 * optimizer state, and no time: where nothing before it is trained, the backward pass ends behind it.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Frozen {}
