package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;
import java.util.Map;
import java.util.Objects;

/** Checks of the loss that trains a network. */
final class TrainingChecks {
  /** The activation that a loss applies by itself. */
  private static final Map<String, String> APPLIED_BY =
      Map.of("SOFTMAX_CROSS_ENTROPY", "SOFTMAX", "SIGMOID_CROSS_ENTROPY", "SIGMOID");

  private final Diagnostics diagnostics;

  TrainingChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * Checks that a loss fits its layer.
   *
   * @param loss the loss annotation's values
   * @param layer the layer that carries it
   */
  void loss(Attributes loss, LayerNode layer) {
    String function = loss.text("value");
    if (function.equals("SOFTMAX_CROSS_ENTROPY")) {
      checkClasses(loss, function, layer);
    }
    Attributes attributes = layer.attributes();
    Object activation = attributes.values().get("activation");
    if (activation != null && Objects.equals(APPLIED_BY.get(function), activation)) {
      diagnostics.report(
          Message.ACTIVATION_TWICE, attributes.at("activation"), function, activation, layer.name(), activation);
    }
  }

  private void checkClasses(Attributes loss, String function, LayerNode layer) {
    if (layer.shape().isImage()) {
      diagnostics.report(Message.LOSS_SHAPE, loss.at("value"), function, layer.name(), layer.shape());
    } else if (layer.shape().elements() == 1) {
      diagnostics.report(Message.ONE_CLASS, loss.at("value"), function, layer.name());
    }
  }
}
