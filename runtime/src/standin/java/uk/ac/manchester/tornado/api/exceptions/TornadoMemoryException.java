package uk.ac.manchester.tornado.api.exceptions;

/** A fault of memory on the device. The stand-in reports its own findings as {@link IllegalStateException}. */
public class TornadoMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the reason. */
  public TornadoMemoryException(String message) {
    super(message);
  }
}
