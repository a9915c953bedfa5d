package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Selected;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a gradient whose rows are those that numbers of the samples say, such as that of a table of vectors: each number has its part added to its row, in the order in which the sum of
 * a row would have it, so that the bits are the same. The range of the kernel's method are rows.
 */
final class ScatterWriter {
  private final Kernel kernel;
  private final Statement main;
  private final Dialect dialect;
  private final Selected rows;

  ScatterWriter(Kernel kernel, Dialect dialect, Selected rows) {
    this.kernel = kernel;
    this.main = kernel.main();
    this.dialect = dialect;
    this.rows = rows;
  }

  /**
   * Writes the kernel.
   *
   * @param samples the axis that counts samples, where a block has several
   */
  void write(Scope scope, List<Axis> samples) {
    List<Axis> columns = kernel.loops().stream().map(Kernel.Loop::axis).filter(a -> !a.equals(rows.axis())).toList();
    Map<Axis, Affine> places = new HashMap<>();
    columns.stream().filter(axis -> axis.extent() == 1).forEach(axis -> places.put(axis, Affine.ZERO));
    if (!main.accumulate()) {
      clear(scope, columns, places);
    }
    ReductionLoops loops = new ReductionLoops(Statement.concat(kernel.reduced(), samples), List.of());
    places.putAll(loops.fixed());
    loops.open(scope);
    Scope inner = scope.inner();
    TileWriter.place(inner, rows, places, "from", "to");
    int opened = open(inner, columns);
    Scope row = inner.inner();
    Value value = dialect.writeShared(rows.value().substitute(places), row);
    row.line(dialect.add(withinRow(row, value), target(places), row));
    close(scope, opened + 1);
    loops.close(scope);
  }

  /** Zeros in the rows of the range, unless the block adds to what others have left there. */
  private void clear(Scope scope, List<Axis> columns, Map<Axis, Affine> places) {
    String row = rows.axis().name();
    scope.open("if (!accumulate)");
    scope.open(String.format(Locale.ROOT, "for (int %s = from; %s < to; %s++)", row, row, row));
    int opened = open(scope, columns);
    Scope inner = scope.inner();
    inner.line(dialect.store(dialect.typed(Value.number("0f")), target(places), inner));
    close(scope, opened + 2);
  }

  private Expr.Read target(Map<Axis, Affine> places) {
    return Expr.read(main.target(), main.index().stream().map(i -> i.substitute(places)).toList());
  }

  private int open(Scope scope, List<Axis> columns) {
    int opened = 0;
    for (Axis axis : columns) {
      if (axis.extent() > 1) {
        String name = axis.name();
        boolean lane = axis.equals(kernel.laneAxis());
        int end = lane ? Target.padded(axis.extent()) : axis.extent();
        scope.open(
            String.format(
                Locale.ROOT, "for (int %s = 0; %s < %d; %s)", name, name, end,
                lane ? name + " += LANES" : name + "++"));
        opened++;
      }
    }
    return opened;
  }

  /** What lies behind the end of a row of working memory is not the gradient's. */
  private Value withinRow(Scope scope, Value value) {
    Axis lane = kernel.laneAxis();
    return lane == null || lane.extent() % Target.LANES == 0 ? value
        : dialect.withinRow(scope, value, lane.name(), lane.extent());
  }

  private static void close(Scope scope, int opened) {
    for (int i = 0; i < opened; i++) {
      scope.close();
    }
  }
}
