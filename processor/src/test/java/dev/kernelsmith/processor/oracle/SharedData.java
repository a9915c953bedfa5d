package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds data that lie beside the checkout, in a folder {@code shared/data} above the working directory. */
final class SharedData {
  private SharedData() {}

  /** A file or folder in {@code shared/data}; where there is none, the test is skipped. */
  static Path require(String name) {
    Optional<Path> found = find(name);
    assumeTrue(found.isPresent(), () -> "no shared/data/" + name + " above the working directory: skipped");
    return found.get();
  }

  static Optional<Path> find(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve("data").resolve(name);
      if (Files.exists(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
