package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.JavaFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds the imports of types that kernels name in plain text. */
final class Imports {
  private static final List<String> KNOWN =
      List.of(
          "dev.kernelsmith.runtime.kernel.LaneSums",
          "dev.kernelsmith.runtime.kernel.ScalarMath",
          "dev.kernelsmith.runtime.kernel.VectorMath",
          "jdk.incubator.vector.FloatVector",
          "jdk.incubator.vector.VectorMask",
          "jdk.incubator.vector.VectorOperators");

  /** A blank line between two constants. */
  private static final Pattern CONSTANTS =
      Pattern.compile("(?m)^( *private static final int .*;)\\R\\R(?= *private static final int )");

  private Imports() {}

  /** The file as text, with every import it needs, sorted. */
  static String complete(JavaFile file) {
    String text = file.toString();
    List<String> missing = new ArrayList<>();
    for (String type : KNOWN) {
      String simple = type.substring(type.lastIndexOf('.') + 1);
      boolean used = Pattern.compile("\\b" + simple + "\\b").matcher(text).find();
      if (used && !text.contains("import " + type + ";")) {
        missing.add("import " + type + ";");
      }
    }
    List<String> imports = new ArrayList<>(missing);
    Matcher present = Pattern.compile("(?m)^import .*;$").matcher(text);
    while (present.find()) {
      imports.add(present.group());
    }
    imports.sort(null);
    String without = text.replaceAll("(?m)^import .*;\\R", "");
    Matcher start = Pattern.compile("(?m)^(/\\*\\*|@|final class|class|public)").matcher(without);
    int at = start.find() ? start.start() : 0;
    String head = without.substring(0, at).stripTrailing();
    without = CONSTANTS.matcher(without).replaceAll("$1\n");
    return head + (head.isEmpty() ? "" : "\n\n") + String.join("\n", imports) + "\n\n" + without.substring(at);
  }
}
