package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Reduction;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.FormulaLayer;
import dev.kernelsmith.processor.read.FormulaUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of a loss's annotation.
 *
 * @param rule the loss
 * @param attributes what the annotation gives; what is missing has the annotation's default
 */
public record LossValues(LossCheck rule, Attributes attributes) {
  /** Numbers that have a range, with the words for it. */
  private enum Range {
    LABEL_SMOOTHING("labelSmoothing", "at least 0 and below 1"), GAMMA("gamma", "at least 0 and finite"), ALPHA(
        "alpha", "from 0 to 1, or -1 for no factors"), DELTA(
            "delta", "above 0 and finite"), MARGIN("margin", "above 0 and finite");

    private final String name;
    private final String words;

    Range(String name, String words) {
      this.name = name;
      this.words = words;
    }

    private boolean holds(float number) {
      return switch (this) {
        case LABEL_SMOOTHING -> number >= 0 && number < 1;
        case GAMMA -> number >= 0 && number < Float.POSITIVE_INFINITY;
        case ALPHA -> number >= 0 && number <= 1 || number == -1;
        case DELTA, MARGIN -> number > 0 && number < Float.POSITIVE_INFINITY;
      };
    }
  }

  /** Name of the function; of one by formula, that of its annotation. */
  public String function() {
    return formula() == null ? attributes.text("value") : formula().kind();
  }

  /** The formula that it is; null where it is none. */
  public @Nullable FormulaLayer formula() {
    return FormulaUse.LOSS.in(attributes);
  }

  /** A number, the published one where none is given. */
  public double number(String name) {
    double given = attributes.values().get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    return Double.isNaN(given) ? published(name) : given;
  }

  private double published(String name) {
    double published =
        rule.settings().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow().published();
    return Double.isNaN(published) ? 0 : published;
  }

  /** The factor of each class; empty for 1 each. */
  public List<Double> classWeights() {
    return attributes.values().get("classWeights") instanceof List<?> list
        ? list.stream().map(number -> ((Number) number).doubleValue()).toList()
        : List.of();
  }

  /** The class number that is left out, or {@link Loss#NONE}. */
  public int ignoredClass() {
    return attributes.values().get("ignoredClass") instanceof Integer number ? number : Loss.NONE;
  }

  /** Whether a target is a probability for each class. */
  public boolean distributions() {
    return Boolean.TRUE.equals(attributes.values().get("distributions"));
  }

  /** Whether the losses of a batch are added up. */
  public boolean isSum() {
    return Reduction.SUM.name().equals(attributes.values().get("reduction"));
  }

  /** Whether the mean is divided by the sum of factors of a batch's targets, which only its data tells. */
  public boolean isCounted() {
    return !isSum() && !distributions() && (!classWeights().isEmpty() || ignoredClass() != Loss.NONE);
  }

  /** The weight of the loss. */
  public double weight() {
    return attributes.values().get("weight") instanceof Number number ? number.doubleValue() : 1;
  }

  /** What it is set to, as {@code delta=2.0}, but for what has no effect; empty where there is nothing to say. */
  public String settings() {
    List<String> texts = new ArrayList<>();
    if (isSum()) {
      texts.add("reduction=SUM");
    }
    for (LossCheck.Setting setting : rule.settings()) {
      String name = setting.name();
      switch (name) {
        case "distributions" -> add(texts, name, distributions(), distributions());
        case "classWeights" -> add(texts, name, classWeights(), !classWeights().isEmpty());
        case "ignoredClass" -> add(texts, name, ignoredClass(), ignoredClass() != Loss.NONE);
        default -> add(texts, name, number(name), number(name) != 0 || !Double.isNaN(setting.published()));
      }
    }
    if (formula() != null) {
      texts.addAll(formula().settings());
    }
    return String.join(", ", texts);
  }

  private static void add(List<String> texts, String name, Object value, boolean matters) {
    if (matters) {
      texts.add(name + "=" + value);
    }
  }

  /** Name and settings: {@code HUBER(delta=1.0)}. */
  public String text() {
    return settings().isEmpty() ? function() : function() + "(" + settings() + ")";
  }

  /**
   * Checks the values, and that the loss uses those that are given.
   *
   * @param layer the layer that carries it
   * @param losses the rule of each loss
   * @param diagnostics takes every fault found
   */
  void check(LayerNode layer, Function<LossFunction, ? extends LossCheck> losses, Diagnostics diagnostics) {
    if (rule == losses.apply(LossFunction.FORMULA) && formula() == null) {
      diagnostics.report(
          Message.FORMULA_MISSING, attributes.annotation(), "Loss", "loss", "Loss",
          "LossFunction." + LossFunction.MEAN_SQUARED_ERROR, "loss");
      return;
    }
    if (rule != losses.apply(LossFunction.FORMULA) && formula() != null) {
      diagnostics.report(
          Message.FORMULA_BESIDE_VALUE, attributes.at("value"), layer.name(), formula().kind(), "value");
      return;
    }
    attributes.positions().keySet().stream().sorted().filter(this::isUnused).forEach(
        name -> diagnostics.report(
            Message.LOSS_VALUE_UNUSED, attributes.at(name), name, layer.name(),
            formula() == null ? function() : "@" + function(), users(name, losses)));
    for (Range range : Range.values()) {
      if (rule.uses(range.name) && !range.holds((float) number(range.name))) {
        diagnostics.report(
            Message.LOSS_NUMBER, attributes.at(range.name), range.name, layer.name(), number(range.name), range.words);
      }
    }
    if (rule.uses("classWeights")) {
      checkClasses(layer, diagnostics);
    }
    rule.check(this, layer, diagnostics);
  }

  private boolean isUnused(String name) {
    return !name.contains("[") && !List.of("value", "weight", "reduction").contains(name) && !rule.uses(name);
  }

  private static String users(String name, Function<LossFunction, ? extends LossCheck> losses) {
    return Arrays.stream(LossFunction.values())
        .filter(function -> losses.apply(function).uses(name))
        .map(LossFunction::name)
        .collect(Collectors.joining(", "));
  }

  private void checkClasses(LayerNode layer, Diagnostics diagnostics) {
    List<Double> weights = classWeights();
    int classes = layer.shape().dims().getLast();
    for (int i = 0; i < weights.size(); i++) {
      if (!(weights.get(i) >= 0) || Float.isInfinite(weights.get(i).floatValue())) {
        diagnostics.report(
            Message.LOSS_NUMBER, attributes.at("classWeights", i), "classWeights[" + i + "]", layer.name(),
            weights.get(i), "at least 0 and finite");
      }
    }
    if (!weights.isEmpty() && weights.size() != classes) {
      diagnostics.report(
          Message.CLASS_WEIGHTS, attributes.at("classWeights"), layer.name(), weights.size(), layer.shape(), classes);
    } else if (!weights.isEmpty() && weights.stream().allMatch(weight -> weight.floatValue() == 0)) {
      diagnostics.report(
          Message.LOSS_NUMBER, attributes.at("classWeights"), "classWeights", layer.name(), weights,
          "above 0 for one class at least");
    }
    if (distributions() && attributes.given("ignoredClass")) {
      diagnostics.report(
          Message.LOSS_VALUE_UNUSED, attributes.at("ignoredClass"), "ignoredClass", layer.name(),
          "distributions = true", String.format(Locale.ROOT, "%s without distributions", function()));
    }
  }
}
