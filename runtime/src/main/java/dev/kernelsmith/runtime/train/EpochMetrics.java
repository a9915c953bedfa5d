package dev.kernelsmith.runtime.train;

import java.util.OptionalDouble;

/**
 * What was measured in one epoch.
 *
 * @param epoch its number, from 1
 * @param loss mean loss of a training sample, each at the moment when it was learned from
 * @param accuracy share of training samples with the right class, each at the moment when it was learned from, 0 to 1, or of the right
 *     labels (see {@link Evaluation}); empty for a regression
 * @param validationLoss mean loss of a validation sample at the end of the epoch, NaN or infinite where that of a sample is; empty without
 *     validation data
 * @param validationAccuracy the same as the accuracy, of validation data at the end of the epoch; empty without it and for a regression
 * @param learningRate rate of the epoch's last step
 * @param samplesPerSecond training samples per second, validation not counted
 * @param seconds duration of the epoch, validation included
 */
public record EpochMetrics(
    int epoch,
    double loss,
    OptionalDouble accuracy,
    OptionalDouble validationLoss,
    OptionalDouble validationAccuracy,
    float learningRate,
    double samplesPerSecond,
    double seconds) {
  /** In words: {@code epoch 3: loss 0.1234, accuracy 96.1 %, validation loss 0.1500, ...}. */
  @Override
  public String toString() {
    String validation =
        validationLoss.isEmpty()
            ? ""
            : ", " + MetricText.of("validation ", validationLoss.getAsDouble(), validationAccuracy);
    return "epoch " + epoch + ": " + MetricText.of("", loss, accuracy) + validation + ", learning rate " + learningRate
        + ", " + ProgressText.count(samplesPerSecond) + " samples/s, " + MetricText.time(1e9 * seconds);
  }
}
