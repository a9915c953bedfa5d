package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user's program carries along stays small. */
class RuntimeSizeTest {
  private static final long LIMIT = 300_000;

  @TempDir Path folder;

  @Test
  void annotationsAndRuntimeStaySmall() throws Exception {
    long annotations = jarSize(Network.class);
    long runtime = jarSize(CompiledNetwork.class);
    assertTrue(
        annotations + runtime < LIMIT,
        () -> "annotations (%,d bytes) and runtime (%,d bytes) together must stay below %,d bytes"
            .formatted(annotations, runtime, LIMIT));
  }

  /** The size of the jar that the class comes from, or of the jar that its class folder would make. */
  private long jarSize(Class<?> type) throws IOException, URISyntaxException {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isRegularFile(place)) {
      return Files.size(place);
    }
    Path jar = folder.resolve(type.getSimpleName() + ".jar");
    pack(place, jar);
    return Files.size(jar);
  }

  private static void pack(Path classes, Path jar) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
