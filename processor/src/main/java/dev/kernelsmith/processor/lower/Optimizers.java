package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.OptimizerType;
import java.util.Map;

/** The table of optimizers. */
public final class Optimizers {
  private static final Map<OptimizerType, OptimizerRule> TABLE =
      Map.of(
          OptimizerType.SGD, new Sgd(),
          OptimizerType.MOMENTUM, new Momentum(),
          OptimizerType.ADAM, new Adam());

  private Optimizers() {}

  /** The rule of an optimizer. */
  public static OptimizerRule of(OptimizerType type) {
    return TABLE.get(type);
  }
}
