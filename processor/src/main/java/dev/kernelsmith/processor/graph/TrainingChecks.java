package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks of what trains a network: its loss and its optimizer. */
final class TrainingChecks {
  private static final List<String> FRACTIONS = List.of("momentum", "beta1", "beta2");

  /** The one rule that uses a value; the values that are missing here are for all. */
  private static final Map<String, String> USED_BY =
      Map.of("momentum", "MOMENTUM", "nesterov", "MOMENTUM", "beta1", "ADAM", "beta2", "ADAM", "epsilon", "ADAM");

  /** The activation that a loss applies by itself. */
  private static final Map<String, String> APPLIED_BY =
      Map.of("SOFTMAX_CROSS_ENTROPY", "SOFTMAX", "SIGMOID_CROSS_ENTROPY", "SIGMOID");

  private final Diagnostics diagnostics;

  TrainingChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Checks the ranges of an optimizer's values, and that its rule uses those that are given. */
  void optimizer(Attributes optimizer) {
    String type = optimizer.text("type");
    float rate = optimizer.floating("learningRate");
    if (!Float.isNaN(rate) && !positive(rate)) {
      outOfRange(optimizer, "learningRate", "positive and finite, or NaN for the default");
    }
    if (!positive(optimizer.floating("epsilon"))) {
      outOfRange(optimizer, "epsilon", "positive and finite");
    }
    for (String name : FRACTIONS) {
      float value = optimizer.floating(name);
      if (!(value >= 0 && value < 1)) {
        outOfRange(optimizer, name, "at least 0 and less than 1");
      }
    }
    USED_BY.keySet()
        .stream()
        .sorted()
        .filter(name -> optimizer.given(name) && !USED_BY.get(name).equals(type))
        .forEach(
            name -> diagnostics.report(Message.UNUSED_VALUE, optimizer.at(name), name, type, USED_BY.get(name)));
  }

  private static boolean positive(float value) {
    return value > 0 && value < Float.POSITIVE_INFINITY;
  }

  private void outOfRange(Attributes optimizer, String name, String range) {
    diagnostics.report(Message.OUT_OF_RANGE, optimizer.at(name), name, optimizer.floating(name), range);
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
