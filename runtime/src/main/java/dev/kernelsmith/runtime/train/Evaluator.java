package dev.kernelsmith.runtime.train;

import java.util.OptionalDouble;

/** Loss and accuracy over a data set. */
interface Evaluator {
  /** Evaluates these parameters; on a device, those that are there, which are the same. */
  Evaluation evaluate(float[] parameters);

  /** The means of sums over a data set. */
  static Evaluation mean(Staging staging, double losses, long hits) {
    int size = staging.size();
    OptionalDouble accuracy =
        staging.countsHits() ? OptionalDouble.of((double) hits / size) : OptionalDouble.empty();
    return new Evaluation(size, losses / size, accuracy);
  }
}
