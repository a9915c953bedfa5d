package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.function.UnaryOperator;

/** A function that a layer applies to its result. */
@FunctionalInterface
public interface ActivationRule {
  /**
   * Adds statements that fill a layer's output.
   *
   * @param target the layer's output
   * @param axes one per dimension of it
   * @param z the value before the activation, at these axes
   * @param out takes the statements
   */
  void apply(Buffer target, List<Axis> axes, Expr z, Lowering out);

  /** The initializer that suits weights whose sums go through it. */
  default Initializer initializer() {
    return Initializer.GLOROT_UNIFORM;
  }

  /** This with another initializer that suits it. */
  default ActivationRule startingFrom(Initializer suited) {
    return new Started(this, suited);
  }

  /**
   * An activation before which weights start in a way of their own.
   *
   * @param function what it computes
   * @param initializer how they start
   */
  record Started(ActivationRule function, Initializer initializer) implements ActivationRule {
    @Override
    public void apply(Buffer target, List<Axis> axes, Expr z, Lowering out) {
      function.apply(target, axes, z, out);
    }
  }

  /** An activation that maps each element by itself. */
  static ActivationRule pointwise(UnaryOperator<Expr> f) {
    return (target, axes, z, out) -> out
        .add(Statement.assign(target.label() + " activation", target, axes, f.apply(z)));
  }
}
