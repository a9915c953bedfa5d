package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.Random;
import java.util.Set;

/**
 * Errors of single precision, drawn at random, for a program that is interpreted in double: every result of an operation, and every value that is
 * stored, moves by as much as the last place of a float.
 */
final class Roundings {
  private static final double LAST_PLACE = 0x1p-23;
  private static final Set<UnaryOp> EXACT = Set.of(UnaryOp.NEGATE, UnaryOp.ABS);

  private final Random random;

  Roundings(long seed) {
    random = new Random(seed);
  }

  /** A statement whose operations have errors. */
  Statement of(Statement statement) {
    return statement.withValue(of(statement.value()));
  }

  private Expr of(Expr e) {
    return switch (e) {
      // What is compared may be an argmax, which rounding does not change.
      case Expr.Select s -> new Expr.Select(s.relation(), s.left(), s.right(), of(s.then()), of(s.otherwise()));
      case Expr.Unary u when !EXACT.contains(u.op()) -> moved(u);
      case Expr.Binary b -> moved(b);
      default -> e.mapChildren(this::of);
    };
  }

  private Expr moved(Expr operation) {
    return operation.mapChildren(this::of).times(Expr.constant(factor()));
  }

  /** Moves what was stored; what no float can hold becomes infinite, and what none can hold with full precision 0. */
  void move(double[] values) {
    for (int i = 0; i < values.length; i++) {
      float moved = (float) (values[i] * factor());
      values[i] = Math.abs(moved) < Float.MIN_NORMAL ? 0 : moved;
    }
  }

  private double factor() {
    return random.nextBoolean() ? 1 + LAST_PLACE : 1 - LAST_PLACE;
  }
}
