package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Role;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Pieces of programs that are as small as a pass needs them. */
final class Minimal {
  static final Axis U = new Axis("u", 16);
  static final Axis K = new Axis("k", 8);
  static final Axis H = new Axis("h", 8);
  static final Axis W = new Axis("w", 8);
  static final Axis F = new Axis("f", 5);
  static final Axis R = new Axis("r", 3);
  static final Axis S = new Axis("s", 3);
  static final Axis C = new Axis("c", 2);
  static final Expr ZERO = Expr.constant(0);

  private Minimal() {}

  static Buffer value(String name, Axis... axes) {
    return Buffer.value(name, extents(axes));
  }

  static Buffer parameter(String name, Axis... axes) {
    return Buffer.of(name, Role.PARAMETER, extents(axes));
  }

  static Buffer batch(String name, Axis... axes) {
    return Buffer.ofBatch(name, extents(axes));
  }

  static Buffer input(Axis... axes) {
    return Buffer.of("input", Role.INPUT, extents(axes));
  }

  static Buffer lossGradient() {
    return Buffer.of("lossGradient", Role.LOSS_GRADIENT, List.of());
  }

  private static List<Integer> extents(Axis... axes) {
    List<Integer> extents = new ArrayList<>();
    for (Axis axis : axes) {
      extents.add(axis.extent());
    }
    return extents;
  }

  static Expr at(Buffer buffer, Axis... axes) {
    return Expr.at(buffer, List.of(axes));
  }

  static Statement assign(Buffer target, Expr value, Axis... axes) {
    return Statement.assign(target.name(), target, List.of(axes), value);
  }

  static Statement sum(Buffer target, List<Axis> output, List<Axis> reduced, Expr value) {
    return Statement.sum(target.name(), target, output, reduced, value);
  }

  /** {@code z[n, h, w, f] += x[n, h + r - 1, w + s - 1, c] * k[r, s, c, f]} over an image of any extent. */
  static Statement convolution(Buffer x, Buffer z) {
    Axis h = new Axis("h", z.shape().get(0));
    Axis w = new Axis("w", z.shape().get(1));
    List<Affine> index =
        List.of(Affine.of(h).plus(Affine.of(R)).plus(-1), Affine.of(w).plus(Affine.of(S)).plus(-1), Affine.of(C));
    Expr product = Expr.read(x, index).times(at(parameter("k", R, S, C, F), R, S, C, F));
    List<Guard> guards =
        List.of(new Guard(index.get(0), x.shape().get(0)), new Guard(index.get(1), x.shape().get(1)));
    return sum(z, List.of(h, w, F), List.of(R, S, C), product).guarded(guards);
  }

  /** {@code y[n, h, w, c] max= x[n, h * stride + i, w * stride + j, c]}. */
  static Statement pool(Buffer x, Buffer y, int size, int stride) {
    Axis h = new Axis("h", y.shape().get(0));
    Axis w = new Axis("w", y.shape().get(1));
    Axis c = new Axis("c", y.shape().get(2));
    Axis r = new Axis("r", size);
    Axis s = new Axis("s", size);
    List<Affine> at =
        List.of(
            Affine.of(h).times(stride).plus(Affine.of(r)), Affine.of(w).times(stride).plus(Affine.of(s)),
            Affine.of(c));
    return new Statement(
        y.name(), y, Affine.ofAll(List.of(h, w, c)), Reduction.MAX, false, Expr.read(x, at), List.of(h, w, c, r, s),
        List.of(), null);
  }

  /** Statements as they are printed. */
  static List<String> text(Collection<Statement> statements) {
    return statements.stream().map(Statement::toString).toList();
  }

  /** Statements by kernel as they are printed. */
  static List<List<String>> texts(List<List<Statement>> groups) {
    return groups.stream().map(Minimal::text).toList();
  }
}
