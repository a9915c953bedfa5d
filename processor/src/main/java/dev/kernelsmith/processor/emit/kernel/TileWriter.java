package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Selected;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Transform;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.PartialSums;
import dev.kernelsmith.processor.schedule.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes the inside of a register tile: accumulators, the loops over the reduced axes, and what follows while values are held. */
public final class TileWriter {
  private final Kernel kernel;
  private final Statement main;
  private final List<Statement> sums;
  private final Dialect dialect;
  private List<Axis> reduced;
  private final List<Axis> samples;
  private final List<Guard> guards;
  private final List<TilePoint> points;
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
    this.kernel = kernel;
    this.dialect = dialect;
    this.main = kernel.main();
    this.sums = kernel.reductions();
    this.samples = samples;
    this.reduced = Statement.concat(kernel.reduced(), samples);
    points = TilePoint.of(kernel, tile, single);
    Map<Axis, Affine> places = new HashMap<>();
    single.forEach(axis -> places.put(axis, Affine.ZERO));
    guards = main.guards().stream().map(guard -> guard.substitute(places)).toList();
  }

  /** This, with the loop over samples around those over the reduced axes. */
  public TileWriter samplesFirst() {
    reduced = Statement.concat(samples, kernel.reduced());
    return this;
  }

  /** This, with loops over some of the reduced axes written out. */
  public TileWriter unrolling(Set<Axis> axes) {
    unrolled = axes;
    return this;
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
          case SUM -> Transform.is(main) ? transformed(scope) : sums(scope, dialect, ReductionLoops::new);
          case MAX -> List.of(new MaximumWriter(main, dialect).write(scope, points.getFirst().place()));
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
    GradientCopies copies = new GradientCopies(dialect, scope);
    boolean joins = PartialSums.joins(main) && dialect.copiesGradients();
    for (TilePoint point : points) {
      Expr value = main.value().substitute(point.place());
      results.add(joins ? copies.joined((Expr.Read) value) : dialect.writeShared(value, scope));
    }
    return results;
  }

  /** Declares accumulators and adds up all terms that the loops give, sum after sum; finish is for the caller to write. */
  public List<Value> sums(
      Scope scope, Dialect terms, BiFunction<List<Axis>, List<Guard>, ReductionLoops> reductions) {
    List<Value> results = new ArrayList<>();
    for (Statement sum : sums) {
      for (TilePoint point : points) {
        String name =
            scope.names().exact("sum" + (sum == main ? "" : results.size() / points.size() + 1) + point.suffix());
        String start = kernel.start() == null || sum != main ? terms.zero() : start(scope, terms, point);
        scope.line(terms.type() + " " + name + " = " + start);
        results.add(terms.local(name));
      }
    }
    JoinedAxes joined = joined(scope.addresses());
    List<Axis> looped = new ArrayList<>(joined.axes());
    looped.removeAll(unrolled);
    Selected selected = Selected.summed(main);
    if (selected != null && looped.remove(selected.axis())) {
      selected(scope, terms, reductions.apply(looped, guards), selected, results);
      return results;
    }
    ReductionLoops loops = reductions.apply(looped, guards);
    loops.open(scope);
    Scope inner = scope.inner();
    for (Map<Axis, Affine> tap : MaximumWriter.taps(List.copyOf(unrolled))) {
      Map<Axis, Affine> places = new HashMap<>(loops.fixed());
      places.putAll(joined.places());
      places.putAll(tap);
      terms(inner, terms, results, places);
    }
    loops.close(scope);
    return results;
  }

  /** The sums of a transform, written out with the numbers of its table, of which what is 0 has no term. */
  private List<Value> transformed(Scope scope) {
    List<Value> results = new ArrayList<>(Collections.nCopies(points.size(), null));
    for (Map<Axis, Affine> tap : MaximumWriter.taps(reduced)) {
      for (int p = 0; p < points.size(); p++) {
        Expr value = main.value().substitute(points.get(p).place()).substitute(tap);
        double number = ((Expr.Const) ((Expr.Binary) value).b()).value();
        if (number != 0) {
          results.set(p, transformed(scope, points.get(p), results.get(p), ((Expr.Binary) value).a(), number));
        }
      }
    }
    return results;
  }

  private Value transformed(Scope scope, TilePoint point, @Nullable Value sum, Expr element, double number) {
    if (sum == null) {
      Expr start = kernel.start() == null ? null : kernel.start().substitute(point.place());
      Expr first = element.times(Expr.constant(number));
      Value value = dialect.writeShared(start == null ? first : first.plus(start), scope);
      String name = scope.names().exact("sum" + point.suffix());
      scope.line(dialect.type() + " " + name + " = " + dialect.typed(value).text());
      return dialect.local(name);
    }
    if (number == 1) {
      scope.line(dialect.plus(sum.text(), dialect.write(element, scope)));
    } else {
      scope.line(
          dialect.multiplyAdd(
              dialect.factor(element, scope), dialect.factor(Expr.constant(number), scope), sum.text()));
    }
    return sum;
  }

  /** Adds what is at the one place of an axis that counts, if there is one. */
  private void selected(Scope scope, Dialect terms, ReductionLoops loops, Selected selected, List<Value> results) {
    loops.open(scope);
    Scope inner = scope.inner();
    Map<Axis, Affine> places = new HashMap<>(points.getFirst().place());
    places.putAll(loops.fixed());
    place(inner, selected, places, "0", Integer.toString(selected.axis().extent()));
    term(inner.inner(), terms, selected.value().substitute(places), results.getFirst().text());
    scope.close();
    loops.close(scope);
  }

  /** Declares the place of an axis that counts, and opens what is to be done where it lies in a range. */
  static void place(Scope scope, Selected selected, Map<Axis, Affine> places, String from, String to) {
    String axis = selected.axis().name();
    Value number = new ScalarDialect(false).write(selected.number().substitute(places), scope);
    if (!number.isName()) {
      number = scope.local("float", "number", number);
    }
    scope.line("int " + axis + " = (int) " + number.text());
    scope.open(
        String.format(Locale.ROOT, "if (%s >= %s && %s < %s && %s == %s)", axis, from, axis, to, axis, number.text()));
  }

  private JoinedAxes joined(AddressBook addresses) {
    boolean free = unrolled.isEmpty() && Contraction.is(main) && main.guards().isEmpty();
    return free ? JoinedAxes.of(main, reduced, samples, addresses) : JoinedAxes.none(reduced);
  }

  /**
   * Adds one term to each accumulator.
   *
   * @param places values of reduced axes
   */
  private void terms(Scope inner, Dialect terms, List<Value> results, Map<Axis, Affine> places) {
    for (int p = 0; p < points.size(); p++) {
      Map<Axis, Affine> point = new HashMap<>(points.get(p).place());
      point.putAll(places);
      List<Expr> values = sums.stream().map(sum -> sum.value().substitute(point)).toList();
      Repeats.of(values).forEach(part -> terms.share(part, inner));
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

  private String start(Scope scope, Dialect terms, TilePoint point) {
    Value value = terms.write(kernel.start().substitute(point.place()), scope);
    return terms.typed(value).text();
  }

  /** Stores results and computes the statements that follow from them. */
  public void finish(Scope scope, List<Value> results) {
    if (PartialSums.isParts(main.target()) && dialect.copiesGradients()) {
      GradientCopies copies = new GradientCopies(dialect, scope);
      List<Expr.Read> targets = IntStream.range(0, results.size()).mapToObj(this::target).toList();
      if (kernel.once()) {
        copies.storeOnce(targets, withoutPadding(scope, results), main.accumulate());
      } else {
        copies.store(targets, withoutPadding(scope, results), main.accumulate());
      }
      return;
    }
    boolean pools = kernel.loops().stream().anyMatch(Kernel.Loop::unrolled) && !Transform.is(main);
    for (int p = 0; p < points.size(); p++) {
      for (int r = p; r < results.size(); r += points.size()) {
        settle(scope, target(r), results.get(r));
      }
      if (!pools) {
        followAll(scope, points.get(p).place());
      }
    }
    if (pools) {
      points.stream().map(TilePoint::place).map(this::withoutWindow).distinct()
          .forEach(point -> followAll(scope, point));
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
    keep(scope, at, value);
  }

  private void keep(Scope scope, Expr.Read at, Value value) {
    scope.remember(at, value);
    if (!kernel.local().contains(at.buffer())) {
      scope.line(dialect.store(value, at, scope));
    }
    dialect.follow(scope, at);
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
            : dialect.writeShared(s.value().substitute(point), scope);
    boolean used = kernel.statements().stream().anyMatch(o -> o.buffersRead().contains(s.target()));
    if (used && !value.isName()) {
      value = scope.local(dialect.type(), s.target().label(), dialect.typed(value));
    }
    keep(scope, at, value);
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
      int vectors = point(r).place().getOrDefault(lane, Affine.of(lane)).coefficient(Scope.LANES);
      String first = lane.name() + (vectors == 0 ? "" : " + LANES" + (vectors == 1 ? "" : " * " + vectors));
      cut.add(dialect.withinRow(scope, results.get(r), first, lane.extent()));
    }
    return cut;
  }

  private TilePoint point(int result) {
    return points.get(result % points.size());
  }

  /** What a result is stored in; the results of a sum are those of all points, sum after sum. */
  private Expr.Read target(int result) {
    return point(result).target(sums.get(result / points.size()));
  }
}
