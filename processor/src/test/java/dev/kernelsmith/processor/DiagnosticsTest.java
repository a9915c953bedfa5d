package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compilation.Finding;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said, and where: see {@link DiagnosticCase} for how the sources tell what they expect. */
class DiagnosticsTest {
  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparingLong(Finding::line).thenComparingLong(Finding::column);

  static List<DiagnosticCase> cases() {
    return DiagnosticCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void javacSaysItAtThePlace(DiagnosticCase example) {
    Compilation compilation = compile(CompilerKind.JAVAC, example);
    List<Finding> found = compilation.own().stream().sorted(BY_PLACE).toList();
    assertEquals(
        example.places(),
        found.stream().map(f -> new DiagnosticCase.Place(f.id(), f.line(), f.column())).toList(),
        compilation::report);
    // javac moves further lines of a message to the right.
    assertEquals(example.texts(), found.stream().map(f -> f.text().replace("\n  ", "\n")).toList());
    found.forEach(f -> assertEquals(Message.valueOf(f.id()).kind(), f.kind()));
  }

  /** Every third one: messages and their places come from the same code, whichever compiler asks. */
  static List<DiagnosticCase> some() {
    List<DiagnosticCase> all = cases();
    return IntStream.range(0, all.size()).filter(i -> i % 3 == 0).mapToObj(all::get).toList();
  }

  @ParameterizedTest
  @MethodSource("some")
  void eclipseSaysTheSameOnTheSameLines(DiagnosticCase example) {
    checkEclipse(example);
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Tag("thorough")
  void eclipseSaysTheSameOfAll(DiagnosticCase example) {
    checkEclipse(example);
  }

  private static void checkEclipse(DiagnosticCase example) {
    Compilation compilation = compile(CompilerKind.ECLIPSE, example);
    List<String> expected = IntStream.range(0, example.texts().size())
        .mapToObj(i -> example.places().get(i).line() + ": " + example.texts().get(i))
        .sorted()
        .toList();
    List<String> found = compilation.own().stream().map(f -> f.line() + ": " + f.text()).sorted().toList();
    assertEquals(expected, found, compilation::report);
    compilation.own().forEach(f -> assertEquals(Message.valueOf(f.id()).kind(), f.kind()));
  }

  @Test
  void everyMessageHasItsCase() {
    List<String> covered =
        Stream.concat(cases().stream().map(DiagnosticCase::name), BuildDiagnosticsTest.covered()).sorted().toList();
    assertEquals(Stream.of(Message.values()).map(Message::name).sorted().toList(), covered);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyCaseShowsItsMessage(DiagnosticCase example) {
    assertEquals(
        1, example.places().stream().map(DiagnosticCase.Place::id).filter(example.name()::equals).distinct().count());
  }

  private static Compilation compile(CompilerKind kind, DiagnosticCase example) {
    return Compile.with(kind)
        .withVectorModule()
        .processor(new KernelsmithProcessor((graph, target) -> {}))
        .processor(new FormulaUsesProcessor())
        .source("Example", example.source())
        .run();
  }
}
