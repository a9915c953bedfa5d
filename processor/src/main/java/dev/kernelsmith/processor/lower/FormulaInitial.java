package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.formula.Fault;
import dev.kernelsmith.processor.formula.Place;
import dev.kernelsmith.processor.formula.RuleText;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.read.FormulaLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What weights start from, by formula: for each element a number that follows from its indices, from {@code fanIn} and {@code fanOut}, and from random numbers, uniform or normal.
 *
 * @param value the number of an element
 * @param axes one for each extent of the parameter; the formula's indices are these
 * @param draws the random numbers of an element, as names in the value: a uniform one from -1 to 1, or a normal one
 */
public record FormulaInitial(Expr value, List<Axis> axes, List<String> draws) {
  /** What names of uniform random numbers begin with; others are normal. */
  public static final String UNIFORM = "uniform";

  private static final String NORMAL = "normal";

  /** Elements that are tried at compile time. */
  private static final int MOST_TRIED = 1 << 14;

  private static final RuleText.Kind KIND =
      new RuleText.Kind("an initializer", "w", List.of("fanIn", "fanOut"), Map.of(UNIFORM, 2, NORMAL, 2), false);

  /**
   * What a parameter starts from.
   *
   * @param shape its extents, as handles see them
   * @throws FormulaFault where the formula is none
   */
  static FormulaInitial of(FormulaLayer formula, List<Integer> shape, int fanIn, int fanOut) {
    try {
      return made(formula, shape, Math.max(1, fanIn), Math.max(1, fanOut));
    } catch (Fault fault) {
      throw new FormulaFault(formula, fault);
    }
  }

  /** The formula, checked as far as that needs no parameter. */
  static RuleText rule(FormulaLayer formula) {
    for (String member : List.of("parameters", "shapes")) {
      List<String> texts = member.equals("shapes") ? formula.shapes() : formula.parameters();
      if (!texts.isEmpty()) {
        throw new Fault(
            new Place(new Place.Text(member, 0, texts.getFirst()), 0), "an initializer has no %s: remove this", member);
      }
    }
    FormulaChecks.checkMembers(formula, KIND.what());
    return RuleText.of(KIND, formula.value(), formula.members(), formula.kind());
  }

  private static FormulaInitial made(FormulaLayer formula, List<Integer> shape, int fanIn, int fanOut) {
    RuleText rule = rule(formula);
    Map<String, Double> numbers = new HashMap<>(formula.numbers());
    numbers.put("fanIn", (double) fanIn);
    numbers.put("fanOut", (double) fanOut);
    List<Axis> axes = new ArrayList<>();
    for (int extent : shape) {
      axes.add(new Axis("index" + axes.size(), extent));
    }
    Map<String, Expr> names = new HashMap<>();
    List<String> draws = new ArrayList<>();
    List<RuleText.Setting> settings = rule.settings();
    for (int i = 0; i < settings.size(); i++) {
      if (i == settings.size() - 1) {
        names.putAll(rule.indices(axes));
      }
      names.put(
          settings.get(i).name(),
          rule.value(i, numbers, names::get, (function, arguments) -> drawn(function, arguments, draws)));
    }
    checkFinite(names.get(KIND.result()), axes, draws, settings.getLast().place());
    return new FormulaInitial(names.get(KIND.result()), axes, draws);
  }

  /** Reports a start that is no number. Of large parameters the first elements are tried, and of random numbers one each. */
  private static void checkFinite(Expr value, List<Axis> axes, List<String> draws, Place place) {
    Expr named = value;
    for (Axis axis : axes) {
      named = named.replace(new Expr.Index(Affine.of(axis)), new Expr.Scalar(axis.name()));
    }
    Map<String, Double> numbers = new HashMap<>();
    draws.forEach(draw -> numbers.put(draw, 0.5));
    boolean constant = named.equals(value);
    for (int element = 0; element < (constant ? 1 : Math.min(MOST_TRIED, Axis.iterations(axes))); element++) {
      int rest = element;
      List<Integer> at = new ArrayList<>();
      for (Axis axis : axes.reversed()) {
        at.addFirst(rest % axis.extent());
        numbers.put(axis.name(), (double) at.getFirst());
        rest /= axis.extent();
      }
      double start = RuleText.evaluated(named, numbers);
      if (!Double.isFinite((float) start)) {
        throw new Fault(place, "the element at %s would start from %s, which is no finite number", at, (float) start);
      }
    }
  }

  /** {@code uniform(least, most)} and {@code normal(mean, deviation)}: each that is written is a number of its own. */
  private static Expr drawn(String function, List<Expr> arguments, List<String> draws) {
    if (!KIND.functions().containsKey(function)) {
      return null;
    }
    Expr drawn = new Expr.Scalar(function + draws.size());
    draws.add(function + draws.size());
    Expr a = arguments.getFirst();
    Expr b = arguments.getLast();
    return function.equals(UNIFORM)
        ? a.plus(b).times(constant(0.5)).plus(b.minus(a).times(constant(0.5)).times(drawn))
        : a.plus(b.times(drawn));
  }
}
