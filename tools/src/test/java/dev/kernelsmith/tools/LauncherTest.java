package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root of the repository, beside a project that is built already and whose program prints its arguments. */
class LauncherTest {
  private static final String PROGRAM = """
      package dev.kernelsmith.tools;
      class Kernelsmith {
        public static void main(String[] args) throws Exception {
          System.out.println(String.join("|", args));
          if (System.getProperty("sdk") != null) {
            System.out.println(System.getProperty("sdk") + System.getProperty("tornado.recover.bailout"));
          }
          System.out.println(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
          if (args.length > 0 && args[0].equals("wait")) {
            Thread.sleep(600_000);
          }
          System.exit(args.length);
        }
      }
      """;

  @TempDir Path folder;
  private Path root;
  private Path tools;

  @BeforeEach
  void build() throws IOException {
    assumeTrue(File.separatorChar == '/', "the launcher is for Unix-like systems");
    root = Files.createDirectories(folder.resolve("a project"));
    tools = Files.createDirectories(folder.resolve("tools"));
    Path script = Files.copy(launcher(), root.resolve("kernelsmith"));
    assertTrue(script.toFile().setExecutable(true));
    Files.createDirectories(root.resolve("tools/src/main"));
    Files.createDirectories(root.resolve("tools/target/lib"));
    Path source = Files.writeString(folder.resolve("Kernelsmith.java"), PROGRAM);
    String classes = folder.resolve("classes").toString();
    assertEquals(
        0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-d", classes, source.toString()));
    writeProgram(root.resolve("tools/target/kernelsmith-tools.jar"));
    Files.createDirectories(root.resolve(".kernelsmith"));
    Files.createFile(root.resolve(".kernelsmith/built"));
  }

  private void writeProgram(Path file) throws IOException {
    String name = "dev/kernelsmith/tools/Kernelsmith.class";
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new ZipEntry(name));
      jar.write(Files.readAllBytes(folder.resolve("classes").resolve(name)));
    }
  }

  @Test
  void theBenchmarksAreBuiltForTheCommandThatNeedsThem() throws Exception {
    Files.createDirectories(root.resolve("benchmarks/src/main"));
    Path lib = Files.createDirectories(root.resolve("benchmarks/target/lib"));
    Files.createFile(root.resolve("benchmarks/target/benchmarks.jar"));
    writeProgram(lib.resolve("kernelsmith-tools.jar"));
    Path maven =
        Files.writeString(tools.resolve("mvn"), "#!/bin/sh\necho \"$@\" >'" + folder.resolve("arguments") + "'\n");
    assertTrue(maven.toFile().setExecutable(true));
    Map<String, String> environment = Map.of("PATH", tools + ":" + path());
    Result first = run(root.resolve("kernelsmith"), environment, "bench", "--quick");
    assertEquals("bench|--quick\ntrue\n", first.out, first.err);
    assertTrue(Files.readString(folder.resolve("arguments")).contains("-pl benchmarks -am package"), first.err);
    assertFalse(run(root.resolve("kernelsmith"), environment, "bench").err.contains("building"), "built already");
    Files.delete(root.resolve(".kernelsmith/built"));
    assertTrue(run(root.resolve("kernelsmith"), environment, "doctor").err.contains("building"));
    assertTrue(Files.readString(folder.resolve("arguments")).contains("-pl tools -am package"));
  }

  @Test
  void argumentsAndExitCodePassThroughLinksAndBlanks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), root.resolve("kernelsmith"));
    Path second = Files.createSymbolicLink(tools.resolve("second"), Path.of("../link"));
    for (Path script : List.of(root.resolve("kernelsmith"), link, second)) {
      Result result = run(script, Map.of(), "predict", "a file.png", "*");
      assertEquals("predict|a file.png|*\ntrue\n", result.out, result.err);
      assertEquals(3, result.exitCode);
    }
  }

  @Test
  void anUnsuitableJavaHomeIsPassedOver() throws Exception {
    Path old = Files.createDirectories(folder.resolve("old"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    Result result = run(root.resolve("kernelsmith"), Map.of("JAVA_HOME", old.toString(), "PATH", path()));
    assertEquals("\ntrue\n", result.out, result.err);
  }

  @Test
  void newerSourcesAreBuiltFirstAndAFailureIsShown() throws Exception {
    Path source = Files.writeString(root.resolve("tools/src/main/New.java"), "class New {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    Path maven = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\necho 'it is broken'\nexit 1\n");
    assertTrue(maven.toFile().setExecutable(true));
    Result failed = run(root.resolve("kernelsmith"), Map.of("PATH", tools + ":" + path()), "samples");
    assertEquals(1, failed.exitCode);
    assertEquals("", failed.out);
    assertTrue(failed.err.contains("it is broken") && failed.err.contains("the build failed"), failed.err);
    assertFalse(Files.exists(root.resolve(".kernelsmith/lock")));

    Files.writeString(maven, "#!/bin/sh\nexit 0\n");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
    Files.delete(root.resolve(".kernelsmith/built"));
    Result built = run(root.resolve("kernelsmith"), Map.of("PATH", tools + ":" + path()), "samples");
    assertEquals("samples\ntrue\n", built.out, built.err);
    assertTrue(built.err.contains("building"), built.err);
    assertFalse(run(root.resolve("kernelsmith"), Map.of()).err.contains("building"));
  }

  @Test
  void anSdkOfTornadoVmIsBuiltAndRunWith() throws Exception {
    Path sdk = Files.createDirectories(folder.resolve("an sdk"));
    Map<String, String> environment = Map.of("TORNADOVM_HOME", sdk.toString(), "PATH", tools + ":" + path());
    Result missing = run(root.resolve("kernelsmith"), environment);
    assertEquals(1, missing.exitCode);
    assertEquals(
        "kernelsmith: TORNADOVM_HOME is %s, and there is no file tornado-argfile in it. Set it to the folder of a TornadoVM SDK, or unset it.\n"
            .formatted(sdk),
        missing.err);

    Files.createDirectories(sdk.resolve("share/java/tornado"));
    Files.writeString(sdk.resolve("tornado-argfile"), "-Dsdk=there\n--module-path .\n--add-modules ALL-SYSTEM\n");
    Files.writeString(tools.resolve("broken.jar"), "a jar in the working directory");
    Path maven = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\nexit 0\n");
    assertTrue(maven.toFile().setExecutable(true));
    Result first = run(root.resolve("kernelsmith"), environment, "doctor");
    assertEquals("doctor\nthereFalse\ntrue\n", first.out, first.err);
    assertTrue(first.err.contains("building"), first.err);
    assertFalse(run(root.resolve("kernelsmith"), environment).err.contains("building"), "built already");
    Result without = run(root.resolve("kernelsmith"), Map.of("PATH", tools + ":" + path()));
    assertTrue(without.err.contains("building"), "what was built with an SDK is not for use without one");
    assertEquals("\ntrue\n", without.out);
  }

  @Test
  void signalsReachTheProgramAndTheBuild() throws Exception {
    Path maven = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\necho started >>started\nexec sleep 600\n");
    assertTrue(maven.toFile().setExecutable(true));
    for (Map.Entry<String, Integer> signal : Map.of("TERM", 143, "INT", 130).entrySet()) {
      assumeTrue(Signalled.hears(signal.getKey()), "this JVM was started with SIGINT ignored");
      Path ready = folder.resolve("out");
      Process program = start(root.resolve("kernelsmith"), Map.of(), "wait");
      Signalled.await(() -> Files.readString(ready).contains("true"), program);
      assertEquals(signal.getValue(), Signalled.end(program, signal.getKey()));

      Files.delete(root.resolve(".kernelsmith/built"));
      Path started = root.resolve("started");
      Process building = start(root.resolve("kernelsmith"), Map.of("PATH", tools + ":" + path()), "samples");
      Signalled.await(() -> Files.exists(started), building);
      List<ProcessHandle> children = building.descendants().toList();
      assertEquals(signal.getValue(), Signalled.end(building, signal.getKey()));
      for (ProcessHandle child : children) {
        child.onExit().get(120, TimeUnit.SECONDS);
      }
      assertFalse(Files.exists(root.resolve(".kernelsmith/lock")));
      Files.delete(started);
      Files.createFile(root.resolve(".kernelsmith/built"));
    }
  }

  private record Result(int exitCode, String out, String err) {}

  /** Runs a script in a folder of its own, with this JVM's JDK as JAVA_HOME unless the environment says otherwise. */
  private Result run(Path script, Map<String, String> environment, String... arguments) throws Exception {
    Process process = start(script, environment, arguments);
    assertTrue(process.waitFor(300, TimeUnit.SECONDS), "the launcher hangs");
    return new Result(
        process.exitValue(),
        Files.readString(folder.resolve("out"), StandardCharsets.UTF_8),
        Files.readString(folder.resolve("err"), StandardCharsets.UTF_8));
  }

  private Process start(Path script, Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(tools.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("TORNADOVM_HOME");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** The search path, led by this JVM's JDK, so that a JDK is found there where JAVA_HOME names none. */
  private static String path() {
    return Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
  }

  private static Path launcher() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isRegularFile(at.resolve("kernelsmith"))) {
      at = at.getParent();
    }
    assertNotNull(at, "the launcher is at the root of the repository");
    return at.resolve("kernelsmith");
  }
}
