package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Window;
import dev.kernelsmith.processor.graph.Windows;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The axes of windows that slide over an image, and what the elements under them are.
 *
 * @param windows the windows
 * @param output output rows and columns
 * @param taps rows and columns of the window
 */
record WindowAxes(Windows windows, List<Axis> output, List<Axis> taps) {
  private static final List<String> TAPS = List.of("r", "s");

  static WindowAxes over(Windows windows) {
    return new WindowAxes(windows, axes(windows.out().size() == 1 ? List.of("t") : List.of("h", "w"), windows.out()),
        axes(TAPS, windows.size()));
  }

  private static List<Axis> axes(List<String> names, List<Integer> extents) {
    List<Axis> axes = new ArrayList<>();
    for (int d = 0; d < extents.size(); d++) {
      axes.add(new Axis(names.get(d), extents.get(d)));
    }
    return axes;
  }

  /** Row and column of the image under a tap. */
  List<Affine> index() {
    List<Affine> index = new ArrayList<>();
    for (int d = 0; d < output.size(); d++) {
      Window window = windows.along().get(d);
      index.add(start(d).plus(Affine.of(taps.get(d)).times(window.dilation())));
    }
    return index;
  }

  /** Row or column of the image under the first tap. */
  private Affine start(int direction) {
    Window window = windows.along().get(direction);
    return Affine.of(output.get(direction)).times(window.stride()).plus(-Math.toIntExact(window.before()));
  }

  /** Taps outside the image do not take part. */
  List<Guard> guards() {
    List<Affine> index = index();
    List<Guard> guards = new ArrayList<>();
    for (int d = 0; d < index.size(); d++) {
      guards.add(new Guard(index.get(d), windows.along().get(d).in()));
    }
    return guards;
  }

  /**
   * Number of taps of a window that count.
   *
   * @param padding whether those count that lie in the padding; what lies behind it never does
   */
  Expr counted(boolean padding, LayerNode layer, Lowering out) {
    Expr product = constant(1);
    for (int d = 0; d < output.size(); d++) {
      product = product.times(counted(d, padding, layer, out));
    }
    return product;
  }

  private Expr counted(int direction, boolean padding, LayerNode layer, Lowering out) {
    Window window = windows.along().get(direction);
    int least = padding ? -Math.toIntExact(window.before()) : 0;
    int end = padding ? (int) Math.min(window.in() + window.after(), Integer.MAX_VALUE) : window.in();
    Affine start = start(direction);
    if (start.min() >= least && start.max() + window.reach() <= end) {
      return constant(window.size());
    }
    if (window.dilation() > 1) {
      return listed(direction, new Guard(index().get(direction).plus(-least), end - least), layer, out);
    }
    Expr last = Expr.min(new Expr.Index(start.plus(window.size())), constant(end));
    return last.minus(Expr.max(new Expr.Index(start), constant(least)));
  }

  /** The taps of each window that satisfy a guard, counted one by one, once for all samples. */
  private Expr listed(int direction, Guard counts, LayerNode layer, Lowering out) {
    Axis at = output.get(direction);
    Buffer list =
        Buffer.ofParameters(Buffer.nameOf(layer.name(), "Taps" + at.name().toUpperCase(Locale.ROOT)),
            List.of(at.extent()));
    out.add(
        Statement.sum(layer.name() + " taps", list, List.of(at), List.of(taps.get(direction)), constant(1))
            .guarded(List.of(counts)));
    return Expr.at(list, List.of(at));
  }
}
