package dev.kernelsmith.runtime.train;

import java.util.OptionalDouble;

/** What training watches, for early stopping and for its best parameters. */
public enum Metric {
  /** Mean loss over the training data, as it was during the epoch. */
  LOSS,
  /** Accuracy over the training data, as it was during the epoch. */
  ACCURACY,
  /** Mean loss over the validation data at the end of the epoch. */
  VALIDATION_LOSS,
  /** Accuracy over the validation data at the end of the epoch. */
  VALIDATION_ACCURACY;

  /** Whether more is better. */
  public boolean higherIsBetter() {
    return this == ACCURACY || this == VALIDATION_ACCURACY;
  }

  /** Whether it needs validation data. */
  public boolean needsValidation() {
    return this == VALIDATION_LOSS || this == VALIDATION_ACCURACY;
  }

  /** Its value in an epoch; empty where it was not measured. */
  public OptionalDouble of(EpochMetrics epoch) {
    return switch (this) {
      case LOSS -> OptionalDouble.of(epoch.loss());
      case ACCURACY -> epoch.accuracy();
      case VALIDATION_LOSS -> epoch.validationLoss();
      case VALIDATION_ACCURACY -> epoch.validationAccuracy();
    };
  }
}
