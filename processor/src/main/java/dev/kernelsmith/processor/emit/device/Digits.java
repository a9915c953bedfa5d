package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.kernel.Scope;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.schedule.Kernel;
import java.util.List;

/** Takes a number apart into the values of axes, the last of which runs fastest. */
final class Digits {
  /**
   * An axis.
   *
   * @param count values that it takes
   * @param step distance from one to the next
   */
  record Digit(Axis axis, int count, int step) {}

  private Digits() {}

  /** Axes whose every value is counted. */
  static List<Digit> of(List<Axis> axes) {
    return axes.stream().map(axis -> new Digit(axis, axis.extent(), 1)).toList();
  }

  /** The axes along which the tiles of a kernel are counted; along its lanes, vectors are. */
  static List<Digit> ofTiles(Kernel kernel) {
    return kernel.loops().stream()
        .filter(loop -> !loop.unrolled())
        .map(loop -> new Digit(axis(kernel, loop), kernel.tiles(loop), loop.tile()))
        .toList();
  }

  private static Axis axis(Kernel kernel, Kernel.Loop loop) {
    return loop.axis().equals(kernel.laneAxis()) ? RowAddresses.VECTOR : loop.axis();
  }

  /**
   * Declares the axes that take several values; one that is the number itself has that name already. What a quotient
   * gives is a local, however often it is used: so all quotients of ints stand in declarations, where tests see that none may be negative.
   *
   * @param number which is never negative
   * @param unit what the last axis counts in the number; empty for 1
   */
  static void declare(Scope scope, Value number, String unit, List<Digit> digits) {
    int total = digits.stream().mapToInt(Digit::count).reduce(1, Math::multiplyExact);
    int inner = 1;
    for (Digit digit : digits.reversed()) {
      if (digit.count() == 1) {
        continue;
      }
      Value value = quotient(number, inner, unit);
      inner *= digit.count();
      if (inner < total) {
        value = Value.product(value, "%", literal(digit.count()));
      }
      if (digit.step() > 1) {
        value = Value.product(value, "*", literal(digit.step()));
      }
      if (!value.text().equals(digit.axis().name())) {
        if (isQuotient(value)) {
          scope.line("int " + digit.axis().name() + " = " + value.text());
        } else {
          scope.declare("int", digit.axis().name(), value);
        }
      }
    }
  }

  private static boolean isQuotient(Value value) {
    return value.text().contains(" / ") || value.text().contains(" % ");
  }

  private static Value quotient(Value number, int inner, String unit) {
    if (unit.isEmpty()) {
      return inner == 1 ? number : Value.product(number, "/", literal(inner));
    }
    Value divisor = Value.number(unit);
    return Value.product(number, "/", inner == 1 ? divisor : Value.product(literal(inner), "*", divisor));
  }

  private static Value literal(int number) {
    return Value.number(Integer.toString(number));
  }
}
