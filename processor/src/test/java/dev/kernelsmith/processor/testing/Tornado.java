package dev.kernelsmith.processor.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** TornadoVM as the tests find it: its SDK where {@code TORNADOVM_HOME} names one, else the stand-in on their class path. */
public final class Tornado {
  private Tornado() {}

  /** The folder of the SDK. */
  public static Optional<Path> home() {
    return Optional.ofNullable(System.getenv("TORNADOVM_HOME")).map(Path::of);
  }

  /** What a compiler needs to see the API. */
  static List<String> compilerOptions() {
    return home()
        .map(home -> List.of("--module-path", modules(home), "--add-modules", "tornado.api"))
        .orElse(List.of());
  }

  /** What a JVM needs to run task graphs, whatever folder it starts in. */
  public static List<String> jvmOptions() {
    return home()
        .map(
            home -> List.of(
                "-Dtornado.recover.bailout=False", "-Djdk.graal.ExactFullUnrollMaxNodes=100",
                "@" + home.resolve("tornado-argfile"), "--module-path",
                modules(home)))
        .orElse(List.of());
  }

  /**
   * The folder of the SDK's modules.
   *
   * @throws java.util.NoSuchElementException if there is no SDK
   */
  public static Path modulePath() {
    return Path.of(modules(home().orElseThrow()));
  }

  private static String modules(Path home) {
    return home.resolve("share/java/tornado").toString();
  }
}
