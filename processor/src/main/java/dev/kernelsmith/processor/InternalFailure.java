package dev.kernelsmith.processor;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Describes a failure of the processor itself. */
final class InternalFailure {
  private InternalFailure() {}

  /**
   * The exception and where it was thrown.
   *
   * @param whole whether to give all of its stack trace
   */
  static String text(Throwable failure, boolean whole) {
    if (whole) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      return trace.toString();
    }
    StackTraceElement[] trace = failure.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0];
    return failure + place + " (-A" + Options.DEBUG + "=true shows the whole stack trace)";
  }
}
