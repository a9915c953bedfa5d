package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an earlier run generated, met again: in the folder that it is written to, on the source path, among the sources. */
class EarlierOutputTest {
  private static final String SOURCE = """
      package models;

      import dev.kernelsmith.annotations.*;
      import dev.kernelsmith.runtime.Layer;

      @Network(input = 4)
      public class Small {
        @Dense(units = 2) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
      }
      """;

  private static final String USER = "package models; class User { SmallNetwork network = new SmallNetwork(1); }";

  @TempDir Path folder;

  private List<String> found = List.of();

  @ParameterizedTest
  @EnumSource
  void twiceIntoTheSameFolder(CompilerKind kind) throws IOException {
    for (int run = 0; run < 2; run++) {
      assertTrue(
          compile(kind, "generated", List.of(), List.of(write("src", "Small", SOURCE), write("src", "User", USER))));
      assertEquals(List.of(), found);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFolderOnTheSourcePath(CompilerKind kind) throws IOException {
    String path = folder.resolve("src") + java.io.File.pathSeparator + folder.resolve("generated");
    List<Path> sources = List.of(write("src", "Small", SOURCE), write("src", "User", USER));
    assertTrue(compile(kind, "generated", List.of(), sources));
    assertTrue(compile(kind, "generated", List.of("-sourcepath", path), sources), found::toString);
    assertEquals(List.of(), found);
    write("src", "Small", SOURCE.replace("units = 2", "units = 3"));
    boolean again = compile(kind, "generated", List.of("-sourcepath", path), sources);
    if (kind == CompilerKind.ECLIPSE) {
      assertEquals(List.of(Message.EARLIER_OUTPUT_OUTDATED.name()), found, "Eclipse's compiler writes no file again");
      return;
    }
    assertTrue(again, found::toString);
    assertTrue(Files.readString(folder.resolve("generated/models/SmallParts.java")).contains("List.of(4, 3)"));
  }

  @ParameterizedTest
  @EnumSource
  @Covers(Message.EARLIER_OUTPUT_KEPT)
  void theFilesAmongTheSources(CompilerKind kind) throws IOException {
    Path small = write("src", "Small", SOURCE);
    assertTrue(compile(kind, "generated", List.of(), List.of(small)));
    List<Path> all = new ArrayList<>(generated("generated"));
    all.add(small);
    assertTrue(compile(kind, "generated", List.of(), all), found::toString);
    assertEquals(List.of(Message.EARLIER_OUTPUT_KEPT.name()), found);
    Files.delete(folder.resolve("generated/models/SmallScalarKernels.java"));
    all.removeIf(file -> file.endsWith("SmallScalarKernels.java"));
    assertTrue(compile(kind, "generated", List.of(), all), found::toString);
    assertEquals(List.of(Message.EARLIER_OUTPUT_KEPT.name()), found);
  }

  @ParameterizedTest
  @EnumSource
  @Covers(Message.EARLIER_OUTPUT_OUTDATED)
  void staleFilesAmongTheSources(CompilerKind kind) throws IOException {
    Path small = write("src", "Small", SOURCE);
    assertTrue(compile(kind, "generated", List.of(), List.of(small)));
    write("src", "Small", SOURCE.replace("units = 2", "units = 3"));
    List<Path> all = new ArrayList<>(generated("generated"));
    all.add(small);
    assertTrue(!compile(kind, "generated", List.of(), all));
    assertEquals(List.of(Message.EARLIER_OUTPUT_OUTDATED.name()), found);
  }

  @ParameterizedTest
  @EnumSource(names = "JAVAC")
  void theFilesOfAnotherFolder(CompilerKind kind) throws IOException {
    Path small = write("src", "Small", SOURCE);
    assertTrue(compile(kind, "generated", List.of(), List.of(small)));
    List<Path> all = new ArrayList<>(generated("generated"));
    all.add(small);
    assertTrue(compile(kind, "other", List.of(), all), found::toString);
    assertEquals(List.of(Message.EARLIER_OUTPUT_KEPT.name()), found);
  }

  @ParameterizedTest
  @EnumSource
  void aClassOfTheUserIsStillAClash(CompilerKind kind) throws IOException {
    Path small = write("src", "Small", SOURCE);
    Path own = write("src", "SmallNetwork", "package models; class SmallNetwork {}");
    assertTrue(!compile(kind, "generated", List.of(), List.of(small, own)));
    assertEquals(List.of(Message.NAME_TAKEN.name()), found);
  }

  private Path write(String below, String name, String text) throws IOException {
    Path file = folder.resolve(below).resolve("models").resolve(name + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private List<Path> generated(String below) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /** Compiles, and keeps the ids of the processor's own messages. */
  private boolean compile(CompilerKind kind, String output, List<String> more, List<Path> sources) throws IOException {
    Files.createDirectories(folder.resolve(output));
    Files.createDirectories(folder.resolve("classes"));
    List<String> options =
        new ArrayList<>(
            List.of("-source", "25", "-target", "25", "-classpath", System.getProperty("java.class.path"), "-s",
                folder.resolve(output).toString(), "-d", folder.resolve("classes").toString(),
                "-Akernelsmith.tornado=off",
                "--add-modules", "jdk.incubator.vector"));
    options.addAll(more);
    JavaCompiler compiler = kind.compiler();
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    boolean success;
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(collector, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              new StringWriter(), files, collector, options, null, files.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(List.of(new KernelsmithProcessor()));
      success = task.call();
    }
    found = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : collector.getDiagnostics()) {
      String text = diagnostic.getMessage(Locale.ROOT);
      Stream.of(Message.values()).map(Message::name).filter(id -> text.contains("[" + id + "]")).forEach(found::add);
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR && !text.contains("[")) {
        found.add(text);
      }
    }
    return success;
  }
}
