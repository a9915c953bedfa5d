package dev.kernelsmith.processor.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What generated source must not have, whatever it is for; each rule gives the lines that break it. */
final class SourceRules {
  private static final Pattern LOOP =
      Pattern.compile("for \\(int (\\w+) = (\\d+); \\1 < (\\d+); \\1(?:\\+\\+| \\+= (\\d+))\\)");

  private static final Pattern LOCAL = Pattern.compile("(?:int|float|FloatVector|Float16) (\\w+) = .*;");

  private static final Pattern NEEDLESS =
      Pattern.compile(
          "(?<!\\w)(?<!if |switch )\\((?!(float|int|long)\\))[\\w.\\[\\]]+\\)|(?<![\\w*/%] ?)\\([^-()+?<>=]* [*/] [^-()+?<>=]*\\)");

  private SourceRules() {}

  /** Loops between literals. */
  static int loops(String source) {
    return (int) LOOP.matcher(source).results().count();
  }

  /** Those of them that run once at most. */
  static List<String> loopsThatRunOnce(String source) {
    List<String> found = new ArrayList<>();
    Matcher header = LOOP.matcher(source);
    while (header.find()) {
      int step = header.group(4) == null ? 1 : Integer.parseInt(header.group(4));
      if (Integer.parseInt(header.group(3)) - Integer.parseInt(header.group(2)) <= step) {
        found.add(header.group());
      }
    }
    return found;
  }

  /** Locals that only the next line uses, once. A quotient may be one, and what a choice on a device selects. */
  static List<String> localsForTheNextLine(String source) {
    List<String> found = new ArrayList<>();
    for (String method : source.split("\\n(?= {2,4}(?:public |private )?static )")) {
      List<String> lines = method.lines().map(String::strip).toList();
      for (int i = 0; i + 1 < lines.size(); i++) {
        Matcher declared = LOCAL.matcher(lines.get(i));
        if (declared.matches() && !lines.get(i).matches("int \\w+ = (.* [/%] |(firstRow|firstColumn|row|column)\\b).*")
            && !(lines.get(i).matches(".* = .*(\\.get|TornadoMath\\.\\w+)\\(.*") && lines.get(i + 1).contains(" ? "))
            && !lines.get(i + 1).endsWith("{")) {
          Pattern use = Pattern.compile("\\b" + declared.group(1) + "\\b(?! [-+]?= )");
          String rest = String.join("\n", lines.subList(i + 1, lines.size()));
          if (use.matcher(rest).results().count() == 1 && use.matcher(lines.get(i + 1)).find()) {
            found.add(lines.get(i));
          }
        }
      }
    }
    return found;
  }

  /** Lines with parentheses around what needs none. */
  static List<String> needlessParentheses(String source) {
    return source.lines().map(String::strip)
        .filter(line -> !line.matches("(/?\\*|static |public |private |.*\").*") && NEEDLESS.matcher(line).find())
        .toList();
  }
}
