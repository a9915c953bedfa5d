package dev.kernelsmith.benchmarks.compare;

/** A measured program failed, or did not print what was expected. */
public final class MeasurementException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MeasurementException(String message) {
    super(message);
  }
}
