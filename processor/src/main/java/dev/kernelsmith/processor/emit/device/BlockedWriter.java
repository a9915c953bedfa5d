package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.kernel.Scope;
import dev.kernelsmith.processor.emit.kernel.TileWriter;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.kernel.UpdateCalls;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Lines;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.schedule.Blocked;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Launch;
import dev.kernelsmith.processor.schedule.Launches;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a product of matrices for a GPU: a team of threads computes a block of 32 x 32 elements or less, 4 x 4 a thread, and takes both operands through local
 * memory in slices of 16 terms, so that each element is loaded once per block rather than once per thread. Several teams of a work group take slices by turns, and
 * add up at the end. Rows in local memory are one longer than what is in them, so that neighbouring threads meet other banks whichever way they go.
 */
final class BlockedWriter {
  private static final int PATCH = Blocked.PATCH;

  private final UpdateCalls updates;
  private final Kernel kernel;
  private final Blocked product;
  private final int teams;
  private final String threads;
  private final String patch;
  private final String slice;
  private final Scope scope;
  private final BlockedOperand left;
  private final BlockedOperand right;

  BlockedWriter(ScheduledProgram program, Constants constants, Launch launch, UpdateCalls updates, Names names,
      Lines code) {
    this.updates = updates;
    patch = Size.PATCH.in(constants);
    slice = Size.SLICE.in(constants);
    kernel = launch.first();
    product = Launches.product(launch);
    teams = product.teams();
    threads = (product.team() == Size.TEAM.value() ? Size.TEAM
        : product.team() == Size.NARROW_TEAM.value() ? Size.NARROW_TEAM : Size.SMALL_TEAM)
        .in(constants);
    TornadoAddresses addresses = new TornadoAddresses(program, constants);
    scope = new Scope(code, names, addresses);
    names.reserve(
        List.of("item", "team", "group", "block", "row", "column", "slice", "left", "right", "firstRow", "firstColumn",
            "share", "given", "half"));
    each((r, c) -> names.reserve(List.of("left" + r, "right" + c, sum(r, c))));
    left = new BlockedOperand(product, true, names, addresses, constants);
    right = new BlockedOperand(product, false, names, addresses, constants);
  }

  /** Work groups: blocks of columns of one product after the other along the first dimension, rows along the second. */
  static TornadoGrid grid(Blocked product) {
    int rows = product.rowBlocks();
    int threads = product.team() * product.teams();
    int groups = product.blocks() / rows * threads;
    String x = product.samples() ? "batch / " + Blocked.SIDE + " * " + groups : Integer.toString(groups);
    return new TornadoGrid(x, rows, threads, 1);
  }

  void write() {
    int threadsOfRow = product.columnSide() / PATCH;
    if (teams > 1) {
      scope.line("int item = context.localIdx");
      scope.line("int thread = item % " + threads);
      scope.line("int team = item / " + threads);
    } else {
      scope.line("int thread = context.localIdx");
    }
    if (product.rowBlocks() > 1) {
      scope.line("int firstRow = context.groupIdy * " + product.rowSide());
    }
    place();
    scope.line(String.format(Locale.ROOT, "int row = thread / %d * %s", threadsOfRow, patch));
    scope.line(String.format(Locale.ROOT, "int column = thread %% %d * %s", threadsOfRow, patch));
    left.allocate(scope);
    right.allocate(scope);
    each((r, c) -> scope.line("float " + sum(r, c) + " = 0f"));
    left.locate(scope);
    right.locate(scope);
    String terms = terms();
    if (teams > 1) {
      scope.open(String.format(Locale.ROOT, "for (int round = 0; round < %s; round += %d * %s)", terms, teams, slice));
      scope.line(String.format(Locale.ROOT, "int slice = round + team * %s", slice));
    } else {
      scope.open(String.format(Locale.ROOT, "for (int slice = 0; slice < %s; slice += %s)", terms, slice));
    }
    if (!product.samples()) {
      position();
    }
    left.fill(scope, terms);
    right.fill(scope, terms);
    scope.line("context.localBarrier()");
    multiply();
    scope.line("context.localBarrier()");
    scope.close();
    if (teams > 1) {
      join();
      scope.open("if (team == 0)");
      store();
      scope.close();
    } else {
      store();
    }
  }

  /** The columns of the group, and which of several products is its own. */
  private void place() {
    int side = product.columnSide();
    if (Blocked.extent(product.outer()) == 1) {
      if (severalColumnBlocks(product)) {
        scope.line("int firstColumn = context.groupIdx * " + side);
      }
      return;
    }
    scope.line("int group = context.groupIdx");
    Value group = Value.number("group");
    if (product.samples()) {
      String blocks = "(batch / " + side + ")";
      scope.line("int firstColumn = group % " + blocks + " * " + side);
      Digits.declare(scope, group, blocks, Digits.of(product.outer()));
      return;
    }
    List<Axis> counted = new ArrayList<>(product.outer());
    counted.add(new Axis("block", product.columnBlocks()));
    Digits.declare(scope, group, "", Digits.of(counted));
    if (severalColumnBlocks(product)) {
      scope.line("int firstColumn = block * " + side);
    }
  }

  private static boolean severalColumnBlocks(Blocked product) {
    return product.samples() || product.columnBlocks() > 1;
  }

  /** Number of the first row of a block, with what counts from there; that alone where there is one block. */
  static String ofRow(Blocked product, String from) {
    return product.rowBlocks() > 1 ? "firstRow + " + from : from;
  }

  /** The same of a column. */
  static String ofColumn(Blocked product, String from) {
    return severalColumnBlocks(product) ? "firstColumn + " + from : from;
  }

  /** Terms of the sum. */
  private String terms() {
    long inner = Blocked.extent(product.inner());
    return product.samples() ? Long.toString(inner) : inner == 1 ? "batch" : inner + " * batch";
  }

  /** Where the terms of a slice lie that sums over samples: at one place of the other axes, since the batch is a multiple of a slice. */
  private void position() {
    String within = left.sampleOfSlice().isEmpty() ? right.sampleOfSlice() : left.sampleOfSlice();
    if (Blocked.extent(product.inner()) == 1) {
      if (!within.isEmpty()) {
        scope.line("int n = slice + " + within);
      }
      return;
    }
    scope.line("int n = slice % batch + " + within);
    Digits.declare(scope, Value.number("slice"), "batch", Digits.of(product.inner()));
  }

  private interface Element {
    void write(int row, int column);
  }

  private static void each(Element element) {
    for (int r = 0; r < PATCH; r++) {
      for (int c = 0; c < PATCH; c++) {
        element.write(r, c);
      }
    }
  }

  private static String sum(int row, int column) {
    return "sum" + row + "_" + column;
  }

  private void multiply() {
    String k = scope.names().exact("inner");
    scope.open(String.format(Locale.ROOT, "for (int %s = 0; %s < %s; %s++)", k, k, slice, k));
    for (int m = 0; m < PATCH; m++) {
      scope.line("float left" + m + " = " + left.element(k, "row", m));
    }
    for (int m = 0; m < PATCH; m++) {
      scope.line("float right" + m + " = " + right.element(k, "column", m));
    }
    each((r, c) -> scope.line(String.format(Locale.ROOT, "%s += left%d * right%d", sum(r, c), r, c)));
    scope.close();
  }

  /** Adds up what the teams have, which leave it where the left operand was: all threads their first sums, then all their second ones. */
  private void join() {
    scope.line(String.format(Locale.ROOT, "int share = team * (%s * %s * %s) + thread", patch, patch, threads));
    scope.open(String.format(Locale.ROOT, "for (int half = %d; half > 0; half = half / 2)", teams / 2));
    scope.open("if (team >= half && team < 2 * half)");
    scope.line(String.format(Locale.ROOT, "int given = share - half * (%s * %s * %s)", patch, patch, threads));
    each((r, c) -> scope.line(String.format(Locale.ROOT, "left[%s] = %s", share("given", r, c), sum(r, c))));
    scope.close();
    scope.line("context.localBarrier()");
    scope.open("if (team < half)");
    each((r, c) -> scope.line(String.format(Locale.ROOT, "%s += left[%s]", sum(r, c), share("share", r, c))));
    scope.close();
    scope.line("context.localBarrier()");
    scope.close();
  }

  private String share(String first, int row, int column) {
    return IndexText.plus(first, Distance.of(threads).times(row * PATCH + column));
  }

  /** Stores each element, with all that follows from it. */
  private void store() {
    List<Kernel.Loop> loops =
        kernel.loops().stream().map(l -> new Kernel.Loop(l.axis(), 1, false)).toList();
    Kernel single = new Kernel(kernel.name(), kernel.statements(), kernel.lanes(), null, loops, kernel.reduced(),
        kernel.local(), kernel.start(), null);
    Set<Axis> points =
        loops.stream().map(Kernel.Loop::axis).filter(axis -> axis.extent() == 1).collect(Collectors.toSet());
    for (int r = 0; r < PATCH; r++) {
      String row = IndexText.plus(ofRow(product, "row"), r);
      open(scope, row, product.rows(), product.rowSide());
      Scope ofRow = scope.inner();
      decode(ofRow, product.rows(), row);
      for (int c = 0; c < PATCH; c++) {
        String column = IndexText.plus(ofColumn(product, "column"), c);
        open(ofRow, column, product.columns(), product.samples() ? 1 : product.columnSide());
        Scope inner = ofRow.inner();
        if (product.samples()) {
          inner.line("int n = " + column);
        } else {
          decode(inner, product.columns(), column);
        }
        Value value = Value.number(sum(r, c));
        if (kernel.start() != null) {
          Value start = new TornadoDialect().write(kernel.start(), inner);
          value = inner.local("float", "whole", Value.sum(value, "+", start));
        }
        new TileWriter(single, new TornadoDialect(updates), List.of(), Collections.nCopies(loops.size(), 1), points)
            .finish(inner, List.of(value));
        inner.close();
      }
      scope.close();
    }
  }

  /** Opens a block for a row or column, if it is one. */
  private static void open(Scope scope, String number, List<Axis> axes, int side) {
    long extent = Blocked.extent(axes);
    scope.open(extent % side == 0 ? "" : "if (" + number + " < " + extent + ")");
  }

  private static void decode(Scope scope, List<Axis> axes, String index) {
    Value.Binding binding = index.indexOf(' ') < 0 ? Value.Binding.ATOM : Value.Binding.SUM;
    Digits.declare(scope, Value.number(index, binding), "", Digits.of(axes));
  }
}
