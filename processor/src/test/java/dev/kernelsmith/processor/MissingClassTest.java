package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A class path that lacks a class which another one on it needs: the compiler's error, not a failure of the processor. */
class MissingClassTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void isTheCompilersError(CompilerKind kind) throws IOException {
    Compilation library = Compile.with(kind)
        .source("Below",
            "public class Below extends Above { Above field; public void some(Above above) {} }\nclass Above {}")
        .run();
    Files.write(folder.resolve("Below.class"), library.classes().get("Below"));
    Compilation compilation = Compile.with(kind)
        .withVectorModule()
        .classPath(System.getProperty("java.class.path") + File.pathSeparator + folder)
        .source("Small", """
            @dev.kernelsmith.annotations.Network(input = 4)
            class Small extends Below {
              @dev.kernelsmith.annotations.Dense(units = 2) dev.kernelsmith.runtime.Layer out;
            }
            """)
        .run();
    assertFalse(compilation.success());
    assertEquals(List.of(), compilation.own(), compilation::report);
    assertTrue(compilation.report().contains("Above"), compilation::report);
  }
}
