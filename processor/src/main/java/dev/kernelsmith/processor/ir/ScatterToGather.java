package dev.kernelsmith.processor.ir;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a statement that scatters ({@code out[stride * h + dilation * r - p] += ...}) into statements that gather: for each target
 * element the iterations that reach it. The target index {@code i} becomes an axis of its own and {@code h} is expressed by it. Where a
 * stride is larger than 1 there is one statement per residue class of {@code i} modulo the stride, so that no kernel divides. An index
 * such as {@code group * C + c} that reaches every element once stays as it is, unless there are few classes; one that cannot be solved for an axis becomes a test.
 */
public final class ScatterToGather {
  /** Residue classes up to which these are better than one statement: what they read alike is read once. */
  private static final int FEW_CLASSES = 3;

  private final Statement s;

  private ScatterToGather(Statement s) {
    this.s = s;
  }

  /** The gathering statements; together they write every element of the target, each once, but for what they add nothing to. */
  public static List<Statement> gather(Statement s) {
    return s.isStep() ? gatherAtStep(s) : new ScatterToGather(s).gather();
  }

  /** A statement of a sequence reaches, at each step, one place along the steps, whatever it does elsewhere. */
  private static List<Statement> gatherAtStep(Statement s) {
    Axis steps = s.steps();
    int d = Sequence.dimension(s.index(), steps);
    Buffer whole = s.target();
    Buffer place = new Buffer(whole.name(), whole.role(), whole.scope(), without(whole.shape(), d), whole.number());
    List<Axis> others = s.axes().stream().filter(axis -> !axis.equals(steps)).toList();
    Statement atStep =
        new Statement(
            s.label(), s.layer(), place, without(s.index(), d), s.reduction(), s.accumulate(), s.value(), others,
            s.guards(), s.argmax());
    List<Statement> gathered = new ArrayList<>();
    for (Statement one : new ScatterToGather(atStep).gather()) {
      List<Affine> index = new ArrayList<>(one.index());
      index.add(d, s.index().get(d));
      gathered.add(
          new Statement(
              one.label(), one.layer(), whole, index, one.reduction(), one.accumulate(), one.value(),
              Statement.concat(List.of(steps), one.axes()), one.guards(), one.argmax()));
    }
    return gathered;
  }

  private static <T> List<T> without(List<T> list, int place) {
    List<T> rest = new ArrayList<>(list);
    rest.remove(place);
    return rest;
  }

  /** The statements, where each sum that is all there is of its target, but does not set each of its elements once, gathers instead. */
  public static List<Statement> gathered(List<Statement> statements) {
    Uses uses = new Uses(statements);
    return statements.stream()
        .flatMap(
            s -> s.reduction() == Reduction.SUM && !s.isStep() && uses.writers(s.target()).size() == 1
                && !setsEachOnce(s)
                    ? gather(s).stream()
                    : Stream.of(s))
        .toList();
  }

  private static boolean setsEachOnce(Statement s) {
    Set<Axis> axes = new HashSet<>();
    for (int d = 0; d < s.index().size(); d++) {
      Affine index = s.index().get(d);
      int extent = s.target().shape().get(d);
      boolean once = index.isRadix(extent) || extent == 1 && index.equals(Affine.ZERO);
      if (!once || !axes.addAll(index.axes()) && !index.axes().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Some dimensions of the target, solved.
   *
   * @param index the new target index by dimension
   * @param output the axes in it
   * @param replaced old axes in terms of others
   * @param reduced axes that stand in for replaced ones, by these
   * @param guards what bounds the replaced axes
   * @param empty whether no iteration reaches these elements
   */
  private record Solved(
      Map<Integer, Affine> index,
      Map<Integer, List<Axis>> output,
      Map<Axis, Affine> replaced,
      Map<Axis, Axis> reduced,
      List<Guard> guards,
      boolean empty) {

    /** No dimension yet. */
    static Solved of(Map<Axis, Affine> replaced) {
      return new Solved(Map.of(), Map.of(), replaced, Map.of(), List.of(), false);
    }

    /** This with one more dimension, of this index over these axes. */
    Solved with(int dimension, Affine at, List<Axis> axes) {
      return new Solved(
          plus(index, dimension, at), plus(output, dimension, axes), replaced, reduced, guards, empty);
    }

    /** This with an axis expressed by others, in all that there is. */
    Solved replacing(Axis axis, Affine by) {
      Map<Axis, Affine> one = Map.of(axis, by);
      Map<Axis, Affine> all = new LinkedHashMap<>();
      replaced.forEach((old, affine) -> all.put(old, affine.substitute(one)));
      all.put(axis, by);
      return new Solved(
          index, output, all, reduced, guards.stream().map(g -> g.substitute(one)).toList(), empty);
    }

    Solved reducing(Axis axis, Axis by) {
      return new Solved(index, output, replaced, plus(reduced, axis, by), guards, empty);
    }

    Solved guarded(Guard guard) {
      return new Solved(index, output, replaced, reduced, Statement.concat(guards, List.of(guard)), empty);
    }

    Solved unreached() {
      return new Solved(index, output, replaced, reduced, guards, true);
    }

    /** Output axes in the order of the dimensions. */
    List<Axis> outputs() {
      return IntStream.range(0, output.size()).boxed().flatMap(d -> output.get(d).stream()).toList();
    }

    private static <K, V> Map<K, V> plus(Map<K, V> map, K key, V value) {
      Map<K, V> larger = new LinkedHashMap<>(map);
      larger.put(key, value);
      return larger;
    }
  }

  private List<Statement> gather() {
    List<Integer> dimensions = new ArrayList<>(IntStream.range(0, s.index().size()).boxed().toList());
    dimensions.sort(Comparator.comparing(d -> !s.index().get(d).isRadix(extent(d))));
    List<Solved> all = List.of(Solved.of(ones()));
    for (int d : dimensions) {
      all = all.stream().flatMap(solved -> solve(solved, d).stream()).toList();
    }
    return all.stream().filter(solved -> !solved.empty() || !s.accumulate()).map(this::statement).toList();
  }

  /** Axes of one value only, which are 0 in a dimension of more elements, whatever their stride is. */
  private Map<Axis, Affine> ones() {
    Map<Axis, Affine> zero = new HashMap<>();
    for (int d = 0; d < s.index().size(); d++) {
      if (extent(d) > 1) {
        s.index().get(d).axes().stream().filter(a -> a.extent() == 1).forEach(a -> zero.put(a, Affine.ZERO));
      }
    }
    return zero;
  }

  private int extent(int dimension) {
    return s.target().shape().get(dimension);
  }

  private List<Solved> solve(Solved before, int d) {
    Affine index = s.index().get(d).substitute(before.replaced());
    if (isElement(index, extent(d)) && (extent(d) == 1 || s.accumulate())) {
      return List.of(before.with(d, index, List.of()));
    }
    boolean own = free(index, before).size() == index.axes().size();
    boolean many = index.axes().size() == 1 || largest(index) > FEW_CLASSES;
    if (own && many && index.isRadix(extent(d))) {
      return List.of(before.with(d, index, s.axes().stream().filter(index::uses).toList()));
    }
    Axis h = strideAxis(index, before);
    int stride = h == null ? 0 : index.coefficient(h);
    if (Math.abs(stride) == 1) {
      Axis i = fresh(h.name(), extent(d));
      Affine by = Affine.of(i).plus(index.plus(Affine.of(h).times(-stride)).times(-1)).times(stride);
      return List.of(before.replacing(h, by).with(d, Affine.of(i), List.of(i)).guarded(new Guard(by, h.extent())));
    }
    if (own && stride > 1 && index.axes().size() <= 2) {
      return residues(before, d, index, h, stride);
    }
    Axis i = fresh("i" + d, extent(d));
    Guard reached = new Guard(Affine.of(i).plus(index.times(-1)), 1);
    return List.of(before.with(d, Affine.of(i), List.of(i)).guarded(reached));
  }

  /** Whether an index is the same for all iterations, and one that there is. */
  private static boolean isElement(Affine index, int extent) {
    return index.axes().isEmpty() && index.constant() >= 0 && index.constant() < extent;
  }

  private static int largest(Affine index) {
    return index.axes().stream().mapToInt(index::coefficient).max().orElse(0);
  }

  /** A new axis; the mark keeps it apart from the statement's own until these are gone. */
  private static Axis fresh(String name, int extent) {
    return new Axis(name + "'", extent);
  }

  /** The statement's own axes in an index that are in no dimension yet. */
  private List<Axis> free(Affine index, Solved solved) {
    Set<Axis> taken = new HashSet<>();
    solved.output().values().forEach(taken::addAll);
    return s.axes().stream().filter(a -> index.uses(a) && !taken.contains(a)).toList();
  }

  private @Nullable Axis strideAxis(Affine index, Solved solved) {
    List<Axis> free = free(index, solved);
    return index.axes().stream()
        .filter(free::contains)
        .reduce((a, b) -> index.coefficient(b) > index.coefficient(a) ? b : a)
        .orElse(null);
  }

  /**
   * {@code i = stride * h + dilation * r + constant}, by residue classes of {@code i}. With {@code g} the greatest common divisor of
   * stride and dilation, the {@code r} that belong to a class are {@code first + stride / g * t}, and {@code h} is then
   * {@code q + constant - dilation / g * t}.
   */
  private List<Solved> residues(Solved before, int d, Affine index, Axis h, int stride) {
    Axis r = index.axes().stream().filter(a -> !a.equals(h)).findFirst().orElse(null);
    int dilation = r == null ? 0 : index.coefficient(r);
    int divisor = BigInteger.valueOf(stride).gcd(BigInteger.valueOf(dilation)).intValueExact();
    int period = stride / divisor;
    List<Solved> classes = new ArrayList<>();
    for (int residue = 0; residue < Math.min(stride, extent(d)); residue++) {
      Axis q = fresh(h.name(), Math.ceilDiv(extent(d) - residue, stride));
      Solved reached = before.with(d, Affine.of(q).times(stride).plus(residue), List.of(q));
      int first = first(residue - index.constant(), dilation, stride, period);
      int taps = r == null ? 1 : Math.ceilDiv(r.extent() - first, period);
      if (first < 0 || taps <= 0) {
        classes.add(reached.unreached());
        continue;
      }
      Affine by = Affine.of(q).plus((residue - index.constant() - dilation * first) / stride);
      if (taps > 1) {
        Axis t = fresh(r.name(), taps);
        by = by.plus(Affine.of(t).times(-dilation / divisor));
        reached = reached.replacing(r, Affine.of(t).times(period).plus(first)).reducing(r, t);
      } else if (r != null) {
        reached = reached.replacing(r, Affine.of(first));
      }
      classes.add(reached.replacing(h, by).guarded(new Guard(by, h.extent())));
    }
    return classes;
  }

  /** The least {@code r} below the period with {@code dilation * r} congruent to the difference modulo the stride, or -1. */
  private static int first(int difference, int dilation, int stride, int period) {
    for (int r = 0; r < period; r++) {
      if (Math.floorMod((long) difference - (long) dilation * r, stride) == 0) {
        return r;
      }
    }
    return -1;
  }

  private Statement statement(Solved solved) {
    List<Axis> output = solved.outputs();
    List<Affine> index = IntStream.range(0, s.index().size()).mapToObj(solved.index()::get).toList();
    if (solved.empty()) {
      return named(
          new Statement(
              s.label(), s.layer(), s.target(), index, Reduction.NONE, false, Expr.constant(0), output, List.of(),
              null));
    }
    List<Axis> axes = new ArrayList<>(output);
    for (Axis axis : s.axes()) {
      if (solved.reduced().containsKey(axis)) {
        axes.add(solved.reduced().get(axis));
      } else if (!solved.replaced().containsKey(axis) && !output.contains(axis)) {
        axes.add(axis);
      }
    }
    List<Guard> guards = new ArrayList<>(s.guards().stream().map(g -> g.substitute(solved.replaced())).toList());
    guards.addAll(solved.guards());
    boolean reduces =
        axes.size() > output.size() || !guards.stream().allMatch(Guard::always) || s.sumsOverSamples();
    return named(
        new Statement(
            s.label(), s.layer(), s.target(), index, reduces ? Reduction.SUM : Reduction.NONE, s.accumulate(),
            s.value().substitute(solved.replaced()), axes, guards, null));
  }

  /** The statement with the new axes called like those they stand for, or, where these are still there, with a number. */
  private static Statement named(Statement gathered) {
    Set<String> names = new HashSet<>();
    gathered.axes().forEach(axis -> names.add(axis.name()));
    Map<Axis, Affine> renamed = new HashMap<>();
    List<Axis> axes = new ArrayList<>();
    for (Axis axis : gathered.axes()) {
      String stem = axis.name().endsWith("'") ? axis.name().substring(0, axis.name().length() - 1) : null;
      if (stem == null) {
        axes.add(axis);
        continue;
      }
      axes.add(new Axis(FreeNames.take(stem, names), axis.extent()));
      renamed.put(axis, Affine.of(axes.getLast()));
    }
    return gathered.substitute(renamed, axes);
  }
}
