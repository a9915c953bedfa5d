package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code -Akernelsmith.costs=true} writes. */
class KernelCostsTest {
  private static final String SOURCE =
      """
          package models;

          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          @Network(input = 4)
          class Small {
            @Dense(units = 3, activation = Activation.RELU) Layer hidden;
            @BatchNorm Layer norm;
            @Dense(units = 2) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
          }
          """;
  private static final String TABLE = "models.SmallKernelCosts";

  private static Compilation compile(CompilerKind kind, String option) {
    return Compile.with(kind).withVectorModule().options(option).source("models.Small", SOURCE).run();
  }

  private static List<String[]> rows(Compilation compilation, String... start) {
    String prefix = String.join("\t", start) + "\t";
    String table = new String(compilation.tables().get(TABLE), StandardCharsets.UTF_8);
    return table.lines().filter(l -> l.startsWith(prefix)).map(l -> l.split("\t")).toList();
  }

  /** 16 samples, 4 inputs and 3 units: a product and a sum each, then relu; the bias is what a sum starts from. */
  @ParameterizedTest
  @EnumSource
  void tellsOperationsAndBytesOfEachCall(CompilerKind kind) {
    Compilation compilation = compile(kind, "-Akernelsmith.costs=true");
    assertTrue(compilation.success(), compilation::report);
    String[] hidden =
        rows(compilation, "SmallVectorKernels32", "Training", "phase1").stream()
            .filter(row -> row[4].equals("hiddenForward")).findFirst().orElseThrow();
    assertEquals(16 * (2 * 4 * 3 + 3), Integer.parseInt(hidden[5]), "products, sums and relu");
    assertEquals(4 * (16 * (4 + 3) + 4 * 3 + 3), Integer.parseInt(hidden[6]), "input, output, weights, bias");
  }

  /** A row for each call in the source, in its order. What calls a method that several kernels have is called by what it computes. */
  @Test
  void hasTheCallsOfTheSource() {
    Compilation compilation = compile(CompilerKind.JAVAC, "-Akernelsmith.costs=true");
    String source = compilation.sources().get("models.SmallVectorKernels32");
    String training = source.substring(source.indexOf("class Training"), source.indexOf("class Evaluation"));
    List<String> callers =
        List.of("phase1", "beforePhase2", "phase2", "beforePhase3", "phase3", "beforePhase4", "phase4");
    List<String> all = callers.stream().flatMap(caller -> calls(training, caller).stream()).toList();
    for (String caller : callers) {
      List<String> called = calls(training, caller);
      List<String[]> rows = rows(compilation, "SmallVectorKernels32", "Training", caller);
      assertEquals(called.size(), rows.size(), caller);
      for (int i = 0; i < rows.size(); i++) {
        assertEquals(Integer.toString(i), rows.get(i)[3]);
        if (Collections.frequency(all, called.get(i)) == 1) {
          assertEquals(called.get(i), rows.get(i)[4]);
        }
      }
    }
    assertEquals(rows(compilation, "SmallVectorKernels32", "Training").size(), all.size());
    assertTrue(all.size() > 30, "there are calls");
  }

  private static List<String> calls(String source, String caller) {
    Matcher body = Pattern.compile("static void " + caller + "\\(Block block\\) \\{(.*?)\n    \\}", Pattern.DOTALL)
        .matcher(source);
    List<String> calls = new ArrayList<>();
    if (body.find()) {
      Pattern.compile("\n +(\\w+)\\(").matcher(body.group(1)).results().forEach(call -> calls.add(call.group(1)));
    }
    return calls;
  }

  @Test
  void isNotThereUnlessAskedFor() {
    assertFalse(compile(CompilerKind.JAVAC, "-Akernelsmith.costs=false").tables().containsKey(TABLE));
  }
}
