package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window in one dimension of a sum of products, {@code data[.., row + tap + offset, ..]}, where nothing but padding limits which elements there are.
 *
 * @param data the operand that is read through it
 * @param dimension of the operand
 * @param row where the window stands
 * @param tap the element of it
 * @param turned whether the first weight belongs to the last element, {@code row - tap + ...}, as in the gradient of a convolution's input
 * @param offset where the window of row 0 begins
 */
record Window(Expr.Read data, int dimension, Axis row, Axis tap, boolean turned, int offset) {
  /** The window that an axis counts the elements of, or null where there is none with a step of 1. */
  static @Nullable Window of(Statement s, Expr.Read data, Axis tap) {
    int dimension = only(data.index(), tap);
    if (tap.extent() != WinogradTables.TAPS || dimension < 0) {
      return null;
    }
    Affine at = data.index().get(dimension);
    List<Axis> others = at.axes().stream().filter(axis -> !axis.equals(tap)).toList();
    if (others.size() != 1) {
      return null;
    }
    Axis row = others.getFirst();
    boolean turned = at.coefficient(tap) == -1;
    boolean plain = Math.abs(at.coefficient(tap)) == 1 && at.coefficient(row) == 1 && only(data.index(), row) >= 0;
    Guard padding = new Guard(at, data.buffer().shape().get(dimension));
    boolean padded =
        s.guards().stream().allMatch(
            guard -> guard.equals(padding) || !guard.index().uses(row) && !guard.index().uses(tap));
    return plain && padded
        ? new Window(data, dimension, row, tap, turned, at.constant() - (turned ? WinogradTables.TAPS - 1 : 0))
        : null;
  }

  /** The dimension in which an axis occurs, -1 where it is not exactly one. */
  private static int only(List<Affine> index, Axis axis) {
    int found = -1;
    for (int d = 0; d < index.size(); d++) {
      if (index.get(d).uses(axis)) {
        if (found >= 0) {
          return -1;
        }
        found = d;
      }
    }
    return found;
  }

  /** The dimension whose index is an axis, which occurs in no other; -1 where there is none. */
  static int plain(List<Affine> index, Axis axis) {
    int found = only(index, axis);
    return found >= 0 && axis.equals(index.get(found).asAxis()) ? found : -1;
  }

  /** The number of the weight that belongs to an element of the window, and the other way round. */
  Affine weight(Axis element) {
    return turned ? Affine.of(element).times(-1).plus(WinogradTables.TAPS - 1) : Affine.of(element);
  }
}
