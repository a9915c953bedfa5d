package dev.kernelsmith.processor.ir;

import org.jspecify.annotations.Nullable;

/**
 * The two operands of a sum of products of elements, such as a product of matrices or a convolution.
 *
 * @param a the first
 * @param b the second
 */
public record Contraction(Expr.Read a, Expr.Read b) {
  /** The operands of a statement, or null where it is no sum of products of two elements. */
  public static @Nullable Contraction of(Statement s) {
    return s.reduction() == Reduction.SUM
        && s.value() instanceof Expr.Binary product
        && product.op() == BinaryOp.MULTIPLY
        && product.a() instanceof Expr.Read a
        && product.b() instanceof Expr.Read b
            ? new Contraction(a, b)
            : null;
  }

  /** Whether a statement is one. */
  public static boolean is(Statement s) {
    return of(s) != null;
  }
}
