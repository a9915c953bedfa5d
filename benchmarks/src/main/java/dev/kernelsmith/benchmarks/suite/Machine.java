package dev.kernelsmith.benchmarks.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What this machine is. */
public final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  private Machine() {}

  /** Processor, cores, system and JVM. */
  public static String words() {
    return String.format(Locale.ROOT, "%s, %d cores, %s %s, %s %s", processor(),
        Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"), System.getProperty("os.arch"),
        System.getProperty("java.vm.name"), System.getProperty("java.vm.version"));
  }

  private static String processor() {
    if (!Files.isReadable(PROCESSORS)) {
      return "processor unknown";
    }
    try {
      return Files.readAllLines(PROCESSORS).stream()
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst().orElse("processor unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
