package dev.kernelsmith.benchmarks.peers;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a network with its initial weights says, by which libraries are compared before any is timed.
 *
 * @param losses of the first {@value #STEPS} steps of a training, each before its step; none of a prediction
 * @param probabilities of the first {@value #SAMPLES} samples or steps, one after the other; none of a training
 */
public record FirstNumbers(List<Double> losses, List<Double> probabilities) {
  static final int STEPS = 4;
  static final int SAMPLES = 4;

  /** Largest difference of first losses and of probabilities, relative to the loss and to the greatest probability. */
  static final double TOLERANCE = 1e-5;

  /**
   * The same for the losses after steps. Roundings add up, and most libraries add the epsilon of Adam before they correct the second moment for its
   * start; another optimizer is further away.
   */
  static final double STEP_TOLERANCE = 1e-3;

  /** Says in words what is not as it should be; empty where all is. */
  String differenceFrom(FirstNumbers reference) {
    if (losses.size() != reference.losses.size() || probabilities.size() != reference.probabilities.size()) {
      return "it gave another number of losses or probabilities";
    }
    double scale = reference.probabilities.stream().mapToDouble(Math::abs).max().orElse(1);
    for (int i = 0; i < probabilities.size(); i++) {
      if (!near(probabilities.get(i), reference.probabilities.get(i), TOLERANCE * scale)) {
        return String.format(Locale.ROOT, "probability %d of the first samples is %.7f, not %.7f", i + 1,
            probabilities.get(i), reference.probabilities.get(i));
      }
    }
    for (int step = 0; step < losses.size(); step++) {
      double expected = reference.losses.get(step);
      if (!near(losses.get(step), expected, (step == 0 ? TOLERANCE : STEP_TOLERANCE) * Math.abs(expected))) {
        return String.format(Locale.ROOT, "the loss before step %d is %.7f, not %.7f", step + 1, losses.get(step),
            expected);
      }
    }
    return "";
  }

  private static boolean near(double value, double expected, double tolerance) {
    return Math.abs(value - expected) <= tolerance;
  }

  /** Those of a prediction. */
  static FirstNumbers ofProbabilities(float[] probabilities, int classes) {
    return new FirstNumbers(
        List.of(), IntStream.range(0, SAMPLES * classes).mapToObj(i -> (double) probabilities[i]).toList());
  }
}
