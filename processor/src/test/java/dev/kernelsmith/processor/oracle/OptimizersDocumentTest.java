package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.oracle.OptimizerReferences.Case;
import dev.kernelsmith.processor.oracle.OptimizerReferences.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Our optimizers against what those of TensorFlow and PyTorch computed, as {@code benchmarks/peers/optimizers.sh} has written it down. {@code docs/optimizers.md} has these numbers: to write its
 * table anew, run this test with {@code -Ddocs.update=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // ours are computed once
class OptimizersDocumentTest {
  /** What differs between formulas that are the same, in double. */
  private static final double ROUNDING = 1e-12;

  /** The same in float, where the values are near 1. */
  private static final double FLOAT_ROUNDING = 2e-6;

  /** Less than this is not worth telling apart. */
  private static final double OTHER_RULE = 1e-3;

  private static final Path DOCUMENT = Path.of("..", "docs", "optimizers.md");
  private static final String BEGIN = "<!-- written by OptimizersDocumentTest -->\n";
  private static final String END = "<!-- end -->";

  private final OptimizerReferences all;

  OptimizersDocumentTest() throws IOException {
    all = OptimizerReferences.read();
  }

  @Test
  void rulesAreThoseOfOtherLibraries() {
    for (Reference reference : all.references()) {
      Case of = reference.of();
      String what = of.attributes() + " by " + reference.library() + " " + reference.how();
      double inDouble = difference(of.doubles(), reference.doubles());
      double inFloat = difference(of.floats(), reference.floats());
      if (reference.same()) {
        assertEquals(0, inDouble, ROUNDING, what);
        assertEquals(0, inFloat, FLOAT_ROUNDING, what);
      } else {
        assertTrue(inDouble > OTHER_RULE && inFloat > OTHER_RULE, what + " is said to be another rule: " + inDouble);
      }
    }
  }

  @Test
  void generatedCodeDoesWhatTheInterpreterDoes() {
    for (Case of : all.cases()) {
      assertEquals(0, difference(of.doubles(), of.floats()), FLOAT_ROUNDING, of.attributes());
    }
  }

  @Test
  void everyRuleIsCompared() {
    Set<OptimizerType> compared = all.cases().stream().map(Case::type)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(OptimizerType.class)));
    assertEquals(EnumSet.complementOf(EnumSet.of(OptimizerType.FORMULA)), compared);
    assertTrue(all.references().stream().filter(r -> r.library().startsWith("TensorFlow")).count() >= 17);
    assertTrue(all.references().stream().filter(r -> r.library().startsWith("PyTorch")).count() >= 8);
  }

  @Test
  void theDocumentHasTheseNumbers() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "docs/optimizers.md has no place for the table");
    String written = document.substring(0, begin) + table() + document.substring(end);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(DOCUMENT, written);
    }
    assertEquals(written, Files.readString(DOCUMENT), "docs/optimizers.md is old; see OptimizersDocumentTest");
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    table.append("| rule | settings | reference | ours | its | most in double | most in float |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    for (Reference r : all.references()) {
      Case of = r.of();
      table.append(
          String.format(Locale.ROOT, "| %s | %s | %s%s%s | %.15f | %.15f | %s | %s |%n", of.type(), settings(of),
              r.library(), r.library().isEmpty() ? "" : ": ", r.how(), last(of.doubles()), last(r.doubles()),
              words(difference(of.doubles(), r.doubles()), r.same()),
              words(difference(of.floats(), r.floats()), r.same())));
    }
    return table.toString().replace("\r", "");
  }

  private static String settings(Case of) {
    return of.attributes().replaceFirst("^type = [^,]*, ", "").replace("8.881784197001252E-16", "2^-50")
        .replace("learningRate = ", "rate ").replace("centered = true", "centered").replace(" = ", " ")
        + (of.fallingRate() ? ", a quarter of the rate from step 4" : "");
  }

  private static String words(double difference, boolean same) {
    String number = difference == 0 ? "0" : String.format(Locale.ROOT, "%.1e", difference);
    return same ? number : "**" + number + "**";
  }

  /** The first parameter after the last step. */
  private static double last(List<double[]> steps) {
    return steps.getLast()[0];
  }

  /** The largest of all steps and parameters. */
  private static double difference(List<double[]> a, List<double[]> b) {
    assertEquals(a.size(), b.size());
    double most = 0;
    for (int step = 0; step < a.size(); step++) {
      for (int i = 0; i < a.get(step).length; i++) {
        most = Math.max(most, Math.abs(a.get(step)[i] - b.get(step)[i]));
      }
    }
    return most;
  }
}
