package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.palantir.javapoet.JavaFile;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A copy of the user's project in {@code src/test/resources/outside}, with nothing of the reactor around it. */
final class UserProject {
  private static final long PATIENCE_SECONDS = 300;

  private final Path folder;
  private final Path sources;
  private List<Path> processorPath;

  private UserProject(Path folder, Path sources, List<Path> processorPath) {
    this.folder = folder;
    this.sources = sources;
    this.processorPath = processorPath;
  }

  /** Copies the project into an empty folder. */
  static UserProject unpack(Path folder) throws IOException, URISyntaxException {
    Path original = Path.of(UserProject.class.getResource("/outside").toURI());
    Path sources = Files.createDirectory(folder.resolve("src"));
    for (Path file : Artifacts.files(original)) {
      Path copy = sources.resolve(original.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    Files.createDirectory(folder.resolve("classes"));
    Files.createDirectory(folder.resolve("generated"));
    return new UserProject(
        folder, sources, List.of(Artifacts.placeOf(KernelsmithProcessor.class), Artifacts.placeOf(Network.class),
            Artifacts.placeOf(JavaFile.class)));
  }

  /** Makes jars of what is still a folder of classes. */
  void packProcessorAsJars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path place : processorPath) {
      jars.add(Artifacts.asJar(place, folder));
    }
    processorPath = jars;
  }

  /** Where javac put what the processor wrote. */
  Path generated() {
    return folder.resolve("generated");
  }

  /** Where javac put the classes. */
  Path classes() {
    return folder.resolve("classes");
  }

  /** Runs the JDK's javac over all sources, with these options besides the paths. */
  Outcome compile(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(
        List.of(tool("javac"), "-J-XX:TieredStopAtLevel=1", "-encoding", "UTF-8", "-Xlint:all,-incubating"));
    command.addAll(List.of(options));
    command.addAll(List.of("-processorpath", path(processorPath), "-classpath", path(runtimePath())));
    command.addAll(List.of("-s", generated().toString(), "-d", classes().toString()));
    Artifacts.files(sources).forEach(file -> command.add(file.toString()));
    return execute(command);
  }

  /** Runs {@code Main} with these options of the JVM. */
  Outcome run(String... options) throws IOException, InterruptedException {
    List<Path> classPath = new ArrayList<>(runtimePath());
    classPath.add(classes());
    List<String> command = new ArrayList<>(List.of(tool("java")));
    command.addAll(List.of(options));
    command.addAll(List.of("-classpath", path(classPath), "Main"));
    return execute(command);
  }

  private Outcome execute(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JDK_JAVAC_OPTIONS"));
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return new Outcome(command, process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private static List<Path> runtimePath() {
    return List.of(Artifacts.placeOf(Network.class), Artifacts.placeOf(CompiledNetwork.class));
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static String path(List<Path> places) {
    return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * What a command did.
   *
   * @param command the command
   * @param status its exit status
   * @param output what it wrote, errors included
   */
  record Outcome(List<String> command, int status, String output) {
    /** The output of a command that must have succeeded. */
    String successful() {
      assertEquals(0, status, this::toString);
      return output;
    }

    /** The value of the line {@code name = value}. */
    String value(String name) {
      String start = name + " = ";
      return output
          .lines()
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no line '" + start + "...' in: " + this));
    }

    /** The number of the line {@code name = number}. */
    double number(String name) {
      return Double.parseDouble(value(name));
    }

    @Override
    public String toString() {
      return String.join(" ", command) + "\nended with " + status + " and said:\n" + output;
    }
  }
}
