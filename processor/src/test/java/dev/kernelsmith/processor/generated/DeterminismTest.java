package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same class gives the same source, whatever compiles it, and neither compiler has anything to say about that source. */
class DeterminismTest {
  static Stream<NetworkSource> networks() {
    return Stream.of(WellKnown.branching(), WellKnown.blocks(2));
  }

  static Stream<NetworkSource> more() {
    return Stream.of(RandomNetworks.of(3), WellKnown.normalised());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("networks")
  void sameSourceWithoutWarnings(NetworkSource source) {
    check(source);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("more")
  @Tag("thorough")
  void sameSourceOfMoreWithoutWarnings(NetworkSource source) {
    check(source);
  }

  private static void check(NetworkSource source) {
    Set<Map<String, String>> sources = new HashSet<>();
    for (CompilerKind kind : CompilerKind.values()) {
      GeneratedNetwork compiled = GeneratedNetwork.compileAll(source, kind);
      assertEquals(7, compiled.compilation().sources().size());
      sources.add(compiled.compilation().sources());
      assertEquals(List.of(), compiled.complaints(), kind::toString);
    }
    assertEquals(1, sources.size(), source::toString);
  }

  /** Sets and maps of the JDK have another order in every JVM. */
  @Test
  void sameSourceInAnotherJvm(@TempDir Path folder) throws IOException, InterruptedException {
    List<String> expected = SourceHash.hashes();
    assertEquals(expected, ChildJvm.run(folder, List.of(ChildJvm.SHORT_LIVED), SourceHash.class));
    assertEquals(expected.size(), expected.stream().distinct().count());
  }
}
