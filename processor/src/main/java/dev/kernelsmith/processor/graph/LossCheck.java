package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;

/** What the graph stage must know of a loss. Each loss is one class in {@code lower}, with its row in a table there. */
public interface LossCheck {
  /** What it makes of the layer's output, the logits, by itself, so that a prediction gives it too; the identity for nothing. */
  Activation activation();

  /**
   * Checks the layer that carries it.
   *
   * @param loss the loss annotation's values
   * @param layer the layer, its shape known
   * @param diagnostics takes every fault found
   */
  default void checkLayer(Attributes loss, LayerNode layer, Diagnostics diagnostics) {}

  /** {@link #checkLayer}, and that the layer does not apply the loss's activation as well. */
  default void check(Attributes loss, LayerNode layer, Diagnostics diagnostics) {
    checkLayer(loss, layer, diagnostics);
    Attributes attributes = layer.attributes();
    ActivationUse use = ActivationUse.in(attributes);
    if (use != null && activation() != Activation.IDENTITY && use.function() == activation()) {
      diagnostics.report(
          Message.ACTIVATION_TWICE, attributes.at(use.attribute()), loss.text("value"), activation(), layer.name(),
          activation(), use.attribute());
    }
  }
}
