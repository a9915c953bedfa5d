package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javapoet.JavaFile;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the README shows compiles and runs, with the options that it shows; its first program, which reads files by another module, is tested there. */
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern VERSION = Pattern.compile("<version>([^<]*)</version>");

  @TempDir Path folder;

  @Test
  void theModuleCompiles() throws IOException {
    compile(List.of(block("java", "@Network"), block("java", "module digits")));
  }

  @Test
  void theNetworkWithSeveralInputsCompiles() throws IOException {
    String imports =
        Stream.of("Activation.RELU", "LossFunction.MEAN_SQUARED_ERROR", "LossFunction.SOFTMAX_CROSS_ENTROPY")
            .map("import static dev.kernelsmith.annotations.%s;%n"::formatted).collect(Collectors.joining());
    String wine = imports + "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n\n"
        + block("java", "class Wine");
    String use =
        """
            import dev.kernelsmith.runtime.data.Dataset;
            import dev.kernelsmith.runtime.train.*;
            class Use {
              static void use(Dataset labels, Dataset analyses, Dataset regions, Dataset prices, Dataset test,
                  float[] label, float[] analysis) {
            %s}}
            """
            .formatted(block("java", "new WineNetwork"));
    compile(List.of(wine, use));
  }

  @Test
  void whatGoesStepByStepCompiles() throws IOException {
    String imports =
        Stream.of("InputType.INT", "LossFunction.SOFTMAX_CROSS_ENTROPY", "OptimizerType.ADAM")
            .map("import static dev.kernelsmith.annotations.%s;%n"::formatted).collect(Collectors.joining());
    String storyteller = imports + "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n\n"
        + block("java", "class Storyteller");
    String use =
        """
            import dev.kernelsmith.runtime.Stepper;
            class Tell {
              static int drawn(float[] probabilities) {
                return 0;
              }
              static void tell(StorytellerNetwork network, int[] beginning) {
            %s}}
            """
            .formatted(block("java", "Stepper stepper"));
    compile(List.of(storyteller, use));
  }

  @Test
  void whatLooksInsideCompilesAndRuns() throws Exception {
    String network = block("java", "@Network").replace("@Network(input = {28, 28, 1})", inline("@Network"));
    String use =
        """
            package digits;
            import dev.kernelsmith.runtime.Inspection;
            import dev.kernelsmith.runtime.data.*;
            import dev.kernelsmith.runtime.io.Tensor;
            class Look {
              public static void main(String[] arguments) {
                LeNet5Network network = new LeNet5Network(1);
                float[] image = new float[28 * 28];
                Dataset test = ArrayDataset.ofClasses(new float[][] {image, image}, new int[2]);
            %s    System.out.println(maps + " " + pooled.length() + " " + saliency + " " + byLoss.length() + " "
                    + rows.length + " " + rows[1].length);
              }
            }
            """
            .formatted(block("java", "seen.scoreGradients"));
    Path classes = compile(List.of(network, use));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String output = run(List.of(java, "-cp", path(runtime(), classes), "digits.Look"));
    assertTrue(output.contains("F32 [10, 10, 16] 400 F32 [28, 28, 1] 784 2 84"), output);
  }

  @Test
  void whatTakesParametersCompiles() throws IOException {
    String use =
        """
            package digits;
            import dev.kernelsmith.runtime.*;
            import java.nio.file.Path;
            class Take {
              static void take(LeNet5Network network, LeNet5Network otherNetwork) throws java.io.IOException {
            %s}}
            """
            .formatted(block("java", "LoadReport report"));
    compile(List.of(block("java", "@Network"), use));
  }

  @Test
  void theNetworkOfBlocksCompiles() throws IOException {
    String imports =
        Stream.of("Activation.*", "Block.*", "LossFunction.SOFTMAX_CROSS_ENTROPY", "Padding.*", "PoolType.*")
            .map("import static dev.kernelsmith.annotations.%s;%n"::formatted).collect(Collectors.joining());
    String types = imports + "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n\n";
    String[] classes = block("java", "class Residuals").split("(?=@Network)");
    compile(Stream.of(classes).map(types::concat).toList());
  }

  @Test
  void theSnippetsOfMavenFitThisBuild() throws Exception {
    String build = Files.readString(root().resolve("pom.xml"));
    String version = version(build, "<artifactId>kernelsmith-parent</artifactId>");
    for (String snippet : blocks("xml")) {
      Element element =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(("<x>" + snippet + "</x>").getBytes(StandardCharsets.UTF_8)))
              .getDocumentElement();
      NodeList artifacts = element.getElementsByTagName("artifactId");
      for (int i = 0; i < artifacts.getLength(); i++) {
        String name = artifacts.item(i).getTextContent();
        String tag = "<artifactId>" + name + "</artifactId>";
        if (name.startsWith("kernelsmith-")) {
          assertEquals(version, version(snippet, tag), name);
        } else if (build.contains(tag)) {
          assertEquals(version(build, tag), version(snippet, tag), name);
        }
      }
    }
    assertTrue(block("kotlin", "annotationProcessor(").contains("kernelsmith-processor:" + version));
    assertTrue(block("kotlin", "annotationProcessor(").contains("kernelsmith-runtime:" + version));
  }

  private static String version(String text, String tag) {
    Matcher matcher = VERSION.matcher(text);
    assertTrue(matcher.find(text.indexOf(tag)), tag);
    return matcher.group(1);
  }

  /** With the option that the README has for the compiler, and with all warnings as errors, as it says. */
  private Path compile(List<String> sources) throws IOException {
    boolean module = sources.stream().anyMatch(source -> source.startsWith("module "));
    Path classes = Files.createTempDirectory(folder, "classes");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xlint:all,-incubating", "-Werror", module ? "--module-path" : "-cp", path(runtime()),
                "--processor-path", path(processor()), "-d", classes.toString()));
    if (!module) {
      arguments.add(block("xml", "<compilerArgs>").replaceAll("(?s).*<arg>(--add-modules=.*?)</arg>.*", "$1"));
    }
    for (String source : sources) {
      Matcher type = Pattern.compile("class (\\w+)").matcher(source);
      String name = source.startsWith("module ") ? "module-info" : type.find() ? type.group(1) : "";
      arguments.add(Files.writeString(folder.resolve(name + ".java"), source).toString());
    }
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    assertEquals(0, javac.run(writer, writer, arguments.toArray(String[]::new)), output::toString);
    return classes;
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it hangs");
    String text = Files.readString(output);
    assertEquals(0, process.exitValue(), text);
    return text;
  }

  private static String block(String language, String content) throws IOException {
    return blocks(language).stream().filter(block -> block.contains(content)).findFirst().orElseThrow(
        () -> new AssertionError("no block of '" + language + "' with " + content));
  }

  /** The annotation that a sentence has. */
  private static String inline(String annotation) throws IOException {
    Matcher matcher =
        Pattern.compile("`(" + annotation + "\\(.*?\\))`").matcher(Files.readString(root().resolve("README.md")));
    assertTrue(matcher.find(), annotation);
    return matcher.group(1);
  }

  private static List<String> blocks(String language) throws IOException {
    return BLOCK.matcher(Files.readString(root().resolve("README.md"))).results()
        .filter(match -> match.group(1).equals(language))
        .map(match -> match.group(2))
        .toList();
  }

  private static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(at.resolve("README.md"))) {
      at = at.getParent();
    }
    return at;
  }

  private List<Path> runtime() throws IOException {
    return List.of(jar(Network.class), jar(CompiledNetwork.class));
  }

  private List<Path> processor() throws IOException {
    return List.of(jar(KernelsmithProcessor.class), jar(Network.class), Artifacts.placeOf(JavaFile.class));
  }

  private Path jar(Class<?> type) throws IOException {
    return Artifacts.asJar(Artifacts.placeOf(type), folder);
  }

  private static String path(List<Path> places, Path... more) {
    return Stream.concat(places.stream(), Stream.of(more)).map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
