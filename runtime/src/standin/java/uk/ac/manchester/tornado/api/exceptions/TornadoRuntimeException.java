package uk.ac.manchester.tornado.api.exceptions;

/** A fault of the runtime. The stand-in reports its own findings as {@link IllegalStateException}. */
public class TornadoRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the reason. */
  public TornadoRuntimeException(String message) {
    super(message);
  }
}
