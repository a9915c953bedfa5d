package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import java.util.List;

/** {@code max(z, 0)}. Half of what comes in is lost, which larger weights make up for (He et al., "Delving deep into rectifiers"). */
final class Rectifier implements ActivationRule {
  private static final ActivationRule FUNCTION = ActivationRule.pointwise(z -> Expr.max(z, constant(0)));

  @Override
  public void apply(Buffer target, List<Axis> axes, Expr z, Lowering out) {
    FUNCTION.apply(target, axes, z, out);
  }

  @Override
  public Initializer initializer() {
    return Initializer.HE_NORMAL;
  }
}
