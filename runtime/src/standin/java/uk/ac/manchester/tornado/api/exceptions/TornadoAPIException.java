package uk.ac.manchester.tornado.api.exceptions;

/**
 * A wrong use of the API, or no runtime behind it. The stand-in reports its own findings as {@link
 * IllegalStateException}.
 */
public class TornadoAPIException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the reason. */
  public TornadoAPIException(String message) {
    super(message);
  }
}
