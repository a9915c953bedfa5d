package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is generated for devices is read like what is generated for the CPU. */
class ReadableDeviceSourceTest {
  private static final Pattern KERNEL = Pattern.compile("(?m)^    public static void (\\w+)\\(");

  private static final Pattern CONSTANT = Pattern.compile("(?m)^    private static final int (\\w+) = \\d+;");

  /** Where parameters begin, whose shapes stand in the network's source, and the distances of neighbours in any buffer. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[A-Z\\d]+_(MOVING_)?(WEIGHTS|BIAS|GAMMA|BETA|MEAN|VARIANCE)|\\w+_(SAMPLE|SLICE|ROW|COLUMN|CHANNEL|UNIT)");

  private static final Pattern COMMENT =
      Pattern.compile(
          "Floats \\d+ to \\d+( of each sample)?: (one value|\\[[\\d, ]+])( in a halo of \\[[\\d, ]+] before and \\[[\\d, ]+] after)?"
              + "(; \\w+ alone|; from \\w+ to \\w+)?\\.|Start in \\{@code results}, in floats per sample\\.|Index in \\{@code step}\\.|Start in \\{@code gradients}\\."
              + "|(Samples of a vector|Shares of a sum|Threads of a work group|Threads that compute a block|Threads that share|Floats between terms|Rows|Terms) ?[\\w, ]*\\.");

  /** A line that touches an element of an array or computes where it lies. */
  private static final Pattern ELEMENT =
      Pattern.compile("^(?![/*]).*(\\.[gs]et\\((?!\\d+\\))|\\bint \\w+At\\d* = |\\[)");

  /** A plain number of elements: many of them, or what an index is multiplied by other than by the stride of a window. */
  private static final Pattern RAW =
      Pattern
          .compile("[+-] (1[7-9]|[2-9]\\d|\\d{3,})\\b|(?<!\\btile)(?<=[\\w)]) \\* (?!2\\b)\\d+\\b(?!\\.)|\\[\\d{2,}]");

  private static final Map<String, String> KERNELS = new TreeMap<>();
  private static final Map<String, String> SOURCES = new TreeMap<>();

  @BeforeAll
  static void compile() {
    for (NetworkSource source : List.of(WellKnown.leNet5(), WellKnown.normalised())) {
      GeneratedNetwork.compileForDevices(source).compilation().sources().forEach((name, text) -> {
        if (name.endsWith("TornadoKernels")) {
          KERNELS.put(name, text);
        }
        if (name.contains("Tornado")) {
          SOURCES.put(name, text);
        }
      });
    }
    assertEquals(2, KERNELS.size());
    assertEquals(4, SOURCES.size(), () -> SOURCES.keySet().toString());
  }

  @Test
  void constantsSayWhatLiesThere() {
    int comments = 0;
    for (String source : KERNELS.values()) {
      for (MatchResult constant : CONSTANT.matcher(source).results().toList()) {
        String before = source.substring(0, constant.start()).stripTrailing();
        boolean commented = before.endsWith("*/");
        assertTrue(commented || PLAIN.matcher(constant.group(1)).matches(), constant::group);
        if (commented) {
          String comment = before.substring(before.lastIndexOf("/**")).replaceAll("[*/\\s]+", " ").strip();
          assertTrue(COMMENT.matcher(comment).matches(), comment);
          comments++;
        }
      }
    }
    assertTrue(comments > 100, Integer.toString(comments));
  }

  /** But for those of the update, which belong to all. */
  @Test
  void kernelsAreLinkedToTheirLayers() {
    for (String source : KERNELS.values()) {
      Matcher kernel = KERNEL.matcher(source);
      int kernels = 0;
      while (kernel.find()) {
        String before = source.substring(0, kernel.start());
        boolean update = kernel.group(1).matches("train(Update|Shares|Sums)");
        assertTrue(update || before.substring(before.lastIndexOf("/**")).contains("{@link "), kernel::group);
        kernels++;
      }
      assertTrue(kernels > 20, Integer.toString(kernels));
    }
  }

  /** Distances in arrays have names, but for some elements of one row, and for how many rows and terms a thread is on in a product of matrices. */
  @Test
  void distancesAreNamed() {
    List<String> found = new ArrayList<>();
    int lines = 0;
    for (String source : KERNELS.values()) {
      for (String line : source.lines().map(String::strip).filter(ELEMENT.asPredicate()).toList()) {
        if (RAW.matcher(line.replaceAll("\\(tile - \\d+\\)", "tile")
            .replaceAll("((?:left|right)(?:Outer|Inner|To)) \\+ \\d+", "$1")).find()) {
          found.add(line);
        }
        lines++;
      }
    }
    assertEquals(List.of(), found);
    assertTrue(lines > 1000, Integer.toString(lines));
  }

  @Test
  void noLoopRunsOnce() {
    SOURCES.forEach((name, text) -> assertEquals(List.of(), SourceRules.loopsThatRunOnce(text), name));
    assertTrue(KERNELS.values().stream().mapToInt(SourceRules::loops).sum() > 100);
  }

  @Test
  void noLocalIsForTheNextLineAlone() {
    SOURCES.forEach((name, text) -> assertEquals(List.of(), SourceRules.localsForTheNextLine(text), name));
  }

  @Test
  void parenthesesAreNeeded() {
    SOURCES.forEach((name, text) -> assertEquals(List.of(), SourceRules.needlessParentheses(text), name));
  }

  /** An axis along which there is one tile has no local. */
  @Test
  void noAxisIsAConstant() {
    List<String> found = new ArrayList<>();
    KERNELS.values().forEach(text -> text.lines().map(String::strip)
        .filter(line -> line.matches("int \\w+ = (\\d+|(?!tile|row|column)[a-z]\\w*);")).forEach(found::add));
    assertEquals(List.of(), found);
  }
}
