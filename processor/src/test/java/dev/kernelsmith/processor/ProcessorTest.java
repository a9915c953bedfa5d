package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the processor does with a class and what it hands to the back end. */
class ProcessorTest {
  private static final String IMPORTS =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";

  /** Remembers what it is asked for, and writes an empty class. */
  private static final class Recorder implements BackEnd {
    final List<LayerGraph> graphs = new ArrayList<>();
    final List<Target> targets = new ArrayList<>();

    @Override
    public void generate(LayerGraph graph, Target target) throws IOException {
      graphs.add(graph);
      targets.add(target);
      String simple = graph.className().replace('.', '_') + "Network";
      String prefix = graph.packageName().isEmpty() ? "" : graph.packageName() + ".";
      try (Writer writer = target.filer().createSourceFile(prefix + simple, target.origin()).openWriter()) {
        writer.write(prefix.isEmpty() ? "" : "package " + graph.packageName() + ";\n");
        writer.write("class " + simple + " extends " + graph.className() + " {}\n");
      }
    }
  }

  /** Writes a class of constants in the first round. */
  private static final class ConstantsWriter extends AbstractProcessor {
    private boolean done;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!done) {
        done = true;
        try (Writer writer = processingEnv.getFiler().createSourceFile("Sizes").openWriter()) {
          writer.write("class Sizes { static final int UNITS = 7; }");
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
      return false;
    }
  }

  private final Recorder recorder = new Recorder();

  @ParameterizedTest
  @EnumSource
  void namesPackagesAndVisibility(CompilerKind kind) {
    String small = "@Network(input = 2) %s class %s { @Dense(units = 1) Layer out; %s }\n";
    String nested = small.formatted("protected static", "Guarded", "") + small.formatted("public static", "Open", "");
    Compilation compilation =
        compile(kind)
            .source("a.b.Outer", "package a.b;\n" + IMPORTS + small.formatted("public", "Outer", nested))
            .source("Plain", IMPORTS + small.formatted("", "Plain", ""))
            .run();
    assertTrue(compilation.success(), compilation::report);
    assertEquals(
        List.of(" Plain false", "a.b Outer true", "a.b Outer.Guarded false", "a.b Outer.Open true"), outlines());
    assertEquals(
        Set.of("PlainNetwork", "a.b.OuterNetwork", "a.b.Outer_GuardedNetwork", "a.b.Outer_OpenNetwork"),
        compilation.sources().keySet());
    assertTrue(compilation.classes().containsKey("a.b.Outer_OpenNetwork"));
  }

  private List<String> outlines() {
    List<String> outlines = new ArrayList<>();
    for (int i = 0; i < recorder.graphs.size(); i++) {
      LayerGraph graph = recorder.graphs.get(i);
      outlines.add(graph.packageName() + " " + graph.className() + " " + recorder.targets.get(i).publicClass());
    }
    return outlines;
  }

  @ParameterizedTest
  @EnumSource
  void waitsForWhatAnotherProcessorWrites(CompilerKind kind) {
    String source = IMPORTS + "@Network(input = 2) class Late { @Dense(units = Sizes.UNITS) Layer out; }";
    Compilation compilation = compile(kind).processor(new ConstantsWriter()).source("Late", source).run();
    assertTrue(compilation.success(), compilation::report);
    assertEquals(7, recorder.graphs.getFirst().layers().getFirst().attributes().integer("units"));
    assertTrue(compilation.classes().containsKey("LateNetwork"));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNeverWrittenIsTheCompilersError(CompilerKind kind) {
    String source =
        IMPORTS + "@Network(input = 2) class Late { @Dense(units = Sizes.UNITS) Layer a; @Dense(units = 0) Layer b; }";
    Compilation compilation = compile(kind).source("Late", source).run();
    assertFalse(compilation.success());
    assertEquals(List.of("NOT_POSITIVE"), compilation.own().stream().map(Compilation.Finding::id).toList());
    assertTrue(compilation.findings().stream().anyMatch(f -> f.id().isEmpty() && f.text().contains("Sizes")));
    assertEquals(List.of(), recorder.graphs);
  }

  @ParameterizedTest
  @EnumSource
  void oneFaultyClassDoesNotKeepTheOthers(CompilerKind kind) {
    String source =
        IMPORTS
            + "@Network(input = 2) class Good { @Dense(units = 2) Layer out; }\n"
            + "@Network(input = 2) class Bad { @Dense(units = 0) Layer out; }\n";
    Compilation compilation = compile(kind).source("Good", source).run();
    assertFalse(compilation.success());
    assertEquals(Set.of("GoodNetwork"), compilation.sources().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void classMayUseItsOwnNetwork(CompilerKind kind) {
    String source =
        IMPORTS
            + "@Network(input = 2) class Own { @Dense(units = 2) Layer out; static Own make() { return new OwnNetwork(); } }";
    Compilation compilation = compile(kind).source("Own", source).run();
    assertTrue(compilation.success(), compilation::report);
  }

  /** Other libraries on the class path, such as those of an SDK of TornadoVM, have processors of their own. */
  @Test
  void isFoundByCompilersAndByGradle() throws IOException {
    for (Class<?> processor : List.of(KernelsmithProcessor.class, FormulaUsesProcessor.class)) {
      String name = processor.getName();
      assertEquals(
          1, resources("META-INF/services/javax.annotation.processing.Processor").filter(name::equals).count());
      assertEquals(
          1,
          resources("META-INF/gradle/incremental.annotation.processors").filter((name + ",isolating")::equals).count());
    }
  }

  /** The lines of all resources of a name. */
  private static Stream<String> resources(String name) throws IOException {
    List<String> texts = new ArrayList<>();
    for (URL url : Collections.list(KernelsmithProcessor.class.getClassLoader().getResources(name))) {
      try (InputStream stream = url.openStream()) {
        texts.addAll(new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      }
    }
    return texts.stream();
  }

  private Compile compile(CompilerKind kind) {
    return Compile.with(kind).withVectorModule().processor(new KernelsmithProcessor(recorder));
  }
}
