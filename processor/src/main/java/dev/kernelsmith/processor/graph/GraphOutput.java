package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.LossFunction;
import org.jspecify.annotations.Nullable;

/**
 * An output of a network.
 *
 * @param layer name of the layer
 * @param loss the loss that trains it, or null where it is only predicted
 * @param weight weight of that loss in the loss of a sample, above 0
 */
public record GraphOutput(String layer, @Nullable LossFunction loss, float weight) {}
