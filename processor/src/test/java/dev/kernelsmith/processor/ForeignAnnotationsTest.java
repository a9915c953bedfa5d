package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Annotations with {@code @Formula} that were compiled before: a use has their numbers, and the errors stand there. */
class ForeignAnnotationsTest {
  private static final String LIBRARY = """
      package library;
      import dev.kernelsmith.annotations.Formula;
      /** Layers of somebody else's. */
      public interface Layers {
        /** A gated layer. */
        @Formula(value = {"a[n, u] += x[n, k] * w[k, u]", "y[n, u] = a[n, u] * sigmoid(beta * a[n, u])"}, parameters = "w[K, units]")
        @interface Gated { int units(); double beta() default 1; }
        @Formula("y[n, i] = x[n, i + by]") @interface Shift { int by(); }
        @Formula("y[...] = x[...] * sigmoid(x[...])") @interface Swish {}
        @Formula(value = "loss[n] += tau * pow(y[n, u] - t[n, u], 2)") @interface Squares { double tau() default 1; }
        @Formula("w = uniform(-a, a)") @interface Small { double a() default 0.1; }
        @Formula({"v = 0.9 * v + g", "p = p - rate * v"}) @interface Heavy { double rate() default 0.01; }
      }
      """;

  private static Compilation compile(CompilerKind kind, Path folder, String rest) throws IOException {
    Compilation library = Compile.with(kind).source("library.Layers", LIBRARY).run();
    assertTrue(library.success(), library::report);
    library.write(folder);
    String path = folder + File.pathSeparator + System.getProperty("java.class.path");
    return Compile.with(kind).classPath(path)
        .source(
            "Net",
            "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\nimport library.Layers.*;\n"
                + "@Network(input = 4) @Heavy(rate = 0.1)\nclass Net {\n" + rest + "\n}\n")
        .run();
  }

  /** Also where a class has nothing else of ours, so that nothing but these names the processors. */
  @ParameterizedTest
  @EnumSource
  void areWarnedOfWhereNobodyReadsThem(CompilerKind kind, @TempDir Path folder) throws IOException {
    Compilation library = Compile.with(kind).source("library.Layers", LIBRARY).run();
    library.write(folder);
    Compilation stray =
        Compile.with(kind).classPath(folder + File.pathSeparator + System.getProperty("java.class.path"))
            .source("Stray", """
            import library.Layers.*;
            @Heavy class Stray {
              @Gated(units = 5) Object gated;
              @Swish void method() {}
            }
            """)
            .run();
    assertTrue(stray.success(), stray::report);
    assertEquals(List.of("2 OUTSIDE_NETWORK", "3 OUTSIDE_NETWORK", "4 FORMULA_PLACE"),
        stray.own().stream().map(f -> f.line() + " " + f.id()).sorted().toList(), stray::report);
  }

  @ParameterizedTest
  @EnumSource
  void areLayersAndTheirParts(CompilerKind kind, @TempDir Path folder) throws IOException {
    Compilation net =
        compile(
            kind, folder,
            "@Gated(units = 5, beta = 2) @Small Layer gated;\n@Dense(units = 3) @Swish @Small(a = 0.2) @Squares(tau = 0.5) Layer out;");
    assertTrue(net.success(), net::report);
    String parts = net.sources().get("NetParts");
    assertTrue(parts.contains("\"Squares\", \"tau=0.5\""), parts);
    assertTrue(parts.contains("\"Heavy\", 0.1f, \"slotV\""), parts);
    assertTrue(parts.contains("uniform(key, element, 0)"), parts);
  }

  @ParameterizedTest
  @EnumSource
  void errorsStandAtTheUse(CompilerKind kind, @TempDir Path folder) throws IOException {
    Compilation net =
        compile(
            kind, folder,
            "@Shift(by = -1) Layer shifted;\n@From(\"input\") @Dense(units = 3) @Squares Layer out;");
    assertEquals(1, net.own().size(), net::report);
    assertEquals("FORMULA", net.own().getFirst().id());
    assertEquals(6, net.own().getFirst().line());
    assertTrue(net.own().getFirst().text().contains("@Shift 'shifted': index 'i + by' of 'x' runs from -1 to 3"),
        net::report);
  }
}
