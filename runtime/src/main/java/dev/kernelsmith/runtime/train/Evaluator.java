package dev.kernelsmith.runtime.train;

import java.util.OptionalDouble;

/** Loss and accuracy over a data set. */
interface Evaluator {
  /** Evaluates these parameters; on a device, those that are there, which are the same. */
  Evaluation evaluate(float[] parameters);

  /** The means of sums over a data set. */
  static Evaluation mean(Staging staging, double losses, long hits, int unanswered) {
    int size = staging.size();
    int answers = staging.answersPerSample();
    OptionalDouble accuracy =
        answers > 0 ? OptionalDouble.of((double) hits / ((long) size * answers)) : OptionalDouble.empty();
    return new Evaluation(size, losses / size, accuracy, unanswered);
  }
}
