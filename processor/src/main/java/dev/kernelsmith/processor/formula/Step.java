package dev.kernelsmith.processor.formula;

import dev.kernelsmith.processor.formula.Assignment.Joining;
import dev.kernelsmith.processor.formula.FormulaText.Kind;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One statement with the extents of its indices. An index stands for all numbers from 0 below its extent, and that is, by the first of these
 * that tells: the extent of the result, where one is declared; that of what is read, where the index stands alone there; a condition {@code i < 3}; the
 * most for which all that is read exists, where all other indices beside it are known.
 */
final class Step {
  /** Names of the indices of values, by their number. */
  private static final Map<Integer, List<String>> NAMES =
      Map.of(1, List.of("u"), 2, List.of("t", "c"), 3, List.of("h", "w", "c"), 4, List.of("d", "h", "w", "c"));

  /** Letters that generated code has for nothing else. */
  private static final String LETTERS = "cdfhijklmopqrstuw";

  /** Ways to find extents, the surest first; each finds one or more in a statement, or says that it finds none. */
  static final List<Predicate<Step>> WAYS =
      List.of(
          step -> step.alone(step.set), Step::readAlone, step -> step.conditions.give(step.extents),
          step -> step.givesAlone(Kind.PARAMETER),
          Step::givesTarget,
          Step::window, Step::givesParameters, step -> step.givesAlone(Kind.VALUE));

  private final Assignment assignment;
  private final FormulaText formula;
  private final String sample;
  private final Known target;
  private final Map<String, Known> known;
  private final Map<String, Double> numbers;
  private final List<String> rest = new ArrayList<>();
  private final Access set;
  private final List<Access> reads = new ArrayList<>();
  private final Conditions conditions;

  /** Every index, in the order of writing, and where it is first. */
  private final Map<String, Place> indices = new LinkedHashMap<>();

  private final Map<String, Integer> extents = new HashMap<>();
  private final Map<String, Axis> axes = new LinkedHashMap<>();
  private final List<Guard> guards = new ArrayList<>();

  /**
   * Finds out what is indexed by what.
   *
   * @param target what is set, of which the shape is not known but for what is declared
   * @param known what can be read
   * @param numbers what names stand for; those of extents that are found later are added
   * @throws Fault where something does not fit
   */
  Step(Assignment assignment, FormulaText formula, Known target, Map<String, Known> known,
      Map<String, Double> numbers) {
    this.assignment = assignment;
    this.formula = formula;
    this.sample = formula.sample();
    this.target = target;
    this.known = known;
    this.numbers = numbers;
    List<Term.Element> elements = FormulaText.elements(assignment.value());
    target.perSample(beginsWithSample(assignment.target()));
    findRest(elements);
    set = access(assignment.target(), target);
    for (Term.Element element : elements) {
      Access read = access(element, known.get(element.name()));
      if (!target.perSample() && read.of().perSample()) {
        throw new Fault(
            element.place(),
            "'%s' has a value for each sample, but '%s' is set for all samples at once: write '%s[%s, ...]', since the"
                + " result for one sample must not depend on others",
            read.of().name(), target.name(), target.name(), sample);
      }
      reads.add(read);
    }
    conditions = new Conditions(assignment.conditions(), sample, this::linear);
    conditions.indices().forEach(indices::putIfAbsent);
  }

  /**
   * Checks all extents, once they are found.
   *
   * @throws Fault where one was not found, or something does not fit
   */
  void finish() {
    checkFound();
    StepChecks checks = new StepChecks(assignment, conditions, set, reads, extents);
    checks.extentsAgree();
    checks.elementsAreSetOnce(indices);
    makeAxes();
    guards.addAll(conditions.guards(extents, (bounded, place) -> bounded.over(axes, place)));
    checks.rangesFit(axes, guards);
    checks.maximaHaveElements(reduced(), guards);
    checkNumbers();
  }

  private boolean beginsWithSample(Term.Element element) {
    Term first = element.index().isEmpty() ? null : element.index().getFirst();
    return first instanceof Term.Rest || first instanceof Term.Name name && name.name().equals(sample);
  }

  // Indices.

  /** How many indices "..." stands for besides the sample. */
  private void findRest(List<Term.Element> elements) {
    Term.Rest any = null;
    int count = -1;
    for (Term.Element element : Statement.concat(elements, List.of(assignment.target()))) {
      Term.Rest own = null;
      for (Term term : element.index()) {
        if (term instanceof Term.Rest r && own != null) {
          throw new Fault(r.place(), "'...' stands twice in '%s': once is all", element);
        }
        own = term instanceof Term.Rest r ? r : own;
      }
      any = any == null ? own : any;
      Known of = element.name().equals(target.name()) ? target : known.get(element.name());
      if (own != null && of.hasRank() && count < 0) {
        int explicit =
            element.index().size() - 1 - (of.perSample() && !(element.index().getFirst() instanceof Term.Rest) ? 1 : 0);
        count = of.rank() - explicit;
        if (count < 0) {
          throw new Fault(own.place(),
              "'%s' has %d indices besides the sample, since its shape is %s, but more are given", of.name(),
              of.rank(), of.text());
        }
      }
    }
    if (any != null && count < 0) {
      throw new Fault(any.place(),
          "how many indices '...' stands for is not known, since nothing that has it has a known shape");
    }
    for (int i = 0; i < count; i++) {
      rest.add("..." + i);
    }
  }

  private Access access(Term.Element element, Known of) {
    List<Linear> index = new ArrayList<>();
    List<Term> terms = element.index();
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      if (term instanceof Term.Rest) {
        rest.forEach(name -> {
          indices.putIfAbsent(name, term.place());
          index.add(new Linear(Map.of(name, 1L), 0));
        });
      } else if (i == 0 && of.perSample()) {
        if (!(term instanceof Term.Name name && name.name().equals(sample))) {
          throw new Fault(
              term.place(), "the first index of '%s' is the sample: write '%s[%s, ...]'", of.name(), of.name(), sample);
        }
      } else {
        Linear linear = linear(term);
        if (linear.factors().containsKey(sample)) {
          throw new Fault(
              term.place(), of.perSample() ? "the sample '%s' stands alone, as the first index of '%s'"
                  : "'%2$s' has no index '%1$s': it is the same for all samples",
              sample, of.name());
        }
        linear.factors().keySet().forEach(name -> indices.putIfAbsent(name, term.place()));
        index.add(linear);
      }
    }
    if (of.perSample() && terms.isEmpty()) {
      throw new Fault(element.place(), "the first index of '%s' is the sample: write '%s[%s]'", of.name(), of.name(),
          sample);
    }
    boolean single = index.isEmpty() && of.hasRank() && of.rank() == 1 && Integer.valueOf(1).equals(of.dim(0));
    if (single) {
      index.add(Linear.of(0));
    }
    if (!of.hasRank()) {
      of.rank(index.size());
    } else if (index.size() != of.rank()) {
      throw new Fault(
          element.place(), "'%s' has %d %s%s, since its shape is %s; %d %s given", of.name(), of.rank(),
          of.rank() == 1 ? "index" : "indices", of.perSample() ? " besides the sample" : "", of.text(), index.size(),
          index.size() == 1 ? "is" : "are");
    }
    return new Access(element, of, index);
  }

  /** The sum of indices that a term is. */
  private Linear linear(Term term) {
    Linear linear = Linear.of(term, numbers);
    for (String name : linear.factors().keySet()) {
      if (formula.isExtent(name)) {
        throw new Fault(
            term.place(),
            "'%s' is an extent that is found only with the others: indices and conditions can name extents of inputs, and numbers",
            name);
      }
    }
    return linear;
  }

  // Extents.

  private void checkFound() {
    for (Map.Entry<String, Place> index : indices.entrySet()) {
      if (!extents.containsKey(index.getKey())) {
        throw new Fault(
            index.getValue(),
            "how many values '%s' has follows from nothing: give a parameter or the result a shape, or add 'where %s < 3'",
            index.getKey(), index.getKey());
      }
    }
  }

  /** Gives what is set the extents that its indices need. */
  private boolean givesTarget() {
    boolean found = false;
    for (int d = 0; d < set.index().size(); d++) {
      if (target.dim(d) == null && extents.keySet().containsAll(set.index().get(d).factors().keySet())) {
        target.found(d, extentOfTarget(d));
        found = true;
      }
    }
    return found;
  }

  private int extentOfTarget(int d) {
    Linear index = set.index().get(d);
    long largest = index.largest(extents);
    if (largest >= Integer.MAX_VALUE) {
      throw new Fault(set.place(d), "'%s' has %d values, more than any array", set.text(d), largest + 1);
    }
    return (int) Math.max(0, largest) + 1;
  }

  /** Takes extents of indices that stand alone from what they are indices of. */
  private boolean alone(Access access) {
    boolean found = false;
    for (int d = 0; d < access.index().size(); d++) {
      String index = access.index().get(d).asIndex();
      Integer extent = access.of().dim(d);
      found |= index != null && extent != null && extents.putIfAbsent(index, extent) == null;
    }
    return found;
  }

  private boolean readAlone() {
    boolean found = false;
    for (Access read : reads) {
      found |= alone(read);
    }
    return found;
  }

  /** Gives what is read the extents of indices that stand alone there. */
  private boolean givesAlone(Kind kind) {
    boolean found = false;
    for (Access read : reads) {
      for (int d = 0; read.of().kind() == kind && d < read.index().size(); d++) {
        String index = read.index().get(d).asIndex();
        if (index != null && read.of().dim(d) == null && extents.containsKey(index)) {
          read.of().found(d, extents.get(index));
          found = true;
        }
      }
    }
    return found;
  }

  /** Gives parameters the extents that sums of indices need. */
  private boolean givesParameters() {
    boolean found = false;
    for (Access read : reads) {
      for (int d = 0; read.of().kind() == Kind.PARAMETER && d < read.index().size(); d++) {
        Linear index = read.index().get(d);
        if (read.of().dim(d) == null && extents.keySet().containsAll(index.factors().keySet())) {
          long largest = index.largest(extents);
          if (largest < 0 || largest >= Integer.MAX_VALUE) {
            throw new Fault(read.place(d), "index '%s' of '%s' goes up to %d, which is no index", read.text(d),
                read.of().name(), largest);
          }
          read.of().found(d, (int) largest + 1);
          found = true;
        }
      }
    }
    return found;
  }

  /** Finds the most values of one index for which all that is read exists. */
  private boolean window() {
    Map<String, Long> most = new LinkedHashMap<>();
    Map<String, Place> places = new HashMap<>();
    for (Access read : reads) {
      for (int d = 0; d < read.index().size(); d++) {
        Linear index = read.index().get(d);
        Integer extent = read.of().dim(d);
        List<String> open = index.factors().keySet().stream().filter(name -> !extents.containsKey(name)).toList();
        if (extent == null || open.size() != 1) {
          continue;
        }
        long factor = index.factors().get(open.getFirst());
        if (conditions.bound(index, factor > 0)) {
          continue;
        }
        Linear others = index.plus(new Linear(Map.of(open.getFirst(), 1L), 0).times(-factor));
        long room = factor > 0 ? extent - 1 - others.largest(extents) : others.least(extents);
        most.merge(open.getFirst(), Math.floorDiv(room, Math.abs(factor)) + 1, Math::min);
        places.putIfAbsent(open.getFirst(), read.place(d));
      }
    }
    for (Map.Entry<String, Long> one : most.entrySet()) {
      if (one.getValue() < 1 || one.getValue() > Integer.MAX_VALUE) {
        throw new Fault(
            places.get(one.getKey()),
            "nothing is left for '%s': what is read is smaller than what is taken from it at a time, %s", one.getKey(),
            knownExtents());
      }
      extents.put(one.getKey(), one.getValue().intValue());
      return true;
    }
    return false;
  }

  private String knownExtents() {
    return extents.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(e -> e.getKey() + " < " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  // Checks.

  private void makeAxes() {
    Set<String> ordered = set.names();
    ordered.addAll(indices.keySet());
    Set<String> taken = new HashSet<>();
    for (String index : ordered) {
      if (isLetter(index)) {
        taken.add(index);
      }
    }
    for (String index : ordered) {
      axes.put(index, new Axis(isLetter(index) ? index : axisName(index, taken), extents.get(index)));
    }
  }

  private static boolean isLetter(String index) {
    return index.length() == 1 && LETTERS.contains(index);
  }

  /** A name that no name of generated code can be. */
  private String axisName(String index, Set<String> taken) {
    String stem = index.startsWith("...") ? restName(rest.indexOf(index))
        : "i" + Character.toUpperCase(index.charAt(0)) + index.substring(1);
    String name = stem;
    for (int i = 2; !taken.add(name); i++) {
      name = "i" + stem + i;
    }
    return name;
  }

  /** What an index of "..." is called: as that of a layer's shape would be. */
  private String restName(int number) {
    List<Term> terms = assignment.target().index();
    int before = 0;
    while (before < terms.size() && !(terms.get(before) instanceof Term.Rest)) {
      before++;
    }
    int samples = before > 0 && target.perSample() ? 1 : 0;
    List<String> names = NAMES.getOrDefault(set.index().size(), List.of());
    int place = before == terms.size() ? names.size() : before - samples + number;
    return place < names.size() ? names.get(place) : "iRest" + number;
  }

  private List<Axis> reduced() {
    Set<String> output = set.names();
    return axes.entrySet().stream().filter(axis -> !output.contains(axis.getKey())).map(Map.Entry::getValue).toList();
  }

  /** Reports names that are neither numbers nor indices, and numbers that no float comes near. */
  private void checkNumbers() {
    FormulaText.walk(assignment.value(), term -> {
      if (term instanceof Term.Name name && !numbers.containsKey(name.name())) {
        if (name.name().equals(sample)) {
          throw new Fault(name.place(),
              "the number of a sample is no value: a sample must not depend on where it stands in a batch");
        }
        if (!axes.containsKey(name.name())) {
          throw new Fault(
              name.place(), "'%s' is neither an index of the statement nor a number that is known%s", name.name(),
              known.containsKey(name.name()) ? ": write its indices, as in '" + name.name() + "[" + sample + ", ...]'"
                  : "");
        }
      } else if (term instanceof Term.Number n && isLost(n.value())) {
        throw new Fault(n.place(), "%s is no float: the largest is 3.4e38, and what is nearest to 0 is 1.2e-38",
            n.value());
      }
    });
    new Values(numbers, this::index, element -> new Expr.Scalar(element.name())).of(assignment.value());
  }

  private static boolean isLost(double number) {
    return Math.abs(number) > Float.MAX_VALUE || number != 0 && Math.abs(number) < Float.MIN_NORMAL;
  }

  // Results.

  Known target() {
    return target;
  }

  Place place() {
    return assignment.target().place();
  }

  static List<Integer> bufferShape(List<Integer> shape) {
    return shape.isEmpty() ? List.of(1) : shape;
  }

  static String text(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** For each parameter that is read, its fan-in and fan-out, as {@link Typed.ParameterOf} has them. */
  Map<String, int[]> fans() {
    Map<String, int[]> fans = new HashMap<>();
    Set<String> output = set.names();
    Set<String> windows = new HashSet<>();
    for (Access read : reads) {
      for (Linear index : read.index()) {
        if (index.factors().keySet().stream().anyMatch(output::contains)) {
          windows.addAll(index.factors().keySet());
        }
      }
    }
    windows.removeAll(output);
    for (Access read : reads) {
      if (read.of().kind() == Kind.PARAMETER) {
        double in = 1;
        double out = 1;
        for (String index : read.names()) {
          in *= output.contains(index) ? 1 : extents.get(index);
          out *= output.contains(index) || windows.contains(index) ? extents.get(index) : 1;
        }
        fans.putIfAbsent(read.of().name(),
            new int[] {(int) Math.min(in, Integer.MAX_VALUE), (int) Math.min(out, Integer.MAX_VALUE)});
      }
    }
    return fans;
  }

  /** Residue classes of gradients by what is read. */
  long gradientParts() {
    long most = 1;
    for (Access read : reads) {
      double parts = 1;
      for (Linear index : read.index()) {
        long stride = index.factors().values().stream().mapToLong(Math::abs).max().orElse(1);
        parts *= index.factors().size() > 1 || stride > 1 ? stride : 1;
      }
      most = Math.max(most, (long) Math.min(parts, Integer.MAX_VALUE));
    }
    return most;
  }

  /** The statement, or two where it is a minimum. */
  List<Statement> statements(
      String label, Map<String, Known> all, Function<String, Buffer> buffers, Typed.Extra extra) {
    Buffer buffer = buffers.apply(target.name());
    List<Affine> index = index(set, buffer);
    Expr value = expr(assignment.value(), buffers);
    List<Axis> loops = List.copyOf(axes.values());
    if (!assignment.isMaximum()) {
      boolean plain = assignment.joining() == Joining.NONE && guards.stream().allMatch(Guard::always);
      return List.of(
          new Statement(label, buffer, index, plain ? Reduction.NONE : Reduction.SUM, false, value, loops, guards,
              null));
    }
    boolean least = assignment.joining() == Joining.MIN;
    Buffer largest = least ? extra.value(buffer, "Negative") : buffer;
    List<Statement> statements = new ArrayList<>();
    statements.add(
        new Statement(
            label, largest, index, Reduction.MAX, false, least ? value.negated() : value, loops, guards,
            extra.argmax(largest)));
    if (least) {
      List<Axis> output = new ArrayList<>(loops);
      output.removeAll(reduced());
      statements.add(
          new Statement(
              label + " sign", buffer, index, Reduction.NONE, false, Expr.read(largest, index).negated(), output,
              List.of(), null));
    }
    return statements;
  }

  private List<Affine> index(Access access, Buffer buffer) {
    return access.index().isEmpty() ? buffer.shape().stream().map(one -> Affine.ZERO).toList()
        : access.index().stream().map(linear -> linear.over(axes, access.element().place())).toList();
  }

  private @Nullable Expr index(String name) {
    return axes.containsKey(name) ? new Expr.Index(Affine.of(axes.get(name))) : null;
  }

  /**
   * The value of one element where each follows from the element of the one input at the same place; null where it does not.
   *
   * @param places axes in place of the statement's own
   * @param x the element of the input
   */
  @Nullable
  Expr pointwise(List<Axis> places, Expr x) {
    Map<String, Expr> at = new HashMap<>();
    for (int d = 0; d < set.index().size(); d++) {
      String index = set.index().get(d).asIndex();
      if (index != null) {
        at.put(index, new Expr.Index(Affine.of(places.get(d))));
      }
    }
    boolean plain =
        assignment.joining() == Joining.NONE && guards.stream().allMatch(Guard::always)
            && at.size() == places.size() && reads.stream().allMatch(read -> read.index().equals(set.index()));
    return plain ? new Values(numbers, at::get, element -> x).of(assignment.value()) : null;
  }

  private Expr expr(Term term, Function<String, Buffer> buffers) {
    Map<Term.Element, Access> at = new HashMap<>();
    reads.forEach(read -> at.put(read.element(), read));
    return new Values(
        numbers, this::index,
        element -> Expr.read(
            buffers.apply(element.name()), index(at.get(element), buffers.apply(element.name()))))
        .of(term);
  }
}
