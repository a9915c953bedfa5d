package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.read.FormulaUse;
import java.util.EnumMap;
import java.util.Map;

/** The table of optimizers. */
public final class Optimizers {
  private static final Map<OptimizerType, OptimizerRule> TABLE =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(OptimizerType.SGD, new Sgd()),
              Map.entry(OptimizerType.MOMENTUM, new Momentum(false)),
              Map.entry(OptimizerType.NESTEROV, new Momentum(true)),
              Map.entry(OptimizerType.ADAGRAD, new Adagrad()),
              Map.entry(OptimizerType.ADADELTA, new Adadelta()),
              Map.entry(OptimizerType.RMSPROP, new RmsProp()),
              Map.entry(OptimizerType.ADAM, new Adam(Adam.Form.PLAIN)),
              Map.entry(OptimizerType.ADAMAX, new Adamax()),
              Map.entry(OptimizerType.AMSGRAD, new Adam(Adam.Form.LARGEST)),
              Map.entry(OptimizerType.NADAM, new Adam(Adam.Form.LOOK_AHEAD)),
              Map.entry(OptimizerType.ADAMW, new Adam(Adam.Form.DECOUPLED)),
              Map.entry(OptimizerType.LION, new Lion()),
              Map.entry(OptimizerType.FORMULA, new FormulaOptimizer())));

  private Optimizers() {}

  /** The rule of a network's optimizer. */
  public static OptimizerRule of(LayerGraph graph) {
    return of(
        FormulaUse.OPTIMIZER.in(graph.optimizerAttributes()) == null ? OptimizerType.valueOf(graph.optimizer())
            : OptimizerType.FORMULA);
  }

  /** The rule of an optimizer. */
  public static OptimizerRule of(OptimizerType type) {
    return TABLE.get(type);
  }
}
