package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compilation.Finding;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that come of the build around a class rather than of the class. */
class BuildDiagnosticsTest {
  private static final String SOURCE =
      """
          package models;

          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          @Network(input = 4)
          class Small {
            @Dense(units = 2) Layer out;
          }
          """;

  static Stream<String> covered() {
    return Stream.of(BuildDiagnosticsTest.class, DumpTest.class, EarlierOutputTest.class, OptionsTest.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .map(method -> method.getAnnotation(Covers.class))
        .filter(Objects::nonNull)
        .map(covers -> covers.value().name());
  }

  @ParameterizedTest
  @EnumSource
  @Covers(Message.RUNTIME_MISSING)
  void runtimeMissing(CompilerKind kind) throws URISyntaxException {
    Compilation compilation = Compile.with(kind).seeing(Network.class).source("models.Small", SOURCE).run();
    Finding finding = only(compilation);
    assertEquals(
        "[RUNTIME_MISSING] Class Small cannot see dev.kernelsmith.runtime.CompiledNetwork, which SmallNetwork implements:"
            + " add the dependency dev.kernelsmith:kernelsmith-runtime (in a named module also 'requires' its module).",
        finding.text());
    assertEquals(7, finding.line());
  }

  /** It is one message at the class, not errors in generated source. */
  @ParameterizedTest
  @EnumSource
  @Covers(Message.TORNADO_MISSING)
  void whatIsAskedForAndCannotBeSeenIsSaid(CompilerKind kind) throws URISyntaxException {
    Compilation unseen = Compile.with(kind).withVectorModule().tornadoSwitch("on")
        .seeing(Network.class, CompiledNetwork.class).source("models.Small", SOURCE).run();
    assertFalse(unseen.success());
    List<Finding> findings = unseen.findings().stream().filter(f -> f.kind() == Diagnostic.Kind.ERROR).toList();
    assertEquals(1, findings.size(), unseen::report);
    assertEquals(
        "[TORNADO_MISSING] Class Small cannot see uk.ac.manchester.tornado.api.TaskGraph, and -Akernelsmith.tornado=on asks for task graphs: add the"
            + " dependency io.github.beehive-lab:tornado-api in the version of your SDK (in a named module also 'requires static tornado.api;'), or leave the"
            + " option away.",
        findings.getFirst().text());
    assertEquals(7, findings.getFirst().line());
    assertEquals(Set.of(), unseen.sources().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void missingValueIsLeftToTheCompiler(CompilerKind kind) {
    String source = SOURCE.replace("@Dense(units = 2)", "@Dense");
    Compilation compilation = Compile.with(kind).withVectorModule().source("models.Small", source).run();
    assertEquals(List.of(), compilation.own());
    List<Finding> errors = compilation.findings().stream().filter(f -> f.kind() == Diagnostic.Kind.ERROR).toList();
    assertEquals(1, errors.size(), compilation::report);
    assertTrue(errors.getFirst().text().contains("units"));
    assertEquals(8, errors.getFirst().line());
  }

  @Test
  @Covers(Message.VECTOR_MODULE_NOT_READABLE)
  void vectorModuleNotReadable() {
    String other = SOURCE.replace("Small", "Other");
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).source("models.Small", SOURCE).source("models.Other", other).run();
    assertTrue(compilation.success(), compilation::report);
    assertEquals(
        "[VECTOR_MODULE_NOT_READABLE] Other gets scalar kernels only, since its compilation cannot see"
            + " jdk.incubator.vector: for vector kernels compile with --add-modules jdk.incubator.vector.",
        only(compilation).text());
  }

  /** Apart from the other cases, since Eclipse's compiler knows no positions in records. */
  @ParameterizedTest
  @EnumSource
  void networkOnRecord(CompilerKind kind) {
    String source = "@dev.kernelsmith.annotations.Network(input = 2)\nrecord Pair(int a, int b) {}\n";
    Finding finding = only(Compile.with(kind).withVectorModule().source("Pair", source).run());
    assertEquals(
        "[NETWORK_NOT_CLASS] @Network stands on the record Pair, but the generated PairNetwork must extend it: make Pair a"
            + " class.",
        finding.text());
    assertEquals(kind == CompilerKind.JAVAC ? 1 : 0, finding.line());
  }

  static List<String> insides() {
    return List.of(
        "void method() { CLASS Local local; }",
        "Holder() { CLASS }",
        "static { CLASS }",
        "{ Runnable lambda = () -> { CLASS }; }",
        "Object anonymous = new Object() { void method() { CLASS } };",
        "Object anonymous = new Object() { static CLASS };",
        "void method() { class Outer { static CLASS } }",
        "void method() { CLASS new LocalNetwork(); }",
        "int field = switch (1) { case 1: CLASS yield 1; default: yield 2; };");
  }

  @ParameterizedTest
  @MethodSource("insides")
  @Covers(Message.NETWORK_LOCAL)
  void networkInsideAMethod(String where) {
    for (String annotation : List.of("@Network", "@dev.kernelsmith.annotations.Network")) {
      String local = annotation + "(input = 4)\nclass Local { @Dense(units = 2) Layer out; }\n";
      String source =
          "import dev.kernelsmith.annotations.*; import dev.kernelsmith.runtime.Layer;\nclass Holder {\n"
              + where.replace("static CLASS", "CLASS").replace("CLASS", "\n" + local) + "\n}\n";
      Compilation compilation = Compile.with(CompilerKind.JAVAC).withVectorModule().source("Holder", source).run();
      Finding finding = only(compilation);
      assertFalse(compilation.success());
      assertEquals(
          "[NETWORK_LOCAL] Class Local stands inside a method, where nothing that is generated can name it: make it a"
              + " top-level class or a static nested one.",
          finding.text());
      assertEquals(4, finding.line());
    }
  }

  @Test
  @Covers(Message.NETWORK_IN_COMPACT_FILE)
  void networkInACompactFile() {
    String network = "@Network(input = 4)\nstatic class Small { @Dense(units = 2) Layer out; }\n";
    String imports = "import dev.kernelsmith.annotations.*; import dev.kernelsmith.runtime.Layer;\n";
    String main = "void main() {}\n";
    for (String members : List.of(network + main, main + network, "static int x;\n" + main + network)) {
      Finding finding =
          only(Compile.with(CompilerKind.JAVAC).withVectorModule().source("Main", imports + members).run());
      assertEquals(
          "[NETWORK_IN_COMPACT_FILE] Class Small stands in a compact source file, the class of which has no name, so that"
              + " Main_SmallNetwork cannot name Small either: move it to a file of its own, or write 'class Main { ... }' around"
              + " all members.",
          finding.text());
      Compilation written =
          Compile.with(CompilerKind.JAVAC).withVectorModule()
              .source("Main", imports + "final class Main { Main() {} " + members + "}").run();
      assertEquals(List.of(), written.own());
    }
  }

  /** Annotations of others that are called the same, by an import, by the package, or as a member. */
  @ParameterizedTest
  @ValueSource(strings = {
    "import other.Network;||",
    "|@interface Network {}|",
    "||@interface Network {}",
  })
  void anotherNetworkInsideAMethod(String where) {
    String[] parts = where.split("\\|", -1);
    String source =
        "package mine; import dev.kernelsmith.annotations.*; " + parts[0] + "\n" + parts[1] + " class Holder { "
            + parts[2]
            + " void method() { @Network class Local {} } }\n";
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).source("other.Network", "package other; public @interface Network {}")
            .source("mine.Holder", source).run();
    assertTrue(compilation.success(), compilation::report);
  }

  @Test
  void eclipseReadsAllModulesOutsideOfModules() {
    Compilation compilation = Compile.with(CompilerKind.ECLIPSE).source("models.Small", SOURCE).run();
    assertEquals(List.of(), compilation.own());
  }

  @ParameterizedTest
  @EnumSource
  void vectorModuleReadable(CompilerKind kind) {
    Compilation compilation = Compile.with(kind).withVectorModule().source("models.Small", SOURCE).run();
    assertTrue(compilation.success(), compilation::report);
    assertEquals(List.of(), compilation.own());
  }

  @ParameterizedTest
  @EnumSource
  @Covers(Message.WRITE_FAILED)
  void writeFailed(CompilerKind kind) {
    Finding finding =
        only(
            failing(
                kind,
                (graph, target) -> {
                  throw new IOException("No space left on device");
                }));
    assertEquals(
        "[WRITE_FAILED] The source generated for models.Small could not be written: java.io.IOException: No space left on"
            + " device. Look at the space in and the permissions of the folder for generated sources.",
        finding.text());
    assertEquals(7, finding.line());
  }

  @ParameterizedTest
  @EnumSource
  @Covers(Message.INTERNAL)
  void internal(CompilerKind kind) {
    BackEnd broken =
        (graph, target) -> {
          throw new IllegalStateException("no such axis");
        };
    Finding finding = only(failing(kind, broken));
    String text = finding.text();
    assertTrue(
        text.startsWith(
            "[INTERNAL] Kernelsmith failed on models.Small: java.lang.IllegalStateException: no such axis at"
                + " dev.kernelsmith.processor.BuildDiagnosticsTest"),
        text);
    assertTrue(text.endsWith("please report it with the annotated class."), text);
    assertEquals(7, finding.line());
    assertTrue(only(failing(kind, broken, "-Akernelsmith.debug=true")).text().contains("\tat "));
  }

  @ParameterizedTest
  @EnumSource
  @Covers(Message.TOO_MUCH_MEMORY)
  void tooMuchMemory(CompilerKind kind) {
    String source =
        SOURCE.replace("4", "{50000, 40000, 1}").replace("@Dense(units = 2)",
            "@Pool(size = 1) Layer a; @Pool(size = 1)");
    Finding finding = only(Compile.with(kind).withVectorModule().source("models.Small", source).run());
    assertEquals(
        "[TOO_MUCH_MEMORY] One sample of Small takes more working memory than an array can hold, 2^31 floats (its input is"
            + " 50000x40000x1, its largest value 'a' 50000x40000x1): reduce the input or the number of layers, or shrink"
            + " images early by a stride or a @Pool.",
        finding.text());
    assertEquals(7, finding.line());
  }

  /** What is largest may be what a layer computes on its way. */
  @Test
  void tooMuchMemoryWithinALayer() {
    String source = SOURCE.replace("4", "{40000, 2}").replace("@Dense(units = 2)", "@SelfAttention(heads = 1)");
    Finding finding = only(Compile.with(CompilerKind.JAVAC).withVectorModule().source("models.Small", source).run());
    assertTrue(finding.text().contains("(its input is 40000x2, its largest value 'outScores' 1x40000x40000)"),
        finding.text());
  }

  /** Layers that need what comes later, each told with the statement that does. */
  @ParameterizedTest
  @EnumSource
  @Covers(Message.NOT_STEPWISE)
  void notStepwise(CompilerKind kind) {
    List<String> layers =
        List.of(
            "@Gru(units = 3, sequences = true, reversed = true) Layer back;",
            "@Lstm(units = 3, bidirectional = true) Layer both;",
            "@Gru(units = 3, sequences = true) Layer states; @GlobalPool(type = PoolType.AVERAGE) Layer mean;",
            "@SelfAttention(heads = 2) Layer all; @Lstm(units = 2) Layer last;",
            "@Conv1D(filters = 3, kernel = 3, padding = Padding.SAME) Layer around;",
            "@Conv1D(filters = 3, kernel = 2, stride = 2) Layer half;",
            "@Dense(units = 3) Layer flat;",
            "@Lstm(units = 3) Layer last; @From(\"input\") @Lstm(units = 3, sequences = true) Layer states;"
                + " @Formula(\"y[n,t,c] = states[n,t,c] * last[n,c]\") Layer product;",
            "@Reshape({6, 4, 2}) Layer r; @TimeDistributed @Gru(units = 4) Layer inner;",
            "@Reshape({12, 4}) Layer halves; @TimeDistributed @Dense(units = 2) Layer out;",
            "@Permute({1, 0}) Layer turned; @TimeDistributed @Dense(units = 2) Layer out;",
            "@Slice(axis = 0, start = 1, end = 4) Layer middle;",
            "@Formula(\"y[n,t,c] = x[n,5-t,c]\") Layer flipped;",
            "@Slice(axis = 0, end = 4) Layer head; @Gru(units = 3, sequences = true) Layer out;",
            "@Slice(axis = 0, end = 1) Layer head; @Lstm(units = 3) Layer last;",
            "@Slice(axis = 0, end = 4) Layer head; @Pad(before = {0, 0}, after = {2, 0}) Layer again;",
            "@Pad(before = {0, 0}, after = {3, 0}) Layer more; @TimeDistributed @Dense(units = 3) Layer out;",
            "@Pad(before = {1, 0}, after = {0, 0}) Layer later;",
            "@Conv1D(filters = 3, kernel = 2, pads = 1) Layer wide;",
            "@Permute({1, 0}) Layer turned;",
            "@Formula(\"y[n,c,t] = x[n,t,c]\") Layer columns;");
    List<String> faults =
        List.of(
            "'back' needs steps that come later", "'both' needs steps that come later",
            "'mean' needs all steps at once",
            "'all' needs steps that come later", "'around' needs steps that come later",
            "'half' needs all steps at once",
            "'flat' needs all steps at once", "'product' needs the last step at every step",
            "'inner' takes steps of its own within each", "'halves' puts steps together with something else",
            "'out' needs all steps at once", "'middle' ", "'flipped' needs all steps at once",
            "'out' has another number of steps than the input, 4 instead of 6",
            "'last' has another number of steps than the input, 1 instead of 6",
            "'again' has another number of steps than the input, 4 instead of 6",
            "'out' has another number of steps than the input, 9 instead of 6",
            "'later' has another number of steps than the input, 7 instead of 6",
            "'wide' has another number of steps than the input, 7 instead of 6",
            "'turned' has its steps along another dimension than the first",
            "'columns' has its steps along another dimension than the first");
    for (int i = 0; i < layers.size(); i++) {
      String source =
          "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.*;\n"
              + "@Network(input = {6, 8}, stepwise = \"input\")\nclass Whole { " + layers.get(i) + " }\n";
      Compilation compilation = Compile.with(kind).withVectorModule().source("Whole", source).run();
      Finding finding = only(compilation);
      String begin =
          "[NOT_STEPWISE] Class Whole cannot be predicted step by step, as 'stepwise' of @Network asks for: layer ";
      assertTrue(finding.text().startsWith(begin + faults.get(i)), finding.text());
      assertEquals(3, finding.line());
    }
  }

  /** The longest name compiles, files of nested classes included; one letter more is told, whatever its bytes are. */
  @ParameterizedTest
  @EnumSource
  @Covers(Message.NAME_TOO_LONG)
  void nameTooLong(CompilerKind kind) {
    int most = 255 - "VectorKernels32$Prediction.class".length();
    for (String name : List.of("N".repeat(most), "N" + "\u00e4".repeat((most - 1) / 2))) {
      Compilation compilation = compileNamed(kind, name);
      assertTrue(compilation.success(), compilation::report);
      Finding finding = only(compileNamed(kind, name + "\u00e4"));
      assertEquals("NAME_TOO_LONG", finding.id());
      assertTrue(finding.text().contains(" at most 255: shorten the name of the class"), finding.text());
      assertEquals(7, finding.line());
    }
    Finding nested = only(compileNamed(kind, "Outer { @Network(input = 4) static class " + "N".repeat(most), " }"));
    assertEquals("NAME_TOO_LONG", nested.id());
    assertTrue(nested.text().endsWith("by 6."), nested.text());
  }

  private static Compilation compileNamed(CompilerKind kind, String name, String... more) {
    String source = SOURCE.replace("class Small", "class " + name) + String.join("", more);
    String file = more.length == 0 ? name : "Outer";
    String whole = more.length == 0 ? source : source.replace("@Network(input = 4)\nclass Outer", "class Outer");
    return Compile.with(kind).withVectorModule().source("models." + file, whole).run();
  }

  @Test
  void stackOverflowIsInternal() {
    assertEquals("INTERNAL", only(failing(CompilerKind.JAVAC, BuildDiagnosticsTest::overflow)).id());
  }

  private static void overflow(Object graph, BackEnd.Target target) {
    throw new StackOverflowError();
  }

  private static Compilation failing(CompilerKind kind, BackEnd backEnd, String... options) {
    Compilation compilation =
        Compile.with(kind)
            .withVectorModule()
            .options(options)
            .processor(new KernelsmithProcessor(backEnd))
            .source("models.Small", SOURCE)
            .run();
    assertFalse(compilation.success());
    return compilation;
  }

  private static Finding only(Compilation compilation) {
    assertEquals(1, compilation.own().size(), compilation::report);
    return compilation.own().getFirst();
  }
}
