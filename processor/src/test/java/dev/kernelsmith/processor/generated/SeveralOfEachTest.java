package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.DevicePlacement;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network with several inputs, one of them of ints, outputs and losses, on all kernels and in the runtime, against the interpreter. */
class SeveralOfEachTest {
  private static final int SAMPLES = SeveralOfEach.SAMPLES;
  private static final double TOLERANCE = 1e-4;

  private static final GeneratedNetwork NETWORK = SeveralOfEach.compile();
  private static final NetworkSpec SPEC = NETWORK.spec();
  private static final SeveralOfEach.Samples DATA = SeveralOfEach.Samples.random(SPEC, 1);
  private static final Program PREDICTION = NETWORK.programs().prediction();
  private static final Program TRAINING = Objects.requireNonNull(NETWORK.programs().training());
  private static final Program EVALUATION = Objects.requireNonNull(NETWORK.programs().evaluation());

  @Test
  void programsAreSound() {
    assertEquals(List.of(), NETWORK.complaints());
    List.of(TRAINING, EVALUATION, PREDICTION).forEach(Verifier::verify);
    assertEquals(2, SPEC.inputs().size());
    assertTrue(SPEC.inputs().get(1).isInt());
    assertEquals("SOFTMAX_CROSS_ENTROPY + 0.25 * MEAN_SQUARED_ERROR", SPEC.lossName());
  }

  /** Also of the output that other layers read. */
  @Test
  void gradientsAreThoseOfTheWeightedLosses() {
    for (Parameter parameter : NETWORK.programs().network().parameters()) {
      ParameterSpec spec = spec(parameter);
      double derived = DATA.run(NETWORK, TRAINING).get(parameter.buffer().gradient())[0];
      float[] values = spec.read(DATA.parameters());
      float original = values[0];
      float[] at = {original + 1e-3f, original - 1e-3f};
      double[] losses = new double[2];
      for (int side = 0; side < 2; side++) {
        values[0] = at[side];
        spec.write(values, DATA.parameters());
        losses[side] = weighted(DATA.run(NETWORK, TRAINING));
      }
      values[0] = original;
      spec.write(values, DATA.parameters());
      assertEquals((losses[0] - losses[1]) / ((double) at[0] - at[1]), derived, 1e-4, parameter.name());
    }
  }

  private static double weighted(Tensors result) {
    double[] first = result.get(only(TRAINING, Buffer.Role.LOSS, 0));
    double[] second = result.get(only(TRAINING, Buffer.Role.LOSS, 1));
    return (Arrays.stream(first).sum() + SeveralOfEach.WEIGHT * Arrays.stream(second).sum()) / SAMPLES;
  }

  private static ParameterSpec spec(Parameter parameter) {
    return SPEC.parameters().stream().filter(p -> p.name().equals(parameter.name())).findFirst().orElseThrow();
  }

  private static Buffer only(Program program, Buffer.Role role, int number) {
    List<Buffer> found =
        program.buffers().stream().filter(b -> b.role() == role && b.number() == number).toList();
    assertEquals(1, found.size(), found::toString);
    return found.getFirst();
  }

  @ParameterizedTest
  @EnumSource
  void kernelsTrain(Variant variant) {
    BlockProgram program = Objects.requireNonNull(NETWORK.kernels(variant).training());
    float[] gradients = new float[SPEC.gradientFloats()];
    float[][] losses = new float[2][SAMPLES];
    float[][] logits = {new float[SAMPLES * SeveralOfEach.CLASSES], new float[SAMPLES * 2]};
    Block block = new Block(program, SPEC);
    block.gradients = gradients;
    for (int first = 0; first < SAMPLES; first += program.lanes()) {
      int live = Math.min(program.lanes(), SAMPLES - first);
      DATA.stage(block, first / program.lanes());
      block.accumulate = first > 0;
      program.runAll(block);
      for (int i = 0; i < 2; i++) {
        int length = logits[i].length / SAMPLES;
        System.arraycopy(block.losses[i], 0, losses[i], first, live);
        System.arraycopy(block.outputs[2 * i], 0, logits[i], first * length, live * length);
      }
    }
    compare(variant.name(), losses, logits, gradients);
  }

  private static void compare(String what, float[][] losses, float[][] logits, float[] gradients) {
    Tensors expected = DATA.run(NETWORK, TRAINING);
    for (int i = 0; i < 2; i++) {
      double[] loss = expected.get(only(TRAINING, Buffer.Role.LOSS, i));
      double[] raw = expected.get(only(TRAINING, Buffer.Role.OUTPUT, 2 * i));
      Closeness.check(what + " loss " + i, loss, losses[i], TOLERANCE, TOLERANCE);
      Closeness.check(what + " logits " + i, raw, logits[i], TOLERANCE, 0);
    }
    for (Parameter parameter : NETWORK.programs().network().parameters()) {
      Closeness.check(
          what + " gradient of " + parameter.name(), expected.get(parameter.buffer().gradient()),
          spec(parameter).read(gradients), TOLERANCE, 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void kernelsPredictAndEvaluate(Variant variant) {
    float[][] outputs = predict(NETWORK.kernels(variant).prediction());
    float[][] alone = predict(NETWORK.kernels(variant).single());
    predicted(variant.name(), outputs);
    for (int o = 0; o < 4; o++) {
      Closeness.same(variant + " output of one sample " + o, outputs[o], alone[o]);
    }
    BlockProgram evaluation = Objects.requireNonNull(NETWORK.kernels(variant).evaluation());
    Block block = Block.ofOutputs(evaluation, SPEC);
    int count = Math.min(evaluation.lanes(), SAMPLES);
    for (int i = 0; i < 2; i++) {
      System.arraycopy(outputs[2 * i], 0, block.inputs[i], 0, count * outputs[2 * i].length / SAMPLES);
    }
    System.arraycopy(DATA.classes(), 0, block.classes[0], 0, count);
    for (int n = 0; n < count; n++) {
      System.arraycopy(DATA.values()[n], 0, block.targets[1], n * 2, 2);
    }
    evaluation.run(0, block);
    Tensors trained = DATA.run(NETWORK, TRAINING);
    for (int i = 0; i < 2; i++) {
      double[] losses = Arrays.copyOf(trained.get(only(TRAINING, Buffer.Role.LOSS, i)), count);
      Closeness.check(
          variant + " evaluated loss " + i, losses, Arrays.copyOf(block.losses[i], count), TOLERANCE, TOLERANCE);
    }
  }

  private static void predicted(String what, float[][] outputs) {
    Tensors expected = DATA.run(NETWORK, PREDICTION);
    for (int o = 0; o < 4; o++) {
      double[] values = expected.get(only(PREDICTION, Buffer.Role.OUTPUT, o));
      Closeness.check(what + " output " + o, values, Arrays.copyOf(outputs[o], values.length), TOLERANCE, 0);
    }
  }

  private static float[][] predict(BlockProgram program) {
    Block block = new Block(program, SPEC);
    float[][] outputs = new float[4][];
    for (int first = 0; first < SAMPLES; first += program.lanes()) {
      int live = Math.min(program.lanes(), SAMPLES - first);
      DATA.stage(block, first / program.lanes());
      program.runAll(block);
      for (int o = 0; o < 4; o++) {
        int length = SPEC.outputs().get(o).length();
        outputs[o] = outputs[o] == null ? new float[SAMPLES * length] : outputs[o];
        System.arraycopy(block.outputs[o], 0, outputs[o], first * length, live * length);
      }
    }
    return outputs;
  }

  @ParameterizedTest
  @EnumSource
  void devicesTrainAndPredict(Kind kind) throws Throwable {
    assumeTrue(Tornado.home().isEmpty(), "TornadoVM takes kernels from the class path only");
    int device = kind == Kind.CPU ? 0 : kind == Kind.GPU ? 1 : 2;
    DevicePlacement placement = new DevicePlacement(0, device, kind, 32, 32);
    try (DeviceProgram program = DeviceResults.program(NETWORK.loader(), NETWORK.name(), placement)) {
      program.upload(DATA.parameters(), new float[SPEC.slots().size()][SPEC.trainedFloats()]);
      Block predicted = new Block(program.placement().predictBatch(), SPEC);
      DATA.stage(predicted, 0);
      program.predict(predicted);
      predicted(kind.name(), predicted.outputs);
      Block trained = new Block(program.placement().trainBatch(), SPEC);
      DATA.stage(trained, 0);
      program.train(trained, 0.01f, 1);
      float[] gradients = new float[SPEC.gradientFloats()];
      program.downloadGradients(gradients);
      float[][] losses = {Arrays.copyOf(trained.losses[0], SAMPLES), Arrays.copyOf(trained.losses[1], SAMPLES)};
      float[][] logits =
          {Arrays.copyOf(trained.outputs[0], SAMPLES * SeveralOfEach.CLASSES),
            Arrays.copyOf(trained.outputs[2], SAMPLES * 2)};
      compare(kind.name(), losses, logits, gradients);
    }
  }

  @Test
  void evaluationGivesTheWeightedLossAndEachPart() {
    CompiledNetwork network = NETWORK.network(1);
    network.engine().publish(DATA.parameters());
    Tensors expected = DATA.run(NETWORK, TRAINING);
    Evaluation evaluation = Evaluation.of(network, DATA.data(), 1);
    assertEquals(weighted(expected), evaluation.loss(), TOLERANCE);
    for (int i = 0; i < 2; i++) {
      double mean = Arrays.stream(expected.get(only(TRAINING, Buffer.Role.LOSS, i))).average().orElseThrow();
      assertEquals(mean, evaluation.parts().get(i).loss(), TOLERANCE);
    }
    assertEquals(evaluation.accuracy(), evaluation.parts().get(0).accuracy());
    assertTrue(evaluation.accuracy().isPresent());
    assertTrue(evaluation.parts().get(1).accuracy().isEmpty());
    assertEquals(evaluation, Evaluation.of(network, DATA.data(), 3));
  }

  @Test
  void trainsInTheRuntimeToTheSameBitsForAnyNumberOfThreads() {
    CompiledNetwork first = NETWORK.network(1);
    CompiledNetwork second = NETWORK.network(1);
    Dataset data = DATA.data();
    TrainingHistory history = Trainer.of(first).epochs(8).batchSize(7).threads(1).validation(data).fit(data);
    Trainer.of(second).epochs(8).batchSize(7).threads(3).fit(data);
    assertArrayEquals(first.engine().parameters(), second.engine().parameters());
    assertTrue(history.last().loss() < history.epochs().getFirst().loss(), history.toString());
    assertEquals(history.last().validationLoss().orElseThrow(), Evaluation.of(first, data).loss());
  }

  @Test
  void theEnginePredictsJoinedDataOnly() {
    CompiledNetwork network = NETWORK.network(1);
    Dataset data = DATA.data();
    float[][][] outputs = network.engine().outputs(data);
    assertEquals(4, outputs.length);
    for (int sample : new int[] {0, SAMPLES - 1}) {
      float[][] one = network.engine().outputs(data, sample);
      for (int o = 0; o < 4; o++) {
        assertArrayEquals(outputs[o][sample], one[o]);
      }
    }
    assertArrayEquals(outputs[1], network.engine().predict(data));
    assertArrayEquals(Arrays.copyOfRange(outputs[0], 3, 5), network.engine().logits(Subset.range(data, 3, 5)));
    String alone = assertThrows(IllegalArgumentException.class, () -> network.predict(new float[72])).getMessage();
    assertTrue(alone.contains("give each of them"), alone);
    Dataset single = data.ofInput(0);
    for (String message : List.of(
        assertThrows(IllegalArgumentException.class, () -> network.predict(single)).getMessage(),
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(network, single)).getMessage())) {
      assertTrue(message.contains("2 inputs, but those of the data have 1"), message);
    }
  }
}
