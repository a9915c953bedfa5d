package dev.kernelsmith.benchmarks.suite;

/** Names of figures that others are computed from or charts show. */
public final class Names {
  /** Samples a second of a training. */
  public static final String TRAINING = "training";
  /** Microseconds of a prediction of one sample. */
  public static final String ONE = "one prediction, p50";
  /** Samples a second of predictions of many samples. */
  public static final String MANY = "prediction of 256";
  static final String SHARE = "share of peak: ";

  private Names() {}
}
