package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that add up the gradients of several batches, beside steps of one large batch. */
class AccumulationTest {
  private static final int SAMPLES = 150;

  private static NetworkSource source(String name, boolean normalised) {
    List<LayerSource> layers = new ArrayList<>();
    layers.add(new LayerSource("conv", "Conv2D", "filters = 5, kernel = 3, activation = Activation.TANH",
        List.of("input")));
    layers.add(normalised ? new LayerSource("middle", "BatchNorm", "", List.of("conv"))
        : new LayerSource("middle", "Dropout", "rate = 0.3", List.of("conv")));
    layers.add(new LayerSource("out", "Dense", "units = 4", List.of("middle")));
    return new NetworkSource(
        name, "{5, 5, 2}", "type = OptimizerType.MOMENTUM, learningRate = 0.05, clipNorm = 0.5, l2 = 0.01", layers,
        "SOFTMAX_CROSS_ENTROPY");
  }

  private static final GeneratedNetwork WITH_DROPOUT = GeneratedNetwork.compile(source("WithDropout", false));
  private static final GeneratedNetwork NORMALISED = GeneratedNetwork.compile(source("Normalised", true));

  @TempDir Path folder;

  private static Dataset data() {
    Batch batch = Batch.random(WITH_DROPOUT.spec(), SAMPLES, 3);
    return ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / SAMPLES, batch.classes());
  }

  private static Dataset part(int from, int to) {
    return Subset.of(data(), IntStream.range(from, to).toArray());
  }

  private static Trainer trainer(CompiledNetwork network, int batchSize, int accumulate) {
    return Trainer.of(network).batchSize(batchSize).accumulate(accumulate).epochs(3).threads(2);
  }

  /** Dropout takes the place of a sample in the step, so that it is the same, too; 150 samples leave last steps of all kinds. */
  @ParameterizedTest
  @CsvSource({"64, 16, 4", "60, 20, 3", "50, 25, 2", "34, 2, 17", "8, 1, 8", "150, 40, 4", "200, 100, 2",
    "1000, 7, 400"})
  void areStepsOfALargeBatch(int large, int batchSize, int accumulate) {
    CompiledNetwork whole = WITH_DROPOUT.network(2);
    TrainingHistory wholes = trainer(whole, Math.min(large, batchSize * accumulate), 1).fit(data());
    CompiledNetwork added = WITH_DROPOUT.network(2);
    TrainingHistory parts = trainer(added, batchSize, accumulate).fit(data());
    float[] expected = whole.engine().parameters();
    float[] actual = added.engine().parameters();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 2e-5);
    }
    assertEquals(wholes.last().loss(), parts.last().loss(), 1e-4);
    assertEquals(wholes.last().accuracy().orElseThrow(), parts.last().accuracy().orElseThrow(), 0.02);
  }

  /** A moving average follows the mean of what it would follow with each batch, by its samples. */
  @Test
  void averagesFollowAllBatches() {
    CompiledNetwork added = NORMALISED.network(2);
    trainer(added, 20, 3).step(part(0, 50)); // of 17, 17 and 16
    NetworkSpec spec = added.engine().spec();
    for (ParameterSpec parameter : spec.parameters()) {
      if (!parameter.name().startsWith("middle.moving")) {
        continue;
      }
      double[] expected = new double[parameter.length()];
      for (int[] bounds : new int[][] {{0, 17}, {17, 34}, {34, 50}}) {
        CompiledNetwork alone = NORMALISED.network(2);
        trainer(alone, 20, 1).step(part(bounds[0], bounds[1]));
        float[] values = parameter.read(alone.engine().parameters());
        for (int i = 0; i < values.length; i++) {
          expected[i] += values[i] * (bounds[1] - bounds[0]) / 50.0;
        }
      }
      float[] actual = parameter.read(added.engine().parameters());
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], actual[i], 1e-6, parameter.name());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 16})
  void threadsDoNotMatter(int threads) {
    for (GeneratedNetwork network : List.of(WITH_DROPOUT, NORMALISED)) {
      CompiledNetwork one = network.network(2);
      trainer(one, 40, 3).threads(1).fit(data());
      CompiledNetwork many = network.network(2);
      trainer(many, 40, 3).threads(threads).fit(data());
      assertArrayEquals(one.engine().parameters(), many.engine().parameters());
    }
  }

  @Test
  void aStepIsThatOfAFit() {
    for (GeneratedNetwork network : List.of(WITH_DROPOUT, NORMALISED)) {
      CompiledNetwork fitted = network.network(2);
      trainer(fitted, 30, 4).epochs(1).shuffle(false).fit(part(0, 120));
      CompiledNetwork stepped = network.network(2);
      trainer(stepped, 30, 4).step(part(0, 120));
      assertArrayEquals(fitted.engine().parameters(), stepped.engine().parameters());
    }
  }

  @Test
  void aCheckpointKnowsThem() {
    Path file = folder.resolve("checkpoint");
    CompiledNetwork straight = NORMALISED.network(2);
    trainer(straight, 20, 3).epochs(5).fit(data());
    trainer(NORMALISED.network(2), 20, 3).checkpoint(file).fit(data());
    CompiledNetwork resumed = NORMALISED.network(9);
    trainer(resumed, 20, 3).epochs(5).resume(file).fit(data());
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
    Trainer other = trainer(NORMALISED.network(2), 20, 1).epochs(5).resume(file);
    String message = assertThrows(WeightsMismatchException.class, () -> other.fit(data())).getMessage();
    assertTrue(message.contains("accumulated batches: the checkpoint has 3, this training 1"), message);
    assertEquals(
        "accumulate must be at least 1, not 0",
        assertThrows(IllegalArgumentException.class, () -> other.accumulate(0)).getMessage());
  }
}
