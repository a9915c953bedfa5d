package dev.kernelsmith.processor.formula;

import dev.kernelsmith.processor.formula.Assignment.Joining;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A formula of single numbers, such as an optimizer's rule for one parameter: names stand for numbers and have no indices. */
public final class RuleText {
  /**
   * What a rule can say.
   *
   * @param what it is, in words
   * @param result what it has to set
   * @param given names that it can read, and not set, but for the result
   * @param functions further functions, with the number of their arguments
   * @param keeps whether names that are read before they are set keep their numbers from the step before, and {@code +=} sums over all parameters
   */
  public record Kind(
      String what, String result, List<String> given, Map<String, Integer> functions, boolean keeps) {}

  /**
   * One statement.
   *
   * @param number of the statement
   * @param name what it sets
   * @param isSum whether it sums over all parameters
   * @param place where
   */
  public record Setting(int number, String name, boolean isSum, Place place) {}

  /** What is read, and for what. */
  private record Source(Kind kind, List<String> value, Set<String> members, String annotation) {}

  private static final Recent<Source, RuleText> READ =
      new Recent<>(source -> new RuleText(source.kind(), source.value(), source.members(), source.annotation()));

  private final Kind kind;
  private final List<Assignment> assignments = new ArrayList<>();
  private final Set<String> kept = new LinkedHashSet<>();

  /** Each name that is read, and where first. */
  private final Map<String, Place> read = new LinkedHashMap<>();

  private RuleText(Kind kind, List<String> value, Collection<String> members, String annotation) {
    this.kind = kind;
    for (int i = 0; i < value.size(); i++) {
      assignments.addAll(Parser.rule(new Place.Text("value", i, value.get(i))));
    }
    Set<String> set = new HashSet<>();
    for (Assignment assignment : assignments) {
      checkValue(assignment, members, set);
      checkTarget(assignment, members, annotation, set);
    }
    if (!set.contains(kind.result())) {
      throw new Fault(assignments.getLast().target().place(), "%s sets '%s'", kind.what(), kind.result());
    }
    for (Assignment assignment : assignments) {
      String name = assignment.target().name();
      if (!name.equals(kind.result()) && !read.containsKey(name)) {
        throw new Fault(
            assignment.target().place(), "'%s' is set and not read; the result is '%s'", name, kind.result());
      }
    }
    for (String member : members) {
      FormulaText.checkFree(member, read.getOrDefault(member, assignments.getFirst().target().place()));
      if (kind.given().contains(member)) {
        throw new Fault(
            read.getOrDefault(member, assignments.getFirst().target().place()),
            "'%s' is a member of @%s, but means something to %s: give the member another name", member, annotation,
            kind.what());
      }
      if (!read.containsKey(member)) {
        throw new Fault(
            assignments.getFirst().target().place(),
            "member '%s' of @%s does not occur in the formula: remove it, or correct the name", member, annotation);
      }
    }
  }

  /**
   * Reads a rule.
   *
   * @param value the strings
   * @param members names of numbers that an annotation gives
   * @param annotation its name
   * @throws Fault where it is none
   */
  public static RuleText of(Kind kind, List<String> value, Collection<String> members, String annotation) {
    if (value.isEmpty()) {
      throw new Fault(new Place(new Place.Text("value", 0, ""), 0), "there is no statement: write one");
    }
    return READ.of(new Source(kind, List.copyOf(value), new TreeSet<>(members), annotation));
  }

  private void checkTarget(
      Assignment assignment, Collection<String> members, String annotation, Set<String> set) {
    Term.Element target = assignment.target();
    String name = target.name();
    boolean result = name.equals(kind.result());
    if (!result && kind.given().contains(name)) {
      throw new Fault(target.place(), "'%s' is given: give what is set here another name", name);
    }
    FormulaText.checkFree(name, target.place());
    if (members.contains(name)) {
      throw new Fault(
          target.place(), "'%s' is a member of @%s as well: give one of them another name", name, annotation);
    }
    if (!set.add(name)) {
      throw new Fault(target.place(), "'%s' is set twice: give what is set here another name", name);
    }
    if (!target.index().isEmpty() && (kind.keeps() || !result)) {
      throw new Fault(
          target.index().getFirst().place(), "%s says what happens to one number: write '%s' without brackets",
          kind.what(), name);
    }
    boolean sum = assignment.joining() == Joining.SUM;
    if (assignment.joining() != Joining.NONE && !(sum && kind.keeps() && !result)) {
      throw new Fault(
          target.place(), "'%s' is set by '=' here%s", name,
          kind.keeps() && !result ? ", or by '+=', which sums over all parameters" : "");
    }
    if (sum && kept.contains(name)) {
      throw new Fault(target.place(), "'%s' is a sum, and cannot be read before: move the statement up", name);
    }
  }

  private void checkValue(Assignment assignment, Collection<String> members, Set<String> set) {
    FormulaText.walk(assignment.value(), term -> {
      switch (term) {
        case Term.Element e -> throw new Fault(
            e.place(), "'%s' is one number here: write it without brackets", e.name());
        case Term.Call c -> FormulaText.checkCall(c, kind.functions());
        case Term.Name n -> {
          String name = n.name();
          boolean later = assignments.stream().anyMatch(a -> a.target().name().equals(name));
          boolean index =
              assignment.target().index().stream().anyMatch(t -> t instanceof Term.Name i && i.name().equals(name));
          if (set.contains(kind.result()) && name.equals(kind.result())) {
            throw new Fault(n.place(), "'%s' has been set: read it before, or give its value a name", name);
          }
          if (kind.keeps() && later && !set.contains(name) && !kind.given().contains(name)) {
            kept.add(name);
          } else if (!set.contains(name) && !kind.given().contains(name) && !members.contains(name)
              && !name.equals(FormulaText.PI) && !index) {
            throw new Fault(
                n.place(), "'%s' is neither set here nor given: there are %s", name, String.join(", ", kind.given()));
          }
          read.putIfAbsent(name, n.place());
        }
        default -> {}
      }
    });
  }

  /** Names that keep their numbers from one step to the next, in the order of reading. */
  public Set<String> kept() {
    return Collections.unmodifiableSet(kept);
  }

  /** Where a name is read first; null where it is not. */
  public @Nullable Place reads(String name) {
    return read.get(name);
  }

  /** The statements, in order. */
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (Assignment a : assignments) {
      settings.add(
          new Setting(settings.size(), a.target().name(), a.joining() == Joining.SUM, a.target().place()));
    }
    return settings;
  }

  /** Number of the last statement that reads a name; -1 where none does. */
  public int lastReading(String name) {
    int last = -1;
    for (int i = 0; i < assignments.size(); i++) {
      Set<String> names = new HashSet<>();
      FormulaText.addNames(assignments.get(i).value(), names);
      last = names.contains(name) ? i : last;
    }
    return last;
  }

  /**
   * What a statement sets.
   *
   * @param setting its number
   * @param numbers what names stand for that are known at compile time
   * @param others what other names stand for
   * @param calls the further functions
   */
  public Expr value(
      int setting, Map<String, Double> numbers, Function<String, @Nullable Expr> others,
      BiFunction<String, List<Expr>, @Nullable Expr> calls) {
    Map<String, Double> all = new HashMap<>(numbers);
    all.put(FormulaText.PI, Math.PI);
    Values values = new Values(all, others, element -> {
      throw new IllegalStateException(element.toString());
    }, (call, arguments) -> calls.apply(call.function(), arguments));
    return values.of(assignments.get(setting).value());
  }

  /**
   * The number that a statement sets.
   *
   * @param numbers what all names stand for
   */
  public double number(int setting, Map<String, Double> numbers) {
    return evaluated(
        value(setting, Map.of(), Expr.Scalar::new, (function, arguments) -> null), numbers);
  }

  /**
   * The number that an expression is.
   *
   * @param numbers what all names in it stand for
   */
  public static double evaluated(Expr e, Map<String, Double> numbers) {
    return switch (e) {
      case Expr.Const c -> c.value();
      case Expr.Scalar s -> numbers.get(s.name());
      case Expr.Unary u -> u.op().apply(evaluated(u.a(), numbers));
      case Expr.Binary b -> b.op().apply(evaluated(b.a(), numbers), evaluated(b.b(), numbers));
      case Expr.Select s ->
          s.relation().holds(evaluated(s.left(), numbers), evaluated(s.right(), numbers))
              ? evaluated(s.then(), numbers)
              : evaluated(s.otherwise(), numbers);
      default -> throw new IllegalStateException(e.toString());
    };
  }

  /**
   * The indices of what is set last, as numbers; none where it has no brackets or {@code [...]}.
   *
   * @param axes of what is set
   */
  public Map<String, Expr> indices(List<Axis> axes) {
    Term.Element target = assignments.getLast().target();
    List<Term> index = target.index();
    Map<String, Expr> indices = new HashMap<>();
    boolean all = index.isEmpty() || index.size() == 1 && index.getFirst() instanceof Term.Rest;
    for (int d = 0; !all && d < index.size(); d++) {
      if (index.size() != axes.size() || !(index.get(d) instanceof Term.Name)) {
        throw new Fault(
            index.get(d).place(),
            "'%s' has %d extents: write an index for each, as in 'w[i, j]', or 'w[...]' where none is needed",
            target.name(), axes.size());
      }
      indices.put(((Term.Name) index.get(d)).name(), new Expr.Index(Affine.of(axes.get(d))));
    }
    return indices;
  }
}
