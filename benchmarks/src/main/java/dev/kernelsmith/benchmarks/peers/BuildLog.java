package dev.kernelsmith.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Maven said. */
final class BuildLog {
  private static final String FAILED = "Failed to execute goal";

  private final String text;

  BuildLog(String text) {
    this.text = text;
  }

  /** The file's text; empty where there is no such file. */
  static BuildLog of(Path file) throws IOException {
    return new BuildLog(Files.isReadable(file) ? Files.readString(file) : "");
  }

  /** Why a library has no module to run, in one line. */
  String whyNotBuilt(Library library) {
    return text.lines()
        .filter(line -> line.contains(FAILED) && line.contains("project kernelsmith-peers-" + library.folder() + ":"))
        .map(line -> line.substring(line.indexOf("project ")).replaceFirst("^project [^:]*: *", ""))
        .findFirst().orElse("it is not built: run mvn -Ppeers -fae -DskipTests package");
  }
}
