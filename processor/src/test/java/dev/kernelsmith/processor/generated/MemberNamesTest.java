package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.Diagnostic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members of the annotated class that are called like what a generated class needs for itself. */
class MemberNamesTest {
  @ParameterizedTest
  @EnumSource
  void keepOutOfTheWay(CompilerKind kind) {
    String layers =
        String.join("\n", IntStream.range(0, 25).mapToObj(i -> "@Dense(units = 3) Layer d" + i + ";").toList());
    Compilation compilation = Compile.with(kind).source("app.Model", """
        package app;

        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.Layer;

        @Network(input = 2)
        class Model {
          @Dense(units = 3) Layer SPEC;
          @Dense(units = 3) Layer KERNELS;
          @Dense(units = 3) Layer seed;
        """ + layers + """

          Object spec() {
            return SPEC;
          }

          void layers() {}

          int parameters1(Object any) {
            return 0;
          }

          void handles1() {}
        }
        """).run();
    assertEquals(List.of(), compilation.findings().stream().filter(f -> f.kind() == Diagnostic.Kind.ERROR).toList(),
        compilation::report);
  }
}
