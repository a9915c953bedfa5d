package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.PartialSums;
import dev.kernelsmith.processor.schedule.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Writes the inside of a register tile: accumulators, the loops over the reduced axes, and what follows while values are held. */
public final class TileWriter {
  private final Kernel kernel;
  private final Statement main;
  private final List<Statement> sums;
  private final Dialect dialect;
  private final List<Axis> reduced;
  private final List<Axis> samples;
  private final Set<Axis> single;
  private final List<Guard> guards;
  private final List<Map<Axis, Affine>> points = new ArrayList<>();
  private final List<String> suffixes = new ArrayList<>();
  private final Map<Axis, Affine> merges = new HashMap<>();
  private Set<Axis> unrolled = Set.of();

  /**
   * A writer.
   *
   * @param kernel the kernel
   * @param dialect how expressions are written
   * @param samples the axis that counts samples, where these are summed in a loop
   * @param tile values of each output axis that the tile covers
   */
  public TileWriter(Kernel kernel, Dialect dialect, List<Axis> samples, List<Integer> tile) {
    this(kernel, dialect, samples, tile, Set.of());
  }

  /**
   * A writer of a tile.
   *
   * @param single axes along which this tile alone begins, at 0, and which no loop runs over
   */
  public TileWriter(Kernel kernel, Dialect dialect, List<Axis> samples, List<Integer> tile, Set<Axis> single) {
    this.single = single;
    this.kernel = kernel;
    this.dialect = dialect;
    this.main = kernel.main();
    this.sums = kernel.reductions();
    this.samples = samples;
    this.reduced = Statement.concat(kernel.reduced(), samples);
    enumerate(tile);
    Map<Axis, Affine> places = new HashMap<>();
    single.forEach(axis -> places.put(axis, Affine.ZERO));
    guards = main.guards().stream().map(guard -> guard.substitute(places)).toList();
  }

  /** This, with loops over some of the reduced axes written out. */
  public TileWriter unrolling(Set<Axis> axes) {
    unrolled = axes;
    return this;
  }

  /** All points of the tile; those that differ in the operand with more registers lie far apart, so that it streams. */
  private void enumerate(List<Integer> tile) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < tile.size(); i++) {
      order.add(i);
    }
    Expr.Read streaming = streaming(tile);
    if (streaming != null) {
      order.sort(Comparator.comparing(i -> !uses(streaming, kernel.loops().get(i).axis())));
    }
    enumerate(tile, order, 0, new int[tile.size()]);
  }

  private void enumerate(List<Integer> tile, List<Integer> order, int depth, int[] at) {
    if (depth == order.size()) {
      Map<Axis, Affine> point = new HashMap<>();
      StringBuilder suffix = new StringBuilder();
      for (int i = 0; i < at.length; i++) {
        Axis axis = kernel.loops().get(i).axis();
        if (tile.get(i) > 1) {
          suffix.append(Names.numbered(axis, at[i]));
        }
        if (kernel.loops().get(i).unrolled() || single.contains(axis)) {
          point.put(axis, Affine.of(at[i]));
        } else if (at[i] > 0) {
          boolean lane = axis.equals(kernel.laneAxis());
          point.put(
              axis, lane ? Affine.of(axis).plus(Affine.of(Scope.LANES).times(at[i])) : Affine.of(axis).plus(at[i]));
        }
      }
      points.add(point);
      suffixes.add(suffix.toString());
      return;
    }
    int loop = order.get(depth);
    for (int i = 0; i < tile.get(loop); i++) {
      at[loop] = i;
      enumerate(tile, order, depth + 1, at);
    }
  }

  private Expr.Read streaming(List<Integer> tile) {
    Expr.Read best = null;
    int most = 0;
    for (Expr.Read read : main.value().reads()) {
      int count = 1;
      for (int i = 0; i < tile.size(); i++) {
        count *= uses(read, kernel.loops().get(i).axis()) ? tile.get(i) : 1;
      }
      if (count > most) {
        most = count;
        best = read;
      }
    }
    return best;
  }

  private static boolean uses(Expr.Read read, Axis axis) {
    return read.index().stream().anyMatch(i -> i.uses(axis));
  }

  /**
   * Writes a sum that is not in its accumulators when the loops are done: threads or lanes have a part of it each.
   *
   * @param scope where the accumulators stand
   * @param accumulators how the terms are written
   * @param loops the loops of one thread
   * @param join writes how the accumulators become sums, and gives these
   * @param last where the sums are stored, asked for after {@code join}
   */
  public void writeJoined(
      Scope scope,
      Dialect accumulators,
      BiFunction<List<Axis>, List<Guard>, ReductionLoops> loops,
      UnaryOperator<List<Value>> join,
      Supplier<Scope> last) {
    List<Value> joined = join.apply(sums(scope, accumulators, loops));
    finish(last.get(), joined);
  }

  /** Writes the tile. */
  public void write(Scope scope) {
    List<Value> results =
        switch (main.reduction()) {
          case NONE -> plain(scope);
          case SUM -> sums(scope, dialect, ReductionLoops::new);
          case MAX -> List.of(new MaximumWriter(main, dialect).write(scope, points.getFirst()));
        };
    if (kernel.sumsLanes()) {
      for (int p = 0; p < results.size(); p++) {
        scope.line(dialect.stored("floats", scope.addresses().laneSums(p) + " + v", results.get(p)));
      }
    } else {
      finish(scope, results);
    }
  }

  /** Adds up the lanes of every accumulator and stores the sums. */
  void sumLanes(Scope scope) {
    for (int result = 0; result < sums.size() * points.size(); result++) {
      scope.line(
          String.format(Locale.ROOT, "#LaneSums.store(floats, %s, gradients, %s, %s)",
              scope.addresses().laneSums(result), scope.index(target(result)),
              main.accumulate() ? "true" : "accumulate"));
    }
  }

  private List<Value> plain(Scope scope) {
    List<Value> results = new ArrayList<>();
    for (Map<Axis, Affine> point : points) {
      Expr value = main.value().substitute(point);
      boolean joins = PartialSums.joins(main) && dialect.copiesGradients();
      results.add(joins ? joined(scope, (Expr.Read) value) : dialect.write(value, scope));
    }
    return results;
  }

  /** Declares accumulators and adds up all terms that the loops give, sum after sum; finish is for the caller to write. */
  public List<Value> sums(
      Scope scope, Dialect terms, BiFunction<List<Axis>, List<Guard>, ReductionLoops> reductions) {
    List<Value> results = new ArrayList<>();
    for (Statement sum : sums) {
      for (int p = 0; p < points.size(); p++) {
        String name =
            scope.names().exact("sum" + (sum == main ? "" : results.size() / points.size() + 1) + suffixes.get(p));
        String start = kernel.start() == null || sum != main ? terms.zero() : start(scope, terms, points.get(p));
        scope.line(terms.type() + " " + name + " = " + start);
        results.add(terms.local(name));
      }
    }
    List<Axis> looped = new ArrayList<>(merged(scope));
    looped.removeAll(unrolled);
    ReductionLoops loops = reductions.apply(looped, guards);
    loops.open(scope);
    Scope inner = scope.inner();
    for (Map<Axis, Affine> tap : MaximumWriter.taps(List.copyOf(unrolled))) {
      terms(inner, terms, results, loops, tap);
    }
    loops.close(scope);
    return results;
  }

  /** Adds one term to each accumulator. */
  private void terms(Scope inner, Dialect terms, List<Value> results, ReductionLoops loops, Map<Axis, Affine> tap) {
    for (int p = 0; p < points.size(); p++) {
      Map<Axis, Affine> point = new HashMap<>(points.get(p));
      point.putAll(loops.fixed());
      point.putAll(merges);
      point.putAll(tap);
      List<Expr> values = sums.stream().map(sum -> sum.value().substitute(point)).toList();
      repeated(values)
          .forEach(e -> inner.remember(e, inner.local(terms.type(), "part", terms.typed(terms.write(e, inner)))));
      for (int s = 0; s < values.size(); s++) {
        term(inner, terms, values.get(s), results.get(s * points.size() + p).text());
      }
    }
  }

  private static void term(Scope inner, Dialect terms, Expr value, String accumulator) {
    if (value instanceof Expr.Binary product && product.op() == BinaryOp.MULTIPLY) {
      Value a = terms.factor(product.a(), inner);
      Value b = terms.factor(product.b(), inner);
      inner.line(terms.multiplyAdd(a, b, accumulator));
    } else {
      inner.line(terms.plus(accumulator, terms.write(value, inner)));
    }
  }

  /** Parts of the terms of several sums that occur more than once, the largest alone. */
  private static Set<Expr> repeated(List<Expr> values) {
    Set<Expr> seen = new HashSet<>();
    Set<Expr> repeated = new LinkedHashSet<>();
    if (values.size() > 1) {
      values.forEach(value -> repeated(value, seen, repeated));
    }
    return repeated;
  }

  private static void repeated(Expr e, Set<Expr> seen, Set<Expr> repeated) {
    if (e.children().isEmpty()) {
      return;
    }
    if (!seen.add(e)) {
      repeated.add(e);
    } else {
      e.children().forEach(c -> repeated(c, seen, repeated));
    }
  }

  private String start(Scope scope, Dialect terms, Map<Axis, Affine> point) {
    Value value = terms.write(kernel.start().substitute(point), scope);
    return terms.typed(value).text();
  }

  /**
   * Reduced axes, neighbours joined to one where every operand lies contiguous along both: longer loops, and fewer of them. The
   * joined axis replaces the inner one and the outer one becomes 0, which is the same address since addresses are linear.
   */
  private List<Axis> merged(Scope scope) {
    if (!unrolled.isEmpty() || !Contraction.is(main) || !main.guards().isEmpty()) {
      return reduced;
    }
    List<Axis> axes = new ArrayList<>(reduced.stream().filter(a -> a.extent() > 1).toList());
    reduced.stream().filter(a -> a.extent() == 1).forEach(a -> merges.put(a, Affine.ZERO));
    for (int i = axes.size() - 2; i >= 0; i--) {
      Axis outer = axes.get(i);
      Axis inner = axes.get(i + 1);
      boolean contiguous =
          main.value().reads().stream()
              .map(r -> scope.addresses().flat((Expr.Read) r.substitute(merges)))
              .allMatch(f -> f.coefficient(outer) == f.coefficient(inner) * inner.extent());
      if (contiguous) {
        // That of the samples keeps its name: addresses know it, not the expression.
        String name = samples.contains(inner) ? inner.name() : outer.name() + inner.name();
        Axis joined = new Axis(name, outer.extent() * inner.extent());
        merges.replaceAll((axis, by) -> by.substitute(Map.of(inner, Affine.of(joined))));
        merges.put(outer, Affine.ZERO);
        merges.put(inner, Affine.of(joined));
        axes.set(i, joined);
        axes.remove(i + 1);
      }
    }
    return axes;
  }

  /** Stores results and computes the statements that follow from them. */
  public void finish(Scope scope, List<Value> results) {
    if (PartialSums.isParts(main.target()) && dialect.copiesGradients()) {
      if (kernel.once()) {
        storeOnce(scope, results);
      } else {
        storeGradients(scope, withoutPadding(scope, results));
      }
      return;
    }
    boolean pools = kernel.loops().stream().anyMatch(Kernel.Loop::unrolled);
    for (int p = 0; p < points.size(); p++) {
      for (int r = p; r < results.size(); r += points.size()) {
        settle(scope, target(r), results.get(r));
      }
      if (!pools) {
        followAll(scope, points.get(p));
      }
    }
    if (pools) {
      points.stream().map(this::withoutWindow).distinct().forEach(point -> followAll(scope, point));
    }
  }

  /** Stores a result, and keeps it for statements that follow. */
  private void settle(Scope scope, Expr.Read at, Value result) {
    Value value = result;
    if (kernel.statements().size() > 1 && !value.isName()) {
      value = scope.local(dialect.type(), at.buffer().label(), dialect.typed(value));
    }
    if (main.accumulate()) {
      Value held = dialect.write(at, scope);
      scope.line(dialect.plus(held.text(), value));
      value = held;
    }
    scope.remember(at, value);
    if (!kernel.local().contains(at.buffer())) {
      scope.line(dialect.store(value, at, scope));
    }
  }

  private void followAll(Scope scope, Map<Axis, Affine> point) {
    for (Statement s : kernel.statements().subList(sums.size(), kernel.statements().size())) {
      follow(scope, s, point);
    }
  }

  /** The point, all elements of its window taken together. */
  private Map<Axis, Affine> withoutWindow(Map<Axis, Affine> point) {
    Map<Axis, Affine> outer = new HashMap<>(point);
    kernel.loops().stream().filter(Kernel.Loop::unrolled).forEach(l -> outer.remove(l.axis()));
    return outer;
  }

  private void follow(Scope scope, Statement s, Map<Axis, Affine> point) {
    Expr.Read at = Expr.read(s.target(), s.index().stream().map(i -> i.substitute(point)).toList());
    Value value =
        s.reduction() == Reduction.MAX
            ? new MaximumWriter(s, dialect).write(scope, point)
            : dialect.write(s.value().substitute(point), scope);
    boolean used = kernel.statements().stream().anyMatch(o -> o.buffersRead().contains(s.target()));
    if (used && !value.isName()) {
      value = scope.local(dialect.type(), s.target().label(), dialect.typed(value));
    }
    scope.remember(at, value);
    if (!kernel.local().contains(s.target())) {
      scope.line(dialect.store(value, at, scope));
    }
  }

  /**
   * The results with zeros in the lanes behind the end of a row. Without samples to sum, an operand's row is working memory, whose
   * padding holds what another buffer left there; rows that are copied to sum over samples keep zeros.
   */
  private List<Value> withoutPadding(Scope scope, List<Value> results) {
    Axis lane = kernel.laneAxis();
    if (lane == null || !samples.isEmpty() || lane.extent() % Target.LANES == 0) {
      return results;
    }
    List<Value> cut = new ArrayList<>();
    for (int r = 0; r < results.size(); r++) {
      int vectors = point(r).getOrDefault(lane, Affine.of(lane)).coefficient(Scope.LANES);
      String first = lane.name() + (vectors == 0 ? "" : " + LANES" + (vectors == 1 ? "" : " * " + vectors));
      cut.add(dialect.withinRow(scope, results.get(r), first, lane.extent()));
    }
    return cut;
  }

  /** Stores what does not come from samples in the first copy; the others have no part of it, or none yet. */
  private void storeOnce(Scope scope, List<Value> results) {
    for (int r = 0; r < results.size(); r++) {
      Expr.Read at = target(r);
      if (main.accumulate()) {
        scope.line(dialect.add(results.get(r), at, scope));
      } else {
        scope.line(dialect.store(results.get(r), at, scope));
        scope.open("for (int copy = 1; copy < copies; copy++)");
        scope.line(inCopy(at, scope) + " = 0f");
        scope.close();
      }
    }
  }

  /** An element in a copy other than the first. */
  private static String inCopy(Expr.Read at, Scope scope) {
    return scope.addresses().get(at.buffer(), "copy * GRADIENTS + " + scope.index(at));
  }

  /** The sum of an element's parts, in the order of the copies. */
  private Value joined(Scope scope, Expr.Read parts) {
    Value sum = scope.local("float", "sum", Value.number(scope.element(parts)));
    scope.open("for (int copy = 1; copy < copies; copy++)");
    scope.line(sum.text() + " += " + inCopy(parts, scope));
    scope.close();
    return sum;
  }

  /** Replaces what the copy holds or adds to it, as the block says; what adds to an earlier statement's sum always adds. */
  private void storeGradients(Scope scope, List<Value> results) {
    if (main.accumulate()) {
      for (int r = 0; r < results.size(); r++) {
        scope.line(dialect.add(results.get(r), target(r), scope));
      }
      return;
    }
    scope.index(target(0));
    scope.open("if (accumulate)");
    Scope adding = scope.inner();
    for (int r = 0; r < results.size(); r++) {
      adding.line(dialect.add(results.get(r), target(r), adding));
    }
    scope.otherwise();
    Scope storing = scope.inner();
    for (int r = 0; r < results.size(); r++) {
      storing.line(dialect.store(results.get(r), target(r), storing));
    }
    scope.close();
  }

  private Map<Axis, Affine> point(int result) {
    return points.get(result % points.size());
  }

  /** What a result is stored in; the results of a sum are those of all points, sum after sum. */
  private Expr.Read target(int result) {
    Statement sum = sums.get(result / points.size());
    return Expr.read(sum.target(), sum.index().stream().map(i -> i.substitute(point(result))).toList());
  }
}
