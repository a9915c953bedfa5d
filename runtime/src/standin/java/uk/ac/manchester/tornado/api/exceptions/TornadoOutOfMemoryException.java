package uk.ac.manchester.tornado.api.exceptions;

/** The device has too little memory. The stand-in reports its own findings as {@link IllegalStateException}. */
public class TornadoOutOfMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the reason. */
  public TornadoOutOfMemoryException(String message) {
    super(message);
  }
}
