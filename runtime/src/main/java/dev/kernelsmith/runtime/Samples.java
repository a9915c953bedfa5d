package dev.kernelsmith.runtime;

/** Samples by index, whatever holds them. */
interface Samples {
  int size();

  /** What copies samples that {@link #check} found right. */
  SampleCopier copier(Predictor predictor);

  /** Throws an {@link IllegalArgumentException} if any sample has a wrong length. */
  void check(Predictor predictor);
}
