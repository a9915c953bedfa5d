package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that the encoding of a compilation cannot hold are what they are in the compiled network and in its files. */
class SourceEncodingTest {
  private static final String SOURCE = """
      import dev.kernelsmith.annotations.*;
      import dev.kernelsmith.runtime.Layer;

      @Network(input = 2)
      class NAME {
        @Dense(units = 3) Layer gr\\u00f6\\u00dfe;
        @Dense(units = 3) Layer \\u5c42;
        @Dense(units = 2) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer \\ud835\\udcb3;
      }
      """;

  @ParameterizedTest
  @CsvSource({"JAVAC, US-ASCII, Model", "JAVAC, ISO-8859-1, Model", "ECLIPSE, US-ASCII, Model", "JAVAC, UTF-16, Model",
    "JAVAC, US-ASCII, Gr\u00f6\u00dfe\u5c42"})
  void holdsAllNames(CompilerKind kind, String encoding, String name, @TempDir Path folder)
      throws IOException, ReflectiveOperationException {
    boolean ascii = name.equals("Model");
    Assumptions.assumeTrue(
        ascii || System.getProperty("sun.jnu.encoding").equals("UTF-8"),
        "the file system of this machine, as Java sees it, has no files with names such as " + name);
    Compile compile = Compile.with(kind).withVectorModule().withTornado();
    String text = SOURCE.replace("NAME", escaped(name));
    Compilation compilation = compile.encoding(encoding).source("Model", text).run();
    assertEquals(List.of(), NamesOfUsers.errors(compilation), compilation::report);
    for (String source : compilation.sources().values()) {
      assertTrue(source.chars().allMatch(c -> c < 128), source);
      assertTrue(source.contains("gr\\u00f6\\u00dfe") || source.contains("VectorKernels16 extends "), source);
    }
    CompiledNetwork network = network(compilation, name, 1);
    assertEquals(name, network.engine().spec().name());
    assertEquals(List.of("größe", "层", "\ud835\udcb3"),
        network.engine().spec().layers().stream().map(LayerSpec::name).toList());
    assertEquals(
        List.of("größe.weights", "größe.bias", "层.weights", "层.bias", "\ud835\udcb3.weights", "\ud835\udcb3.bias"),
        network.engine().spec().parameters().stream().map(ParameterSpec::name).toList());
    Path file = folder.resolve("weights.safetensors");
    network.save(file);
    assertTrue(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains("\"größe.weights\""));
    CompiledNetwork other = network(compilation, name, 2);
    other.load(file);
    assertArrayEquals(network.predict(new float[] {1, 2}), other.predict(new float[] {1, 2}));
  }

  private static String escaped(String name) {
    return name.chars().mapToObj(c -> c < 128 ? Character.toString(c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }

  private static CompiledNetwork network(Compilation compilation, String name, long seed)
      throws ReflectiveOperationException {
    Constructor<?> constructor =
        compilation.loader().loadClass(name + "Network").getDeclaredConstructor(long.class);
    constructor.setAccessible(true);
    return (CompiledNetwork) constructor.newInstance(seed);
  }
}
