package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classic networks among the samples have the shapes and the numbers of parameters that the literature gives. Nothing is generated here. */
class ClassicNetworksTest {
  private static final Path FOLDER =
      Path.of("..", "samples", "src", "networks", "java", "dev", "kernelsmith", "samples", "networks");

  private static final Set<String> TESTED =
      Set.of(
          "AlexNet", "AlexNetPlain", "DenseNet121", "GoogLeNet", "MobileNet", "NetworkInNetwork", "ResNet18",
          "ResNet50",
          "SqueezeNet", "Vgg16", "Vgg19");

  @Test
  void allAreTested() throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        if (Files.readString(file).contains("@Network")) {
          names.add(file.getFileName().toString().replace(".java", ""));
        }
      }
    }
    assertEquals(TESTED, names);
  }

  /**
   * The numbers.
   *
   * @param trained of the parameters
   * @param all parameters, with moving averages
   * @param before layer of which the shape is looked at
   * @param shape its shape
   */
  @ParameterizedTest
  @CsvSource({
    "AlexNet, 60965224, 60965224, pool5, 6x6x256",
    "AlexNetPlain, 60965224, 60965224, pool5, 6x6x256",
    "DenseNet121, 7978856, 8062504, norm5, 7x7x1024",
    "GoogLeNet, 13378280, 13378280, inception5b.all, 7x7x1024",
    "MobileNet, 4231976, 4253864, conv10.pointwiseNorm, 7x7x1024",
    "NetworkInNetwork, 7595176, 7595176, cccp8, 6x6x1000",
    "ResNet18, 11689512, 11699112, conv5.sum, 7x7x512",
    "ResNet50, 25557032, 25610152, conv5.2.sum, 7x7x2048",
    "SqueezeNet, 1248424, 1248424, conv10, 13x13x1000",
    "Vgg16, 138357544, 138357544, pool5, 7x7x512",
    "Vgg19, 143667240, 143667240, pool5, 7x7x512"})
  void hasTheNumbersOfTheLiterature(String name, long trained, long all, String before, String shape)
      throws IOException {
    List<LayerGraph> graphs = new ArrayList<>();
    KernelsmithProcessor processor = new KernelsmithProcessor((graph, target) -> graphs.add(graph));
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withVectorModule().processor(processor)
            .source("dev.kernelsmith.samples.networks." + name, Files.readString(FOLDER.resolve(name + ".java"))).run();
    assertTrue(compilation.success(), compilation::report);
    assertEquals(List.of(), compilation.own());
    LayerGraph graph = graphs.getFirst();
    assertEquals(shape, graph.layer(before).shape().toString());
    List<Parameter> parameters = LoweredNetwork.of(graph, Mode.TRAINING).parameters();
    assertEquals(all, parameters.stream().mapToLong(p -> p.buffer().elements()).sum());
    assertEquals(
        trained, parameters.stream().filter(Parameter::isTrained).mapToLong(p -> p.buffer().elements()).sum());
  }
}
