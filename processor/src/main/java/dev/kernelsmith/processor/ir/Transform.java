package dev.kernelsmith.processor.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sum of elements of one operand, each times a number of a table: {@code y[i] += x[j] * table[3 * i + j]}.
 *
 * @param data the operand
 * @param entry the number
 */
public record Transform(Expr.Read data, Expr.Entry entry) {
  /** The parts of a statement, or null where it is something else. */
  public static @Nullable Transform of(Statement s) {
    return s.reduction() == Reduction.SUM
        && s.value() instanceof Expr.Binary product
        && product.op() == BinaryOp.MULTIPLY
        && product.a() instanceof Expr.Read data
        && product.b() instanceof Expr.Entry entry
            ? new Transform(data, entry)
            : null;
  }

  /** Whether a statement is one. */
  public static boolean is(Statement s) {
    return of(s) != null;
  }

  /** The output axes of a statement that its table depends on. */
  public static List<Axis> rows(Statement s) {
    Transform transform = of(s);
    return transform == null ? List.of()
        : s.outputAxes().stream().filter(transform.entry().place()::uses).toList();
  }
}
