package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.ir.Expr;
import java.util.function.UnaryOperator;

/** Functions that rise from 0 where z is positive. */
final class Rectifier {
  private Rectifier() {}

  /** The rule of one. Half of what comes in is lost, which larger weights make up for (He et al., "Delving deep into rectifiers"). */
  static ActivationRule of(UnaryOperator<Expr> function) {
    return ActivationRule.pointwise(function).startingFrom(Initializer.HE_NORMAL);
  }

  /** {@code max(z, 0)}. */
  static Expr fromZero(Expr z) {
    return Expr.max(z, constant(0));
  }

  /** {@code min(max(z, 0), 6)}. */
  static Expr upToSix(Expr z) {
    return Expr.min(Expr.max(z, constant(0)), constant(6));
  }
}
