package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user's program carries along stays small. */
class RuntimeSizeTest {
  private static final long LIMIT = 400_000;

  @TempDir Path folder;

  @Test
  void annotationsAndRuntimeStaySmall() throws IOException {
    long annotations = jarSize(Network.class);
    long runtime = jarSize(CompiledNetwork.class);
    assertTrue(
        annotations + runtime < LIMIT,
        () -> "annotations (%,d bytes) and runtime (%,d bytes) together must stay below %,d bytes"
            .formatted(annotations, runtime, LIMIT));
  }

  /** The size of the jar that the class comes from, or of the jar that its class folder would make. */
  private long jarSize(Class<?> type) throws IOException {
    return Files.size(Artifacts.asJar(Artifacts.placeOf(type), folder));
  }
}
