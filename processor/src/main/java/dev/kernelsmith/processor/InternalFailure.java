package dev.kernelsmith.processor;

import java.io.PrintWriter;
import java.io.StringWriter;
import javax.annotation.processing.ProcessingEnvironment;

/** Describes a failure of the processor itself. */
final class InternalFailure {
  private InternalFailure() {}

  /** The exception and where it was thrown; all of its stack trace where the option for it is set. */
  static String text(Throwable failure, ProcessingEnvironment environment) {
    if (Boolean.parseBoolean(environment.getOptions().get(KernelsmithProcessor.DEBUG))) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      return trace.toString();
    }
    StackTraceElement[] trace = failure.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0];
    return failure + place + " (-A" + KernelsmithProcessor.DEBUG + "=true shows the whole stack trace)";
  }
}
