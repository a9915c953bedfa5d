package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.FormulaLayer;
import dev.kernelsmith.processor.read.FormulaUse;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;

/** The values of an optimizer's annotation, and the checks that optimizers have in common. */
public final class OptimizerValues {
  private static final Set<String> OF_ALL = Set.of("type", "learningRate", "schedule");

  private final Attributes attributes;
  private final OptimizerCheck rule;
  private final Diagnostics diagnostics;

  private OptimizerValues(Attributes attributes, OptimizerCheck rule, Diagnostics diagnostics) {
    this.attributes = attributes;
    this.rule = rule;
    this.diagnostics = diagnostics;
  }

  /**
   * Checks an optimizer: its learning rate, what its rule says, and that the rule uses the values that are given.
   *
   * @param attributes the annotation's values
   * @param rules the rule of each optimizer
   * @param diagnostics takes every fault found
   */
  static void check(
      Attributes attributes, Function<OptimizerType, ? extends OptimizerCheck> rules, Diagnostics diagnostics) {
    OptimizerType type = OptimizerType.valueOf(attributes.text("type"));
    OptimizerCheck rule = rules.apply(type);
    FormulaLayer formula = FormulaUse.OPTIMIZER.in(attributes);
    if (formula == null && type == OptimizerType.FORMULA) {
      diagnostics.report(
          Message.FORMULA_MISSING, attributes.annotation(), "Optimizer", "rule", "Optimizer",
          "type = OptimizerType." + OptimizerType.ADAM, "p");
      return;
    }
    if (formula != null && type != OptimizerType.FORMULA) {
      diagnostics.report(
          Message.FORMULA_BESIDE_VALUE, attributes.at("type"), "Optimizer", formula.kind(), "type");
      return;
    }
    OptimizerValues values = new OptimizerValues(attributes, rule, diagnostics);
    float rate = attributes.floating("learningRate");
    if (!Float.isNaN(rate) && !isPositive(rate)) {
      values.outOfRange("learningRate", "positive and finite, or NaN for the default");
    }
    RateSchedule.of(attributes).check(diagnostics);
    OptimizerCheck.COMMON.forEach(setting -> values.notNegative(setting.name()));
    if (values.number("averageDecay") >= 1) {
      values.fraction("averageDecay");
    }
    if (decay(attributes, rule) >= 1) {
      values.outOfRange("weightDecay", "below 1 / learningRate, or a step turns the weights round");
    }
    rule.check(values);
    attributes.positions()
        .keySet()
        .stream()
        .sorted()
        .filter(name -> !OF_ALL.contains(name) && !rule.uses(name))
        .forEach(
            name -> diagnostics.report(
                Message.UNUSED_VALUE, attributes.at(name), name, "Optimizer",
                formula == null ? "type = " + type : "@" + formula.kind(), "set type = " + user(name, rules)));
  }

  /** The share of a weight that decays in a step. */
  static double decay(Attributes attributes, OptimizerCheck rule) {
    return (double) rule.learningRate(attributes) * rule.number(attributes, "weightDecay");
  }

  /** The first optimizer that uses a value. */
  private static OptimizerType user(String name, Function<OptimizerType, ? extends OptimizerCheck> rules) {
    return Arrays.stream(OptimizerType.values())
        .filter(type -> rules.apply(type).uses(name))
        .findFirst()
        .orElseThrow();
  }

  /** The learning rate, the rule's own where none is given. */
  public float learningRate() {
    return rule.learningRate(attributes);
  }

  /** A number, the published one where none is given. */
  public float number(String name) {
    return rule.number(attributes, name);
  }

  /** What the annotation gives. */
  public Attributes attributes() {
    return attributes;
  }

  /** Where findings go. */
  public Diagnostics diagnostics() {
    return diagnostics;
  }

  /** Checks that a value is at least 0 and finite. */
  public boolean notNegative(String name) {
    boolean sound = number(name) == 0 || isPositive(number(name));
    if (!sound) {
      outOfRange(name, "at least 0 and finite");
    }
    return sound;
  }

  /** Checks that a value is positive and finite. */
  public boolean positive(String name) {
    boolean sound = isPositive(number(name));
    if (!sound) {
      outOfRange(name, "positive and finite");
    }
    return sound;
  }

  /** Checks that a value is at least 0 and below 1. */
  public boolean fraction(String name) {
    boolean sound = number(name) >= 0 && number(name) < 1;
    if (!sound) {
      outOfRange(name, "at least 0 and at most 0.99999994, the largest float below 1");
    }
    return sound;
  }

  private static boolean isPositive(float value) {
    return value > 0 && value < Float.POSITIVE_INFINITY;
  }

  /** Reports a value that is out of its range, in words. */
  public void outOfRange(String name, String range) {
    Object shown = Double.isNaN(attributes.number(name)) ? number(name) : attributes.shown(name);
    diagnostics.report(Message.OUT_OF_RANGE, attributes.at(name), name, "Optimizer", shown, range);
  }

  /**
   * Reports a value that is given and does nothing.
   *
   * @param beside the number because of which
   * @param instead another for it
   */
  public void noEffect(String name, String beside, String instead) {
    if (attributes.given(name)) {
      report(Message.NO_EFFECT, name, name, "Optimizer", OptimizerCheck.name(attributes), beside, number(beside),
          beside,
          instead);
    }
  }

  /** Reports a fault of a value. */
  public void report(Message message, String name, Object... details) {
    diagnostics.report(message, attributes.at(name), details);
  }
}
