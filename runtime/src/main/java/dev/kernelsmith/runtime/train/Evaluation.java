package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.OptionalDouble;

/**
 * How well a network does on data that it does not learn from.
 *
 * @param samples number of samples
 * @param loss mean loss of a sample
 * @param accuracy share of samples whose greatest output is at their class, 0 to 1; empty where the data has no classes
 */
public record Evaluation(int samples, double loss, OptionalDouble accuracy) {
  /**
   * Evaluates the published parameters of a network, on all processors. The result has the same bits for any number of them.
   *
   * @throws IllegalArgumentException if the data does not fit the network, or has no samples
   */
  public static Evaluation of(CompiledNetwork network, Dataset data) {
    return of(network, data, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Evaluates the published parameters of a network.
   *
   * @param threads number of threads that compute, the calling one included
   * @throws IllegalArgumentException if the data does not fit the network, or has no samples
   */
  public static Evaluation of(CompiledNetwork network, Dataset data, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    NetworkEngine engine = network.engine();
    Targets targets = Targets.of(engine.spec(), data, "data");
    try (WorkerTeam team = new WorkerTeam("evaluate", threads)) {
      return new Evaluator(engine.program(), engine.spec(), data, targets, team).evaluate(engine.parameters());
    }
  }
}
