package uk.ac.manchester.tornado.api.exceptions;

/** An execution plan could not be closed. The stand-in never throws it; callers must expect it. */
public class TornadoExecutionPlanException extends Exception {
  private static final long serialVersionUID = 1;

  /** With the reason. */
  public TornadoExecutionPlanException(String message) {
    super(message);
  }
}
