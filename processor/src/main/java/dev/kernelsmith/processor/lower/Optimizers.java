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

  /** The rule of an optimizer, given by the name of its constant. */
  public static OptimizerRule of(String name) {
    return TABLE.get(OptimizerType.valueOf(name));
  }
}
