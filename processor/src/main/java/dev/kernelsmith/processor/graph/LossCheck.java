package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import java.util.List;

/** What the graph stage must know of a loss. Each loss is one class in {@code lower}, with its row in a table there. */
public interface LossCheck {
  /**
   * A value of the annotation that a loss uses.
   *
   * @param name of the value
   * @param published the number that NaN stands for; NaN for what is no such number
   */
  record Setting(String name, double published) {
    /** A value that NaN cannot stand for. */
    public static Setting of(String name) {
      return new Setting(name, Double.NaN);
    }
  }

  /** What losses of classes use. */
  List<Setting> OF_CLASSES =
      List.of(
          Setting.of("distributions"), Setting.of("labelSmoothing"), Setting.of("classWeights"),
          Setting.of("ignoredClass"));

  /** The values that it uses, besides weight and reduction. */
  default List<Setting> settings() {
    return List.of();
  }

  /** Whether it uses a value. */
  default boolean uses(String name) {
    return settings().stream().anyMatch(setting -> setting.name().equals(name));
  }

  /** What it makes of the layer's output, the logits, by itself, so that a prediction gives it too; the identity for nothing. */
  default Activation activation() {
    return Activation.IDENTITY;
  }

  /** The activations of a layer that make what it takes; any where there are none. A layer that has no activation at all is trusted. */
  default List<Activation> takes() {
    return List.of();
  }

  /**
   * Checks the layer that carries it.
   *
   * @param loss the loss annotation's values
   * @param layer the layer, its shape known
   * @param diagnostics takes every fault found
   */
  default void checkLayer(LossValues loss, LayerNode layer, Diagnostics diagnostics) {}

  /** {@link #checkLayer}, and that the layer's activation goes with the loss: it neither applies the same nor gives what the loss cannot take. */
  default void check(LossValues loss, LayerNode layer, Diagnostics diagnostics) {
    checkLayer(loss, layer, diagnostics);
    ActivationUse use = ActivationUse.in(layer.attributes());
    if (use == null || use.function() == null) {
      return;
    }
    if (activation() != Activation.IDENTITY && use.function() == activation()) {
      diagnostics.report(
          Message.ACTIVATION_TWICE, layer.attributes().at(use.attribute()), loss.function(), activation(), layer.name(),
          activation(), use.attribute());
    }
    if (!takes().isEmpty() && !takes().contains(use.function())) {
      diagnostics.report(
          Message.LOSS_ACTIVATION, loss.attributes().at("value"), loss.function(), layer.name(), use.function(),
          use.attribute(), takes().getFirst(), takes().getFirst() + "_CROSS_ENTROPY");
    }
  }
}
