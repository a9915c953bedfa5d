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

  /** Where parameters begin, and nothing else; their shapes stand in the network's source. */
  private static final Pattern PARAMETER =
      Pattern.compile("[A-Z\\d]+_(MOVING_)?(WEIGHTS|BIAS|GAMMA|BETA|MEAN|VARIANCE)");

  private static final Pattern COMMENT =
      Pattern.compile(
          "Floats \\d+ to \\d+( of each sample)?: (one value|\\[[\\d, ]+])( in a halo of \\[[\\d, ]+] before and \\[[\\d, ]+] after)?"
              + "(; \\w+ alone|; from \\w+ to \\w+)?\\.|Start in \\{@code results}, in floats per sample\\.|Index in \\{@code step}\\.");

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
        assertTrue(commented || PARAMETER.matcher(constant.group(1)).matches(), constant::group);
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
        .filter(line -> line.matches("int \\w+ = (\\d+|(?!tile)[a-z]\\w*);")).forEach(found::add));
    assertEquals(List.of(), found);
  }
}
