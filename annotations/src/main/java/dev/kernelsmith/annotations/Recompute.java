package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A training keeps no inner values of this layer, such as the weights of all heads of {@link SelfAttention}, for the backward pass, but computes them again when that
 * comes to them: less memory for more time, with the same results to the bit. Kept are what other layers read, what belongs to the whole batch, and the states that a recurrent
 * layer hands from step to step; its gates are computed again for all steps at once.
 *
 * <p>On a field with a {@link Block} it holds for all layers of the block together, so that of a transformer's layer only input and result are kept. It pays where a network has
 * several such layers, since the values of one layer after the other then take the same memory; {@code Trainer.memory()} tells how much there is.
 *
 * @source Chen et al., "Training Deep Nets with Sublinear Memory Cost", 2016
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Recompute {}
