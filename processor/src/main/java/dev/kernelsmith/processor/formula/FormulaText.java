package dev.kernelsmith.processor.formula;

import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A formula as it is written, sound as far as that can be told without the shapes of what it reads. */
public final class FormulaText {
  /** What a formula calls the value that a layer reads which names none. */
  public static final String BEFORE = "x";

  /** The name of a number that all formulas know. */
  static final String PI = "pi";

  /** What something with indices is. */
  enum Kind {
    INPUT, PARAMETER, VALUE
  }

  /**
   * What a formula consists of.
   *
   * @param value the formula: each string one statement or several
   * @param parameters declarations of parameters
   * @param shapes declarations of shapes of inputs and values
   */
  public record Source(List<String> value, List<String> parameters, List<String> shapes) {
    /** Copies the lists. */
    public Source {
      value = List.copyOf(value);
      parameters = List.copyOf(parameters);
      shapes = List.copyOf(shapes);
    }
  }

  private static final int MOST_STATEMENTS = 100;

  private static final Recent<Source, FormulaText> READ = new Recent<>(FormulaText::new);

  private final List<Assignment> assignments = new ArrayList<>();
  private final Map<String, Declaration> parameters = new LinkedHashMap<>();
  private final Map<String, Declaration> shapes = new LinkedHashMap<>();
  private final Set<String> inputs = new LinkedHashSet<>();
  private final Set<String> indices = new HashSet<>();
  private final Set<String> extents = new HashSet<>();
  private final String sample;

  private FormulaText(Source source) {
    for (int i = 0; i < source.value().size(); i++) {
      assignments.addAll(Parser.formula(new Place.Text("value", i, source.value().get(i))));
    }
    if (assignments.isEmpty()) {
      throw new Fault(new Place(new Place.Text("value", 0, ""), 0),
          "there is no statement: write one, as in 'y[n, c] = x[n, c]'");
    }
    if (assignments.size() > MOST_STATEMENTS) {
      throw new Fault(assignments.get(MOST_STATEMENTS).target().place(),
          "more than %d statements: divide them over several layers",
          MOST_STATEMENTS);
    }
    declare(source.parameters(), "parameters", parameters);
    declare(source.shapes(), "shapes", shapes);
    assignments.replaceAll(assignment -> assignment.withValue(withSingles(assignment.value())));
    parameters.values().stream().filter(p -> p.initial() != null).forEach(p -> walk(p.initial(), this::checkCall));
    sample = sample(result().target());
    findIndices();
    checkNames();
  }

  /**
   * Reads a formula.
   *
   * @throws Fault where it is none
   */
  public static FormulaText of(Source source) {
    return READ.of(source);
  }

  private static void declare(List<String> texts, String member, Map<String, Declaration> into) {
    for (int i = 0; i < texts.size(); i++) {
      Declaration one = Parser.declaration(new Place.Text(member, i, texts.get(i)));
      if (member.equals("parameters")) {
        checkFree(one.name(), one.place());
      }
      if (into.putIfAbsent(one.name(), one) != null) {
        throw new Fault(one.place(), "'%s' is declared twice", one.name());
      }
      if (member.equals("shapes") && (one.shape() == null || one.initial() != null)) {
        throw new Fault(
            one.initial() == null ? one.place() : one.initial().place(),
            "a shape is a name with extents, as in '%s[H, W, C]'", one.name());
      }
    }
  }

  /** The statements, in order. */
  List<Assignment> assignments() {
    return assignments;
  }

  /** The statement that sets the result. */
  Assignment result() {
    return assignments.getLast();
  }

  /** The index of the sample. */
  String sample() {
    return sample;
  }

  Map<String, Declaration> parameters() {
    return parameters;
  }

  Map<String, Declaration> shapes() {
    return shapes;
  }

  /** Names that stand alone as an index somewhere, and so are indices. */
  Set<String> indices() {
    return indices;
  }

  /** Whether a name is that of an extent in a declaration. */
  boolean isExtent(String name) {
    return extents.contains(name);
  }

  /** Names of what is read that the formula neither sets nor declares as a parameter, in the order of reading. */
  public List<String> inputs() {
    return List.copyOf(inputs);
  }

  /**
   * Checks that it reads nothing but what it is given, and has no parameters.
   *
   * @param what it is, in words
   * @param given what it can read
   * @param why it is that, in words at the end of a fault
   */
  public void checkReads(String what, Collection<String> given, String why) {
    for (String input : inputs) {
      if (!given.contains(input)) {
        throw new Fault(
            firstReading(input), "%s reads %s; '%s' is nothing here%s", what, String.join(", ", given), input, why);
      }
    }
    for (Declaration parameter : parameters.values()) {
      throw new Fault(
          parameter.place(),
          "%s has no parameters: a layer of its own, with @Formula alone on its field, can have some", what);
    }
  }

  /** What it sets last. */
  public String resultName() {
    return result().target().name();
  }

  /** Where the result is set. */
  public Place resultPlace() {
    return result().target().place();
  }

  /** How many indices stand at what is read first of a value, the sample's among them; -1 where there is {@code ...}. */
  public int indices(String value) {
    for (Assignment assignment : assignments) {
      for (Term.Element element : elements(assignment.value())) {
        if (element.name().equals(value)) {
          return element.index().stream().anyMatch(Term.Rest.class::isInstance) ? -1 : element.index().size();
        }
      }
    }
    return 0;
  }

  /** Where an input is read first. */
  public Place firstReading(String input) {
    for (Assignment assignment : assignments) {
      for (Term.Element element : elements(assignment.value())) {
        if (element.name().equals(input)) {
          return element.place();
        }
      }
    }
    throw new IllegalArgumentException(input);
  }

  /**
   * The formula with all shapes.
   *
   * @param inputShapes shapes of all inputs, without the sample
   * @param numbers what names stand for that are neither indices nor extents
   * @throws Fault where something does not fit
   */
  public Typed typed(Map<String, List<Integer>> inputShapes, Map<String, Double> numbers) {
    return Typed.of(this, inputShapes, numbers);
  }

  private static String sample(Term.Element result) {
    Term first = result.index().isEmpty() ? null : result.index().getFirst();
    if (first instanceof Term.Name name) {
      return name.name();
    }
    if (first instanceof Term.Rest) {
      return "n";
    }
    throw new Fault(
        first == null ? result.place() : first.place(),
        "the first index of the result '%s' is the sample, a name that stands alone: write '%s[n, ...]'", result.name(),
        result.name());
  }

  private void findIndices() {
    for (Assignment assignment : assignments) {
      List<Term.Element> all = new ArrayList<>(elements(assignment.value()));
      all.add(assignment.target());
      for (Term.Element element : all) {
        element.index().stream().filter(Term.Name.class::isInstance)
            .forEach(term -> indices.add(((Term.Name) term).name()));
      }
    }
    for (Map<String, Declaration> declarations : List.of(parameters, shapes)) {
      declarations.values().stream().filter(d -> d.shape() != null).flatMap(d -> d.shape().stream())
          .filter(Term.Name.class::isInstance).map(term -> ((Term.Name) term).name()).forEach(extents::add);
    }
    extents.removeAll(indices);
  }

  /** The term in which parameters without brackets are elements: single numbers. */
  private Term withSingles(Term term) {
    return term instanceof Term.Name name && parameters.containsKey(name.name())
        ? new Term.Element(name.name(), List.of(), name.place())
        : term.mapParts(this::withSingles);
  }

  private void checkNames() {
    Set<String> set = new HashSet<>();
    Set<String> read = new HashSet<>();
    for (Assignment assignment : assignments) {
      walk(assignment.value(), this::checkCall);
      walk(assignment.value(), this::checkBrackets);
      for (Term.Element element : elements(assignment.value())) {
        String name = element.name();
        read.add(name);
        if (!set.contains(name) && !parameters.containsKey(name)) {
          if (assignments.stream().anyMatch(a -> a.target().name().equals(name))) {
            throw new Fault(
                element.place(), "'%s' is read before it is set: %s", name,
                name.equals(assignment.target().name()) ? "give what is set here another name"
                    : "move the statement that sets it up");
          }
          inputs.add(name);
        }
      }
      String target = assignment.target().name();
      checkFree(target, assignment.target().place());
      if (parameters.containsKey(target)) {
        throw new Fault(assignment.target().place(),
            "'%s' is a parameter, which only training sets: give what is set here another name",
            target);
      }
      if (target.equals(BEFORE)) {
        throw new Fault(assignment.target().place(), "'%s' is what the layer reads: give what is set here another name",
            target);
      }
      if (!set.add(target)) {
        throw new Fault(assignment.target().place(), "'%s' is set twice: give what is set here another name", target);
      }
    }
    for (Assignment assignment : assignments.subList(0, assignments.size() - 1)) {
      if (!read.contains(assignment.target().name())) {
        throw new Fault(assignment.target().place(),
            "'%s' is set and not read; the result is what the last statement sets, '%s'",
            assignment.target().name(), result().target().name());
      }
    }
    checkRead(parameters.values(), read);
    Set<String> shaped = new HashSet<>(inputs);
    shaped.addAll(set);
    checkRead(shapes.values(), shaped);
  }

  /**
   * Checks names of numbers that the formula is given, each of which is to be used as that.
   *
   * @param members names of numbers and inputs, and the annotation that has them
   * @throws Fault where one is something else in the formula, or nothing
   */
  public void checkMembers(Collection<String> members, String annotation) {
    Set<String> used = new HashSet<>(inputs);
    for (Assignment assignment : assignments) {
      List<Term> terms = new ArrayList<>(List.of(assignment.value()));
      assignment.conditions().forEach(condition -> terms.addAll(condition.terms()));
      elements(assignment.value()).forEach(element -> terms.addAll(element.index()));
      terms.forEach(term -> addNames(term, used));
      for (Term term : assignment.target().index()) {
        walk(term, part -> {
          if (part instanceof Term.Name name && members.contains(name.name())) {
            throw new Fault(name.place(), "'%s' is a member of @%s, and so no index: give one of them another name",
                name.name(), annotation);
          }
        });
      }
    }
    for (Declaration declaration : Statement.concat(List.copyOf(parameters.values()), List.copyOf(shapes.values()))) {
      if (parameters.containsKey(declaration.name()) && members.contains(declaration.name())) {
        throw new Fault(declaration.place(), "'%s' is a member of @%s as well: give one of them another name",
            declaration.name(), annotation);
      }
      List<Term> terms = new ArrayList<>(declaration.shape() == null ? List.of() : declaration.shape());
      if (declaration.initial() != null) {
        terms.add(declaration.initial());
      }
      terms.forEach(term -> addNames(term, used));
    }
    for (String member : members) {
      checkFree(member, assignments.getFirst().target().place());
      if (!used.contains(member)) {
        throw new Fault(
            assignments.getFirst().target().place(),
            "member '%s' of @%s does not occur in the formula: remove it, or correct the name", member,
            annotation);
      }
    }
  }

  /**
   * Checks that numbers which the formula is given are no values of it.
   *
   * @param numbers their names, and the annotation that has them as members
   * @throws Fault where one has indices
   */
  public void checkNumbers(Collection<String> numbers, String annotation) {
    for (Assignment assignment : assignments) {
      for (Term.Element element : elements(assignment.value())) {
        if (numbers.contains(element.name()) && !parameters.containsKey(element.name())) {
          throw new Fault(
              element.place(),
              "'%1$s' has indices here, but is a number, since @%2$s has a member '%1$s': write it without, or give one of them another name",
              element.name(), annotation);
        }
      }
    }
  }

  static void addNames(Term term, Set<String> names) {
    walk(term, part -> {
      if (part instanceof Term.Name name) {
        names.add(name.name());
      }
    });
  }

  private static void checkRead(Collection<Declaration> declarations, Set<String> names) {
    for (Declaration declaration : declarations) {
      if (!names.contains(declaration.name())) {
        throw new Fault(declaration.place(), "'%s' does not occur in the formula: remove it, or correct the name",
            declaration.name());
      }
    }
  }

  /** Reports a value without indices. */
  private void checkBrackets(Term term) {
    if (term instanceof Term.Name name && !indices.contains(name.name())
        && (name.name().equals(BEFORE) || assignments.stream().anyMatch(a -> a.target().name().equals(name.name())))) {
      throw new Fault(name.place(), "'%s' is a value: write its indices, as in '%s[%s, ...]'", name.name(), name.name(),
          sample);
    }
  }

  private void checkCall(Term term) {
    if (term instanceof Term.Call call) {
      checkCall(call, Map.of());
    }
  }

  /**
   * Reports a function that there is not, or with too few or too many arguments.
   *
   * @param more functions beside those of all formulas, with the number of their arguments
   */
  static void checkCall(Term.Call call, Map<String, Integer> more) {
    Integer own = more.get(call.function());
    Functions.Function function =
        own == null ? Functions.of(call.function()) : new Functions.Function(own, own, List::getFirst);
    if (function == null) {
      List<String> names = new ArrayList<>(more.keySet());
      Functions.names().forEach(names::add);
      throw new Fault(call.place(), "there is no function '%s'; there are %s", call.function(),
          String.join(", ", names));
    }
    int given = call.arguments().size();
    if (given < function.least() || given > function.most()) {
      throw new Fault(call.place(), "%s takes %s; %d %s given", call.function(), function.arguments(), given,
          given == 1 ? "is" : "are");
    }
  }

  /** Reports a name that means something in every formula. */
  static void checkFree(String name, Place place) {
    if (name.equals(PI) || Functions.of(name) != null) {
      throw new Fault(
          place, "'%s' is %s in every formula: give what is called so here another name", name,
          name.equals(PI) ? "the number 3.14159" : "a function");
    }
  }

  /** The elements in a term, in the order of writing. */
  static List<Term.Element> elements(Term term) {
    List<Term.Element> elements = new ArrayList<>();
    walk(term, t -> {
      if (t instanceof Term.Element element) {
        elements.add(element);
      }
    });
    return elements;
  }

  /** All parts of a term but those of indices, in the order of writing. */
  static void walk(Term term, Consumer<Term> visitor) {
    visitor.accept(term);
    switch (term) {
      case Term.Call c -> c.arguments().forEach(a -> walk(a, visitor));
      case Term.Negative n -> walk(n.a(), visitor);
      case Term.Operation o -> {
        walk(o.a(), visitor);
        walk(o.b(), visitor);
      }
      case Term.Choice c -> List.of(c.left(), c.right(), c.then(), c.otherwise()).forEach(t -> walk(t, visitor));
      case Term.Number n -> {}
      case Term.Name n -> {}
      case Term.Rest r -> {}
      case Term.Element e -> {}
    }
  }
}
