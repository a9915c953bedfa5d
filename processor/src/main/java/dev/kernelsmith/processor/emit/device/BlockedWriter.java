package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.kernel.AddressBook;
import dev.kernelsmith.processor.emit.kernel.Scope;
import dev.kernelsmith.processor.emit.kernel.TileWriter;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Lines;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.schedule.Blocked;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Launch;
import dev.kernelsmith.processor.schedule.Launches;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a product of matrices for a GPU: a work group computes a block of 32 x 32 elements, 4 x 4 a thread, and takes both operands
 * through local memory in slices of 16, so that each element is loaded once per block rather than once per thread.
 */
final class BlockedWriter {
  private static final int SIDE = Size.SIDE.value();
  private static final int PATCH = Size.PATCH.value();
  private static final int SLICE = Size.SLICE.value();
  private static final int THREADS = Size.THREADS.value();

  private final Kernel kernel;
  private final Blocked product;
  private final Names names;
  private final String side;
  private final String patch;
  private final String slice;
  private final String rowOfThreads;
  private final String threads;
  private final TornadoAddresses addresses;
  private final Scope scope;

  BlockedWriter(ScheduledProgram program, Constants constants, Launch launch, Names names, Lines code) {
    this.names = names;
    side = Size.SIDE.in(constants);
    patch = Size.PATCH.in(constants);
    slice = Size.SLICE.in(constants);
    rowOfThreads = Size.ROW_OF_THREADS.in(constants);
    threads = Size.THREADS.in(constants);
    kernel = launch.first();
    product = Launches.product(launch, program);
    addresses = new TornadoAddresses(program, constants);
    scope = new Scope(code, names, addresses);
    names.reserve(List.of("row", "column", "slice", "left", "right", "firstRow", "firstColumn", "value"));
    each((r, c) -> names.reserve(List.of("left" + r, "right" + c, sum(r, c))));
  }

  /** Work groups: columns along the first dimension, rows along the second. */
  static TornadoGrid grid(Blocked product) {
    int rows = Math.ceilDiv(Blocked.extent(product.rows()), SIDE);
    boolean samples = product.columns().isEmpty();
    String columns = samples ? "batch / " + SIDE + " * " + THREADS
        : Integer.toString(Math.ceilDiv(Blocked.extent(product.columns()), SIDE) * THREADS);
    return new TornadoGrid(columns, rows, THREADS, 1);
  }

  void write() {
    scope.line("int thread = context.localIdx");
    scope.line("int firstRow = context.groupIdy * " + side);
    scope.line("int firstColumn = context.groupIdx * " + side);
    scope.line(String.format(Locale.ROOT, "int row = thread / %s * %s", rowOfThreads, patch));
    scope.line(String.format(Locale.ROOT, "int column = thread %% %s * %s", rowOfThreads, patch));
    scope.line(String.format(Locale.ROOT, "float[] left = context.allocateFloatLocalArray(%s * %s)", slice, side));
    scope.line(String.format(Locale.ROOT, "float[] right = context.allocateFloatLocalArray(%s * %s)", slice, side));
    each((r, c) -> scope.line("float " + sum(r, c) + " = 0f"));
    String inner = samplesSummed() ? "batch" : Integer.toString(Blocked.extent(product.inner()));
    scope.open(String.format(Locale.ROOT, "for (int slice = 0; slice < %s; slice += %s)", inner, slice));
    fill("left", product.left(), product.rows(), "firstRow");
    fill("right", product.right(), product.columns(), "firstColumn");
    scope.line("context.localBarrier()");
    multiply();
    scope.line("context.localBarrier()");
    scope.close();
    store();
  }

  private boolean samplesSummed() {
    return product.inner().isEmpty();
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

  /** Loads a slice of an operand: neighbouring threads load neighbouring elements, whichever of its two indices that is. */
  private void fill(String into, Expr.Read operand, List<Axis> outer, String first) {
    Affine flat = addresses.layout(operand.buffer()).flat(operand.index());
    boolean samplesOuter = outer.isEmpty();
    boolean outerFirst = samplesOuter || !samplesSummed() && Blocked.stride(outer, flat) == 1;
    String i = names.exact("i");
    String a = names.exact(into + "Outer");
    String k = names.exact(into + "Inner");
    scope.open(
        String.format(Locale.ROOT, "for (int %s = thread; %s < %s * %s; %s += %s)", i, i, slice, side, i, threads));
    scope.line(String.format(Locale.ROOT, "int %s = %s", a, outerFirst ? i + " % " + side : i + " / " + slice));
    scope.line(String.format(Locale.ROOT, "int %s = %s", k, outerFirst ? i + " / " + side : i + " % " + slice));
    AddressBook.Address address = addresses.address(operand);
    Map<Axis, Distance> terms = new LinkedHashMap<>();
    counted(address, outer, terms, first, a);
    counted(address, product.inner(), terms, "slice", k);
    String place = IndexText.of(addresses.start(operand.buffer()), terms, address.constant());
    String sample = samplesOuter ? first + " + " + a : "slice + " + k;
    String index = addresses.scaled(operand.buffer(), place, "batch", sample);
    String bounds = bounds(first + " + " + a, outer, "slice + " + k);
    String element = addresses.get(operand.buffer(), index);
    String value = element;
    if (!bounds.isEmpty()) {
      value = "value";
      scope.line("float value = 0f");
      scope.open("if (" + bounds + ")");
      scope.line("value = " + element);
      scope.close();
    }
    scope.line(String.format(Locale.ROOT, "%s[%s * %s + %s] = %s", into, k, side, a, value));
    scope.close();
  }

  /** What keeps indices inside, where the blocks do not divide the matrices; the batch is a multiple of both. */
  private String bounds(String outerIndex, List<Axis> outer, String innerIndex) {
    int outerExtent = Blocked.extent(outer);
    int innerExtent = Blocked.extent(product.inner());
    String text = !outer.isEmpty() && outerExtent % SIDE != 0 ? outerIndex + " < " + outerExtent : "";
    if (!samplesSummed() && innerExtent % SLICE != 0) {
      text += (text.isEmpty() ? "" : " && ") + innerIndex + " < " + innerExtent;
    }
    return text;
  }

  /** Adds what axes that count as one are multiplied by, their number being a sum of two. */
  private static void counted(
      AddressBook.Address address, List<Axis> axes, Map<Axis, Distance> terms, String first, String further) {
    if (!axes.isEmpty()) {
      Distance stride = address.terms().getOrDefault(axes.getLast(), Distance.ZERO);
      terms.put(new Axis(first, SIDE), stride);
      terms.put(new Axis(further, SIDE), stride);
    }
  }

  private void multiply() {
    String k = names.exact("inner");
    scope.open(String.format(Locale.ROOT, "for (int %s = 0; %s < %s; %s++)", k, k, slice, k));
    for (int m = 0; m < PATCH; m++) {
      scope.line(
          String.format(Locale.ROOT, "float left%d = left[%s * %s + %s]", m, k, side, IndexText.plus("row", m)));
    }
    for (int m = 0; m < PATCH; m++) {
      scope.line(
          String.format(Locale.ROOT, "float right%d = right[%s * %s + %s]", m, k, side, IndexText.plus("column", m)));
    }
    each((r, c) -> scope.line(String.format(Locale.ROOT, "%s += left%d * right%d", sum(r, c), r, c)));
    scope.close();
  }

  /** Stores each element, with all that follows from it. */
  private void store() {
    List<Kernel.Loop> loops =
        kernel.loops().stream().map(l -> new Kernel.Loop(l.axis(), 1, false)).toList();
    Kernel single = new Kernel(kernel.name(), kernel.statements(), kernel.lanes(), null, loops, kernel.reduced(),
        kernel.local(), kernel.start(), null);
    Set<Axis> points =
        loops.stream().map(Kernel.Loop::axis).filter(axis -> axis.extent() == 1).collect(Collectors.toSet());
    each((r, c) -> {
      int rows = Blocked.extent(product.rows());
      int columns = Blocked.extent(product.columns());
      boolean samples = product.columns().isEmpty();
      String bounds = rows % SIDE == 0 ? "" : IndexText.plus("firstRow + row", r) + " < " + rows;
      if (!samples && columns % SIDE != 0) {
        bounds += (bounds.isEmpty() ? "" : " && ") + IndexText.plus("firstColumn + column", c) + " < " + columns;
      }
      scope.open(bounds.isEmpty() ? "" : "if (" + bounds + ")");
      Scope inner = scope.inner();
      decode(inner, product.rows(), IndexText.plus("firstRow + row", r));
      if (samples) {
        inner.line("int n = " + IndexText.plus("firstColumn + column", c));
      } else {
        decode(inner, product.columns(), IndexText.plus("firstColumn + column", c));
      }
      Value value = Value.number(sum(r, c));
      if (kernel.start() != null) {
        Value start = new TornadoDialect().write(kernel.start(), inner);
        value = inner.local("float", "whole", Value.sum(value, "+", start));
      }
      TileWriter writer =
          new TileWriter(single, new TornadoDialect(), List.of(), Collections.nCopies(loops.size(), 1), points);
      writer.finish(inner, List.of(value));
      scope.close();
    });
  }

  private static void decode(Scope scope, List<Axis> axes, String index) {
    Digits.declare(scope, Value.number(index, Value.Binding.SUM), "", Digits.of(axes));
  }
}
