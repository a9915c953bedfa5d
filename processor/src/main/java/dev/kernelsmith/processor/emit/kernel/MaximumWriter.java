package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.WrittenOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the search for a maximum: the first of equals is kept, NaN wins. Small windows are unrolled. */
final class MaximumWriter {
  private final Statement main;
  private final Dialect dialect;

  MaximumWriter(Statement maximum, Dialect dialect) {
    this.main = maximum;
    this.dialect = dialect;
  }

  /** The maximum at a point of a tile; the argmax is stored. */
  Value write(Scope scope, Map<Axis, Affine> point) {
    String best = scope.names().exact("best");
    String argmax = main.argmax() == null ? null : scope.names().exact("argmax");
    if (WrittenOut.isWrittenOut(main)) {
      unrolled(scope, best, argmax, point);
    } else {
      looped(scope, best, argmax, point);
    }
    if (argmax != null) {
      Value largest = dialect.local(argmax);
      Expr.Read at = Expr.read(main.argmax(), main.index().stream().map(i -> i.substitute(point)).toList());
      scope.remember(at, largest);
      scope.line(dialect.store(largest, at, scope));
    }
    return dialect.local(best);
  }

  private void unrolled(Scope scope, String best, @Nullable String argmax, Map<Axis, Affine> point) {
    List<Map<Axis, Affine>> taps = taps(main.reducedAxes());
    for (int t = 0; t < taps.size(); t++) {
      Value value = dialect.writeShared(main.value().substitute(point).substitute(taps.get(t)), scope);
      if (t == 0) {
        scope.line(dialect.type() + " " + best + " = " + dialect.typed(value).text());
        if (argmax != null) {
          scope.line(dialect.type() + " " + argmax + " = " + dialect.zero());
        }
      } else {
        compete(scope, best, argmax, value, ScalarDialect.literal(t));
      }
    }
  }

  /** Every value of some axes, the last running fastest. */
  static List<Map<Axis, Affine>> taps(List<Axis> axes) {
    List<Map<Axis, Affine>> taps = List.of(Map.of());
    for (Axis axis : axes) {
      List<Map<Axis, Affine>> longer = new ArrayList<>();
      for (Map<Axis, Affine> tap : taps) {
        for (int i = 0; i < axis.extent(); i++) {
          Map<Axis, Affine> next = new HashMap<>(tap);
          next.put(axis, Affine.of(i));
          longer.add(next);
        }
      }
      taps = longer;
    }
    return taps;
  }

  private void looped(Scope scope, String best, @Nullable String argmax, Map<Axis, Affine> point) {
    List<Guard> guards = main.guards().stream().map(guard -> guard.substitute(point)).toList();
    ReductionLoops loops = new ReductionLoops(main.reducedAxes(), guards);
    String lowest = dialect.lowest();
    scope.line(dialect.type() + " " + best + " = " + spread(lowest));
    if (argmax != null) {
      scope.line(dialect.type() + " " + argmax + " = " + spread("-1f"));
    }
    loops.open(scope);
    Scope inner = scope.inner();
    String number = "(float) (" + IndexText.of(Affine.ordinal(loops.axes())) + ")";
    if (argmax != null && loops.skips()) {
      dialect.replaceNegative(inner, argmax, number);
    } else if (argmax != null) {
      inner.open("if (" + firstTap(loops) + ")");
      inner.line(argmax + " = " + spread(number));
      inner.close();
    }
    Value value = dialect.writeShared(main.value().substitute(point).substitute(loops.fixed()), inner);
    compete(inner, best, argmax, value, number);
    loops.close(scope);
  }

  private String spread(String number) {
    return dialect.typed(Value.number(number)).text();
  }

  private static String firstTap(ReductionLoops loops) {
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < loops.axes().size(); i++) {
      equal.add(loops.axes().get(i).name() + " == " + loops.starts().get(i));
    }
    return equal.isEmpty() ? "true" : String.join(" && ", equal);
  }

  private void compete(Scope scope, String best, @Nullable String argmax, Value value, String ordinal) {
    if (argmax == null) {
      dialect.maximum(scope, best, value);
      return;
    }
    Value held = scope.local(dialect.type(), "candidate", dialect.typed(value));
    dialect.argmax(scope, best, argmax, held.text(), ordinal);
  }
}
