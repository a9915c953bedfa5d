package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Coordinates;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.ArrayList;
import java.util.List;

/**
 * Means of two neighbours along one axis, weighted by distance. Elements {@code h * f + r} of the output, for one r, lie at one distance from element h of
 * the input: those before it and those from it on are a statement each, which has the distance as a number of r, and what is beyond the edge another.
 *
 * @param layer the layer that it belongs to
 * @param x what is enlarged
 * @param y takes the result
 * @param d the axis
 * @param coordinates where elements lie
 */
record LinearUpsampling(String layer, Buffer x, Buffer y, int d, Coordinates coordinates) {
  /** Adds the statements. */
  void add(Lowering out) {
    int n = x.shape().get(d);
    int f = y.shape().get(d) / n;
    if (coordinates == Coordinates.ALIGN_CORNERS) {
      aligned(n, out);
      return;
    }
    int before = coordinates == Coordinates.HALF_PIXEL ? f / 2 : 0;
    if (before > 0) {
      phases(n, f, 0, before, -1, out);
    }
    phases(n, f, before, f - before, 1, out);
  }

  /**
   * Elements {@code h * f + r} for some r in a row, which lie between h and a neighbour.
   *
   * @param first the first r
   * @param count how many
   * @param side 1 where the neighbour is the next element, -1 where it is the one before
   */
  private void phases(int n, int f, int first, int count, int side, Lowering out) {
    Axis r = new Axis("r", count);
    Affine phase = count == 1 ? Affine.of(first) : Affine.of(r).plus(first);
    boolean half = coordinates == Coordinates.HALF_PIXEL;
    Affine numerator = (half ? phase.times(2).plus(1 - f) : phase).times(side);
    double denominator = half ? 2.0 * f : f;
    Expr share =
        count == 1
            ? constant(numerator.constant() / denominator)
            : new Expr.Index(numerator).over(constant(denominator));
    if (n > 1) {
      Axis h = new Axis(axes().get(d).name(), n - 1);
      Affine place = n == 2 ? Affine.ZERO : Affine.of(h);
      Affine at = place.plus(side > 0 ? 0 : 1);
      Expr value = read(at).times(constant(1).minus(share)).plus(read(at.plus(side)).times(share));
      put(at.times(f).plus(phase), value, n == 2 ? List.of() : List.of(h), count == 1 ? List.of() : List.of(r), out);
    }
    Affine edge = Affine.of(side > 0 ? n - 1 : 0);
    put(edge.times(f).plus(phase), read(edge), List.of(), count == 1 ? List.of() : List.of(r), out);
  }

  /** {@code y[o] += max(0, 1 - |o * (n - 1) / (m - 1) - i|) * x[i]}: weights differ from element to element. */
  private void aligned(int n, Lowering out) {
    int m = y.shape().get(d);
    Axis o = new Axis("o", m);
    Axis i = axes().get(d);
    Expr at = new Expr.Index(Affine.of(o).times(n - 1)).over(constant(m - 1));
    Expr distance = Expr.unary(UnaryOp.ABS, at.minus(new Expr.Index(Affine.of(i))));
    Expr weight = Expr.max(constant(1).minus(distance), constant(0));
    List<Axis> output = new ArrayList<>(axes());
    output.set(d, o);
    out.add(
        Statement.sum(
            layer + " interpolation", y, output, List.of(i), read(Affine.of(i)).times(weight)));
  }

  private List<Axis> axes() {
    return Lowering.axes(x.shape());
  }

  private Expr.Read read(Affine at) {
    List<Affine> index = new ArrayList<>(Affine.ofAll(axes()));
    index.set(d, at);
    return Expr.read(x, index);
  }

  private void put(Affine at, Expr value, List<Axis> along, List<Axis> phases, Lowering out) {
    List<Axis> axes = new ArrayList<>();
    for (int e = 0; e < axes().size(); e++) {
      if (e == d) {
        axes.addAll(along);
        axes.addAll(phases);
      } else {
        axes.add(axes().get(e));
      }
    }
    List<Affine> index = new ArrayList<>(Affine.ofAll(axes()));
    index.set(d, at);
    out.add(
        new Statement(layer + " interpolation", y, index, Reduction.NONE, false, value, axes, List.of(), null));
  }
}
