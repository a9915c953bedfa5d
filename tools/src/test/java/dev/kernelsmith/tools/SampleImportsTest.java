package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tools work on anybody's networks, so that one class alone knows the samples. */
class SampleImportsTest {
  @Test
  void oneClassKnowsTheSamples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      List<String> users = files.filter(file -> file.toString().endsWith(".java"))
          .filter(SampleImportsTest::namesSamples).map(file -> file.getFileName().toString()).toList();
      assertEquals(List.of("Sample.java"), users);
    }
  }

  private static boolean namesSamples(Path file) {
    try {
      return Files.readString(file).contains("dev.kernelsmith.samples");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
