package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector kernels train to the same bits with vectors of any width, with any compiler of the JVM, and again and again. */
class BitsTest {
  private static final int STEPS = 12;

  private static final List<String> ALL = List.of("LeNet5", "Branching", "Dropouts", "Windows");

  /** For JVMs that compute with vectors by calls, some hundred times slower: between them these have all kinds of kernels. */
  private static final List<String> SMALL = List.of("Branching", "Dropouts");

  @TempDir static Path folder;

  private static List<String> expected;

  @BeforeAll
  static void trainOnce() throws IOException, InterruptedException {
    for (NetworkSource source : List.of(WellKnown.leNet5(), WellKnown.branching(), WellKnown.dropouts(),
        WellKnown.windows())) {
      GeneratedNetwork.compile(source).compilation().write(folder);
    }
    expected = train(STEPS, ALL);
    assertEquals(12, expected.size(), expected::toString);
    assertEquals(12, expected.stream().distinct().count(), expected::toString);
  }

  /** That of this machine is among them: the same again. A width that it does not have is emulated, slowly. */
  @ParameterizedTest
  @ValueSource(ints = {128, 512})
  void sameWithVectorsOf(int bits) throws IOException, InterruptedException {
    boolean emulated = bits > FloatVector.SPECIES_PREFERRED.vectorBitSize();
    assertBegins(train(emulated ? 1 : STEPS, emulated ? SMALL : ALL, "-Dkernelsmith.vectorBits=" + bits));
  }

  /** With 256 bits, on machines that have them. */
  @Test
  void sameWithAvx2() throws IOException, InterruptedException {
    assertBegins(train(STEPS, ALL, "-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=2"));
  }

  /** C1 knows no vectors: this is the Vector API as it is written in Java. */
  @Test
  void sameWithoutC2() throws IOException, InterruptedException {
    assertBegins(train(1, SMALL, "-XX:TieredStopAtLevel=1"));
  }

  private static void assertBegins(List<String> lines) {
    assertTrue(lines.size() >= 2, lines::toString);
    assertEquals(expected.stream().filter(lines::contains).toList(), lines, () -> "expected: " + expected);
  }

  private static List<String> train(int steps, List<String> networks, String... options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(Integer.toString(steps)));
    arguments.addAll(networks);
    return ChildJvm.run(folder, List.of(options), TrainingHash.class, arguments.toArray(String[]::new));
  }
}
