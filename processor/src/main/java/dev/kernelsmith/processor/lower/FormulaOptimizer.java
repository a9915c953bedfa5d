package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.formula.Fault;
import dev.kernelsmith.processor.formula.Place;
import dev.kernelsmith.processor.formula.RuleText;
import dev.kernelsmith.processor.graph.OptimizerValues;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.FormulaLayer;
import dev.kernelsmith.processor.read.FormulaUse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * {@link OptimizerType#FORMULA}: what a formula on the class says of a parameter {@code p} and its gradient {@code g}, in a step with number {@code step} and rate {@code rate}. What is read
 * before it is set is a slot. What is the same for all parameters is computed once a step, in double, as for other rules.
 */
final class FormulaOptimizer implements OptimizerRule {
  private static final String RATE = "rate";

  private static final RuleText.Kind KIND =
      new RuleText.Kind("an optimizer", "p", List.of("p", "g", RATE, "step"), Map.of(), true);

  private static FormulaLayer formula(Attributes attributes) {
    return Objects.requireNonNull(FormulaUse.OPTIMIZER.in(attributes));
  }

  private static RuleText rule(FormulaLayer formula) {
    return RuleText.of(KIND, formula.value(), numbers(formula).keySet(), formula.kind());
  }

  /** What is given, but for the rate that a training begins with. */
  private static Map<String, Double> numbers(FormulaLayer formula) {
    Map<String, Double> numbers = new HashMap<>(formula.numbers());
    numbers.remove(RATE);
    return numbers;
  }

  @Override
  public float defaultLearningRate() {
    return Float.NaN;
  }

  @Override
  public float learningRate(Attributes attributes) {
    float given = attributes.floating("learningRate");
    FormulaLayer formula = FormulaUse.OPTIMIZER.in(attributes);
    Double own = formula == null ? null : formula.numbers().get(RATE);
    if (!Float.isNaN(given) || own != null) {
      return Float.isNaN(given) ? own.floatValue() : given;
    }
    return formula != null && readsRate(formula) ? Float.NaN : 1;
  }

  private static boolean readsRate(FormulaLayer formula) {
    try {
      return rule(formula).reads(RATE) != null;
    } catch (Fault fault) {
      return true; // reported by check()
    }
  }

  @Override
  public Map<String, Object> used(Attributes attributes) {
    FormulaLayer formula = formula(attributes);
    Map<String, Object> used = new LinkedHashMap<>();
    formula.members().stream().filter(member -> !member.equals(RATE))
        .forEach(member -> used.put(member, formula.use().values().get(member)));
    used.putAll(OptimizerRule.super.used(attributes));
    used.put("formula", String.join("; ", formula.value()));
    return used;
  }

  @Override
  public void check(OptimizerValues values) {
    FormulaLayer formula = formula(values.attributes());
    try {
      RuleText rule = checkText(formula);
      lower(formula, rule, Update.of(Decay.NONE));
      checkRate(values, formula, rule);
      checkZero(formula, rule);
      for (RuleText.Setting setting : rule.settings()) {
        if (setting.isSum() && values.number("clipNorm") != 0) {
          throw new Fault(
              setting.place(),
              "a sum over all parameters, but 'clipNorm' needs one of the gradient before it: clip in the formula, or remove 'clipNorm'");
        }
      }
    } catch (Fault fault) {
      FormulaFault.report(fault, "optimizer", formula, values.diagnostics());
    }
  }

  /** Checks what needs no use. */
  static RuleText checkText(FormulaLayer formula) {
    checkDeclarations(formula);
    FormulaChecks.checkMembers(formula, KIND.what());
    RuleText rule = rule(formula);
    if (rule.reads("g") == null) {
      throw new Fault(
          rule.settings().stream().filter(setting -> setting.name().equals("p")).findFirst().orElseThrow().place(),
          "an optimizer reads 'g', the gradient, without which nothing is trained");
    }
    return rule;
  }

  private static void checkDeclarations(FormulaLayer formula) {
    for (String member : List.of("parameters", "shapes")) {
      List<String> texts = member.equals("shapes") ? formula.shapes() : formula.parameters();
      if (!texts.isEmpty()) {
        throw new Fault(
            new Place(new Place.Text(member, 0, texts.getFirst()), 0), "an optimizer has no %s: remove this", member);
      }
    }
  }

  /** Rows of parameters are filled up with zeros, which have to stay 0 and add nothing to sums. So do parameters without a gradient. */
  private static void checkZero(FormulaLayer formula, RuleText rule) {
    Map<String, Double> values = new HashMap<>(numbers(formula));
    rule.kept().forEach(name -> values.put(name, 0.0));
    values.put(RATE, 0.01);
    for (int step = 1; step <= 3; step++) {
      values.put("step", (double) step);
      values.put("p", 0.0);
      values.put("g", 0.0);
      for (RuleText.Setting setting : rule.settings()) {
        double value = rule.number(setting.number(), values);
        if ((setting.isSum() || setting.name().equals("p")) && value != 0) {
          throw new Fault(
              setting.place(),
              "where 'p' and 'g' are 0, as they are where rows of parameters are filled up, %s must be 0, but is %s in step %d",
              setting.isSum() ? "what is added to '" + setting.name() + "'" : "'p'", value, step);
        }
        values.put(setting.name(), value);
      }
    }
  }

  private static void checkRate(OptimizerValues values, FormulaLayer formula, RuleText rule) {
    Place reading = rule.reads(RATE);
    Double own = formula.numbers().get(RATE);
    if (reading == null && own != null) {
      throw new Fault(
          rule.settings().getFirst().place(),
          "member 'rate' of @%s does not occur in the formula: remove it, or correct the name", formula.kind());
    }
    for (String name : List.of("learningRate", "schedule")) {
      if (reading == null && values.attributes().given(name)) {
        values.report(
            Message.UNUSED_VALUE, name, name, "Optimizer", "@" + formula.kind(), "let the formula read 'rate'");
      }
    }
    if (reading != null && Float.isNaN(values.learningRate())) {
      throw new Fault(
          reading,
          "nothing says what 'rate' starts from: write @Optimizer(learningRate = 0.01) beside the formula%s",
          formula.isOwnAnnotation() ? ", or add a member 'double rate() default 0.01;' to @" + formula.kind() : "");
    }
    if (own != null && !(own.floatValue() > 0 && own.floatValue() < Float.POSITIVE_INFINITY)) {
      throw new Fault(reading, "'rate' is %s, but a rate is positive and finite", own);
    }
  }

  @Override
  public void lower(Attributes attributes, Update out) {
    FormulaLayer formula = formula(attributes);
    lower(formula, rule(formula), out);
  }

  private static void lower(FormulaLayer formula, RuleText rule, Update out) {
    Map<String, Double> numbers = numbers(formula);
    Map<String, Expr> now = new HashMap<>();
    // In a sum, which is complete before any element changes, what has been set so far is what it will be.
    Map<String, Expr> ahead = new HashMap<>();
    now.put("p", out.parameter());
    now.put("g", out.gradient());
    // What follows from a sum is computed with the sums, where only factors are known.
    boolean sums = rule.settings().stream().anyMatch(RuleText.Setting::isSum);
    now.put(RATE, sums ? out.factor("rateOfStep", out.learningRate()) : out.learningRate());
    now.put("step", sums ? out.factor("numberOfStep", out.step()) : out.step());
    ahead.putAll(now);
    ahead.put("p", out.parameterBefore());
    ahead.put("g", out.gradientBefore());
    Map<String, Expr> old = new HashMap<>();
    for (String kept : rule.kept()) {
      Expr value = out.slot(slot(kept));
      old.put(kept, value);
      now.put(kept, value);
      ahead.put(kept, value);
    }
    Hoisting hoisting = new Hoisting(out);
    List<RuleText.Setting> settings = rule.settings();
    for (int i = 0; i < settings.size(); i++) {
      String name = settings.get(i).name();
      Expr value = rule.value(i, numbers, now::get, (function, arguments) -> null);
      Expr later = rule.value(i, numbers, ahead::get, (function, arguments) -> null);
      if (settings.get(i).isSum()) {
        checkSum(settings.get(i), value, later);
        value = out.sum("sumOf" + capitalized(name), later);
        later = value;
      } else if (name.equals("p")) {
        out.parameter(hoisting.of(value));
      } else if (old.containsKey(name)) {
        checkOld(rule, settings.get(i), old.get(name), now, old);
        out.keep(slot(name), hoisting.of(value));
        value = old.get(name);
      } else if (Hoisting.isShared(value)) {
        value = hoisting.of(value);
        later = value;
      }
      now.put(name, value);
      ahead.put(name, later);
    }
  }

  /** What a sum can depend on: not on another, nor on the rate, of which parts of the parameters may have factors. */
  private static void checkSum(RuleText.Setting setting, Expr value, Expr later) {
    if (later.reads().stream().anyMatch(read -> read.buffer().shape().isEmpty()) || !later.scalars().isEmpty()) {
      throw new Fault(
          setting.place(),
          "a sum over all parameters is taken before anything else: it cannot read another sum, 'rate', 'step' or what follows from these");
    }
    if (Hoisting.isShared(value)) {
      throw new Fault(setting.place(), "what '%s' adds up is the same for all parameters", setting.name());
    }
  }

  /** Reports a value that has been read off a slot and would be another once that is set. */
  private static void checkOld(
      RuleText rule, RuleText.Setting setting, Expr slot, Map<String, Expr> now, Map<String, Expr> old) {
    now.forEach((name, value) -> {
      boolean read = !old.containsKey(name) && !name.equals("p") && value.reads().contains(slot);
      if (read && rule.lastReading(name) > setting.number()) {
        throw new Fault(
            setting.place(), "'%s' follows from '%s' as it was before: set '%2$s' behind what reads '%1$s'", name,
            setting.name());
      }
    });
  }

  private static String slot(String name) {
    return "slot" + capitalized(name);
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** Takes what is the same for all elements out of expressions. */
  private static final class Hoisting {
    private final Update out;
    private int count;

    Hoisting(Update out) {
      this.out = out;
    }

    static boolean isShared(Expr e) {
      return e.reads().stream().allMatch(read -> read.buffer().shape().isEmpty());
    }

    /** What can be computed once a step, in double. */
    private static boolean isFactor(Expr e) {
      boolean other = e instanceof Expr.Unary u && (u.op() == UnaryOp.ERF || u.op() == UnaryOp.SOFTPLUS);
      return !other && isShared(e) && e.children().stream().allMatch(Hoisting::isFactor);
    }

    Expr of(Expr e) {
      boolean plain =
          e instanceof Expr.Const || e instanceof Expr.Read
              || e instanceof Expr.Scalar scalar && scalar.name().equals(Update.LEARNING_RATE);
      if (plain) {
        return e;
      }
      return isFactor(e) ? out.factor("number" + ++count, e) : e.mapChildren(this::of);
    }
  }
}
