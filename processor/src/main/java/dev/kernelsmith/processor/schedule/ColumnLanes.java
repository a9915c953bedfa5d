package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.FreeNames;
import dev.kernelsmith.processor.ir.Selected;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one sample is computed at a time and a layer has few filters, lanes along these would be mostly idle: 6 of 16 in LeNet-5's first convolution. Lanes then run along the columns of the image
 * instead. What a lane reads must lie beside what its neighbour reads, so the input is first copied, once for each place that a column's window has
 * in it, {@code columns[h, t, c, w] = x[h, w * stride + t, c]}; the result is copied back into rows of channels, so that nobody else need know.
 * Sums keep their order, and with it their bits.
 */
final class ColumnLanes {
  /** Cycles of a vector of products. */
  private static final double PRODUCT = 0.9;

  /** Cycles to copy one float from or to a place that is not beside that of the one before. */
  private static final double COPY = 1.2;

  private final Map<Buffer, Expr> starts;
  private final Set<Buffer> kept;
  private final Map<Buffer, Integer> readers = new HashMap<>();
  private final Set<String> names;

  /** Copies of images that still are what they were, by what makes them, without the name: layers with the same window share them. */
  private final Map<Statement, Buffer> copies = new HashMap<>();

  /**
   * What a pass makes of a program.
   *
   * @param groups statements by kernel
   * @param starts what sums start from
   */
  record Rewritten(List<List<Statement>> groups, Map<Buffer, Expr> starts) {}

  private ColumnLanes(
      List<List<Statement>> groups, Map<Buffer, Expr> starts, Set<Buffer> kept, Set<String> names) {
    this.starts = new LinkedHashMap<>(starts);
    this.kept = kept;
    this.names = names;
    groups.stream().flatMap(List::stream)
        .forEach(s -> s.buffersRead().forEach(b -> readers.merge(b, 1, Integer::sum)));
  }

  /**
   * Rewrites the kernels for which that pays.
   *
   * @param groups the kernels of one phase
   * @param starts what sums start from
   * @param kept buffers that other phases read
   * @param names of all buffers of the program, to which those of copies are added
   */
  static Rewritten apply(
      List<List<Statement>> groups, Map<Buffer, Expr> starts, Set<Buffer> kept, Set<String> names) {
    ColumnLanes pass = new ColumnLanes(groups, starts, kept, names);
    List<List<Statement>> result = new ArrayList<>();
    for (List<Statement> group : groups) {
      Columns columns = pass.columns(group);
      result.addAll(columns == null ? List.of(group) : pass.rewritten(group, columns));
      for (Statement s : group) {
        pass.copies.keySet().removeIf(copied -> copied.buffersRead().stream().anyMatch(s.buffersWritten()::contains));
      }
    }
    return new Rewritten(result, pass.starts);
  }

  /**
   * A kernel whose lanes can run along columns.
   *
   * @param input what the sum reads of the image
   * @param dimension of the image, along which columns lie
   * @param column the axis of the columns
   * @param filter the axis of the filters
   */
  private record Columns(Expr.Read input, int dimension, Axis column, Axis filter) {
    /** What is read along each dimension of the image for one column. */
    List<Affine> places() {
      return input.index().stream().map(i -> i.without(column)).toList();
    }

    /** The index of what a sum reads in the copy, from the first place in steps of one. */
    List<Affine> index() {
      List<Affine> index = new ArrayList<>();
      for (Affine places : places()) {
        int step = step(places);
        Affine steps = Affine.ZERO;
        for (Axis axis : places.axes()) {
          steps = steps.plus(Affine.of(axis).times(places.coefficient(axis) / step));
        }
        index.add(steps.plus(-steps.min()));
      }
      index.add(Affine.of(column));
      return index;
    }

    /** How far apart places are at least: a dilated window has nothing between its taps. */
    static int step(Affine places) {
      int step = 0;
      for (Axis axis : places.axes()) {
        step = gcd(step, Math.abs(places.coefficient(axis)));
      }
      return Math.max(step, 1);
    }

    private static int gcd(int a, int b) {
      return b == 0 ? a : gcd(b, a % b);
    }

    List<Integer> shape() {
      return index().stream().map(i -> i.max() + 1).toList();
    }
  }

  /** How lanes could run along columns, or null where they cannot, or where that does not pay. */
  private @Nullable Columns columns(List<Statement> group) {
    Statement sum = group.getFirst();
    Contraction product = Contraction.of(sum);
    List<Axis> output = sum.outputAxes();
    if (product == null || output.size() < 2 || sum.isStep() || sum.accumulate() || !sum.target().perSample()
        || Selected.of(sum) != null) {
      return null;
    }
    boolean first = product.a().buffer().perSample();
    Expr.Read input = first ? product.a() : product.b();
    Expr.Read weights = first ? product.b() : product.a();
    Axis filter = sum.index().getLast().asAxis();
    Statement last = group.getLast();
    Axis column = last.index().size() < 2 ? null : last.index().get(last.index().size() - 2).asAxis();
    if (filter == null || column == null || !input.buffer().perSample() || weights.buffer().perSample()
        || input.buffer().isExternal() || uses(input, filter) || uses(weights, column)
        || !sum.guards().isEmpty()
        || group.stream().map(Statement::target).distinct().count() < group.size()
        || !group.stream().allMatch(s -> suits(s, group, column, filter))) {
      return null;
    }
    List<Affine> along = input.index().stream().filter(i -> i.uses(column)).toList();
    if (along.size() != 1 || along.getFirst().coefficient(column) < 1) {
      return null;
    }
    Columns columns = new Columns(input, input.index().indexOf(along.getFirst()), column, filter);
    Statement reading = reading(sum, columns, Buffer.value("columns", columns.shape()));
    // In another order the sum would have other bits than that of a block.
    return Tiling.reduced(reading).equals(Tiling.reduced(sum)) && pays(group, columns) ? columns : null;
  }

  private static boolean uses(Expr.Read read, Axis axis) {
    return read.index().stream().anyMatch(i -> i.uses(axis));
  }

  /** Whether what a statement of a kernel writes can have columns last, and what it reads is at hand or the same for all columns. */
  private boolean suits(Statement s, List<Statement> group, Axis column, Axis filter) {
    boolean values =
        s.target().role() == Buffer.Role.VALUE && s.argmax() == null && s.target().shape().size() == s.index().size()
            && s.outputAxes().contains(column) && Affine.of(filter).equals(s.index().getLast())
            && filter.extent() == s.target().shape().getLast()
            && s.index().stream().filter(i -> i.uses(column)).count() == 1
            && s.index().stream().allMatch(i -> hasRoom(i, column)) && s.value().streams().isEmpty();
    Set<Buffer> here = new HashSet<>();
    group.forEach(g -> here.addAll(g.buffersWritten()));
    Statement sum = group.getFirst();
    boolean reads =
        s.equals(sum)
            || s.value().reads().stream().allMatch(r -> here.contains(r.buffer()) || !uses(r, column))
                && !indexes(s.value());
    Expr start = starts.get(s.target());
    boolean starts = start == null || start.reads().stream().noneMatch(r -> uses(r, column));
    return values && reads && starts;
  }

  /** Whether an index has room for each of its places in a dimension without the columns: {@code w * 2 + j} with two of j. */
  private static boolean hasRoom(Affine index, Axis column) {
    Affine rest = index.without(column);
    return !index.uses(column) || rest.min() == 0 && rest.max() < index.coefficient(column);
  }

  private static boolean indexes(Expr e) {
    return e instanceof Expr.Index || e.children().stream().anyMatch(ColumnLanes::indexes);
  }

  private boolean pays(List<Statement> group, Columns columns) {
    Statement sum = group.getFirst();
    double products = Axis.iterations(sum.axes());
    double now = products / columns.filter().extent() * Target.vectors(columns.filter().extent());
    double then = products / columns.column().extent() * Target.vectors(columns.column().extent());
    double copied = columns.shape().stream().mapToDouble(Integer::doubleValue).reduce(1, (x, y) -> x * y);
    for (Statement s : group) {
      copied += isReadElsewhere(s.target(), group) ? s.target().elements() : 0;
    }
    return PRODUCT * (now - then) > COPY * copied;
  }

  private boolean isReadElsewhere(Buffer buffer, List<Statement> group) {
    long here = group.stream().filter(s -> s.buffersRead().contains(buffer)).count();
    return kept.contains(buffer) || readers.getOrDefault(buffer, 0) > here;
  }

  /** The copy of the input, the kernel, and copies of its results. */
  private List<List<Statement>> rewritten(List<Statement> group, Columns columns) {
    Statement sum = group.getFirst();
    List<List<Statement>> result = new ArrayList<>();
    Statement copied = copied(columns);
    Buffer copy = copies.get(copied);
    if (copy == null) {
      copy = Buffer.value(free(columns.input().buffer()), columns.shape());
      copies.put(copied, copy);
      result.add(List.of(copied.withTarget(copy).ofLayer(sum.layer())));
    }
    Map<Buffer, Buffer> moved = new LinkedHashMap<>();
    for (Statement s : group) {
      Buffer b = s.target();
      List<Integer> shape = columnsLast(s, columns).stream().map(i -> i.max() + 1).toList();
      moved.put(b, new Buffer(free(b), b.role(), b.scope(), shape, b.number()));
    }
    List<Statement> kernel = new ArrayList<>();
    for (Statement s : group) {
      Statement reading = s.equals(sum) ? reading(s, columns, copy) : s;
      Expr value = reading.value();
      for (Statement of : group) {
        Expr.Read read = Expr.read(of.target(), of.index());
        value = value.replace(read, Expr.read(moved.get(of.target()), columnsLast(of, columns)));
      }
      kernel.add(
          new Statement(
              s.label(), s.layer(), moved.get(s.target()), columnsLast(s, columns), s.reduction(), s.accumulate(),
              value, axes(s, columns), s.guards(), null));
    }
    result.add(kernel);
    Expr start = starts.remove(sum.target());
    if (start != null) {
      starts.put(moved.get(sum.target()), start);
    }
    for (Statement s : group) {
      if (isReadElsewhere(s.target(), group)) {
        result.add(
            List.of(
                Statement.assign(
                    s.target().label() + " from columns", s.target(), s.outputAxes(),
                    Expr.read(moved.get(s.target()), columnsLast(s, columns))).ofLayer(s.layer())));
      }
    }
    return result;
  }

  /** The sum, reading the copy. */
  private static Statement reading(Statement sum, Columns columns, Buffer copy) {
    return sum.withValue(sum.value().replace(columns.input(), Expr.read(copy, columns.index())));
  }

  /** Copies the image, to a buffer of no name yet, so that lanes of columns find their values beside each other. */
  private static Statement copied(Columns columns) {
    Buffer copy = Buffer.value("", columns.shape());
    List<Axis> axes = new ArrayList<>();
    List<Affine> from = new ArrayList<>();
    Expr.Read input = columns.input();
    Set<String> taken = new HashSet<>(Set.of(columns.column().name()));
    for (int d = 0; d < input.index().size(); d++) {
      Affine index = input.index().get(d);
      Affine places = columns.places().get(d);
      boolean along = d == columns.dimension();
      boolean ofImage = !along && !index.axes().isEmpty();
      String name = ofImage ? index.axes().iterator().next().name() : "t";
      Axis axis = new Axis(FreeNames.take(name, taken), copy.shape().get(d));
      axes.add(axis);
      Affine ofColumns = Affine.of(columns.column()).times(index.coefficient(columns.column()));
      from.add(Affine.of(axis).times(Columns.step(places)).plus(places.min()).plus(ofColumns));
    }
    axes.add(columns.column());
    return Statement.assign(input.buffer().label() + " columns", copy, axes, Expr.read(input.buffer(), from));
  }

  /** The index of what a statement writes with columns last; what else is in their dimension, such as places of a window, stays there. */
  private static List<Affine> columnsLast(Statement s, Columns columns) {
    List<Affine> index = new ArrayList<>();
    for (Affine i : s.index()) {
      Affine rest = i.without(columns.column());
      if (!i.uses(columns.column()) || !rest.axes().isEmpty()) {
        index.add(rest);
      }
    }
    index.add(Affine.of(columns.column()));
    return index;
  }

  /** Filters where columns were, and columns behind all other axes of the result. */
  private static List<Axis> axes(Statement s, Columns columns) {
    List<Axis> axes = new ArrayList<>(s.outputAxes());
    axes.remove(columns.filter());
    axes.set(axes.indexOf(columns.column()), columns.filter());
    axes.add(columns.column());
    axes.addAll(s.reducedAxes());
    return axes;
  }

  private String free(Buffer buffer) {
    return FreeNames.take(Buffer.nameOf(buffer.name(), "Columns"), names);
  }
}
