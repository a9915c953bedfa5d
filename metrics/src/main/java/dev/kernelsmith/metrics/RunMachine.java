package dev.kernelsmith.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine and the program that a training runs on. */
final class RunMachine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private RunMachine() {}

  static Map<String, Object> facts() {
    Runtime runtime = Runtime.getRuntime();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("command", System.getProperty("sun.java.command", "unknown"));
    facts.put("processor", processor().orElse("unknown"));
    facts.put("processors", runtime.availableProcessors());
    facts.put("heapMiB", runtime.maxMemory() >> 20);
    facts.put("system",
        String.format(Locale.ROOT, "%s %s, %s", property("os.name"), property("os.version"), property("os.arch")));
    facts.put("java", String.format(Locale.ROOT, "%s %s", property("java.vm.name"), property("java.vm.version")));
    return facts;
  }

  /** The model, where Linux tells it. */
  private static Optional<String> processor() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines.filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst();
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // another system, which has no such file
    }
  }

  private static String property(String key) {
    return System.getProperty(key, "unknown");
  }
}
