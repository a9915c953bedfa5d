package dev.kernelsmith.runtime.train;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one training step of {@link Trainer#step} did.
 *
 * @param step its number, from 1, steps of earlier fits and before a resume counted
 * @param samples samples of its batch
 * @param loss mean loss of these, with the parameters of before the step
 * @param accuracy share of the samples with the right class, 0 to 1, or of right labels; empty for a regression
 * @param learningRate its rate
 * @param epoch what was measured in the epoch that ended with this step; empty where none did
 * @param stop whether a listener asked for the end of training, or early stopping would end it. A further step goes on all the same
 */
public record StepResult(
    long step,
    int samples,
    double loss,
    OptionalDouble accuracy,
    float learningRate,
    Optional<EpochMetrics> epoch,
    boolean stop) {
  /** In words: {@code step 12: loss 0.1234, accuracy 96.1 %, learning rate 0.001}. */
  @Override
  public String toString() {
    return "step " + step + ": " + MetricText.of("", loss, accuracy) + ", learning rate " + learningRate
        + epoch.map(measured -> "; " + measured).orElse("");
  }
}
