package dev.kernelsmith.benchmarks.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the operating system says of this process. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private ResidentMemory() {}

  /** The most memory that this process ever had resident; empty where there is no such file, as it is Linux's. */
  static OptionalLong peakBytes() {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> 1024 * Long.parseLong(line.substring(PEAK.length()).replace("kB", "").strip()))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
