package uk.ac.manchester.tornado.api.exceptions;

/**
 * A kernel could not be compiled or run on the device. The stand-in reports its own findings as {@link
 * IllegalStateException}.
 */
public class TornadoBailoutRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the reason. */
  public TornadoBailoutRuntimeException(String message) {
    super(message);
  }
}
