package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving averages of weights: what the network gets is the average of what the same network has without them. */
class WeightAveragesTest {
  private static final int SAMPLES = 96;
  private static final double DECAY = 0.75;

  private static final GeneratedNetwork PLAIN = GeneratedNetwork.compile(source("Plain", ""));
  private static final GeneratedNetwork AVERAGED =
      GeneratedNetwork.compile(source("Averaged", ", averageDecay = " + DECAY));

  @TempDir Path folder;

  private static NetworkSource source(String name, String more) {
    return new NetworkSource(
        name,
        "{5, 5, 2}",
        "type = OptimizerType.ADAMW, learningRate = 0.02" + more,
        List.of(
            new LayerSource("conv", "Conv2D", "filters = 3, kernel = 3", List.of("input")),
            new LayerSource("norm", "BatchNorm", "activation = Activation.RELU", List.of("conv")),
            new LayerSource("out", "Dense", "units = 4", List.of("norm"))),
        "SOFTMAX_CROSS_ENTROPY");
  }

  private static Dataset data() {
    Batch batch = Batch.random(PLAIN.spec(), SAMPLES, 3);
    return ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / SAMPLES, batch.classes());
  }

  private static Dataset batch(int step) {
    return Subset.of(data(), IntStream.range(16 * (step % 6), 16 * (step % 6) + 16).toArray());
  }

  private static Trainer trainer(CompiledNetwork network) {
    return Trainer.of(network).batchSize(16).epochs(3).threads(2);
  }

  @Test
  void theNetworkGetsTheAverage() {
    CompiledNetwork plain = PLAIN.network(2);
    CompiledNetwork averaged = AVERAGED.network(2);
    Trainer plainly = trainer(plain);
    Trainer averaging = trainer(averaged);
    NetworkSpec spec = plain.engine().spec();
    float[] start = plain.engine().parameters();
    double[] expected = IntStream.range(0, start.length).mapToDouble(i -> start[i]).toArray();
    for (int step = 0; step < 20; step++) {
      assertEquals(plainly.step(batch(step)).loss(), averaging.step(batch(step)).loss(), "what is trained is the same");
      float[] w = plain.engine().parameters();
      float[] shown = averaged.engine().parameters();
      for (ParameterSpec parameter : spec.parameters()) {
        for (int i = parameter.offset(); i < parameter.offset() + parameter.rows() * parameter.pitch(); i++) {
          expected[i] = parameter.isTrained() ? DECAY * expected[i] + (1 - DECAY) * w[i] : w[i];
          assertEquals(expected[i], shown[i], 1e-6, parameter.name() + " in step " + step);
        }
      }
    }
    assertNotEquals(plain.engine().parameters()[spec.parameterStart()],
        averaged.engine().parameters()[spec.parameterStart()]);
  }

  @Test
  void validationIsThatOfTheAverage() {
    CompiledNetwork network = AVERAGED.network(2);
    TrainingHistory history = trainer(network).validation(batch(1)).fit(data());
    assertEquals(Evaluation.of(network, batch(1)).loss(), history.last().validationLoss().orElseThrow(), 1e-6);
  }

  @Test
  void aCheckpointGoesOnWithTheWeightsAndIsLoadedAsTheAverage() throws IOException {
    Path file = folder.resolve("checkpoint");
    CompiledNetwork straight = AVERAGED.network(2);
    trainer(straight).epochs(6).fit(data());
    CompiledNetwork first = AVERAGED.network(2);
    trainer(first).checkpoint(file).fit(data());
    CompiledNetwork loaded = AVERAGED.network(5);
    loaded.load(file);
    assertArrayEquals(first.engine().parameters(), loaded.engine().parameters());
    CompiledNetwork resumed = AVERAGED.network(7);
    trainer(resumed).epochs(6).resume(file).fit(data());
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
  }

  @Test
  void fitsFollowEachOther() {
    CompiledNetwork once = AVERAGED.network(2);
    trainer(once).epochs(3).fit(data());
    CompiledNetwork thrice = AVERAGED.network(2);
    Trainer trainer = trainer(thrice).epochs(1);
    for (int i = 0; i < 3; i++) {
      trainer.fit(data());
    }
    assertArrayEquals(once.engine().parameters(), thrice.engine().parameters());
  }
}
