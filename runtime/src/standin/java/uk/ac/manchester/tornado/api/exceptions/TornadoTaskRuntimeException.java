package uk.ac.manchester.tornado.api.exceptions;

/** A fault in a task of a graph. The stand-in reports its own findings as {@link IllegalStateException}. */
public class TornadoTaskRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the reason. */
  public TornadoTaskRuntimeException(String message) {
    super(message);
  }
}
