package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Answers;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Spoiled;
import dev.kernelsmith.runtime.train.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs with a rank above 1 have a class at each position, on the CPU and on a device. */
class PositionsTest {
  private static final int IN = 4;
  private static final int SAMPLES = 40;

  private static int length(List<Integer> shape) {
    return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
  }

  private static LinearNetwork classes(List<Integer> shape) {
    int positions = length(shape) / shape.getLast();
    return network(shape, LinearProgram.SOFTMAX,
        new LossSpec(LinearProgram.SOFTMAX, "", "out", 0, 1, TargetKind.CLASS, 0, positions, Activation.SOFTMAX, false,
            List.of(), Loss.NONE));
  }

  private static LinearNetwork sigmoid(List<Integer> shape) {
    return network(shape, LinearProgram.SIGMOID,
        new LossSpec(LinearProgram.SIGMOID, "out", TargetKind.PROBABILITIES, length(shape), Activation.SIGMOID));
  }

  private static LinearNetwork network(List<Integer> shape, String loss, LossSpec spec) {
    LinearProgram program = new LinearProgram(IN, length(shape), loss, 1);
    NetworkSpec network = LinearNetwork.describe(program, List.of(IN), shape).loss(spec).build();
    return LinearNetwork.offloaded(network, program, shape.hashCode());
  }

  private static float[][] inputs(long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[SAMPLES][IN];
    for (float[] input : inputs) {
      for (int i = 0; i < IN; i++) {
        input[i] = (float) random.nextGaussian();
      }
    }
    return inputs;
  }

  /** A network that gives each output by itself: whatever its input, its bias. */
  private static void setOutputs(LinearNetwork network, float... outputs) {
    network.parameter("out.weights", new float[IN * outputs.length]);
    network.parameter("out.bias", outputs);
  }

  static Stream<List<Integer>> shapes() {
    Random random = new Random(7);
    return Stream.concat(
        IntStream.range(0, 12).mapToObj(
            i -> i % 2 == 0 ? List.of(1 + random.nextInt(9), 2 + random.nextInt(6))
                : List.of(1 + random.nextInt(5), 1 + random.nextInt(5), 2 + random.nextInt(6))),
        Stream.of(List.of(1, 1, 3), List.of(2, 1, 3, 2)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theClassOfAPositionIsTheFirstOfItsGreatest(List<Integer> shape) {
    LinearNetwork network = classes(shape);
    float[][] inputs = inputs(shape.hashCode());
    int count = shape.getLast();
    int[][] expected = new int[SAMPLES][length(shape) / count];
    for (int i = 0; i < SAMPLES; i++) {
      float[] logits = network.logits(inputs[i]);
      for (int position = 0; position < expected[i].length; position++) {
        for (int k = 1; k < count; k++) {
          if (logits[position * count + k] > logits[position * count + expected[i][position]]) {
            expected[i][position] = k;
          }
        }
      }
      assertArrayEquals(expected[i], network.classifyPositions(inputs[i]));
    }
    Dataset data = ArrayDataset.ofValues(inputs, new float[SAMPLES][1]);
    assertArrayEquals(expected, network.classifyPositions(inputs));
    assertArrayEquals(expected, network.classifyPositions(data));
    try (DeviceNetwork placed = network.placed(0, 16)) {
      assertArrayEquals(expected[1], placed.classifyPositions(inputs[1]));
      assertArrayEquals(expected, placed.classifyPositions(inputs));
      assertArrayEquals(expected, placed.classifyPositions(data));
    }
  }

  /** What an evaluation counts as right are the positions whose class is the target's. */
  @Test
  void evaluationsCountTheSameClasses() {
    LinearNetwork network = sigmoid(List.of(3, 2, 1));
    float[][] inputs = inputs(1);
    Random random = new Random(2);
    float[][] targets = new float[SAMPLES][6];
    int right = 0;
    int[][] classes = network.classifyPositions(inputs);
    for (int i = 0; i < SAMPLES; i++) {
      for (int k = 0; k < 6; k++) {
        targets[i][k] = random.nextInt(2);
        right += classes[i][k] == (int) targets[i][k] ? 1 : 0;
      }
    }
    assertEquals(right / (6.0 * SAMPLES),
        Evaluation.of(network, ArrayDataset.ofValues(inputs, targets)).accuracy().orElseThrow(), 1e-12);
  }

  @Test
  void oneSigmoidAtEachPositionIsAnAnswerFromAHalf() {
    LinearNetwork network = sigmoid(List.of(2, 3, 1));
    setOutputs(network, 0, Float.MIN_VALUE, -Float.MIN_VALUE, 80, -80, 1);
    assertArrayEquals(new int[] {0, 1, 0, 1, 0, 1}, network.classifyPositions(new float[IN]));
    LinearNetwork several = sigmoid(List.of(2, 3));
    setOutputs(several, -1, -2, -3, 4, 5, 5);
    assertArrayEquals(new int[] {0, 1}, several.classifyPositions(new float[IN]));
  }

  /** The layer's own sigmoid, without a loss: the threshold is that of a probability. */
  @Test
  void aLayerWithASigmoidOfItsOwn() {
    LinearProgram program = new LinearProgram(IN, 3, false, 1);
    LinearNetwork network =
        LinearNetwork.of(
            LinearNetwork.describe(program, List.of(IN), List.of(3, 1)).outputLayer("out", "SIGMOID").build(), program,
            1);
    setOutputs(network, 0.5f, Math.nextUp(0.5f), 0.25f);
    assertArrayEquals(new int[] {0, 1, 0}, network.classifyPositions(new float[IN]));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void sampleAndPositionWithoutAnAnswerAreNamed(float value) {
    LinearNetwork network = classes(List.of(2, 3, 4));
    float[] parameters = network.engine().parameters();
    parameters[parameters.length - ((LinearProgram) network.engine().program()).pitch() + 18] = value;
    LinearNetwork broken = classes(List.of(2, 3, 4));
    broken.engine().publish(parameters);
    assertEquals("network Linear has no class for the sample at position [1, 1]: output 18 of 24 is " + value
        + ". Parameter out.bias has 1 of 24 values that are not finite, the first is " + value
        + " at [18]: load or train other weights.",
        assertThrows(NoAnswerException.class, () -> broken.classifyPositions(new float[IN])).getMessage());
    Dataset spoiled = new Spoiled(ArrayDataset.ofValues(inputs(1), new float[SAMPLES][1]), 23, 2, value);
    NoAnswerException unknown = assertThrows(NoAnswerException.class, () -> network.classifyPositions(spoiled));
    assertEquals(23, unknown.sample());
    String start = "network Linear has no class for sample 23 at position [0, 0]: output 0 of 24 is ";
    assertEquals(start, unknown.getMessage().substring(0, start.length()));
    try (DeviceNetwork placed = network.placed(0, 16)) {
      assertEquals(unknown.getMessage(),
          assertThrows(NoAnswerException.class, () -> placed.classifyPositions(spoiled)).getMessage());
    }
    assertEquals(6, network.classifyPositions(new float[IN]).length, "the workspace is sound again");
  }

  @Test
  void whoAsksForTheWrongOneLearnsOfTheOther() {
    LinearNetwork image = classes(List.of(2, 3, 4));
    float[] input = new float[IN];
    float[][] inputs = {input};
    Dataset data = ArrayDataset.ofValues(inputs, new float[1][1]);
    String call =
        "network Linear tells classes apart at each of 6 positions [2, 3], and has no class for the whole sample: call classifyPositions";
    try (DeviceNetwork placed = image.placed(0, 16)) {
      for (CompiledNetwork network : List.of(image, placed)) {
        for (Executable use : List.<Executable>of(
            () -> network.classify(input), () -> network.classify(inputs), () -> network.classify(data),
            () -> network.classify(Arrays.stream(inputs)), () -> network.topK(input, 1),
            () -> network.topK(data, 1))) {
          assertEquals(call, assertThrows(IllegalStateException.class, use).getMessage());
        }
      }
    }
    String vector = "network Linear has no classes at positions, since the shape of its output is [3]: call classify";
    LinearNetwork flat = LinearNetwork.classifier(IN, 3, 1);
    for (Executable use : List.<Executable>of(
        () -> flat.classifyPositions(input), () -> flat.classifyPositions(inputs), () -> flat.classifyPositions(data),
        () -> flat.engine().classifyPositions(new Object[] {input}))) {
      assertEquals(vector, assertThrows(IllegalStateException.class, use).getMessage());
    }
    LinearNetwork values =
        network(List.of(2, 3, 1), LinearProgram.SQUARES,
            new LossSpec(LinearProgram.SQUARES, "out", TargetKind.VALUES, 6, Activation.IDENTITY));
    assertEquals(
        "network Linear has no classes at positions, since the shape of its output is [2, 3, 1]: use predict and compare its values with a threshold, or give its output layer the loss SIGMOID_CROSS_ENTROPY",
        assertThrows(IllegalStateException.class, () -> values.classifyPositions(input)).getMessage());
  }

  /** An image of one pixel has one class either way, as class numbers of samples are its targets. */
  @Test
  void onePositionIsTheSampleToo() {
    LinearNetwork network = classes(List.of(1, 1, 3));
    for (float[] input : inputs(3)) {
      assertArrayEquals(new int[] {network.classify(input)}, network.classifyPositions(input));
      assertEquals(network.classify(input), network.topK(input, 1).getFirst().number());
    }
  }

  @Test
  void inWords() {
    assertEquals("one of 4 classes, at each of 6 positions",
        Answers.of(classes(List.of(2, 3, 4)).engine().spec()).toString());
    assertEquals("class 1 where the probability is above 0.5, else class 0, at each of 2 positions",
        Answers.of(sigmoid(List.of(2, 1)).engine().spec()).toString());
  }
}
