package dev.kernelsmith.processor.autodiff;

import dev.kernelsmith.processor.ir.Expr;

/** Derivatives of expressions by the chain rule; the rule of each operator stands with the operator. */
final class Derivatives {
  private Derivatives() {}

  /** The derivative of {@code e} by the read {@code x}, every occurrence of it counted. */
  static Expr derivative(Expr e, Expr.Read x) {
    if (e.equals(x)) {
      return Expr.constant(1);
    }
    return switch (e) {
      case Expr.Const c -> Expr.constant(0);
      case Expr.Read r -> Expr.constant(0);
      case Expr.Scalar s -> Expr.constant(0);
      case Expr.Index i -> Expr.constant(0);
      case Expr.Entry t -> Expr.constant(0);
      case Expr.Random r -> Expr.constant(0);
      case Expr.StopGradient s -> Expr.constant(0);
      case Expr.Unary u -> chain(derivative(u.a(), x), () -> u.op().derivative(u.a(), u));
      case Expr.Binary b ->
          chain(derivative(b.a(), x), () -> b.op().derivativeA(b.a(), b.b(), b))
              .plus(chain(derivative(b.b(), x), () -> b.op().derivativeB(b.a(), b.b(), b)));
      case Expr.Select s ->
          Expr.select(s.relation(), s.left(), s.right(), derivative(s.then(), x), derivative(s.otherwise(), x));
    };
  }

  private static Expr chain(Expr inner, java.util.function.Supplier<Expr> outer) {
    return inner.isConstant(0) ? inner : inner.times(outer.get());
  }
}
