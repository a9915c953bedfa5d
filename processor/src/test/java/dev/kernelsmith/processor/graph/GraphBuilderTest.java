package dev.kernelsmith.processor.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.KernelsmithProcessor;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wiring, shapes and defaults, as the later stages get them. */
class GraphBuilderTest {
  private static final String LENET =
      """
          import static dev.kernelsmith.annotations.Activation.*;
          import static dev.kernelsmith.annotations.LossFunction.*;
          import static dev.kernelsmith.annotations.OptimizerType.*;
          import static dev.kernelsmith.annotations.Padding.*;

          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          @Network(input = {28, 28, 1})
          @Optimizer(type = MOMENTUM, nesterov = true)
          class LeNet5 {
            @Conv2D(filters = 6, kernel = 5, padding = SAME, activation = RELU) Layer conv1;
            @Pool(size = 2) Layer pool1;
            int count;
            @Conv2D(filters = 16, kernel = 5, activation = RELU) Layer conv2;
            @Pool(size = 2) Layer pool2;
            @Dense(units = 120, activation = RELU) Layer dense1;
            @Dense(units = 10) @Loss(SOFTMAX_CROSS_ENTROPY) Layer digit;
          }
          """;

  private static LayerGraph graph(CompilerKind kind, String source) {
    List<LayerGraph> graphs = new ArrayList<>();
    Compilation compilation =
        Compile.with(kind)
            .withVectorModule()
            .processor(new KernelsmithProcessor((graph, target) -> graphs.add(graph)))
            .source("Example", source)
            .run();
    assertTrue(compilation.success(), compilation::report);
    assertEquals(List.of(), compilation.own());
    assertEquals(1, graphs.size());
    return graphs.getFirst();
  }

  private static String outline(LayerNode node) {
    return node.kind() + " " + node.name() + " " + node.inputs() + " " + node.inputShapes() + " -> " + node.shape();
  }

  @ParameterizedTest
  @EnumSource
  void chain(CompilerKind kind) {
    LayerGraph graph = graph(kind, LENET);
    assertEquals(
        List.of(
            "Conv2D conv1 [input] [28x28x1] -> 28x28x6",
            "Pool pool1 [conv1] [28x28x6] -> 14x14x6",
            "Conv2D conv2 [pool1] [14x14x6] -> 10x10x16",
            "Pool pool2 [conv2] [10x10x16] -> 5x5x16",
            "Dense dense1 [pool2] [5x5x16] -> 120",
            "Dense digit [dense1] [120] -> 10"),
        graph.layers().stream().map(GraphBuilderTest::outline).toList());
    assertEquals(List.of("digit"), graph.outputs().stream().map(GraphOutput::layer).toList());
    assertEquals(LossFunction.SOFTMAX_CROSS_ENTROPY, graph.outputs().getFirst().loss());
    assertEquals("MOMENTUM", graph.optimizer());
    assertTrue(graph.optimizerAttributes().flag("nesterov"));
  }

  @ParameterizedTest
  @EnumSource
  void attributesHaveDefaultsAndPlainTypes(CompilerKind kind) {
    LayerGraph graph = graph(kind, LENET);
    assertEquals(
        Map.of(
            "filters", 6, "kernel", List.of(5), "stride", List.of(1), "padding", "SAME", "pads", List.of(), "groups", 1,
            "activation", "RELU", "alpha", Double.NaN, "bias", true),
        without(graph.layer("conv1").attributes().values(), "initializer", "dilation"));
    assertEquals("AUTO", graph.layer("conv1").attributes().text("initializer"));
    assertEquals(List.of(1), graph.layer("conv1").attributes().integers("dilation"));
    assertEquals(List.of(5, 5), graph.layer("conv1").attributes().each("kernel", 2));
    assertEquals(List.of(), graph.layer("pool1").attributes().integers("stride"));
  }

  private static Map<String, Object> without(Map<String, Object> values, String... names) {
    Map<String, Object> rest = new TreeMap<>(values);
    rest.keySet().removeAll(List.of(names));
    return rest;
  }

  @ParameterizedTest
  @EnumSource
  void branches(CompilerKind kind) {
    LayerGraph graph =
        graph(
            kind,
            """
                import dev.kernelsmith.annotations.*;
                import dev.kernelsmith.runtime.Layer;

                @Network(input = {9, 7, 4})
                class Residual {
                  @Conv2D(filters = 4, kernel = {3, 1}, stride = {2, 3}, padding = Padding.SAME) Layer a;
                  @From("input") @Pool(size = {1, 3}, stride = {2, 3}, padding = Padding.SAME) Layer b;
                  @Add({"a", "b", "a"}) Layer sum;
                  @From("a") @Dense(units = 3, bias = false) Layer head;
                  @Add({"head", "head"}) Layer last;
                  @From("sum") @Dense(units = 2) Layer out;
                  @From("last") @Dense(units = 2) Layer other;
                  @Add({"out", "other"}) Layer end;
                }
                """);
    assertEquals(
        List.of(
            "Conv2D a [input] [9x7x4] -> 5x3x4",
            "Pool b [input] [9x7x4] -> 5x3x4",
            "Add sum [a, b, a] [5x3x4, 5x3x4, 5x3x4] -> 5x3x4",
            "Dense head [a] [5x3x4] -> 3",
            "Add last [head, head] [3, 3] -> 3",
            "Dense out [sum] [5x3x4] -> 2",
            "Dense other [last] [3] -> 2",
            "Add end [out, other] [2, 2] -> 2"),
        graph.layers().stream().map(GraphBuilderTest::outline).toList());
    assertEquals(List.of(new GraphOutput("end", null)), graph.outputs());
  }

  @ParameterizedTest
  @EnumSource
  void optimizerDefaults(CompilerKind kind) {
    String source = LENET.replace("@Optimizer(type = MOMENTUM, nesterov = true)", "");
    LayerGraph implicit = graph(kind, source);
    LayerGraph explicit = graph(kind, source.replace("class LeNet5", "@Optimizer(type = ADAM) class LeNet5"));
    assertEquals(explicit.optimizerAttributes().values(), implicit.optimizerAttributes().values());
    assertEquals("ADAM", implicit.optimizer());
  }

  @Test
  void largestNetworksFit() {
    LayerGraph graph =
        graph(
            CompilerKind.JAVAC,
            """
                import dev.kernelsmith.annotations.*;
                import dev.kernelsmith.runtime.Layer;

                @Network(input = 1)
                class Wide {
                  @Dense(units = 134217727) Layer out;
                }
                """);
    assertEquals(Shape.of(134_217_727), graph.layer("out").shape());
  }
}
