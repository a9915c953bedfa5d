package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Batches that fill a small part of a block are trained sample by sample. */
class SingleTrainingTest {
  private static final GeneratedNetwork NETWORK = GeneratedNetwork.compile(WellKnown.leNet5());
  private static final int SAMPLES = 10;

  @Test
  void theSizeOfTheBatchSaysWhichProgramTrains() {
    assertLargest(4, NETWORK);
    assertNull(NETWORK.kernels(Variant.SCALAR).singleTraining(), "it takes one sample at a time anyway");
    assertNull(
        GeneratedNetwork.compile(WellKnown.branching()).kernels(Variant.VECTOR_32).singleTraining(),
        "a network so small gains nothing");
  }

  /** Gradients of a sample's own cost a network more that uses each parameter once, and little where it is used at each pixel. */
  @Test
  void howOftenParametersAreUsedSaysHowLargeSuchABatchIs() {
    String head = "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";
    String loss = "@Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) @Dense(units = 3) Layer out; }\n";
    assertLargest(
        2, GeneratedNetwork.compile(
            "Units", head + "@Network(input = 300)\nclass Units { @Dense(units = 100) Layer hidden; " + loss));
    assertLargest(
        8, GeneratedNetwork.compile(
            "Pixels",
            head + "@Network(input = {20, 20, 2})\nclass Pixels { @Conv2D(filters = 8, kernel = 3) Layer conv; "
                + "@GlobalPool Layer means; " + loss));
  }

  private static void assertLargest(int samples, GeneratedNetwork network) {
    KernelProgram vector = network.kernels(Variant.VECTOR_32);
    assertEquals(1, Objects.requireNonNull(vector.training(1, network.spec())).lanes());
    assertEquals(1, Objects.requireNonNull(vector.training(samples, network.spec())).lanes());
    assertEquals(16, Objects.requireNonNull(vector.training(samples + 1, network.spec())).lanes());
  }

  @Test
  void gradientsAreThoseOfTheInterpreter() {
    gradientsAreThoseOfTheInterpreter(NETWORK);
  }

  /** The update finds gradient copies where a program of blocks has them, which sums up gradients at points behind them. */
  @Test
  void blocksMaySumUpMore() {
    GeneratedNetwork windows = GeneratedNetwork.compile(WellKnown.windows());
    KernelProgram vector = windows.kernels(Variant.VECTOR_32);
    assertEquals(
        Objects.requireNonNull(vector.training()).parts(), Objects.requireNonNull(vector.singleTraining()).parts());
    gradientsAreThoseOfTheInterpreter(windows);
  }

  private static void gradientsAreThoseOfTheInterpreter(GeneratedNetwork network) {
    Batch batch = Batch.random(network.spec(), 3, 8);
    Reference reference =
        Reference.run(network, Objects.requireNonNull(network.programs().training()), network.spec(), batch);
    Map<Variant, TrainingStep> steps = new EnumMap<>(Variant.class);
    for (Variant variant : new Variant[] {Variant.VECTOR_32, Variant.VECTOR_16}) {
      TrainingStep step =
          TrainingStep.run(Objects.requireNonNull(network.kernels(variant).singleTraining()), network.spec(), batch);
      reference.check(variant + " losses", Reference::losses, step.losses(), 1e-4, 1e-4);
      reference.checkGradients(variant.toString(), network.spec(), step.gradients(), 1e-4);
      steps.put(variant, step);
    }
    Closeness.same(
        "gradients", steps.get(Variant.VECTOR_32).gradients(), steps.get(Variant.VECTOR_16).gradients());
  }

  @Test
  void threadsChangeNoBit() {
    float[] expected = train(3, 1);
    assertArrayEquals(expected, train(3, 3));
    assertFalse(Arrays.equals(expected, train(5, 1)));
  }

  /** Parameters behind an epoch whose last batch has one sample. */
  private static float[] train(int batchSize, int threads) {
    Batch batch = Batch.random(NETWORK.spec(), SAMPLES, 3);
    Dataset data = ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / SAMPLES, batch.classes());
    CompiledNetwork trained = NETWORK.network(2);
    Trainer.of(trained).epochs(1).batchSize(batchSize).threads(threads).seed(1).fit(data);
    return trained.engine().parameters();
  }
}
