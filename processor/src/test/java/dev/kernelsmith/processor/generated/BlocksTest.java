package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compilation.Finding;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks: layers of other classes in the place of a field, against the same layers written out. */
class BlocksTest {
  private static final String IMPORTS =
      """
          import static dev.kernelsmith.annotations.Activation.*;
          import static dev.kernelsmith.annotations.Block.*;
          import static dev.kernelsmith.annotations.Padding.*;
          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          """;

  /** In another package, as from another module. */
  private static final String CONV_NORM =
      """
          @Block
          public class ConvNorm {
            @Conv2D(filters = FILTERS, kernel = KERNEL, stride = STRIDE, padding = SAME, bias = false) Layer conv;
            @BatchNorm(epsilon = 1e-2f) Layer norm;
          }
          """;

  private static final String RESIDUAL =
      """
          @Block
          public class Residual {
            @Block(value = ConvNorm.class, filters = FILTERS, kernel = 3, stride = STRIDE) Layer first;
            @Block(value = ConvNorm.class, filters = FILTERS, kernel = GIVEN_1) Layer second;
            @From("input") @Block(value = ConvNorm.class, filters = FILTERS, kernel = 1, stride = STRIDE) Layer shortcut;
            @Add(value = {"second", "shortcut"}, activation = RELU) Layer sum;
          }
          """;

  private static final String NETWORK =
      """
          @Network(input = {9, 8, 3})
          @Optimizer(type = OptimizerType.MOMENTUM)
          class Built {
            @Block(value = Residual.class, filters = 4, given = 3) Layer stage1;
            @Block(value = Residual.class, filters = 8, stride = 2, given = {1}, repeat = 2) Layer stage2;
            @Frozen @Block(value = ConvNorm.class, filters = 5, kernel = 2) Layer frozen;
            @From("stage2.1.first") @Dense(units = 3) Layer side;
            @From("frozen") @Dense(units = 3) Layer main;
            @Add({"side", "main"}) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
          }
          """;

  @TempDir static Path folder;

  private static GeneratedNetwork built() {
    return GeneratedNetwork.compile("Built", IMPORTS + CONV_NORM.replace("public ", "")
        + RESIDUAL.replace("public ", "") + NETWORK);
  }

  private static String written() {
    StringBuilder text =
        new StringBuilder("@Network(input = {9, 8, 3})\n@Optimizer(type = OptimizerType.MOMENTUM)\nclass Written {\n");
    residual(text, "stage1", "input", 4, 1, 3);
    residual(text, "stage2x1", "stage1sum", 8, 2, 1);
    residual(text, "stage2x2", "stage2x1sum", 8, 2, 1);
    convNorm(text, "frozen", "stage2x2sum", 5, 2, 1, "@Frozen ");
    text.append(
        """
              @From("stage2x1firstnorm") @Dense(units = 3) Layer side;
              @From("frozennorm") @Dense(units = 3) Layer main;
              @Add({"side", "main"}) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
            }
            """);
    return text.toString();
  }

  private static void residual(StringBuilder text, String name, String input, int filters, int stride, int kernel) {
    convNorm(text, name + "first", input, filters, 3, stride, "");
    convNorm(text, name + "second", name + "firstnorm", filters, kernel, 1, "");
    convNorm(text, name + "shortcut", input, filters, 1, stride, "");
    text.append("@Add(value = {\"%1$ssecondnorm\", \"%1$sshortcutnorm\"}, activation = RELU) Layer %1$ssum;%n"
        .formatted(name));
  }

  private static void convNorm(
      StringBuilder text, String name, String input, int filters, int kernel, int stride, String before) {
    text.append(
        ("%s@From(\"%s\") @Conv2D(filters = %d, kernel = %d, stride = %d, padding = SAME, bias = false) Layer %sconv;%n"
            + "%s@BatchNorm(epsilon = 1e-2f) Layer %snorm;%n")
            .formatted(before, input, filters, kernel, stride, name, before, name));
  }

  @Test
  void areWhatIsWrittenOut() {
    GeneratedNetwork built = built();
    GeneratedNetwork written = GeneratedNetwork.compile("Written", IMPORTS + written());
    NetworkChecks.check(built, 2);
    List<LayerNode> one = built.graph().layers();
    List<LayerNode> other = written.graph().layers();
    assertEquals(
        other.stream().map(LayerNode::name).toList(),
        one.stream().map(layer -> layer.name().replaceAll("2\\.(\\d)", "2x$1").replace(".", "")).toList());
    assertEquals(other.stream().map(LayerNode::shape).toList(), one.stream().map(LayerNode::shape).toList());
    assertEquals(other.stream().map(LayerNode::frozen).toList(), one.stream().map(LayerNode::frozen).toList());
    assertArrayEquals(trained(written), trained(built));
    assertEquals(List.of(3, 2, 8), built.network(1).engine().layer("stage2.2.sum").outputShape());
  }

  private static float[] trained(GeneratedNetwork generated) {
    CompiledNetwork network = generated.network(3);
    Random random = new Random(1);
    float[][] samples = new float[40][9 * 8 * 3];
    int[] classes = new int[samples.length];
    for (int i = 0; i < samples.length; i++) {
      classes[i] = random.nextInt(3);
      for (int k = 0; k < samples[i].length; k++) {
        samples[i][k] = random.nextFloat();
      }
    }
    float[] parameters = new float[network.engine().spec().parameterFloats()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = 0.1f * random.nextFloat();
    }
    network.engine().publish(parameters);
    Trainer.of(network).epochs(2).batchSize(20).threads(2).fit(ArrayDataset.ofClasses(samples, classes));
    return network.engine().parameters();
  }

  /** A block that was compiled before: its fields come from a class file, in their order. */
  @Test
  void comeFromOtherModules() throws IOException {
    for (CompilerKind kind : CompilerKind.values()) {
      Path classes = folder.resolve(kind.name());
      Compilation blocks =
          Compile.with(kind).source("lib.ConvNorm", "package lib;\n" + IMPORTS + CONV_NORM)
              .source("lib.Residual", "package lib;\n" + IMPORTS + RESIDUAL).run();
      assertTrue(blocks.success(), blocks::report);
      assertEquals(List.of(), blocks.own());
      blocks.write(classes);
      Compilation network =
          Compile.with(kind)
              .classPath(classes + System.getProperty("path.separator") + System.getProperty("java.class.path"))
              .source("Built", IMPORTS + "import lib.*;\n" + NETWORK).run();
      assertTrue(network.success(), network::report);
      String parts = network.sources().get("BuiltParts");
      assertTrue(
          parts.indexOf("\"stage2.1.first.conv\"") < parts.indexOf("\"stage2.1.shortcut.norm\"")
              && parts.contains("\"stage2.2.sum\""),
          parts);
    }
  }

  /** Also where the jar is not whole: the class of a block in it is missing. */
  @Test
  void faultsInClassFilesAreToldAtTheUse() throws IOException {
    String library =
        """
            package faulty;
            import dev.kernelsmith.annotations.*;
            import dev.kernelsmith.runtime.Layer;
            public class Outer {
              @Block public static class Whole { @Block(Inner.class) Layer inner; @Dense(units = 3) Layer after; }
              @Block public static class Inner { @Dense(units = 3) Layer only; }
              @Block public static class Negative { @Dense(units = -3) Layer few; }
            }
            """;
    String use =
        """
            import dev.kernelsmith.annotations.*;
            import dev.kernelsmith.runtime.Layer;
            @Network(input = 3)
            class Uses {
              @Block(faulty.Outer.Negative.class) Layer negative;
              @Block(faulty.Outer.Whole.class) Layer whole;
            }
            """;
    for (CompilerKind kind : CompilerKind.values()) {
      Path classes = folder.resolve("faulty" + kind);
      Compilation blocks = Compile.with(kind).options("-proc:none").source("faulty.Outer", library).run();
      assertTrue(blocks.success(), blocks::report);
      blocks.write(classes);
      Files.delete(classes.resolve("faulty/Outer$Inner.class"));
      Compilation network =
          Compile.with(kind)
              .classPath(classes + System.getProperty("path.separator") + System.getProperty("java.class.path"))
              .source("Uses", use).run();
      assertEquals(
          List.of("NOT_POSITIVE 5", "BLOCK_FAULT 6"),
          network.own().stream().sorted(Comparator.comparing(Finding::line)).map(f -> f.id() + " " + f.line()).toList(),
          network::report);
      assertTrue(network.report().contains("(Layer 'negative.few' is one of @Block class Negative.)"), network::report);
      assertTrue(network.report().contains("@Block on field 'inner' names no class that can be found"),
          network::report);
    }
  }

  /** What an IDE or a person sees of a layer in a block: links go to the field, and say the layer's name. */
  @Test
  void sourceNamesTheLayer() {
    GeneratedNetwork built = built();
    Map<String, String> sources = built.compilation().sources();
    String kernels = sources.get("BuiltVectorKernels32");
    assertTrue(kernels.contains("{@link Built#frozen frozen.conv}"), kernels);
    assertTrue(kernels.contains(" frozen_convForward("), kernels);
    assertTrue(sources.get("BuiltNetwork").contains("stage2 = engine.layer(\"stage2.2.sum\")"), sources::toString);
  }
}
