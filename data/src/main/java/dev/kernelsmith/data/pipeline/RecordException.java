package dev.kernelsmith.data.pipeline;

/** Something went wrong with one record. The message says with which, and the cause is what a function threw. */
public final class RecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong. */
  RecordException(String message) {
    super(message);
  }

  /** With what a function threw. */
  RecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
