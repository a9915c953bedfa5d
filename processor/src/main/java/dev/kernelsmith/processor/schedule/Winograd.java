package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Scope;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes sums over windows of 3 by fewer products (Winograd, "Arithmetic Complexity of Computations", 1980), in one dimension after another:
 *
 * <pre>
 * y[h, f] += x[h + r - 1, c] * k[r, c, f]     xPoints[p, t, c] += x[t * 4 + i - 1, c] * winogradData4[p * 6 + i]
 *                                             kPoints[p, c, f] += k[r, c, f] * winogradWeights4[p * 3 + r]
 *                                             yPoints[p, t, f] += xPoints[p, t, c] * kPoints[p, c, f]
 *                                             y[t * 4 + o, f] += yPoints[p, t, f] * winogradSums4[o * 6 + p]
 * </pre>
 *
 * <p>That are 6 products for 4 sums, where the window takes 12; and since the third line is a sum over a window in the other dimension again, 36 for 16 sums of 3 x 3
 * instead of 144. A gradient of weights is the same turned round, with weights and sums in each other's place: it sums up at points what blocks have, and is computed from
 * that once for the batch.
 */
final class Winograd {
  private final WinogradCosts costs;
  private final List<Statement> statements = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** Weights at points. */
  private final Map<Evaluated, Buffer> weights = new HashMap<>();

  private record Evaluated(Buffer of, int dimension, Table table, boolean turned) {}

  private Winograd(WinogradCosts costs) {
    this.costs = costs;
  }

  /**
   * The rewritten program.
   *
   * @param use which windows it takes
   */
  static List<Statement> apply(List<Statement> program, WinogradUse use) {
    if (use == WinogradUse.OFF) {
      return program;
    }
    Winograd winograd = new Winograd(new WinogradCosts(use));
    program.forEach(winograd::visit);
    return winograd.statements;
  }

  private void visit(Statement s) {
    Contraction product = isWhole(s) ? Contraction.of(s) : null;
    boolean done = false;
    if (product != null && s.target().perSample()) {
      done = forward(s, product.a(), product.b()) || forward(s, product.b(), product.a());
    } else if (product != null && s.sumsOverSamples()) {
      done = gradient(s, product.a(), product.b()) || gradient(s, product.b(), product.a());
    }
    if (!done) {
      statements.add(s);
    }
  }

  /** Whether a statement sets all of its target, along each dimension. */
  private static boolean isWhole(Statement s) {
    boolean whole = !s.isStep();
    for (int d = 0; d < s.index().size(); d++) {
      whole &= s.index().get(d).min() == 0 && s.index().get(d).max() == s.target().shape().get(d) - 1;
    }
    return whole;
  }

  /** Rewrites a sum over windows of an operand; false where it stays. */
  private boolean forward(Statement s, Expr.Read data, Expr.Read weights) {
    if (!isValue(data) || weights.buffer().scope() != Scope.PARAMETER) {
      return false;
    }
    for (Axis tap : s.reducedAxes()) {
      Window window = Window.of(s, data, tap);
      boolean sound =
          window != null
              && Window.plain(s.index(), window.row()) >= 0
              && Window.plain(weights.index(), tap) >= 0
              && weights.index().stream().noneMatch(i -> i.uses(window.row()));
      WinogradTables tables = sound ? costs.forward(s, window, weights) : null;
      if (tables != null) {
        forward(s, window, weights, tables);
        return true;
      }
    }
    return false;
  }

  private void forward(Statement s, Window window, Expr.Read weights, WinogradTables tables) {
    Axis point = new Axis(free(s, "p"), tables.points());
    Axis tile = new Axis(window.row().name(), tables.tiles(window.row().extent()));
    int row = Window.plain(s.index(), window.row());
    Buffer sums = Buffer.value(points(s.target()), split(s.target().shape(), row, point, tile));
    Expr.Read data = dataAtPoints(s, window, tables, point, tile);
    Expr.Read factor = weightsAtPoints(s, window, weights, tables, point);
    visit(products(s, window, sums, splitIndex(s.index(), row, point, tile), data, factor, point, tile));
    int whole = window.row().extent() / tables.outputs();
    sums(s, row, sums, tables, 0, whole, tables.outputs());
    sums(s, row, sums, tables, whole, 1, window.row().extent() % tables.outputs());
  }

  /** What is multiplied, at points: the statement without the window. */
  private Statement products(
      Statement s, Window window, Buffer target, List<Affine> index, Expr.Read data, Expr.Read other, Axis point,
      Axis tile) {
    List<Axis> axes = new ArrayList<>(List.of(point));
    for (Axis axis : s.axes()) {
      if (!axis.equals(window.tap())) {
        axes.add(axis.equals(window.row()) ? tile : axis);
      }
    }
    boolean dataFirst = Contraction.of(s).a().equals(window.data());
    List<Guard> guards = s.guards().stream().filter(guard -> !isPadding(guard, window.data())).toList();
    Expr value = dataFirst ? product(data, other) : product(other, data);
    return new Statement(
        inner(s), s.layer(), target, index, Reduction.SUM, false, value, axes, guards, null);
  }

  /** The sums of some tiles, from what is summed at points. */
  private void sums(Statement s, int row, Buffer points, WinogradTables tables, int first, int tiles, int outputs) {
    if (tiles == 0 || outputs == 0) {
      return;
    }
    Axis point = new Axis(free(s, "p"), tables.points());
    Axis tile = new Axis(s.index().get(row).asAxis().name(), tiles);
    Axis output = new Axis(free(s, "o"), outputs);
    Affine number = (tiles == 1 ? Affine.ZERO : Affine.of(tile)).plus(first);
    Affine place = outputs == 1 ? Affine.ZERO : Affine.of(output);
    List<Axis> axes = new ArrayList<>();
    for (int d = 0; d < s.index().size(); d++) {
      if (d == row) {
        List.of(tile, output).stream().filter(axis -> axis.extent() > 1).forEach(axes::add);
      } else {
        axes.addAll(s.index().get(d).axes());
      }
    }
    axes.add(point);
    List<Affine> target = new ArrayList<>(s.index());
    target.set(row, number.times(tables.outputs()).plus(place));
    List<Affine> from = with(s.index(), row, point);
    from.add(row + 1, number);
    Affine entry = place.times(tables.points()).plus(Affine.of(point));
    statements.add(
        new Statement(
            outer(s), s.layer(), s.target(), target, Reduction.SUM, s.accumulate(),
            product(Expr.read(points, from), tables.sums().at(entry)), axes, List.of(), null));
  }

  /** Rewrites a sum over samples whose elements are those of a window; false where it stays. */
  private boolean gradient(Statement s, Expr.Read data, Expr.Read other) {
    if (!isValue(data) || !isValue(other)) {
      return false;
    }
    for (Axis tap : s.outputAxes()) {
      Window window = Window.of(s, data, tap);
      int row = window == null ? -1 : Window.plain(other.index(), window.row());
      boolean sound =
          row >= 0
              && window.row().extent() == other.buffer().shape().get(row)
              && Window.plain(s.index(), tap) >= 0
              && other.index().stream().noneMatch(i -> i.uses(tap))
              && s.index().stream().noneMatch(i -> i.uses(window.row()));
      WinogradTables tables = sound ? costs.gradient(s, window, other) : null;
      if (tables != null) {
        gradient(s, window, other, tables);
        return true;
      }
    }
    return false;
  }

  private void gradient(Statement s, Window window, Expr.Read other, WinogradTables tables) {
    Axis point = new Axis(free(s, "p"), tables.points());
    Axis tile = new Axis(window.row().name(), tables.tiles(window.row().extent()));
    int row = Window.plain(other.index(), window.row());
    int tap = Window.plain(s.index(), window.tap());
    List<Integer> shape = new ArrayList<>(s.target().shape());
    shape.set(tap, point.extent());
    Buffer sums = Buffer.ofBatch(points(s.target()), shape);
    Expr.Read data = dataAtPoints(s, window, tables, point, tile);
    Expr.Read spread = spreadToPoints(s, other, row, tables, point, tile);
    visit(products(s, window, sums, with(s.index(), tap, point), data, spread, point, tile));
    Axis weight = window.tap();
    Affine entry = Affine.of(point).times(WinogradTables.TAPS).plus(window.weight(weight));
    statements.add(
        new Statement(
            outer(s), s.layer(), s.target(), s.index(), Reduction.SUM, s.accumulate(),
            product(Expr.read(sums, with(s.index(), tap, point)), tables.weights().at(entry)),
            Statement.concat(s.outputAxes(), List.of(point)), List.of(), null));
  }

  /**
   * What is read through a window, at points. In other dimensions what lies outside, and is read through windows too, is computed along: so these need no halo.
   */
  private Expr.Read dataAtPoints(Statement s, Window window, WinogradTables tables, Axis point, Axis tile) {
    Expr.Read data = window.data();
    List<Affine> from = new ArrayList<>();
    List<Affine> index = new ArrayList<>();
    List<Axis> axes = new ArrayList<>();
    List<Guard> padding = new ArrayList<>();
    for (int d = 0; d < data.index().size(); d++) {
      Affine at = data.index().get(d);
      Guard bounds = new Guard(at, data.buffer().shape().get(d));
      boolean padded = d != window.dimension() && s.guards().contains(bounds);
      int before = padded ? Math.max(0, -at.min()) : 0;
      int after = padded ? Math.max(0, at.max() - bounds.extent() + 1) : 0;
      axes.add(new Axis("d" + d, before + bounds.extent() + after));
      from.add(Affine.of(axes.getLast()).plus(-before));
      index.add(at.plus(before));
      padding.add(new Guard(from.getLast(), bounds.extent()));
    }
    Tiles tiles = new Tiles(window.dimension(), tables.outputs(), tables.points(), tile.extent(), window.offset());
    Buffer points =
        evaluate(s, data.buffer(), tiles, axes, from, padding,
            (p, i) -> tables.data().at(p.times(tables.points()).plus(i)));
    return Expr.read(points, splitIndex(index, window.dimension(), point, tile));
  }

  /** The other factor of a gradient at points. */
  private Expr.Read spreadToPoints(
      Statement s, Expr.Read other, int dimension, WinogradTables tables, Axis point, Axis tile) {
    List<Axis> axes = dimensions(other.buffer().shape());
    Tiles tiles = new Tiles(dimension, tables.outputs(), tables.outputs(), tile.extent(), 0);
    Buffer points =
        evaluate(s, other.buffer(), tiles, axes, Affine.ofAll(axes), List.of(),
            (p, i) -> tables.sums().at(i.times(tables.points()).plus(p)));
    return Expr.read(points, splitIndex(other.index(), dimension, point, tile));
  }

  /**
   * Tiles along a dimension.
   *
   * @param step distance of two
   * @param elements what one reads
   * @param offset where the first begins
   */
  private record Tiles(int dimension, int step, int elements, int count, int offset) {}

  /** A number of a table for a point and an element of a tile. */
  private interface Factor {
    Expr at(Affine point, Affine element);
  }

  /** Sets the values of tiles at points. */
  private Buffer evaluate(
      Statement s, Buffer of, Tiles tiles, List<Axis> plain, List<Affine> index, List<Guard> padding, Factor factor) {
    int d = tiles.dimension();
    Axis point = new Axis("p", tiles.step() + WinogradTables.TAPS - 1);
    Axis tile = new Axis("t", tiles.count());
    Axis element = new Axis("i", tiles.elements());
    List<Axis> axes = new ArrayList<>(plain);
    axes.set(d, point);
    axes.add(d + 1, tile);
    Buffer points = Buffer.value(points(of), axes.stream().map(Axis::extent).toList());
    Affine at = Affine.of(tile).times(tiles.step()).plus(Affine.of(element)).plus(tiles.offset());
    List<Affine> from = new ArrayList<>(index);
    from.set(d, at);
    List<Guard> guards = new ArrayList<>(padding);
    guards.removeIf(guard -> guard.index().uses(plain.get(d)));
    guards.add(new Guard(at, of.shape().get(d)));
    Expr value = product(Expr.read(of, from), factor.at(Affine.of(point), Affine.of(element)));
    statements.add(
        Statement.sum(of.label() + AT_POINTS, points, axes, List.of(element), value).guarded(guards)
            .ofLayer(s.layer()));
    return points;
  }

  private Expr.Read weightsAtPoints(Statement s, Window window, Expr.Read read, WinogradTables tables, Axis point) {
    Buffer of = read.buffer();
    int tap = Window.plain(read.index(), window.tap());
    Buffer points = weights.computeIfAbsent(new Evaluated(of, tap, tables.weights(), window.turned()), key -> {
      List<Axis> axes = dimensions(of.shape());
      axes.set(tap, new Axis("p", tables.points()));
      Axis element = new Axis("i", WinogradTables.TAPS);
      Buffer result = Buffer.ofParameters(points(of), axes.stream().map(Axis::extent).toList());
      Expr value =
          product(
              Expr.read(of, with(Affine.ofAll(axes), tap, element)),
              tables.weights().at(Affine.of(axes.get(tap)).times(WinogradTables.TAPS).plus(window.weight(element))));
      statements.add(
          Statement.sum(of.label() + AT_POINTS, result, axes, List.of(element), value).ofLayer(s.layer()));
      return result;
    });
    return Expr.read(points, with(read.index(), tap, point));
  }

  private static final String AT_POINTS = " at points";
  private static final String PRODUCTS = " products";
  private static final String SUMS = " sums";

  /** What the products of a statement are called; those of products too. */
  private static String inner(Statement s) {
    return s.label().endsWith(PRODUCTS) ? s.label() : s.label() + PRODUCTS;
  }

  /** What the sums of a statement are called, which may be products of another. */
  private static String outer(Statement s) {
    return s.label().endsWith(PRODUCTS)
        ? s.label().substring(0, s.label().length() - PRODUCTS.length()) + SUMS
        : s.label();
  }

  private static boolean isValue(Expr.Read read) {
    return read.buffer().perSample() && !read.buffer().isExternal() && !read.buffer().isInt();
  }

  /** A product, whatever the factors. */
  private static Expr product(Expr a, Expr b) {
    return new Expr.Binary(BinaryOp.MULTIPLY, a, b);
  }

  /** Whether a guard is on where an operand is read, and no other. */
  private static boolean isPadding(Guard guard, Expr.Read data) {
    for (int d = 0; d < data.index().size(); d++) {
      if (guard.equals(new Guard(data.index().get(d), data.buffer().shape().get(d)))) {
        return true;
      }
    }
    return false;
  }

  /** A name for values at points. */
  private String points(Buffer of) {
    String owner = of.name().replaceFirst("\\.Points\\d*$", "");
    String name = Buffer.nameOf(owner, "Points");
    for (int i = 2; !names.add(name); i++) {
      name = Buffer.nameOf(owner, "Points" + i);
    }
    return name;
  }

  private static List<Axis> dimensions(List<Integer> shape) {
    List<Axis> axes = new ArrayList<>();
    for (int extent : shape) {
      axes.add(new Axis("d" + axes.size(), extent));
    }
    return axes;
  }

  private static List<Integer> split(List<Integer> shape, int dimension, Axis point, Axis tile) {
    List<Integer> result = new ArrayList<>(shape);
    result.set(dimension, point.extent());
    result.add(dimension + 1, tile.extent());
    return result;
  }

  private static List<Affine> splitIndex(List<Affine> index, int dimension, Axis point, Axis tile) {
    List<Affine> result = with(index, dimension, point);
    result.add(dimension + 1, Affine.of(tile));
    return result;
  }

  private static List<Affine> with(List<Affine> index, int dimension, Axis axis) {
    List<Affine> result = new ArrayList<>(index);
    result.set(dimension, Affine.of(axis));
    return result;
  }

  /** A name that no axis of a statement has. */
  private static String free(Statement s, String name) {
    String free = name;
    for (int i = 2; isTaken(s, free); i++) {
      free = name + i;
    }
    return free;
  }

  private static boolean isTaken(Statement s, String name) {
    return s.axes().stream().anyMatch(axis -> axis.name().equals(name));
  }
}
