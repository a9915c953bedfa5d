package dev.kernelsmith.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the folder that TORNADOVM_HOME names.
 *
 * @param home the folder
 * @param version its version; null where the folder is no SDK
 * @param backends back ends that it was built with
 */
record TornadoSdk(Path home, @Nullable String version, List<String> backends) {
  private static final Pattern API_JAR = Pattern.compile("tornado-api-(.+)\\.jar");
  private static final Pattern DRIVER_JAR =
      Pattern.compile("tornado-drivers-(opencl|ptx|cuda|spirv|metal)-\\d.*\\.jar");

  /**
   * Looks into a folder.
   *
   * @param home value of TORNADOVM_HOME; null or empty where it is not set
   * @return null where it is not set
   */
  static @Nullable TornadoSdk at(@Nullable String home) {
    if (home == null || home.isBlank()) {
      return null;
    }
    Path folder;
    try {
      folder = Path.of(home);
    } catch (InvalidPathException e) {
      return new TornadoSdk(Path.of("."), null, List.of());
    }
    List<String> jars = jars(folder.resolve("share/java/tornado"));
    String version =
        jars.stream().map(API_JAR::matcher).filter(Matcher::matches).map(m -> m.group(1)).findFirst().orElse(null);
    List<String> backends =
        jars.stream().map(DRIVER_JAR::matcher).filter(Matcher::matches).map(m -> m.group(1)).sorted().toList();
    return new TornadoSdk(folder, version, backends);
  }

  private static List<String> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
    } catch (IOException e) { // no such folder, or none that may be read: no SDK
      return List.of();
    }
  }

  /** In words. */
  String description() {
    if (version == null) {
      return String.format(Locale.ROOT,
          "TORNADOVM_HOME is %s, but no SDK lies there: set it to the folder that holds bin and share", home);
    }
    return String.format(Locale.ROOT, "SDK %s at %s, back ends: %s", version, home, String.join(", ", backends));
  }
}
