package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import java.util.List;

/**
 * A function that rises from 0 where z is positive. Half of what comes in is lost, which larger weights make up for (He et al.,
 * "Delving deep into rectifiers").
 *
 * @param function what it computes
 */
record Rectifier(ActivationRule function) implements ActivationRule {
  /** {@code max(z, 0)}. */
  Rectifier() {
    this(ActivationRule.pointwise(z -> Expr.max(z, constant(0))));
  }

  /** {@code min(max(z, 0), 6)}. */
  static Expr upToSix(Expr z) {
    return Expr.min(Expr.max(z, constant(0)), constant(6));
  }

  @Override
  public void apply(Buffer target, List<Axis> axes, Expr z, Lowering out) {
    function.apply(target, axes, z, out);
  }

  @Override
  public Initializer initializer() {
    return Initializer.HE_NORMAL;
  }
}
