package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.io.TempDir;

/** Values that a batch shares do not depend on how it is cut, and moving averages go everywhere that parameters go. */
class BatchNormTrainingTest {
  /** The last batch of an epoch is smaller, and fills no block. */
  private static final int SAMPLES = 150;

  private static final GeneratedNetwork NETWORK = GeneratedNetwork.compile(WellKnown.normalised());

  @TempDir Path folder;

  private static Trainer trainer(CompiledNetwork network) {
    return Trainer.of(network).batchSize(40).seed(5).threads(2);
  }

  private static Dataset data() {
    Batch batch = Batch.random(NETWORK.spec(), SAMPLES, 3);
    return ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / SAMPLES, batch.classes());
  }

  private static CompiledNetwork trained(int threads) {
    CompiledNetwork network = NETWORK.network(2);
    trainer(network).epochs(3).threads(threads).fit(data());
    return network;
  }

  private static float[] values(CompiledNetwork network, String parameter) {
    return values(network, NETWORK, parameter);
  }

  private static float[] values(CompiledNetwork network, GeneratedNetwork compiled, String parameter) {
    ParameterSpec spec =
        compiled.spec().parameters().stream().filter(p -> p.name().equals(parameter)).findFirst().orElseThrow();
    return spec.read(network.engine().parameters());
  }

  @Test
  void anyNumberOfThreadsTrainsToTheSameBits() {
    float[] expected = trained(1).engine().parameters();
    for (int threads = 2; threads <= 4; threads++) {
      assertArrayEquals(expected, trained(threads).engine().parameters(), threads + " threads");
    }
  }

  @Test
  void aResumedTrainingGoesOnWithItsMovingAverages() {
    float[] expected = trained(2).engine().parameters();
    Path checkpoint = folder.resolve("checkpoint");
    trainer(NETWORK.network(2)).epochs(2).checkpoint(checkpoint).fit(data());
    CompiledNetwork resumed = NETWORK.network(2);
    trainer(resumed).epochs(3).resume(checkpoint).fit(data());
    assertArrayEquals(expected, resumed.engine().parameters());
  }

  @Test
  void movingAveragesFollowTheBatches() {
    CompiledNetwork network = trained(2);
    float[] start = values(NETWORK.network(2), "norm.movingMean");
    assertArrayEquals(new float[5], start);
    float[] mean = values(network, "norm.movingMean");
    float[] variance = values(network, "norm.movingVariance");
    for (int c = 0; c < 5; c++) {
      assertTrue(mean[c] != 0 && Float.isFinite(mean[c]), Arrays.toString(mean));
      assertTrue(variance[c] > 0 && variance[c] != 1 && Float.isFinite(variance[c]), Arrays.toString(variance));
    }
  }

  /** What follows from parameters is computed again for others, and is no part of a sample's result. */
  @Test
  void aPredictionFollowsTheParametersThatArePublished() {
    CompiledNetwork network = NETWORK.network(2);
    Batch batch = Batch.random(NETWORK.spec(), 40, 4);
    float[][] inputs = new float[40][batch.inputs().length / 40];
    for (int i = 0; i < inputs.length; i++) {
      System.arraycopy(batch.inputs(), i * inputs[i].length, inputs[i], 0, inputs[i].length);
    }
    float[][] before = network.engine().predict(inputs);
    float[] trained = trained(2).engine().parameters();
    network.engine().publish(trained);
    float[][] after = network.engine().predict(inputs);
    assertFalse(Arrays.equals(before[0], after[0]));
    CompiledNetwork fresh = NETWORK.network(3);
    fresh.engine().publish(trained);
    for (int i = 0; i < inputs.length; i++) {
      assertArrayEquals(fresh.engine().predict(inputs)[i], after[i]);
      assertArrayEquals(after[i], network.engine().predict(inputs[i]), "alone");
    }
    assertEquals(Evaluation.of(network, data()).loss(), Evaluation.of(fresh, data()).loss());
  }

  /** With momentum 0 the averages are the statistics of the last batch. */
  @Test
  void aLargeMeanCostsTheVarianceNoPrecision() {
    GeneratedNetwork offset = GeneratedNetwork.compile(WellKnown.normalisedInput());
    Random random = new Random(8);
    float[][] inputs = new float[20][90];
    for (int i = 0; i < inputs.length * 90; i++) {
      double spread = i % 3 == 2 ? 0 : 0.5 + random.nextGaussian();
      inputs[i / 90][i % 90] = (float) (2000 * (i % 3) + spread);
    }
    CompiledNetwork network = offset.network(1);
    Trainer.of(network).epochs(1).batchSize(20).fit(ArrayDataset.ofClasses(inputs, new int[20]));
    float[] variance = values(network, offset, "norm.movingVariance");
    for (int c = 0; c < 3; c++) {
      double expected = variance(inputs, c);
      assertEquals(expected, variance[c], 1e-5 * expected, "channel " + c);
    }
  }

  /** A mean that floats cannot hold exactly is no spread. */
  @ParameterizedTest
  @ValueSource(floats = {123_456.7f, 333_333.34f, 0.1f, -7.7e9f})
  void aConstantHasNoVariance(float constant) {
    GeneratedNetwork offset = GeneratedNetwork.compile(WellKnown.normalisedInput());
    float[][] inputs = new float[14][90];
    for (float[] input : inputs) {
      Arrays.fill(input, constant);
    }
    CompiledNetwork network = offset.network(1);
    Trainer.of(network).epochs(1).batchSize(7).fit(ArrayDataset.ofClasses(inputs, new int[14]));
    double unit = Math.ulp(constant);
    for (int c = 0; c < 3; c++) {
      assertEquals(constant, values(network, offset, "norm.movingMean")[c]);
      assertEquals(0, values(network, offset, "norm.movingVariance")[c], 1e-6 * unit * unit);
      assertEquals(1, values(network, offset, "norm.gamma")[c], 1e-3);
    }
  }

  private static double variance(float[][] inputs, int channel) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (float[] input : inputs) {
      for (int i = channel; i < input.length; i += 3, count++) {
        sum += input[i];
        squares += (double) input[i] * input[i];
      }
    }
    return squares / count - sum / count * (sum / count);
  }

  @Test
  void aStepHasPhasesAndAPredictionHasNone() {
    for (GeneratedNetwork.Variant variant : GeneratedNetwork.Variant.values()) {
      BlockProgram training = Objects.requireNonNull(NETWORK.kernels(variant).training());
      assertEquals(10, training.phases(), variant::toString);
      assertEquals(1, NETWORK.kernels(variant).prediction().phases(), variant::toString);
      assertTrue(training.kept() > 0 && training.parts() > 0 && training.shared() > 0, variant::toString);
    }
  }
}
