package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.FreeNames;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A copy {@code y[to] = x[from]}, seen as another way to index x.
 *
 * @param to index of the copy
 * @param original what is copied, and where it is read
 */
record View(List<Affine> to, Expr.Read original) {
  /** The copy that a statement makes; null where it is none, or of what is handed in. */
  static @Nullable View of(Statement s) {
    boolean copies =
        s.reduction() == Reduction.NONE && !s.isStep() && !s.accumulate() && s.guards().isEmpty() && s.argmax() == null
            && s.target().role() == Buffer.Role.VALUE && s.target().perSample();
    return copies && s.value() instanceof Expr.Read read && read.buffer().role() == Buffer.Role.VALUE
        && read.buffer().perSample()
            ? new View(s.index(), read)
            : null;
  }

  /**
   * A statement that reads the original in the place of the copy; null where it cannot, or would gain nothing: where the window of a padded
   * convolution depends on the copy's extents, where an axis of the result would have to be split, or where the gradient could not be solved for axes.
   */
  @Nullable
  Statement through(Statement s, Expr.Read read) {
    if (!isPermutation() && s.guards().stream().anyMatch(g -> g.index().axes().stream().anyMatch(a -> uses(read, a)))) {
      return null;
    }
    Splitting splitting = new Splitting(s);
    Map<Axis, Affine> values = new HashMap<>();
    for (int d = 0; d < to.size(); d++) {
      if (!solve(to.get(d), read.index().get(d), splitting, values)) {
        return null;
      }
    }
    List<Affine> index = new ArrayList<>();
    for (int d = 0; d < original.index().size(); d++) {
      Affine from = original.index().get(d);
      Affine at = from.substitute(values).substitute(splitting.split);
      if (from.axes().size() > 1 && !at.isRadix(original.buffer().shape().get(d))) {
        return null;
      }
      index.add(at);
    }
    Statement split = s.substitute(splitting.split, splitting.axes);
    Expr.Read old = (Expr.Read) read.substitute(splitting.split);
    return split.withValue(split.value().replace(old, Expr.read(original.buffer(), index)));
  }

  private static boolean uses(Expr.Read read, Axis axis) {
    return read.index().stream().anyMatch(i -> i.uses(axis));
  }

  /** Whether it has the axes of the original in another order, and nothing else. */
  private boolean isPermutation() {
    return to.stream().allMatch(i -> i.asAxis() != null) && original.index().stream().allMatch(i -> i.asAxis() != null);
  }

  /** Expresses the copy's axes of one dimension by what a statement reads there. */
  private static boolean solve(Affine copy, Affine read, Splitting splitting, Map<Axis, Affine> values) {
    if (copy.axes().isEmpty()) {
      return true;
    }
    Axis only = copy.axes().size() == 1 ? copy.axes().iterator().next() : null;
    if (only != null && Math.abs(copy.coefficient(only)) == 1) {
      values.put(only, read.plus(-copy.constant()).times(copy.coefficient(only)));
      return true;
    }
    long extent = Axis.iterations(copy.axes());
    if (copy.constant() != 0 || !copy.isRadix((int) extent)) {
      return false;
    }
    List<Axis> digits = new ArrayList<>(copy.axes());
    digits.sort((a, b) -> Integer.compare(copy.coefficient(a), copy.coefficient(b)));
    for (Axis digit : digits.subList(0, digits.size() - 1)) {
      if (!splitting.at(read, copy.coefficient(digit) * digit.extent(), digit.name())) {
        return false;
      }
    }
    Affine whole = read.substitute(splitting.split);
    if (!whole.isRadix((int) extent)) {
      return false;
    }
    for (Axis digit : digits) {
      int least = copy.coefficient(digit);
      Affine value = Affine.ZERO;
      for (Axis axis : whole.axes()) {
        int step = whole.coefficient(axis);
        boolean within = step >= least && step < least * digit.extent();
        value = within ? value.plus(Affine.of(axis).times(step / least)) : value;
      }
      values.put(digit, value);
    }
    return true;
  }

  /** Axes of a statement cut in two. */
  private static final class Splitting {
    private final Set<Axis> fixed = new HashSet<>();
    private final Map<Axis, Affine> split = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private List<Axis> axes;

    /** Of a copy every axis may be cut, of all else only those that are summed. */
    Splitting(Statement s) {
      axes = s.axes();
      axes.forEach(axis -> names.add(axis.name()));
      if (View.of(s) == null) {
        fixed.addAll(s.outputAxes());
      }
    }

    /** Sees to it that no axis of an index goes across a multiple of a stride. */
    boolean at(Affine index, int stride, String name) {
      Affine now = index.substitute(split);
      for (Axis axis : now.axes()) {
        int step = now.coefficient(axis);
        if (step > 0 && step < stride && (long) step * axis.extent() > stride) {
          int inner = stride / step;
          if (stride % step != 0 || axis.extent() % inner != 0 || fixed.contains(axis)) {
            return false;
          }
          cut(axis, inner, name);
          return true;
        }
      }
      return true;
    }

    private void cut(Axis axis, int inner, String name) {
      Axis low = new Axis(FreeNames.take(name, names), inner);
      Axis high = new Axis(axis.name(), axis.extent() / inner);
      Affine both = Affine.ordinal(List.of(high, low));
      split.replaceAll((old, by) -> by.substitute(Map.of(axis, both)));
      split.put(axis, both);
      List<Axis> cut = new ArrayList<>();
      for (Axis other : axes) {
        cut.addAll(other.equals(axis) ? List.of(high, low) : List.of(other));
      }
      axes = List.copyOf(cut);
    }
  }
}
