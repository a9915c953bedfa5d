package dev.kernelsmith.benchmarks.suite;

/** Names of figures that others are computed from or charts show. */
final class Names {
  static final String TRAINING = "training";
  static final String ONE = "one prediction, p50";
  static final String MANY = "prediction of 256";
  static final String SHARE = "share of peak: ";

  private Names() {}
}
