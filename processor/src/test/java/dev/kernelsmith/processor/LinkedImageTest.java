package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.palantir.javapoet.JavaFile;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network in a named module trains and predicts, from a module path and in an image of jlink, with the Vector API and without. */
class LinkedImageTest {
  private static final String NETWORK = """
      package models;

      import dev.kernelsmith.annotations.*;
      import dev.kernelsmith.runtime.Layer;

      @Network(input = 2)
      class Side {
        @Dense(units = 2) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer side;
      }
      """;

  private static final String MAIN = """
      package models;

      import dev.kernelsmith.runtime.data.ArrayDataset;
      import dev.kernelsmith.runtime.train.Trainer;

      class Main {
        public static void main(String[] args) {
          float[][] inputs = {{1, 0}, {0, 1}, {2, 0}, {0, 2}};
          SideNetwork network = new SideNetwork(1);
          Trainer.of(network).epochs(60).learningRate(0.1).fit(ArrayDataset.ofClasses(inputs, new int[] {0, 1, 0, 1}));
          System.out.println(network.classify(new float[] {3, 1}) + " " + network.classify(new float[] {1, 3}));
          System.out.println(network.engine().kernels());
          System.out.println(ModuleLayer.boot().findModule("java.desktop").isPresent() ? "JDK" : "image");
        }
      }
      """;

  private static final String ON_DEVICE = """
      package models;

      import dev.kernelsmith.runtime.device.Device;

      class OnDevice {
        public static void main(String[] args) {
          SideNetwork network = new SideNetwork(1);
          float[] input = {3, 1};
          try (var there = network.on(Device.parse("tornado"), 4, 4)) {
            there.fewSamples(0);
            System.out.println("difference " + Math.abs(there.predict(input)[0] - network.predict(input)[0]));
          } catch (RuntimeException e) {
            System.out.println(e.getMessage());
          }
        }
      }
      """;

  private static final String STATIC = "requires static jdk.incubator.vector;";

  @TempDir static Path folder;

  private static List<Path> modules;
  private static List<Path> processors;

  @BeforeAll
  static void pack() throws IOException {
    Path annotations = Artifacts.asJar(Artifacts.placeOf(Network.class), folder);
    modules = List.of(annotations, Artifacts.asJar(Artifacts.placeOf(CompiledNetwork.class), folder));
    processors =
        List.of(
            annotations, Artifacts.asJar(Artifacts.placeOf(KernelsmithProcessor.class), folder),
            Artifacts.placeOf(JavaFile.class));
  }

  /** The build compiles the classes of a module without its descriptor, so nothing else compares them. */
  @Test
  void theRuntimeRequiresWhatItUses() {
    String used =
        tool(
            "jdeps", "--multi-release", "base", "--ignore-missing-deps", "--print-module-deps", "--module-path",
            path(modules), modules.getLast().toString());
    ModuleDescriptor descriptor =
        ModuleFinder.of(modules.toArray(Path[]::new)).find("dev.kernelsmith.runtime").orElseThrow().descriptor();
    Set<String> required =
        descriptor.requires().stream().map(ModuleDescriptor.Requires::name).collect(Collectors.toSet());
    assertTrue(required.containsAll(List.of(used.strip().split(","))), used);
    assertTrue(used.contains("jdk.management"), used);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--processor-path", "--processor-module-path"})
  void theCommandDecidesWhereTheModuleIsOptional(String processorPath) throws Exception {
    String path = path(modules, compile(processorPath, STATIC));
    Path java = Path.of(System.getProperty("java.home"));
    assertWorks("scalar", run(java, "--module-path", path));
    assertWorks("vector", run(java, "--add-modules", "jdk.incubator.vector", "--module-path", path));
  }

  @Test
  void anImageWithoutTheVectorModule() throws Exception {
    Path image = link(compile("--processor-path", STATIC), "models");
    String output = run(image);
    assertWorks("scalar", output);
    assertTrue(output.contains("\nimage\n"), output);
    assertFalse(image(image, "--list-modules").contains("jdk.incubator.vector"));
  }

  @Test
  void anImageWithTheVectorModule() throws Exception {
    Path required = link(compile("--processor-path", "requires jdk.incubator.vector;"), "models");
    String output = run(required);
    assertWorks("vector", output);
    assertTrue(output.contains("\nimage\n"), output);
  }

  /** As the README shows it. */
  @Test
  void anImageThatAddsTheVectorModuleByItself() throws Exception {
    Path optional =
        link(
            compile("--processor-path", STATIC), "models,jdk.incubator.vector",
            "--add-options=--add-modules=jdk.incubator.vector");
    assertWorks("vector", run(optional));
  }

  /** As the page on offloading says. */
  @Test
  @EnabledIfEnvironmentVariable(named = "TORNADOVM_HOME", matches = ".+")
  void aModuleOnADeviceIsOpenToTornado() throws Exception {
    Path classes = compile("--processor-path", STATIC + " requires static tornado.api;", Tornado.modulePath());
    Path java = Path.of(System.getProperty("java.home"));
    List<String> options = new ArrayList<>(Tornado.jvmOptions());
    options.addAll(List.of("--module-path", path(modules, classes, Tornado.modulePath())));
    String closed = runOnDevice(java, options);
    assertTrue(closed.contains("Add --add-opens models/models=tornado.runtime to the java command"), closed);
    options.addAll(List.of("--add-opens", "models/models=tornado.runtime"));
    String open = runOnDevice(java, options);
    Matcher difference = Pattern.compile("difference (.*)").matcher(open);
    assertTrue(difference.find() && Float.parseFloat(difference.group(1)) < 1e-5, open);
  }

  private static void assertWorks(String kernels, String output) {
    assertTrue(output.contains("0 1\n"), output);
    assertTrue(output.lines().anyMatch(line -> line.startsWith(kernels)), output);
  }

  /** Compiles with all warnings as errors but for what the JDK itself says of incubator modules. */
  private static Path compile(String processorPath, String requires, Path... more) throws IOException {
    Path sources = Files.createTempDirectory(folder, "sources");
    Path classes = Files.createTempDirectory(folder, "classes");
    Path descriptor =
        Files.writeString(
            sources.resolve("module-info.java"),
            "module models { requires dev.kernelsmith.runtime; " + requires + " }");
    Path network = Files.writeString(sources.resolve("Side.java"), NETWORK);
    Path main = Files.writeString(sources.resolve("Main.java"), MAIN);
    Path onDevice = Files.writeString(sources.resolve("OnDevice.java"), ON_DEVICE);
    tool(
        "javac", "-g", "-Xlint:all,-incubating", "-Werror", "--module-path", path(modules, more),
        processorPath, path(processors), "-d", classes.toString(), descriptor.toString(), network.toString(),
        main.toString(), onDevice.toString());
    return classes;
  }

  private static Path link(Path classes, String roots, String... options) {
    boolean links = Files.isDirectory(Path.of(System.getProperty("java.home"), "jmods"))
        || tool("jlink", "--help").contains("Linking from run-time image enabled");
    assumeTrue(links, "this JDK has no folder jmods, and its jlink does not link from the JDK itself");
    Path image = folder.resolve(classes.getFileName() + "-image");
    List<String> arguments = new ArrayList<>(List.of("--module-path", path(modules, classes), "--add-modules", roots));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--output", image.toString()));
    tool("jlink", arguments.toArray(String[]::new));
    return image;
  }

  private static String tool(String name, String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    int status = ToolProvider.findFirst(name).orElseThrow().run(writer, writer, arguments);
    assertEquals(0, status, () -> name + " " + String.join(" ", arguments) + "\n" + output);
    return output.toString();
  }

  private static String run(Path java, String... options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-m", "models/models.Main"));
    return image(java, all.toArray(String[]::new));
  }

  private static String runOnDevice(Path java, List<String> options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-m", "models/models.OnDevice"));
    return image(java, all.toArray(String[]::new));
  }

  private static String image(Path java, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
    command.addAll(List.of(options));
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it hangs");
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), text);
    return text;
  }

  private static String path(List<Path> places, Path... more) {
    return Stream.concat(places.stream(), Stream.of(more)).map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
