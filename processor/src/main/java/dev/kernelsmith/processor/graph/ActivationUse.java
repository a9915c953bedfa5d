package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The activation that a layer's annotation names, and its number.
 *
 * @param attribute the name of the annotation's value: {@code activation}, or {@code value} where the layer is nothing else
 * @param function the activation
 * @param alpha its number, where it has one
 */
public record ActivationUse(String attribute, Activation function, double alpha) {
  /** The activations that have a number, with its published default; the paper stands beside the constant. */
  private static final Map<Activation, Double> DEFAULTS =
      new TreeMap<>(
          Map.of(Activation.ELU, 1.0, Activation.LEAKY_RELU, 0.01, Activation.THRESHOLDED_RELU, 1.0));

  private static final String ALPHA = "alpha";

  /** The activation of a layer, or null where its annotation has none. */
  public static @Nullable ActivationUse in(Attributes attributes) {
    Map<String, Object> values = attributes.values();
    String attribute = values.containsKey("activation") ? "activation" : "value";
    boolean named = attribute.equals("activation") || values.containsKey(ALPHA);
    if (!named || !(values.get(attribute) instanceof String name)) {
      return null;
    }
    Activation function = Activation.valueOf(name);
    float given = given(attributes);
    double alpha =
        Float.isNaN(given) ? DEFAULTS.getOrDefault(function, 0.0) : Double.parseDouble(Float.toString(given));
    return new ActivationUse(attribute, function, alpha);
  }

  private static float given(Attributes attributes) {
    return attributes.values().containsKey(ALPHA) ? attributes.floating(ALPHA) : Float.NaN;
  }

  /** Whether the number of a layer's activation, where one is given, is one that it has. */
  public static boolean sound(String kind, String layer, Attributes attributes, Diagnostics diagnostics) {
    ActivationUse use = in(attributes);
    if (use == null || Float.isNaN(given(attributes))) {
      return true;
    }
    if (!DEFAULTS.containsKey(use.function)) {
      String others = DEFAULTS.keySet().stream().map(Activation::name).collect(Collectors.joining(", "));
      diagnostics.report(
          Message.ACTIVATION_WITHOUT_ALPHA, attributes.at(ALPHA), kind, layer, use.function, use.attribute, others);
      return false;
    }
    return new ShapeChecks(kind, layer, attributes, diagnostics)
        .inRange(ALPHA, -Float.MAX_VALUE, Float.MAX_VALUE, "finite");
  }
}
