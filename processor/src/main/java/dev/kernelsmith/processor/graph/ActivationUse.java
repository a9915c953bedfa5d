package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.FormulaLayer;
import dev.kernelsmith.processor.read.FormulaUse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The activation that a layer's annotation names, and its number.
 *
 * @param attribute the name of the annotation's value: {@code activation}, or {@code value} where the layer is nothing else
 * @param function the activation; null for a formula
 * @param alpha its number, where it has one
 * @param formula the formula beside the annotation; null where there is none
 */
public record ActivationUse(
    String attribute, @Nullable Activation function, double alpha, @Nullable FormulaLayer formula) {
  /** The activations that have a number, with its published default; the paper stands beside the constant. */
  private static final Map<Activation, Double> DEFAULTS =
      new TreeMap<>(
          Map.of(Activation.ELU, 1.0, Activation.LEAKY_RELU, 0.01, Activation.THRESHOLDED_RELU, 1.0));

  private static final String ALPHA = "alpha";

  /** The activation of a layer, or null where its annotation has none. */
  public static @Nullable ActivationUse in(Attributes attributes) {
    FormulaLayer formula = FormulaUse.ACTIVATION.in(attributes);
    if (formula != null) {
      return new ActivationUse("activation", null, 0, formula);
    }
    if (FormulaLayer.isOwnAnnotation(attributes)) {
      return null; // whatever its members are called
    }
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
    return new ActivationUse(attribute, function, alpha, null);
  }

  private static float given(Attributes attributes) {
    return attributes.values().containsKey(ALPHA) ? attributes.floating(ALPHA) : Float.NaN;
  }

  /** Whether the number of a layer's activation, where one is given, is one that it has. */
  public static boolean sound(String kind, String layer, Attributes attributes, Diagnostics diagnostics) {
    ActivationUse use = in(attributes);
    if (use != null && use.formula != null) {
      return isAlone(kind, layer, attributes, use.formula, diagnostics);
    }
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

  /** Whether the layer has an activation, and says nothing else of it than a formula. */
  private static boolean isAlone(
      String kind, String layer, Attributes attributes, FormulaLayer formula, Diagnostics diagnostics) {
    if (!attributes.values().containsKey("activation")) {
      diagnostics.report(
          Message.FORMULA_NO_ACTIVATION, formula.use().annotation(), formula.kind(), layer, kind, layer);
      return false;
    }
    for (String name : List.of("activation", ALPHA)) {
      if (attributes.given(name)) {
        diagnostics.report(Message.FORMULA_BESIDE_VALUE, attributes.at(name), layer, formula.kind(), name);
        return false;
      }
    }
    return true;
  }
}
