package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.processor.testing.Tornado;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles networks with their task graphs into a folder and runs a main class of the tests on them in a JVM of its own: on TornadoVM
 * where {@code TORNADOVM_HOME} names it, which needs kernels on the system class path, else on its stand-in.
 */
final class DeviceRuns {
  private static @Nullable String device;

  private DeviceRuns() {}

  /**
   * Compiles networks.
   *
   * @return a new folder below {@code target}, with their class files
   */
  static Path compile(NetworkSource... sources) throws IOException {
    Path folder = folder(sources[0].name());
    for (NetworkSource source : sources) {
      compile(source.name(), source.text(), folder);
    }
    return folder;
  }

  /** Compiles a network of any source; see {@link #compile(NetworkSource...)}. */
  static Path compile(String name, String source) throws IOException {
    Path folder = folder(name);
    compile(name, source, folder);
    return folder;
  }

  private static Path folder(String name) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(Path.of("target", "device-runs").toAbsolutePath()), name);
  }

  private static void compile(String name, String source, Path folder) throws IOException {
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withVectorModule().withTornado().source(name, source).run();
    if (!compilation.success()) {
      throw new GeneratedNetwork.CompilationFailedException(compilation.report());
    }
    compilation.write(folder);
  }

  /**
   * Runs a class, which must end well.
   *
   * @param folder what {@link #compile} made
   * @param main the class
   * @param arguments its arguments
   * @return the lines that it printed
   */
  static List<String> run(Path folder, Class<?> main, String... arguments) throws IOException, InterruptedException {
    device(folder);
    return ChildJvm.run(folder, Tornado.jvmOptions(), main, arguments);
  }

  /** On which device tests run. The first call prints it, for the report. */
  static synchronized String device(Path folder) throws IOException, InterruptedException {
    if (device == null) {
      List<String> lines = new ArrayList<>(ChildJvm.run(folder, Tornado.jvmOptions(), DeviceName.class));
      device = lines.getLast();
      System.out.println("Tests of task graphs run on " + device);
    }
    return device;
  }
}
