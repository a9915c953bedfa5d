package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.Layer;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks in a project that is a named module. */
class NamedModuleTest {
  private static final String SOURCE = """
      package models;

      import dev.kernelsmith.annotations.*;

      @Network(input = 4)
      class Small {
        @Dense(units = 2) dev.kernelsmith.runtime.Layer out;
      }
      """;

  @TempDir static Path folder;

  private static String modulePath;

  @BeforeAll
  static void pack() throws URISyntaxException, IOException {
    modulePath = jar(Network.class, "annotations") + File.pathSeparator + jar(Layer.class, "runtime");
  }

  /** A jar of our own with a class: Eclipse's compiler does not find a module in a jar that is on the class path as well. */
  private static Path jar(Class<?> type, String name) throws URISyntaxException, IOException {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = folder.resolve(name + ".jar");
    if (!Files.isDirectory(place)) {
      return Files.copy(place, jar);
    }
    StringWriter errors = new StringWriter();
    ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
    PrintWriter writer = new PrintWriter(errors);
    assertEquals(
        0,
        tool.run(writer, writer, "--create", "--file", jar.toString(), "-C", place.toString(), "."),
        errors::toString);
    return jar;
  }

  /** Names of our own modules: from the manifest where the jars have been packed, from the file's name otherwise. */
  private static List<String> ours() {
    Path[] jars = Arrays.stream(modulePath.split(File.pathSeparator)).map(Path::of).toArray(Path[]::new);
    return ModuleFinder.of(jars).findAll().stream().map(m -> m.descriptor().name()).sorted().toList();
  }

  private static String requires(String... required) {
    List<String> all = new ArrayList<>(ours());
    all.addAll(List.of(required));
    return String.join("", all.stream().map(name -> "requires " + name + "; ").toList());
  }

  private static Compilation compile(CompilerKind kind, String... required) {
    return Compile.with(kind)
        .classPath(folder.toString()) // Eclipse takes what is on both paths for two modules
        .options("--module-path", modulePath)
        .source("module-info", "module models { " + requires(required) + "}")
        .source("models.Small", SOURCE)
        .run();
  }

  /** Eclipse's compiler (3.45) puts generated classes into another module than the class they extend. */
  private static void assertCompiled(CompilerKind kind, Compilation compilation) {
    assertTrue(compilation.success() || kind == CompilerKind.ECLIPSE, compilation::report);
    assertFalse(compilation.report().contains("javax.annotation.processing"), compilation::report);
  }

  private static List<String> ids(Compilation compilation) {
    return compilation.own().stream().map(Compilation.Finding::id).toList();
  }

  @ParameterizedTest
  @EnumSource
  void readsTheVectorModule(CompilerKind kind) {
    Compilation compilation = compile(kind, "jdk.incubator.vector");
    assertCompiled(kind, compilation);
    assertEquals(List.of(), ids(compilation), compilation::report);
  }

  @ParameterizedTest
  @EnumSource
  void marksWhatIsGeneratedWhereTheModuleReadsTheAnnotation(CompilerKind kind) {
    Compilation compilation = compile(kind, "jdk.incubator.vector", "java.compiler");
    assertCompiled(kind, compilation);
    assertTrue(compilation.sources().values().stream().allMatch(source -> source.contains("@Generated(")));
  }

  /** Class files alone are there of the blocks, and what they have in them is visible nowhere else. */
  @ParameterizedTest
  @EnumSource
  void blocksComeFromAnotherModule(CompilerKind kind) throws IOException {
    Path place = folder.resolve("blocks-" + kind);
    Compilation blocks =
        Compile.with(kind).classPath(folder.toString()).options("--module-path", modulePath)
            .source("module-info", "module blocks { " + requires() + "exports blocks; }")
            .source("blocks.Pair", """
                package blocks;

                import dev.kernelsmith.annotations.*;

                @Block
                public class Pair {
                  static final int REDUCED = Block.GIVEN_1;
                  @Dense(units = REDUCED) dev.kernelsmith.runtime.Layer first;
                  @Block(value = Last.class, units = Block.UNITS) dev.kernelsmith.runtime.Layer second;
                }
                """)
            .source("blocks.Last", """
                package blocks;

                import dev.kernelsmith.annotations.*;

                class Last {
                  @Dense(units = Block.UNITS) dev.kernelsmith.runtime.Layer last;
                }
                """)
            .run();
    assertTrue(blocks.success(), blocks::report);
    blocks.write(place);
    Compilation network =
        Compile.with(kind).classPath(folder.toString())
            .options("--module-path", modulePath + File.pathSeparator + place)
            .source("module-info", "module models { " + requires("blocks", "jdk.incubator.vector") + "}")
            .source("models.Small", """
                package models;

                import dev.kernelsmith.annotations.*;

                @Network(input = 4)
                class Small {
                  @Block(value = blocks.Pair.class, units = 4, given = 2) dev.kernelsmith.runtime.Layer pair;
                  @Reuse("pair") dev.kernelsmith.runtime.Layer again;
                }
                """)
            .run();
    assertCompiled(kind, network);
    assertEquals(List.of(), ids(network), network::report);
    String parts = network.sources().get("models.SmallParts");
    assertTrue(parts.contains("\"again.second.last\"") && parts.contains("\"pair.first.weights\""), parts);
  }

  @ParameterizedTest
  @EnumSource
  void doesNotReadTheVectorModule(CompilerKind kind) {
    Compilation compilation = compile(kind);
    assertCompiled(kind, compilation);
    assertEquals(List.of("VECTOR_MODULE_NOT_READABLE"), ids(compilation), compilation::report);
    assertEquals(
        "[VECTOR_MODULE_NOT_READABLE] Small gets scalar kernels only, since its compilation cannot see"
            + " jdk.incubator.vector: for vector kernels compile with --add-modules jdk.incubator.vector and 'requires"
            + " jdk.incubator.vector;' in module-info.java.",
        compilation.own().getFirst().text());
  }
}
