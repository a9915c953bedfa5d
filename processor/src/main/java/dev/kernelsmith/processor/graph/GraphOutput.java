package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.read.Attributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An output of a network.
 *
 * @param layer name of the layer
 * @param loss the loss that trains it, or null where it is only predicted
 * @param values what the loss's annotation gives; nothing where there is no loss
 */
public record GraphOutput(String layer, @Nullable LossFunction loss, Attributes values) {
  /** An output with a loss as it is by default, or without one. */
  public GraphOutput(String layer, @Nullable LossFunction loss) {
    this(layer, loss, new Attributes(loss == null ? Map.of() : Map.of("value", loss.name()), Map.of()));
  }
}
