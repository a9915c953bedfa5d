package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training gives the bits that a plain loop gives, for any batch size and number of threads. */
class TrainerExactnessTest {
  private static final int IN = 9;
  private static final int CLASSES = 3;
  private static final int EPOCHS = 3;
  private static final long SEED = 7;
  private static final Dataset DATA = Samples.clusters(203, IN, CLASSES, 1);

  @ParameterizedTest
  @CsvSource({"1,1", "7,1", "16,1", "100,1", "500,1", "1,4", "7,4", "16,4", "100,4", "500,4", "100,3"})
  void trainsLikeAPlainLoop(int batchSize, int threads) {
    LinearNetwork network = LinearNetwork.classifier(IN, CLASSES, 5);
    PlainLoop loop = new PlainLoop(network.engine().parameters());
    TrainingHistory history =
        Trainer.of(network).epochs(EPOCHS).batchSize(batchSize).seed(SEED).threads(threads).fit(DATA);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double loss = loop.epoch(epoch, batchSize);
      assertEquals(loss, history.epochs().get(epoch - 1).loss(), 1e-6 * loss);
    }
    assertArrayEquals(loop.parameters, network.engine().parameters());
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 100})
  void severalPhasesGiveTheSameBitsAsOne(int batchSize) {
    LinearNetwork one = LinearNetwork.of(new LinearProgram(IN, CLASSES, true, 1), 5);
    LinearNetwork two = LinearNetwork.of(new LinearProgram(IN, CLASSES, true, 2), 5);
    Trainer.of(one).epochs(2).batchSize(batchSize).threads(2).fit(DATA);
    Trainer.of(two).epochs(2).batchSize(batchSize).threads(2).fit(DATA);
    assertArrayEquals(one.engine().parameters(), two.engine().parameters());
  }

  @Test
  void twoRunsGiveTheSameBits() {
    LinearNetwork first = LinearNetwork.regression(IN, 2, 5);
    LinearNetwork second = LinearNetwork.regression(IN, 2, 5);
    Dataset data = Samples.line(150, IN, 2, 3);
    double a = Trainer.of(first).batchSize(48).threads(4).fit(data).last().loss();
    double b = Trainer.of(second).batchSize(48).threads(4).fit(data).last().loss();
    assertEquals(a, b);
    assertArrayEquals(first.engine().parameters(), second.engine().parameters());
  }

  /** Softmax regression with momentum, with nothing of the trainer but the order of samples. */
  private static final class PlainLoop {
    private final float[] parameters;
    private final float[] velocity;
    private final DataOrder order = new DataOrder(DATA.size(), SEED, true);
    private final LinearProgram layout = new LinearProgram(IN, CLASSES, true, 1);

    PlainLoop(float[] initial) {
      parameters = initial;
      velocity = new float[initial.length];
    }

    double epoch(int epoch, int batchSize) {
      int[] samples = order.of(epoch);
      double loss = 0;
      for (int start = 0; start < samples.length; start += batchSize) {
        loss += step(samples, start, Math.min(batchSize, samples.length - start));
      }
      return loss / samples.length;
    }

    /** Gradients of runs of 16 samples go to up to 16 copies, in contiguous runs; copies are added in order. */
    private double step(int[] samples, int start, int count) {
      int blocks = (count + 15) / 16;
      int copies = Math.min(blocks, 16);
      float[] total = null;
      double loss = 0;
      for (int copy = 0; copy < copies; copy++) {
        float[] gradient = new float[parameters.length];
        for (int i = copy * blocks / copies * 16; i < Math.min(count, (copy + 1) * blocks / copies * 16); i++) {
          loss += addGradient(samples[start + i], 1f / count, gradient);
        }
        total = total == null ? gradient : sum(total, gradient);
      }
      for (int i = 0; i < parameters.length; i++) {
        velocity[i] = 0.9f * velocity[i] + total[i];
        parameters[i] -= LinearNetwork.LEARNING_RATE * velocity[i];
      }
      return loss;
    }

    private static float[] sum(float[] a, float[] b) {
      for (int i = 0; i < a.length; i++) {
        a[i] += b[i];
      }
      return a;
    }

    private double addGradient(int sample, float lossGradient, float[] gradient) {
      float[] x = new float[IN];
      DATA.copyInput(sample, x, 0);
      float[] p = probabilities(x);
      for (int u = 0; u < CLASSES; u++) {
        float d = lossGradient * (p[u] - (DATA.classOf(sample) == u ? 1f : 0f));
        for (int k = 0; k < IN; k++) {
          gradient[k * layout.pitch() + u] += d * x[k];
        }
        gradient[layout.biasOffset() + u] += d;
      }
      return -Math.log(p[DATA.classOf(sample)]);
    }

    private float[] probabilities(float[] x) {
      float[] z = new float[CLASSES];
      float greatest = Float.NEGATIVE_INFINITY;
      for (int u = 0; u < CLASSES; u++) {
        z[u] = parameters[layout.biasOffset() + u];
        for (int k = 0; k < IN; k++) {
          z[u] += x[k] * parameters[k * layout.pitch() + u];
        }
        greatest = Math.max(greatest, z[u]);
      }
      float total = 0;
      for (int u = 0; u < CLASSES; u++) {
        z[u] = (float) StrictMath.exp(z[u] - greatest);
        total += z[u];
      }
      for (int u = 0; u < CLASSES; u++) {
        z[u] /= total;
      }
      return z;
    }
  }
}
