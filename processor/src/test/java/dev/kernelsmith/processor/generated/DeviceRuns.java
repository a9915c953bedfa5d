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
    Path target = Files.createDirectories(Path.of("target", "device-runs").toAbsolutePath());
    Path folder = Files.createTempDirectory(target, sources[0].name());
    for (NetworkSource source : sources) {
      Compilation compilation =
          Compile.with(CompilerKind.JAVAC)
              .withVectorModule()
              .withTornado()
              .source(source.name(), source.text())
              .run();
      if (!compilation.success()) {
        throw new GeneratedNetwork.CompilationFailedException(compilation.report());
      }
      compilation.write(folder);
    }
    return folder;
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
