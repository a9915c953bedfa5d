package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.InputGradients;
import dev.kernelsmith.runtime.Inspection;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of all layers and gradients by inputs. */
class InspectionTest {
  private static final int NETWORKS = Integer.getInteger("generated.networks", 24);
  private static final long FIRST = Long.getLong("generated.first", 1);

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
          class Unit {
            @Conv2D(filters = FILTERS, kernel = 3, padding = SAME) Layer conv1;
            @BatchNorm(activation = RELU) Layer norm;
            @Add(value = {"norm", "input"}) Layer sum;
          }

          @Network(input = {6, 5, 4}, inspect = true)
          class Deep {
            @Block(value = Unit.class, filters = 4) Layer stage1;
            @Dropout(rate = 0.5f) Layer dropped;
            @Block(value = Unit.class, filters = 4, repeat = 2) Layer stage2;
            @Pool(size = 2) Layer pool;
            @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer label;
          }
          """;

  private static final GeneratedNetwork SEVERAL =
      GeneratedNetwork.compile(SeveralOfEach.NAME, inspected(SeveralOfEach.SOURCE));
  private static final GeneratedNetwork DEEP = GeneratedNetwork.compile("Deep", IMPORTS + BLOCKS);

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + Math.ceilDiv(NETWORKS, 6));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomNetworksShowWhatTheInterpreterComputes(long seed) {
    Shrinking.run(
        RandomNetworks.of(seed),
        network -> InspectionChecks.check(GeneratedNetwork.compile(network.name(), inspected(network.text())), seed));
  }

  private static String inspected(String source) {
    return source.replace("@Network(", "@Network(inspect = true, ").replace("@Network\n", "@Network(inspect = true)\n");
  }

  @Test
  void severalInputsAndOutputs() {
    assertEquals(List.of(), SEVERAL.complaints());
    InspectionChecks.check(SEVERAL, 1);
  }

  @Test
  void layersOfBlocksInPredictionMode() {
    assertEquals(List.of(), DEEP.complaints());
    InspectionChecks.check(DEEP, 1);
    CompiledNetwork network = trained();
    float[] input = samples(1, 2)[0];
    Inspection inspection = network.inspect(input);
    assertEquals(List.of(6, 5, 4), inspection.activations("stage2.1.conv1").shape());
    assertEquals(inspection.activations("stage2.2.sum"), inspection.activations("stage2"));
    assertEquals(inspection.activations("stage1.sum"), inspection.activations("dropped"));
    assertArrayEquals(network.logits(input), inspection.activations("label").floats(), 1e-4f);
    assertArrayEquals(input, inspection.activations("input").floats());
    assertEquals(inspection.activations("pool"), network.activations(input, "pool"));
    assertEquals(11, inspection.layers().size() - 1, inspection.layers()::toString);
  }

  /** Layers that give what another gives, twice as output, and one that no gradient reaches. */
  @Test
  void outputsThatAreOneValueAddUp() {
    String source =
        """
            @Network(inspect = true)
            class Twice {
              @Input(5) Layer x;
              @Output @Dropout(rate = 0.3f) Layer first;
              @Output @Dropout(rate = 0.3f) Layer second;
              @Input(4) Layer y;
              @Output @ArgMax(axes = 0, keepDims = true) Layer best;
              @From("x") @Output @Dense(units = 2, activation = TANH) Layer last;
            }
            """;
    GeneratedNetwork network = GeneratedNetwork.compile("Twice", IMPORTS + source);
    InspectionChecks.check(network, 3);
    Object[] inputs = {new float[] {1, 2, 3, 4, 5}, new float[] {3, 9, 2, 9}};
    Inspection inspection = network.network(1).engine().inspect(inputs);
    assertArrayEquals(new float[] {1}, inspection.activations("best").floats());
    assertArrayEquals(new float[] {0, 0, 1, 0, 0}, inspection.scoreGradients("second", 2).by("x").floats());
    assertArrayEquals(new float[4], inspection.scoreGradients("best", 0).by("y").floats());
  }

  private static float[][] samples(int count, long seed) {
    Random random = new Random(seed);
    float[][] samples = new float[count][120];
    for (float[] sample : samples) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = random.nextFloat(-1, 1);
      }
    }
    return samples;
  }

  private static CompiledNetwork trained() {
    CompiledNetwork network = DEEP.network(3);
    int[] classes = new Random(4).ints(40, 0, 3).toArray();
    Trainer.of(network).epochs(2).batchSize(20).threads(1).fit(ArrayDataset.ofClasses(samples(40, 5), classes));
    return network;
  }

  @Test
  void lossGradientsAreDifferencesOfTheWeightedLoss() {
    NetworkSpec spec = SEVERAL.spec();
    SeveralOfEach.Samples data = SeveralOfEach.Samples.random(spec, 7);
    CompiledNetwork network = SEVERAL.network(1);
    network.engine().publish(data.parameters());
    float[] image = data.images()[0];
    Inspection inspection = network.engine().inspect(new Object[] {image, data.codes()[0]});
    float[] gradients = inspection.lossGradients(data.classes()[0], data.values()[0]).by("image").floats();
    for (int k = 0; k < image.length; k += 7) {
      float original = image[k];
      float[] at = {original + 1e-3f, original - 1e-3f};
      double[] losses = new double[2];
      for (int side = 0; side < 2; side++) {
        image[k] = at[side];
        losses[side] = loss(data);
      }
      image[k] = original;
      assertEquals((losses[0] - losses[1]) / ((double) at[0] - at[1]), gradients[k], 1e-4, "value " + k);
    }
    float[] again = inspection.lossGradients(data.classes()[0], data.values()[0]).by("image").floats();
    assertArrayEquals(gradients, again, "a copy of the sample is inspected");
  }

  /** The loss of the first sample. */
  private static double loss(SeveralOfEach.Samples data) {
    Program training = Objects.requireNonNull(SEVERAL.programs().training());
    Tensors result = data.run(SEVERAL, training);
    double loss = 0;
    for (Buffer buffer : training.buffers()) {
      if (buffer.role() == Buffer.Role.LOSS) {
        loss += (buffer.number() == 0 ? 1 : SeveralOfEach.WEIGHT) * result.get(buffer)[0];
      }
    }
    return loss;
  }

  @Test
  void anyNumberOfThreadsMayInspectWhileOthersPublish() throws Exception {
    CompiledNetwork network = trained();
    float[][] samples = samples(16, 9);
    List<Inspection> inspections = new ArrayList<>();
    List<Tensor> values = new ArrayList<>();
    List<Tensor> gradients = new ArrayList<>();
    for (float[] sample : samples) {
      Inspection alone = network.inspect(sample);
      values.add(alone.activations("stage2.1.norm"));
      gradients.add(alone.scoreGradients(2).byInput());
      inspections.add(network.inspect(sample));
    }
    float[] others = network.engine().parameters();
    Arrays.fill(others, 0.1f);
    network.engine().publish(others);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> equal = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        int sample = i % samples.length;
        equal.add(
            threads.submit(
                () -> inspections.get(sample).activations("stage2.1.norm").equals(values.get(sample))
                    && inspections.get(sample).scoreGradients(2).byInput().equals(gradients.get(sample))));
      }
      for (Future<Boolean> each : equal) {
        assertTrue(each.get());
      }
    }
  }

  @Test
  void dataSetsAreInspectedSampleBySample() {
    CompiledNetwork network = trained();
    float[][] samples = samples(5, 11);
    Dataset data = ArrayDataset.ofClasses(samples, new int[5]);
    float[][] rows = network.activations(data, "stage2.1.conv1");
    for (int i = 0; i < samples.length; i++) {
      assertArrayEquals(network.inspect(data, i).activations("stage2.1.conv1").floats(), rows[i]);
      assertArrayEquals(network.activations(samples[i], "stage2.1.conv1").floats(), rows[i]);
    }
    assertMessage("5 samples, numbered from 0, and so none of number 5", () -> network.inspect(data, 5));
    assertMessage("has no layer 'stage2.1.conv'", () -> network.activations(data, "stage2.1.conv"));
    assertMessage("'input' is an input of network Deep", () -> network.activations(data, "input"));
    SeveralOfEach.Samples several = SeveralOfEach.Samples.random(SEVERAL.spec(), 2);
    CompiledNetwork both = SEVERAL.network(2);
    assertEquals(
        both.engine().inspect(new Object[] {several.images()[3], several.codes()[3]}).activations("both"),
        both.inspect(several.data(), 3).activations("both"));
    assertEquals(List.of(5), both.inspect(several.data(), 3).activations("codes").shape());
  }

  @Test
  void whatIsHandedOutIsACopy() {
    CompiledNetwork network = trained();
    float[] input = samples(1, 12)[0];
    Inspection inspection = network.inspect(input);
    float[] values = inspection.activations("pool").floats();
    InputGradients gradients = inspection.scoreGradients(0);
    float[] first = gradients.byInput().floats();
    float[] expected = first.clone();
    Arrays.fill(input, 0);
    Arrays.fill(first, 0);
    Arrays.fill(inspection.activations("pool").floats(), 0);
    assertArrayEquals(values, inspection.activations("pool").floats());
    assertArrayEquals(expected, gradients.by("input").floats());
    assertArrayEquals(expected, inspection.scoreGradients("label", 0).byInput().floats());
  }

  /** There is no gradient at all, but values of layers. */
  @Test
  void inputsOfWholeNumbersOnly() {
    String source =
        """
            @Network(inspect = true)
            class Token {
              @Input(value = 1, type = InputType.INT) Layer token;
              @OneHot(classes = 4) Layer place;
              @Dense(units = 2) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer label;
            }
            """;
    GeneratedNetwork network = GeneratedNetwork.compile("Token", IMPORTS + source);
    assertEquals(List.of(), network.complaints());
    InspectionChecks.check(network, 1);
    CompiledNetwork token = network.network(1);
    Inspection inspection = token.engine().inspect(new Object[] {new int[] {2}});
    assertArrayEquals(new float[] {0, 0, 1, 0}, inspection.activations("place").floats());
    String none = "input 'token' of network Token takes whole numbers, by which there is no derivative";
    assertMessage(none, () -> inspection.lossGradients(1).byInput());
    assertMessage(none, () -> inspection.scoreGradients(1).by("token"));
    assertMessage("takes not one input of floats, but ints token [1]: give that", () -> token.predict(new float[1]));
  }

  @Test
  void whatIsNullIsTold() {
    CompiledNetwork deep = DEEP.network(1);
    Inspection inspection = deep.inspect(new float[120]);
    InputGradients gradients = inspection.scoreGradients(0);
    assertMessage("the input is null, but network Deep takes a float[] of 120", () -> deep.inspect((float[]) null));
    assertMessage("the input is null, but network Deep takes a float[] of 120", () -> deep.predict((float[]) null));
    assertMessage("input 1 is null, but network Deep",
        () -> deep.engine().predict(new float[][] {new float[120], null}));
    List<Map.Entry<String, Executable>> nulls =
        List.of(
            Map.entry("the data is null", () -> deep.inspect(null, 0)),
            Map.entry("the data is null", () -> deep.activations((Dataset) null, "pool")),
            Map.entry("the name of a layer is null", () -> inspection.activations(null)),
            Map.entry("the name of an output is null", () -> inspection.scoreGradients(null, 0)),
            Map.entry("the name of an input is null", () -> gradients.by(null)),
            Map.entry("the inputs are null", () -> deep.engine().inspect((Object[]) null)),
            Map.entry("the inputs are null", () -> deep.engine().predict((float[][]) null)));
    nulls.forEach(
        wrong -> assertEquals(
            wrong.getKey(), assertThrows(NullPointerException.class, wrong.getValue()).getMessage()));
  }

  @Test
  void mistakesEndInMessagesOfOurs() {
    CompiledNetwork deep = DEEP.network(1);
    Inspection inspection = deep.inspect(new float[120]);
    assertMessage("no layer 'stage2.1.convl': did you mean 'stage2.1.conv1'? It has input, stage1, stage1.conv1",
        () -> inspection.activations("stage2.1.convl"));
    assertMessage("no layer 'hidden'; it has input, stage1, stage1.conv1", () -> inspection.activations("hidden"));
    assertMessage("no layer 'stage3': did you mean 'stage1' or 'stage2'?", () -> inspection.activations("stage3"));
    assertMessage("no layer ''", () -> inspection.activations(""));
    assertMessage("no output 'lable': did you mean 'label'?", () -> inspection.scoreGradients("lable", 0));
    assertMessage("has the values 0 to 2, not 3", () -> inspection.scoreGradients(3));
    assertMessage("has the values 0 to 2, not -1", () -> inspection.scoreGradients(-1));
    assertMessage("classes of output 'label' of network Deep are 0 to 2, not 3", () -> inspection.lossGradients(3));
    assertMessage("takes a class number (an int), not a float[] of 1 values",
        () -> inspection.lossGradients(new float[1]));
    assertMessage("not Double 1.0", () -> inspection.lossGradients(1.0));
    assertMessage("give a target for each, not 0", inspection::lossGradients);
    assertMessage("give a target for each, not 2", () -> inspection.lossGradients(1, 2));
    assertMessage("has 119 values, but network Deep takes 120", () -> deep.inspect(new float[119]));
    CompiledNetwork several = SEVERAL.network(1);
    assertMessage("give each of them", () -> several.inspect(new float[72]));
    assertMessage("takes 2 inputs, not 1", () -> several.engine().inspect(new Object[] {new float[72]}));
    InputGradients gradients =
        several.engine().inspect(new Object[] {new float[72], new int[5]}).scoreGradients("value", 1);
    assertMessage("takes whole numbers, by which there is no derivative", () -> gradients.by("codes"));
    assertMessage("no input 'imag': did you mean 'image'?", () -> gradients.by("imag"));
    String which = assertThrows(IllegalStateException.class, gradients::byInput).getMessage();
    assertTrue(which.contains("has the inputs image, codes: say by which, as by(\"image\")"), which);
  }

  @Test
  void aNetworkWithoutTheCodeSaysHowToGetIt() {
    GeneratedNetwork plain = GeneratedNetwork.compile("Deep", IMPORTS + BLOCKS.replace(", inspect = true", ""));
    CompiledNetwork network = plain.network(1);
    assertTrue(plain.compilation().sources().keySet().stream().noneMatch(name -> name.contains("Inspection")));
    for (Executable call : List.<Executable>of(
        () -> network.inspect(new float[120]), () -> network.activations(new float[120], "pool"),
        () -> network.activations(ArrayDataset.ofClasses(new float[1][120], new int[1]), "pool"))) {
      String message = assertThrows(IllegalStateException.class, call).getMessage();
      assertTrue(message.contains("write @Network(inspect = true) and compile again"), message);
    }
  }

  /** One thread inspects, however large the network is: code for several would be code that nobody runs. */
  @Test
  void noThreadsShareAnInspection() {
    String large =
        "@Network(input = {2048}, inspect = true) class Large { @Dense(units = 2048) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer all; }";
    Map<String, String> sources =
        GeneratedNetwork.compile("Large", IMPORTS + large).compilation().sources();
    sources.forEach((name, text) -> {
      if (name.contains("ScalarKernels") || name.contains("InspectionKernels")) {
        assertEquals(name.contains("ScalarKernels"), text.contains("hasPieces()"), name);
      }
    });
    assertTrue(sources.keySet().stream().anyMatch(name -> name.contains("InspectionKernels")));
  }

  private static void assertMessage(String part, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }
}
