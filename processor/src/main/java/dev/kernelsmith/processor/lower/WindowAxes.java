package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.graph.Window;
import dev.kernelsmith.processor.graph.Windows;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import java.util.List;

/**
 * The axes of windows that slide over an image, and what the elements under them are.
 *
 * @param windows the windows
 * @param height output rows
 * @param width output columns
 * @param rows rows of the window
 * @param columns columns of the window
 */
record WindowAxes(Windows windows, Axis height, Axis width, Axis rows, Axis columns) {
  static WindowAxes over(Windows windows) {
    return new WindowAxes(
        windows,
        new Axis("h", windows.vertical().out()),
        new Axis("w", windows.horizontal().out()),
        new Axis("r", windows.vertical().size()),
        new Axis("s", windows.horizontal().size()));
  }

  /** Row and column of the image under a tap. */
  List<Affine> index() {
    return List.of(under(windows.vertical(), height, rows), under(windows.horizontal(), width, columns));
  }

  /** Taps outside the image do not take part. */
  List<Guard> guards() {
    List<Affine> index = index();
    return List.of(
        new Guard(index.get(0), windows.vertical().in()), new Guard(index.get(1), windows.horizontal().in()));
  }

  /** Number of elements that a window covers. */
  Expr covered() {
    return covered(windows.vertical(), height).times(covered(windows.horizontal(), width));
  }

  private static Expr covered(Window window, Axis out) {
    if (!window.padded()) {
      return constant(window.size());
    }
    Affine start = Affine.of(out).times(window.stride()).plus(-window.before());
    Expr end = Expr.min(new Expr.Index(start.plus(window.size())), constant(window.in()));
    return end.minus(Expr.max(new Expr.Index(start), constant(0)));
  }

  private static Affine under(Window window, Axis out, Axis tap) {
    return Affine.of(out).times(window.stride()).plus(Affine.of(tap)).plus(-window.before());
  }
}
