package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether what is said of parameters makes sense by itself. */
final class MarkChecks {
  private MarkChecks() {}

  /** Checks the marks of a field. */
  static void check(String layer, ParameterMarks marks, Diagnostics diagnostics) {
    Attributes rate = marks.rateFactor();
    if (rate != null && !(rate.floating("value") > 0 && Float.isFinite(rate.floating("value")))) {
      diagnostics.report(Message.RATE_FACTOR, rate.at("value"), layer, rate.shown("value"));
    }
    Set<String> parameters = new HashSet<>();
    for (Attributes initial : marks.initials()) {
      String parameter = initial.text("parameter");
      boolean number = initial.given("value");
      boolean file = initial.given("file");
      if (number == file || file && initial.text("file").isBlank()) {
        diagnostics.report(Message.INITIAL_SOURCE, initial.at(number ? "value" : "file"), "layer '" + layer + "'");
      } else if (number && !Float.isFinite(initial.floating("value"))) {
        diagnostics.report(Message.INITIAL_VALUE, initial.at("value"), layer, initial.shown("value"));
      } else if (number && initial.given("tensor")) {
        diagnostics.report(Message.INITIAL_TENSOR, initial.at("tensor"), layer);
      } else if (!parameters.add(parameter.isEmpty() ? number ? "" : "file" : "." + parameter)) {
        diagnostics.report(
            Message.INITIAL_TWICE, initial.annotation(), layer,
            parameter.isEmpty() ? "the same parameters" : "parameter '" + parameter + "'");
      }
    }
  }

  /** The file that all layers of a class may start from; empty for none. */
  static String file(String className, List<Attributes> initials, Diagnostics diagnostics) {
    @Nullable String file = null;
    for (Attributes initial : initials) {
      boolean more = initial.given("value") || initial.given("parameter") || initial.given("tensor");
      if (more || file != null) {
        diagnostics.report(Message.INITIAL_OF_CLASS, initial.annotation(), className);
      } else if (initial.text("file").isBlank()) {
        diagnostics.report(Message.INITIAL_SOURCE, initial.at("file"), "class " + className);
      }
      file = initial.text("file");
    }
    return file == null ? "" : file;
  }
}
