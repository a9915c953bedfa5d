package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.testing.Tornado;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a JVM of its own. */
final class ChildJvm {
  /** TornadoVM takes seconds for each kernel that it compiles. */
  private static final long PATIENCE_SECONDS = Tornado.home().isPresent() ? 1800 : 300;

  /** For a JVM that ends before C2's code would pay. */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private ChildJvm() {}

  /**
   * Runs a class, which must end well.
   *
   * @param folder for files; classes in it can be loaded
   * @param options options of the JVM
   * @param main the class
   * @param arguments its arguments
   * @return the lines that it printed
   */
  static List<String> run(Path folder, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, folder.toString(), options, main, arguments);
  }

  /**
   * The same.
   *
   * @param classes a folder or jar whose classes can be loaded
   */
  static List<String> run(Path folder, String classes, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(options);
    command.addAll(List.of("-cp", classes + File.pathSeparator + System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "output", ".txt");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    String said = Files.readString(output) + Files.readString(errors);
    assertEquals(0, process.exitValue(), () -> command + "\n" + said);
    return Files.readAllLines(output);
  }
}
