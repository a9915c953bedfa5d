package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The complete source generated for small networks is that in {@code src/test/resources/golden}. A change of the processor shows
 * there, line by line. To accept it, run this test with {@code -Dgolden.update=true} (with Maven: {@code mvn -pl processor -am test
 * -Dtest=GoldenTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true}), look at the difference, and commit it.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  static Stream<NetworkSource> networks() {
    return Stream.of(WellKnown.twoDense(), WellKnown.convolution(), WellKnown.skip());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("networks")
  void isAsBefore(NetworkSource source) throws IOException {
    GeneratedNetwork network = GeneratedNetwork.compileAll(source, CompilerKind.JAVAC);
    Map<String, String> sources = new TreeMap<>(network.compilation().sources());
    sources.put(source.name(), source.text());
    Path folder = FOLDER.resolve(source.name());
    if (Boolean.getBoolean("golden.update")) {
      write(sources, folder);
    }
    Map<String, String> golden = read(folder);
    assertEquals(golden.keySet(), sources.keySet());
    golden.forEach((name, text) -> assertEquals(text, sources.get(name), () -> name + "; see GoldenTest"));
  }

  private static void write(Map<String, String> sources, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String old : read(folder).keySet()) {
      Files.delete(file(folder, old));
    }
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Files.writeString(file(folder, source.getKey()), source.getValue());
    }
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    return texts;
  }

  private static Path file(Path folder, String name) {
    return folder.resolve(name + ".java");
  }
}
