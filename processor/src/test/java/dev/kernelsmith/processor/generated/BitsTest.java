package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector kernels train to the same bits with vectors of any width, with any compiler of the JVM, and again and again. */
class BitsTest {
  private static final int STEPS = 12;

  private static final List<NetworkSource> SOURCES =
      List.of(WellKnown.branching(), WellKnown.dropouts(), WellKnown.windows());

  private static final List<String> ALL = SOURCES.stream().map(NetworkSource::name).toList();

  /** For JVMs that compute with vectors by calls, some hundred times slower: between them these have all kinds of kernels but those of windows. */
  private static final List<String> SMALL = ALL.subList(0, 2);

  private static final String[] AVX2 = {"-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=2"};

  @TempDir static Path folder;

  private static List<String> expected;

  @BeforeAll
  static void trainOnce() throws IOException, InterruptedException {
    for (NetworkSource source : SOURCES) {
      GeneratedNetwork.compile(source).compilation().write(folder);
    }
    expected = train(STEPS, ALL);
    assertEquals(9, expected.size(), expected::toString);
    assertEquals(9, expected.stream().distinct().count(), expected::toString);
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
    assertBegins(train(STEPS, ALL, AVX2));
  }

  /** C1 knows no vectors: this is the Vector API as it is written in Java. */
  @Test
  void sameWithoutC2() throws IOException, InterruptedException {
    assertBegins(train(1, SMALL, "-XX:TieredStopAtLevel=1"));
  }

  /** A larger network, which takes longer to compile than to train. */
  @Test
  @Tag("thorough")
  void sameOfALargerNetwork() throws IOException, InterruptedException {
    NetworkSource source = WellKnown.leNet5();
    GeneratedNetwork.compile(source).compilation().write(folder);
    List<String> names = List.of(source.name());
    List<String> lines = train(STEPS, names);
    assertEquals(lines, train(STEPS, names, "-Dkernelsmith.vectorBits=128"));
    assertEquals(lines, train(STEPS, names, AVX2));
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
