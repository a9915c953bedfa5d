package dev.kernelsmith.processor.formula;

import dev.kernelsmith.processor.formula.FormulaText.Kind;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A formula with all extents. */
public final class Typed {
  /**
   * A parameter.
   *
   * @param name its name in the formula
   * @param shape its extents; none for a single number
   * @param initial the name of an initializer, or a number; null where none is given
   * @param fanIn products that a sum has of it: its extents that are summed up
   * @param fanOut sums that an element of what it is multiplied with goes into
   * @param declared where it is declared
   */
  public record ParameterOf(
      String name, List<Integer> shape, @Nullable Object initial, int fanIn, int fanOut, Place declared) {
    /** Extents of its buffer: of a single number, one. */
    public List<Integer> bufferShape() {
      return Step.bufferShape(shape);
    }
  }

  /**
   * A value.
   *
   * @param name its name in the formula
   * @param shape its extents; none for a single number
   * @param perSample whether each sample has one; else it follows from parameters alone
   */
  public record ValueOf(String name, List<Integer> shape, boolean perSample) {
    /** Extents of its buffer: of a single number, one. */
    public List<Integer> bufferShape() {
      return Step.bufferShape(shape);
    }
  }

  private final List<Step> steps;
  private final List<ParameterOf> parameters;
  private final Map<String, Known> known;

  private Typed(List<Step> steps, List<ParameterOf> parameters, Map<String, Known> known) {
    this.steps = steps;
    this.parameters = parameters;
    this.known = known;
  }

  static Typed of(FormulaText formula, Map<String, List<Integer>> inputShapes, Map<String, Double> given) {
    Map<String, Double> numbers = new HashMap<>(given);
    numbers.put(FormulaText.PI, Math.PI);
    Map<String, Known> known = new LinkedHashMap<>();
    for (String input : formula.inputs()) {
      Known one = new Known(input, Kind.INPUT, null);
      List<Integer> shape = inputShapes.get(input);
      one.rank(shape.size());
      for (int d = 0; d < shape.size(); d++) {
        one.found(d, shape.get(d));
      }
      known.put(input, one);
    }
    formula.shapes().values().stream().filter(d -> inputShapes.containsKey(d.name()))
        .forEach(d -> declareInput(d, inputShapes.get(d.name()), numbers, formula.indices()));
    formula.parameters().values().forEach(p -> known.put(p.name(), new Known(p.name(), Kind.PARAMETER, p)));
    List<Step> steps = new ArrayList<>();
    for (Assignment assignment : formula.assignments()) {
      String target = assignment.target().name();
      known.values().forEach(k -> k.evaluate(numbers, formula.indices(), false));
      Known value = new Known(target, Kind.VALUE, formula.shapes().get(target));
      value.evaluate(numbers, formula.indices(), false);
      steps.add(new Step(assignment, formula, value, known, numbers));
      known.put(target, value);
    }
    infer(steps, known.values(), numbers, formula.indices());
    Map<String, int[]> fans = new HashMap<>();
    for (Step step : steps) {
      step.finish();
      step.fans().forEach(fans::putIfAbsent);
    }
    known.values().forEach(k -> k.evaluate(numbers, formula.indices(), true));
    List<ParameterOf> parameters = new ArrayList<>();
    for (Declaration p : formula.parameters().values()) {
      int[] fan = fans.get(p.name());
      parameters.add(
          new ParameterOf(p.name(), known.get(p.name()).shape(), initial(p, numbers), fan[0], fan[1], p.place()));
    }
    if (!known.get(formula.result().target().name()).perSample()) {
      throw new IllegalStateException("the result has a sample: its first index is it");
    }
    return new Typed(steps, parameters, known);
  }

  /** Finds extents, by the surest way that there is at a time, until nothing more is found. */
  private static void infer(
      List<Step> steps, Collection<Known> known, Map<String, Double> numbers, Set<String> indices) {
    boolean found = true;
    while (found) {
      found = false;
      for (Predicate<Step> way : Step.WAYS) {
        for (int i = 0; !found && i < steps.size(); i++) {
          found = way.test(steps.get(i));
        }
      }
      known.forEach(k -> k.evaluate(numbers, indices, false));
    }
  }

  /** Compares what is said of an input with what it has. */
  private static void declareInput(Declaration declaration, List<Integer> shape, Map<String, Double> numbers,
      Set<String> indices) {
    if (declaration.shape().size() != shape.size()) {
      throw new Fault(
          declaration.place(), "'%s' has shape %s, %d extents, but %d are declared", declaration.name(),
          Step.text(shape), shape.size(),
          declaration.shape().size());
    }
    Known asDeclared = new Known(declaration.name(), Kind.INPUT, declaration);
    for (int d = 0; d < shape.size(); d++) {
      asDeclared.found(d, shape.get(d));
    }
    asDeclared.evaluate(numbers, indices, true);
  }

  private static @Nullable Object initial(Declaration p, Map<String, Double> numbers) {
    if (p.initial() == null) {
      return null;
    }
    if (p.initial() instanceof Term.Name name && !numbers.containsKey(name.name())) {
      return name.name();
    }
    return Values.number(p.initial(), numbers);
  }

  /** The parameters, in the order of their declarations. */
  public List<ParameterOf> parameters() {
    return parameters;
  }

  /** The values that are set, in order; the last is the result. */
  public List<ValueOf> values() {
    return steps.stream().map(Step::target).map(k -> new ValueOf(k.name(), k.shape(), k.perSample())).toList();
  }

  /** Residue classes of the gradient by what is read, each of which takes code of its own. */
  public long gradientParts() {
    return steps.stream().mapToLong(Step::gradientParts).max().orElse(1);
  }

  /** Where a value is set. */
  public Place place(String value) {
    return steps.stream().filter(step -> step.target().name().equals(value)).findFirst().orElseThrow().place();
  }

  /** Where the result is set. */
  public Place place() {
    return steps.getLast().place();
  }

  /**
   * The statements.
   *
   * @param layer what their labels begin with
   * @param buffers the buffer of each input, parameter and value, by its name in the formula
   * @param extra makes a further value of a buffer's shape, and one for the number of a maximum's element
   */
  public List<Statement> statements(String layer, Function<String, Buffer> buffers, Extra extra) {
    List<Statement> statements = new ArrayList<>();
    for (Step step : steps) {
      String label = layer + (step == steps.getLast() ? " forward" : " " + step.target().name());
      statements.addAll(step.statements(label, known, buffers, extra));
    }
    return statements;
  }

  /**
   * The value of one element of the result, where each follows from the element of the one input at the same place alone; null where it does not.
   *
   * @param places an axis for each extent
   * @param x the element of the input
   */
  public @Nullable Expr pointwise(List<Axis> places, Expr x) {
    return steps.size() == 1 && parameters.isEmpty() ? steps.getFirst().pointwise(places, x) : null;
  }

  /** Makes further buffers of a layer. */
  public interface Extra {
    /** A value like another, whose name has a word behind it. */
    Buffer value(Buffer like, String word);

    /** The numbers of the elements that are maxima in another. */
    Buffer argmax(Buffer of);
  }
}
