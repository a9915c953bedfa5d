package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Blocks that are used again as a whole, against the same layers written out with {@code @Reuse} at each. */
class BlockReuseTest {
  private static final String IMPORTS =
      """
          import static dev.kernelsmith.annotations.Activation.*;
          import static dev.kernelsmith.annotations.Block.*;
          import static dev.kernelsmith.annotations.Padding.*;
          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          """;

  private static final String BLOCKS =
      """
          @Block
          class ConvNorm {
            @Conv2D(filters = FILTERS, kernel = 3, padding = SAME, bias = false) Layer conv;
            @BatchNorm(epsilon = 1e-2f, activation = TANH) Layer norm;
          }

          @Block
          class Tower {
            @Block(value = ConvNorm.class, filters = FILTERS, repeat = 2) Layer first;
            @Reuse("first") Layer second;
            @Add({"second", "input"}) Layer sum;
            @Reuse("first.1.norm") Layer norm;
            @Pool(size = 2) Layer half;
          }
          """;

  private static final String TWINS =
      """
          @Network(input = {8, 9, 4})
          @Optimizer(type = OptimizerType.MOMENTUM)
          class Twins {
            @Block(value = Tower.class, filters = 4) Layer left;
            @Reuse("left") Layer right;
            @From("input") @Reuse("right") Layer third;
            @Add({"left", "third"}) Layer both;
            @Dense(units = 3) Layer side;
            @From("right") @Dense(units = 3) Layer main;
            @Add({"side", "main"}) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
          }
          """;

  private static String written() {
    StringBuilder text =
        new StringBuilder("@Network(input = {8, 9, 4})\n@Optimizer(type = OptimizerType.MOMENTUM)\nclass Written {\n");
    tower(text, "left", "input");
    tower(text, "right", "lefthalf");
    tower(text, "third", "input");
    return text.append(
        """
              @Add({"lefthalf", "thirdhalf"}) Layer both;
              @Dense(units = 3) Layer side;
              @From("righthalf") @Dense(units = 3) Layer main;
              @Add({"side", "main"}) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
            }
            """)
        .toString();
  }

  private static void tower(StringBuilder text, String name, String input) {
    String before = input;
    for (String part : List.of("first1", "first2", "second1", "second2")) {
      boolean own = name.equals("left") && part.startsWith("first");
      String number = part.substring(part.length() - 1);
      String conv = "@Conv2D(filters = 4, kernel = 3, padding = SAME, bias = false)";
      String norm = "@BatchNorm(epsilon = 1e-2f, activation = TANH)";
      text.append(
          "@From(\"%s\") %s Layer %s%sconv;%n".formatted(before, own ? conv : reuse(number, "conv"), name, part));
      text.append("%s Layer %s%snorm;%n".formatted(own ? norm : reuse(number, "norm"), name, part));
      before = name + part + "norm";
    }
    text.append("@Add({\"%s\", \"%s\"}) Layer %ssum;%n".formatted(before, input, name));
    text.append("@Reuse(\"leftfirst1norm\") Layer %snorm;%n@Pool(size = 2) Layer %shalf;%n".formatted(name, name));
  }

  private static String reuse(String number, String kind) {
    return "@Reuse(\"leftfirst" + number + kind + "\")";
  }

  @Test
  void areWhatIsWrittenOut() {
    GeneratedNetwork twins = GeneratedNetwork.compile("Twins", IMPORTS + BLOCKS + TWINS);
    GeneratedNetwork written = GeneratedNetwork.compile("Written", IMPORTS + written());
    assertEquals(List.of(), twins.complaints());
    NetworkChecks.check(twins, 2);
    List<LayerNode> one = twins.graph().layers();
    List<LayerNode> other = written.graph().layers();
    assertEquals(other.stream().map(LayerNode::name).toList(), plain(one.stream().map(LayerNode::name).toList()));
    assertEquals(other.stream().map(LayerNode::owner).toList(), plain(one.stream().map(LayerNode::owner).toList()));
    assertEquals(
        other.stream().map(LayerNode::inputs).toList(), one.stream().map(layer -> plain(layer.inputs())).toList());
    assertArrayEquals(trained(written), trained(twins));
    CompiledNetwork network = twins.network(1);
    assertArrayEquals(
        network.engine().layer("left.first.2.conv").weights(), network.engine().layer("third.second.2.conv").weights());
    assertEquals(List.of(2, 2, 4), network.engine().layer("right").outputShape());
    assertEquals(14, network.engine().spec().parameters().size(), network.engine().spec().parameters()::toString);
  }

  private static List<String> plain(List<String> names) {
    return names.stream().map(name -> name.replace(".", "")).toList();
  }

  private static float[] trained(GeneratedNetwork generated) {
    CompiledNetwork network = generated.network(3);
    float[][] samples = samples(40, 8 * 9 * 4);
    int[] classes = new Random(4).ints(samples.length, 0, 3).toArray();
    float[] parameters = new float[network.engine().spec().parameterFloats()];
    Random random = new Random(6);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = 0.1f * random.nextFloat();
    }
    network.engine().publish(parameters);
    Trainer.of(network).epochs(2).batchSize(20).threads(2).fit(ArrayDataset.ofClasses(samples, classes));
    return network.engine().parameters();
  }

  private static float[][] samples(int count, int length) {
    Random random = new Random(count);
    float[][] samples = new float[count][length];
    for (float[] sample : samples) {
      for (int i = 0; i < length; i++) {
        sample[i] = random.nextFloat();
      }
    }
    return samples;
  }

  /** A repetition has a name, by which it is read, used again and named in what uses it again. */
  @Test
  void repetitionsOfBlocks() {
    String source =
        """
            @Block
            class Pair {
              @Dense(units = 4, activation = TANH) Layer one;
              @Add({"one", "input"}) Layer sum;
            }

            @Block
            class Pairs {
              @Block(value = Pair.class, repeat = 2) Layer all;
              @Reuse("all.2") Layer last;
              @Add({"last", "all.1"}) Layer both;
            }

            @Network(input = 4)
            class Repeated {
              @Block(value = Pairs.class, repeat = 2) Layer stage;
              @Reuse("stage.1") Layer again;
              @From("stage.1.all") @Reuse("again.all.1") Layer pair;
              @Add({"stage.1", "pair"}) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
            }
            """;
    GeneratedNetwork generated = GeneratedNetwork.compile("Repeated", IMPORTS + source);
    assertEquals(List.of(), generated.complaints());
    List<String> layers =
        generated.graph().layers().stream()
            .map(layer -> layer.name() + " " + layer.owner() + " " + String.join(" ", layer.inputs())).toList();
    assertEquals(
        List.of(
            "stage.1.all.1.one stage.1.all.1.one input", "stage.1.all.1.sum stage.1.all.1.sum stage.1.all.1.one input",
            "stage.1.all.2.one stage.1.all.2.one stage.1.all.1.sum",
            "stage.1.all.2.sum stage.1.all.2.sum stage.1.all.2.one stage.1.all.1.sum",
            "stage.1.last.one stage.1.all.2.one stage.1.all.2.sum",
            "stage.1.last.sum stage.1.last.sum stage.1.last.one stage.1.all.2.sum",
            "stage.1.both stage.1.both stage.1.last.sum stage.1.all.1.sum"),
        layers.subList(0, 7));
    assertEquals(
        List.of(
            "again.all.1.one stage.1.all.1.one stage.2.both",
            "again.all.1.sum again.all.1.sum again.all.1.one stage.2.both",
            "again.all.2.one stage.1.all.2.one again.all.1.sum",
            "again.all.2.sum again.all.2.sum again.all.2.one again.all.1.sum",
            "again.last.one stage.1.all.2.one again.all.2.sum",
            "again.last.sum again.last.sum again.last.one again.all.2.sum",
            "again.both again.both again.last.sum again.all.1.sum",
            "pair.one stage.1.all.1.one stage.1.all.2.sum", "pair.sum pair.sum pair.one stage.1.all.2.sum",
            "out out stage.1.both pair.sum"),
        layers.subList(14, 24));
    NetworkChecks.check(generated, 2);
  }

  /** Two inputs through one block: what both are mapped to is the same where the inputs are, also after training. */
  @Test
  void siameseNetworks() {
    String siamese =
        """
            @Block
            class Embedding {
              @Dense(units = 8, activation = TANH) Layer hidden;
              @Dropout(rate = 0.2f) Layer dropped;
              @Dense(units = 4) Layer out;
            }

            @Network
            class Siamese {
              @Input(6) Layer left;
              @Output @Block(Embedding.class) Layer first;
              @Input(6) Layer right;
              @Output @Reuse("first") Layer second;
              @Subtract({"first", "second"}) Layer difference;
              @Multiply({"difference", "difference"}) Layer squares;
              @Dense(units = 1) @Loss(LossFunction.SIGMOID_CROSS_ENTROPY) Layer different;
            }
            """;
    GeneratedNetwork generated = GeneratedNetwork.compile("Siamese", IMPORTS + siamese);
    assertEquals(List.of(), generated.complaints());
    CompiledNetwork network = generated.network(1);
    assertEquals(6, network.engine().spec().parameters().size());
    Dataset left = ArrayDataset.ofClasses(samples(30, 6), new Random(1).ints(30, 0, 2).toArray());
    Dataset right = ArrayDataset.ofClasses(samples(31, 6), new int[31]);
    Dataset data =
        JoinedDataset.of(List.of(left, dev.kernelsmith.runtime.data.Subset.range(right, 0, 30)), List.of(left));
    float[] before = network.engine().parameters();
    Trainer.of(network).epochs(3).batchSize(10).fit(data);
    assertTrue(!java.util.Arrays.equals(before, network.engine().parameters()));
    float[] same = samples(1, 6)[0];
    float[][] outputs = network.engine().outputs(new Object[] {same, same.clone()});
    assertEquals(3, outputs.length);
    assertArrayEquals(outputs[0], outputs[1]);
    assertEquals(List.of("first", "second", "different"), network.engine().spec().outputLayers());
  }

  /** A block that is frozen stays as it is, at each of its uses, and the network says so. */
  @Test
  void frozenBlocks() {
    String source =
        BLOCKS + TWINS.replace("@Block(value = Tower", "@Frozen @Block(value = Tower").replace("Twins", "Icy");
    GeneratedNetwork generated = GeneratedNetwork.compile("Icy", IMPORTS + source);
    NetworkSpec spec = generated.spec();
    for (ParameterSpec parameter : spec.parameters()) {
      boolean frozen = parameter.name().startsWith("left.");
      assertEquals(frozen ? ParameterGroup.FROZEN : ParameterGroup.TRAINED, parameter.group(), parameter.name());
    }
    CompiledNetwork network = generated.network(1);
    float[] before = network.engine().parameters();
    Trainer.of(network).epochs(1).batchSize(20)
        .fit(ArrayDataset.ofClasses(samples(40, 8 * 9 * 4), new Random(4).ints(40, 0, 3).toArray()));
    for (ParameterSpec parameter : spec.parameters()) {
      boolean same =
          java.util.Arrays.equals(parameter.read(before), parameter.read(network.engine().parameters()));
      assertEquals(parameter.name().startsWith("left."), same, parameter.name());
    }
    int fixed = 2 * (9 * 4 * 4 + 4 * 4);
    assertTrue(network.toString().contains("(" + fixed + " of them not trained)"), network.toString());
    String header = generated.compilation().sources().get("IcyNetwork");
    assertTrue(header.contains("Not trained are " + fixed + " of the parameters."), header);
  }

  @Test
  void mistakesAreToldAtTheUse() {
    String source =
        """
            @Block
            class Strict {
              @Dense(units = 4) Layer hidden;
              @Add({"hidden", "input"}) Layer sum;
            }

            @Network(input = 4)
            class Mistakes {
              @Block(Strict.class) Layer first;
              @Reuse("frist") Layer misspelt;
              @From("first") @Frozen @Reuse("first") Layer frozen;
              @Reuse("first.sun") Layer inner;
              @From("first") @Dense(units = 5) Layer five;
              @Reuse("first") Layer misfit;
              @Reuse("first") @From("nothing") Layer lost;
              @From("first") @Dense(units = 1) Layer out;
            }
            """;
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withVectorModule().source("Mistakes", IMPORTS + source).run();
    List<String> lines = (IMPORTS + source).lines().toList();
    List<String> told =
        compilation.own().stream()
            .map(f -> lines.get((int) f.line() - 1).replaceAll(".* Layer (\\w+);", "$1") + " " + f.id()).sorted()
            .toList();
    assertEquals(
        List.of("frozen MARK_REUSE", "inner REUSE_OF_NOTHING", "lost UNKNOWN_INPUT", "misfit BROADCAST_SHAPES",
            "misfit REUSE_INPUT", "misspelt REUSE_OF_NOTHING"),
        told, compilation::report);
    assertTrue(compilation.report().contains("did you mean \"first\"?"), compilation::report);
    assertTrue(compilation.report().contains("'misfit.hidden' uses 'first.hidden' again"), compilation::report);
  }
}
