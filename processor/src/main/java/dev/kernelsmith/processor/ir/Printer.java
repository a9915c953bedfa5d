package dev.kernelsmith.processor.ir;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints statements the way the documentation writes them. */
final class Printer {
  private Printer() {}

  static String print(Statement s) {
    StringBuilder text = new StringBuilder(access(s.target(), s.index()));
    text.append(s.accumulate() && s.reduction() == Reduction.NONE ? " += " : " " + s.reduction().symbol() + " ");
    text.append(print(s.value()));
    if (!s.guards().isEmpty()) {
      text.append("  where ").append(s.guards().stream().map(Guard::toString).collect(Collectors.joining(", ")));
    }
    return text.toString();
  }

  static String print(Expr e) {
    return switch (e) {
      case Expr.Const c -> number(c.value());
      case Expr.Read r -> access(r.buffer(), r.index());
      case Expr.Scalar s -> s.name();
      case Expr.Index i -> i.value().toString();
      case Expr.Entry t -> t.table().name() + "[" + t.place() + "]";
      case Expr.Random r -> "random(" + r.stream() + ", n, " + r.element() + ")";
      case Expr.Unary u ->
          u.op() == UnaryOp.NEGATE
              ? "-" + atom(u.a())
              : u.op().symbol() + "(" + print(u.a()) + ")";
      case Expr.Binary b ->
          b.op() == BinaryOp.MAX || b.op() == BinaryOp.MIN
              ? b.op().symbol() + "(" + print(b.a()) + ", " + print(b.b()) + ")"
              : atom(b.a()) + " " + b.op().symbol() + " " + atom(b.b());
      case Expr.Select s ->
          String.format(Locale.ROOT, "(%s %s %s ? %s : %s)", print(s.left()), s.relation().symbol(), print(s.right()),
              print(s.then()), print(s.otherwise()));
      case Expr.StopGradient s -> print(s.a());
    };
  }

  private static String atom(Expr e) {
    boolean compound =
        e instanceof Expr.Binary b && b.op() != BinaryOp.MAX && b.op() != BinaryOp.MIN
            || e instanceof Expr.Index i && i.value().asAxis() == null;
    return compound ? "(" + print(e) + ")" : print(e);
  }

  private static String access(Buffer buffer, List<Affine> index) {
    String sample = buffer.perSample() ? (index.isEmpty() ? "n" : "n, ") : "";
    return buffer.label()
        + "["
        + sample
        + index.stream().map(Affine::toString).collect(Collectors.joining(", "))
        + "]";
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : Double.toString(value);
  }
}
