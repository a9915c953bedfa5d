package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.ResumeChange;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that learn with other rates than the rest or not at all, set in code. */
class RateFactorsTest {
  private static final int SAMPLES = 40;

  private static final String ADAM = "type = OptimizerType.ADAM, learningRate = 0.01";

  private static NetworkSource source(String name, String optimizer) {
    return new NetworkSource(
        name,
        "{5, 5, 2}",
        optimizer,
        List.of(
            new LayerSource("conv", "Conv2D", "filters = 19, kernel = 3", List.of("input")),
            new LayerSource("norm", "BatchNorm", "activation = Activation.RELU", List.of("conv")),
            new LayerSource("hidden", "Dense", "units = 21, activation = Activation.TANH", List.of("norm")),
            new LayerSource("out", "Dense", "units = 4", List.of("hidden"))),
        "SOFTMAX_CROSS_ENTROPY");
  }

  private static final GeneratedNetwork PLAIN =
      GeneratedNetwork.compile(source("Plain", "type = OptimizerType.SGD, learningRate = 0.1"));
  private static final GeneratedNetwork WITH_ADAM = GeneratedNetwork.compile(source("WithAdam", ADAM));
  private static final GeneratedNetwork CLIPPED =
      GeneratedNetwork.compile(source("Clipped", "type = OptimizerType.SGD, learningRate = 0.1, clipNorm = 0.01"));

  @TempDir Path folder;

  private static Dataset data(int seed) {
    Batch batch = Batch.random(PLAIN.spec(), SAMPLES, seed);
    return ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / SAMPLES, batch.classes());
  }

  private static Trainer trainer(CompiledNetwork network) {
    return Trainer.of(network).batchSize(16).epochs(3).threads(2);
  }

  /** Values of each parameter by name. */
  private static Map<String, float[]> values(CompiledNetwork network) {
    Map<String, float[]> values = new HashMap<>();
    for (ParameterSpec parameter : network.engine().spec().parameters()) {
      values.put(parameter.name(), parameter.read(network.engine().parameters()));
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv", "norm", "hidden", "out"})
  void aFrozenLayerStaysAsItIs(String layer) {
    CompiledNetwork network = WITH_ADAM.network(2);
    Map<String, float[]> before = values(network);
    trainer(network).freeze(layer).fit(data(3));
    values(network).forEach(
        (name, after) -> assertEquals(
            name.startsWith(layer + "."), Arrays.equals(before.get(name), after), name));
  }

  /** One step of gradient descent: the change of a layer is the factor times what it would be. */
  @Test
  void aFactorIsThatOfTheStep() {
    CompiledNetwork plain = PLAIN.network(2);
    Map<String, float[]> before = values(plain);
    trainer(plain).step(data(3));
    CompiledNetwork slower = PLAIN.network(2);
    trainer(slower).rateFactor("hidden", 0.25).rateFactor("norm", 3).step(data(3));
    Map<String, float[]> whole = values(plain);
    values(slower).forEach(
        (name, after) -> {
          double factor = name.startsWith("hidden.") ? 0.25 : name.matches("norm\\.(gamma|beta)") ? 3 : 1;
          for (int i = 0; i < after.length; i++) {
            double start = before.get(name)[i];
            assertEquals(start + factor * (whole.get(name)[i] - start), after[i], 1e-6, name);
          }
        });
    assertFalse(Arrays.equals(whole.get("hidden.weights"), values(slower).get("hidden.weights")));
  }

  /** With a limit on the norm, which is that of what changes, a step changes as much as the limit says. */
  @Test
  void whatIsFrozenCountsInNoNorm() {
    for (String frozen : List.of("conv", "hidden", "out")) {
      CompiledNetwork network = CLIPPED.network(2);
      Map<String, float[]> before = values(network);
      trainer(network).freeze(frozen).step(data(3));
      double squares = 0;
      for (ParameterSpec parameter : network.engine().spec().trainedParameters()) {
        float[] after = values(network).get(parameter.name());
        for (int i = 0; i < after.length; i++) {
          squares += Math.pow(after[i] - before.get(parameter.name())[i], 2);
        }
      }
      assertEquals(0.1 * 0.01, Math.sqrt(squares), 2e-6, frozen);
    }
  }

  @Test
  void allIsAsWithoutWhereAllFactorsAreOne() {
    CompiledNetwork plain = WITH_ADAM.network(2);
    trainer(plain).fit(data(3));
    CompiledNetwork undone = WITH_ADAM.network(2);
    trainer(undone).freeze("conv", "out").rateFactor("conv", 1).rateFactor("out", 1).fit(data(3));
    assertArrayEquals(plain.engine().parameters(), undone.engine().parameters());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void threadsDoNotMatter(int threads) {
    CompiledNetwork one = WITH_ADAM.network(2);
    trainer(one).threads(1).freeze("norm").rateFactor("out", 0.5).fit(data(3));
    CompiledNetwork many = WITH_ADAM.network(2);
    trainer(many).threads(threads).freeze("norm").rateFactor("out", 0.5).fit(data(3));
    assertArrayEquals(one.engine().parameters(), many.engine().parameters());
  }

  @Test
  void aCheckpointKnowsThem() {
    Path file = folder.resolve("checkpoint");
    CompiledNetwork straight = WITH_ADAM.network(2);
    trainer(straight).freeze("conv").epochs(5).fit(data(3));
    trainer(WITH_ADAM.network(2)).freeze("conv").checkpoint(file).fit(data(3));
    CompiledNetwork resumed = WITH_ADAM.network(9);
    trainer(resumed).freeze("conv").epochs(5).resume(file).fit(data(3));
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
    Trainer other = trainer(WITH_ADAM.network(2)).epochs(5).resume(file);
    String message = assertThrows(WeightsMismatchException.class, () -> other.fit(data(3))).getMessage();
    assertTrue(message.contains("rate factors: the checkpoint has {conv=0.0}, this training {}"), message);
    trainer(WITH_ADAM.network(2)).epochs(5).resume(file, ResumeChange.SETTINGS).fit(data(3));
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    Trainer trainer = trainer(PLAIN.network(2));
    assertEquals(
        "network Plain has no layer 'hiden': did you mean 'hidden'? It has input, conv, norm, hidden, out",
        assertThrows(IllegalArgumentException.class, () -> trainer.freeze("hiden")).getMessage());
    for (double factor : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertTrue(
          assertThrows(IllegalArgumentException.class, () -> trainer.rateFactor("out", factor)).getMessage()
              .startsWith("the rate factor of layer 'out' must be finite and not negative, but is "));
    }
  }

  /** What decays by its whole or more in a step turns round, wherever the rate comes from. */
  @Test
  void aRateThatTurnsWeightsRoundIsRefused() {
    GeneratedNetwork decaying =
        GeneratedNetwork
            .compile(source("Decaying", "type = OptimizerType.ADAMW, learningRate = 0.01, weightDecay = 0.25"));
    CompiledNetwork network = decaying.network(2);
    float[] before = network.engine().parameters();
    assertEquals(
        "the learning rate schedule constant(4.0) gave 4.0 for epoch 1, step 1 of 3: it must be below 4.0 with the weightDecay 0.25 of @Optimizer, or a step turns weights round. The network keeps its parameters as they were before.",
        assertThrows(TrainingException.class, () -> trainer(network).learningRate(4).fit(data(3))).getMessage());
    String factor =
        assertThrows(TrainingException.class,
            () -> trainer(network).learningRate(0.5).rateFactor("hidden", 8).fit(data(3)))
            .getMessage();
    assertTrue(factor.contains(
        "gave 0.5 for epoch 1, step 1 of 3: it must be below 0.5 with the weightDecay 0.25 of @Optimizer and the largest rate factor, or"),
        factor);
    assertArrayEquals(before, network.engine().parameters());
    Trainer late = trainer(network).learningRate((epoch, step) -> step < 3 ? 0.1 : 4);
    late.step(data(3));
    late.step(data(3));
    assertTrue(assertThrows(TrainingException.class, () -> late.step(data(3))).getMessage()
        .contains(" gave 4.0 for step 3: it must be below 4.0"));
    trainer(decaying.network(2)).learningRate(3.9).epochs(1).rateFactor("norm", 10).freeze("hidden").fit(data(3));
    trainer(PLAIN.network(2)).learningRate(4).epochs(1).fit(data(3));
  }

  @Test
  void freezingNothingIsRefused() {
    Trainer trainer = trainer(PLAIN.network(2));
    assertEquals("no layer is named: name one layer or block at least",
        assertThrows(IllegalArgumentException.class, trainer::freeze).getMessage());
    assertEquals("the name of a layer is null",
        assertThrows(NullPointerException.class, () -> trainer.freeze("out", null)).getMessage());
  }
}
