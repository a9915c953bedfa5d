package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.kernel.Scope;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.kernel.UpdateCalls;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Lines;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The updates that one launch makes, and what its method calls their arrays and numbers. */
final class LaunchUpdates {
  private final Map<Buffer, UpdateCalls.Method> methods = new LinkedHashMap<>();
  private final Map<String, String> arrays = new LinkedHashMap<>();
  private final Map<String, String> numbers = new LinkedHashMap<>();

  /**
   * Names what a launch needs.
   *
   * @param called the methods, by gradient
   * @param own arrays that the launch has in any case
   * @param names of its method
   */
  LaunchUpdates(Map<Buffer, UpdateCalls.Method> called, Set<String> own, Names names) {
    Set<String> needed = new LinkedHashSet<>();
    called.values().forEach(method -> needed.addAll(method.arrays()));
    if (!called.isEmpty()) {
      needed.add(TornadoDialect.STEP);
    }
    needed.forEach(array -> arrays.put(array, own.contains(array) ? array : names.exact(array)));
    called.values().forEach(method -> method.numbers().forEach(n -> numbers.computeIfAbsent(n, names::exact)));
    called.forEach((gradient, method) -> methods.put(gradient, method.with(arrays, numbers)));
  }

  /** The arrays that it needs, each with its name in the method. */
  Map<String, String> arrays() {
    return Collections.unmodifiableMap(arrays);
  }

  /** Declares the numbers of the step: TornadoVM does not compile methods that look for them themselves. */
  void declareNumbers(Lines lines) {
    numbers.forEach(
        (number, local) -> lines.declare("float", local,
            Value.number(arrays.get(TornadoDialect.STEP) + ".get(" + TornadoDialect.constant(number) + ")")));
  }

  /** A call behind each gradient. */
  UpdateCalls calls() {
    return new UpdateCalls(methods);
  }

  /**
   * Writes updates behind a tile whose gradients have been stored: a loop over its elements, or over vectors of them. A call for each would be more than TornadoVM inlines.
   */
  void write(Scope scope, Kernel kernel) {
    for (Statement s : kernel.statements()) {
      if (methods.containsKey(s.target())) {
        write(scope, kernel, s);
      }
    }
  }

  private void write(Scope scope, Kernel kernel, Statement s) {
    Map<Axis, Affine> starts = new HashMap<>();
    Map<Axis, Affine> outside = new HashMap<>();
    for (Kernel.Loop loop : kernel.loops()) {
      if (kernel.tiles(loop) == 1 && !loop.axis().equals(kernel.laneAxis())) {
        starts.put(loop.axis(), Affine.ZERO);
      }
      if (loop.tile() == 1) {
        outside.put(loop.axis(), Affine.ZERO);
      }
    }
    // Only of what the tile has several: each distance that is asked for becomes a constant.
    Map<Axis, Distance> strides = scope.addresses().address(read(s, outside)).terms();
    Map<Axis, Distance> inTile = new LinkedHashMap<>();
    for (Kernel.Loop loop : kernel.loops()) {
      if (loop.tile() > 1) {
        boolean lane = loop.axis().equals(kernel.laneAxis());
        String name = scope.names().exact((lane ? RowAddresses.VECTOR : loop.axis()).name() + "InTile");
        inTile.put(
            new Axis(name, loop.tile()), lane ? Distance.of(1) : Objects.requireNonNull(strides.get(loop.axis())));
        scope.open(String.format(Locale.ROOT, "for (int %s = 0; %s < %d; %s++)", name, name, loop.tile(), name));
      }
    }
    String element = IndexText.of(scope.index(read(s, starts)), inTile, Distance.ZERO);
    scope.line(Objects.requireNonNull(methods.get(s.target())).call(element));
    inTile.keySet().forEach(_ -> scope.close());
  }

  /** The element that a statement sets, where some axes have a value. */
  private static Expr.Read read(Statement s, Map<Axis, Affine> values) {
    return Expr.read(s.target(), s.index().stream().map(index -> index.substitute(values)).toList());
  }
}
