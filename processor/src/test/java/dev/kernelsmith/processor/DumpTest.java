package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code -Akernelsmith.dump} writes. */
class DumpTest {
  private static final String SOURCE =
      """
          package models;

          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          @Network(input = {4, 4, 1})
          class Small {
            @Conv2D(filters = 2, kernel = 3, padding = Padding.SAME) Layer conv;
            @Dense(units = 2) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
          }
          """;

  @TempDir Path folder;

  private static Compilation compile(CompilerKind kind, String dump) {
    return Compile.with(kind).withVectorModule().options("-Akernelsmith.dump=" + dump).source("models.Small", SOURCE)
        .run();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve("new/models.Small").resolve(file));
  }

  @ParameterizedTest
  @EnumSource
  void writesAFileForEachProgramTargetAndPass(CompilerKind kind) throws IOException {
    Compilation compilation = compile(kind, folder.resolve("new").toString());
    assertTrue(compilation.success(), compilation::report);
    Path network = folder.resolve("new/models.Small");
    assertEquals(
        List.of(
            "01-read.txt", "02-graph.txt", "evaluate", "evaluate-scalar", "evaluate-vector16", "evaluate-vector32",
            "predict", "predict-scalar", "predict-vector16", "predict-vector16-single", "predict-vector32",
            "predict-vector32-single", "train", "train-scalar", "train-vector16", "train-vector32", "update"),
        names(network));
    assertEquals(List.of("03-lower.txt", "04-differentiate.txt"), names(network.resolve("train")));
    assertEquals(
        List.of(
            "05-winograd.txt", "06-fillers.txt", "07-partial-sums.txt", "08-packing.txt", "09-bias-first.txt",
            "10-row-sums.txt", "11-transposed-weights.txt", "12-direct-input.txt", "13-halos.txt",
            "14-shares.txt", "15-phases.txt", "16-fusion.txt",
            "17-pool-fusion.txt", "18-column-lanes.txt", "19-device-order.txt", "20-layouts.txt", "21-tiles.txt",
            "22-memory.txt"),
        names(network.resolve("train-vector32")));
  }

  @Test
  void showsWhatEachPassMakes() throws IOException {
    compile(CompilerKind.JAVAC, folder.resolve("new").toString());
    assertTrue(text("01-read.txt").matches("(?s).*conv: @Conv2D \\{[^\n]*bias=true, [^\n]*filters=2,.*"));
    assertTrue(text("02-graph.txt").contains("conv 4x4x2 = Conv2D(input 4x4x1)"));
    String sum =
        "  convSum[n, h, w, f] += sample[n, h + r - 1, w + s - 1, c] * convWeights[r, s, c, f]";
    String guarded = sum + "  where 0 <= h + r - 1 < 4, 0 <= w + s - 1 < 4\n";
    assertTrue(text("train/03-lower.txt").contains(guarded));
    assertFalse(text("train/03-lower.txt").contains("convWeightsGradient"));
    assertTrue(text("train/04-differentiate.txt").contains("\n  convWeightsGradient [3, 3, 1, 2]  batch gradient\n"));
    assertTrue(text("predict-scalar/09-bias-first.txt").contains("sums start from\n  convSum: convBias[f]\n"));
    assertTrue(text("predict-vector16/13-halos.txt").contains("0 <= h + r - 1 < 4"), "a window cut in one direction");
    String kernel = text("predict-vector16/22-memory.txt");
    assertTrue(
        kernel.contains(
            "  kernel convForward\n    lanes: samples; tile: h 1 of 4, w 4 of 4, f 2 of 2; inside: [r, s, c]; in registers only:"
                + " [convSum]; starts from convBias[f]\n  "),
        kernel);
    assertTrue(kernel.contains("halo [0, 1, 0] before, [0, 1, 0] after; input to convForward"), kernel);
    assertTrue(text("update/03-lower.txt").contains("  m[i] = "));
  }

  /** The folder is sound, and a file of it is not: told once, with the network. */
  @ParameterizedTest
  @EnumSource
  @Covers(Message.DUMP_FAILED)
  void aFileThatCannotBeWrittenIsToldOnce(CompilerKind kind) throws IOException {
    Path network = Files.writeString(folder.resolve("models.Small"), "");
    Compilation compilation = compile(kind, folder.toString());
    assertFalse(compilation.success());
    assertEquals(1, compilation.own().size(), compilation::report);
    assertEquals(
        "[DUMP_FAILED] What the passes make of models.Small cannot be written, as -Akernelsmith.dump=" + folder
            + " asks for: '" + network
            + "' is no folder. Name a folder that can be written to, or leave the option away.",
        compilation.own().getFirst().text());
  }
}
