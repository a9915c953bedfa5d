package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compilation.Finding;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values of the processor's options that are no good: each is told once, whatever number of classes there is, with what is taken instead. */
class OptionsTest {
  private static final String SOURCE =
      """
          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          @Network(input = 4) class %s {
            @Dense(units = 2) Layer out;
          }
          """;

  /** What each option takes, in the words of its message. */
  private static final Map<String, String> TAKEN =
      Map.of(
          "kernelsmith.debug", "true or false", "kernelsmith.dump", "the path of a folder", "kernelsmith.costs",
          "true or false", "kernelsmith.winograd", "on or off", "kernelsmith.tornado", "on or off",
          "kernelsmith.tornado.schedules",
          "a list of gpu, cpu and fpga");

  private static final Map<String, List<String>> BAD =
      Map.of(
          "kernelsmith.debug", List.of("yes", "1", "TRUE", "true false"), "kernelsmith.costs", List.of("on", "all"),
          "kernelsmith.winograd", List.of("true", "everywhere"),
          "kernelsmith.tornado",
          List.of("maybe", "true", "On", "on,off"), "kernelsmith.tornado.schedules",
          List.of("gpu,quantum", ",", "gpu,,cpu", "gpu;cpu", "all", "gpu,"));

  @TempDir Path folder;

  /** The one finding of a compilation of two networks with an option; its text. */
  private static String told(CompilerKind kind, String option) {
    Compilation compilation =
        Compile.with(kind).withVectorModule().tornadoSwitch(null).options(option)
            .processor(new KernelsmithProcessor((graph, target) -> {}))
            .source("First", SOURCE.formatted("First")).source("Second", SOURCE.formatted("Second")).run();
    assertFalse(compilation.success(), option);
    assertEquals(1, compilation.own().size(), compilation::report);
    Finding finding = compilation.own().getFirst();
    assertEquals(Diagnostic.Kind.ERROR, finding.kind());
    return finding.text();
  }

  @Test
  void everyOptionIsSweptHere() {
    assertEquals(new KernelsmithProcessor().getSupportedOptions(), TAKEN.keySet());
    assertEquals(
        new TreeSet<>(
            List.of("kernelsmith.costs", "kernelsmith.debug", "kernelsmith.tornado", "kernelsmith.tornado.schedules",
                "kernelsmith.winograd")),
        new TreeSet<>(BAD.keySet()), "values of the other are paths");
  }

  @ParameterizedTest
  @EnumSource
  @Covers(Message.UNKNOWN_OPTION_VALUE)
  void aValueThatIsUnknown(CompilerKind kind) {
    BAD.forEach(
        (option, values) -> values.forEach(
            value -> assertEquals(
                "[UNKNOWN_OPTION_VALUE] Compiler option -A" + option + "=" + value + " is unknown: use "
                    + TAKEN.get(option)
                    + ", or leave the option away.",
                told(kind, "-A" + option + "=" + value))));
  }

  @ParameterizedTest
  @EnumSource
  void noValue(CompilerKind kind) {
    TAKEN.forEach(
        (option, taken) -> {
          for (String text : List.of("-A" + option, "-A" + option + "=", "-A" + option + "=  ")) {
            assertEquals(
                "[UNKNOWN_OPTION_VALUE] Compiler option -A" + option + "= has no value: use " + taken
                    + ", or leave the option away.",
                told(kind, text));
          }
        });
  }

  /** What cannot be a folder, and why not. */
  private Map<String, String> noFolders() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    Map<String, String> causes = new LinkedHashMap<>();
    causes.put(file.toString(), "'" + file + "' is no folder");
    causes.put(file.resolve("below").toString(), "'" + file + "' is no folder");
    causes.put(link.toString(), "nothing can be made in '" + folder + "'");
    causes.put(folder.resolve("x".repeat(300)).toString(),
        "nothing can be made in '" + folder + "' (File name too long)");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      causes.put("/proc/kernelsmith", Files.isWritable(Path.of("/proc"))
          ? "nothing can be made in '/proc'"
          : "'/proc' may not be written to");
    }
    causes.put("a\0b", "'a\0b' is no path (Nul character not allowed)");
    return causes;
  }

  @ParameterizedTest
  @EnumSource
  void aFolderThatCannotBe(CompilerKind kind) throws IOException {
    noFolders().forEach((path, cause) -> assertEquals(noFolder(path, cause), told(kind, "-Akernelsmith.dump=" + path)));
  }

  private static String noFolder(String path, String cause) {
    return "[DUMP_FAILED] What the passes make cannot be written, as -Akernelsmith.dump=" + path + " asks for: " + cause
        + ". Name a folder that can be written to, or leave the option away.";
  }

  /** Not for the superuser, who may write everywhere. */
  @Test
  void aFolderWithoutPermission() throws IOException {
    Path locked =
        Files.createDirectory(folder.resolve("locked"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
    Assumptions.assumeFalse(Files.isWritable(locked), "whoever runs this may write everywhere");
    for (Path path : List.of(locked, locked.resolve("below"))) {
      assertEquals(
          noFolder(path.toString(), "'" + locked + "' may not be written to"),
          told(CompilerKind.JAVAC, "-Akernelsmith.dump=" + path));
    }
  }

  /** Each is told, not only the first. */
  @Test
  void severalAreToldTogether() {
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withVectorModule().tornadoSwitch("x").options("-Akernelsmith.debug=y")
            .source("First", SOURCE.formatted("First")).run();
    assertEquals(2, compilation.own().size(), compilation::report);
    assertTrue(compilation.own().getFirst().text().contains("-Akernelsmith.debug=y is unknown"));
  }
}
