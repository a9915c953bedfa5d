package dev.kernelsmith.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.benchmarks.plain.PlainLeNet5;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated code against LeNet-5 by hand: from the same weights, on the same batches, both learn the same. */
class GeneratedLeNet5Test {
  private static final int STEPS = 5;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 64, 100})
  void learnsLikeCodeWrittenByHand(int batch) {
    DigitData data = DigitData.synthetic(STEPS * batch, 11);
    LeNet5Network generated = new LeNet5Network(3);
    try (PlainLeNet5 plain = new PlainLeNet5(1, 1)) {
      plain.copyFrom(generated);
      List<float[]> before = parameters(plain, generated);
      List<Double> expected = trainPlain(plain, data, batch);
      List<Double> actual = trainGenerated(generated, data, batch);
      for (int step = 0; step < STEPS; step++) {
        assertEquals(expected.get(step), actual.get(step), 1e-3 * expected.get(step) + 1e-4, "loss of step " + step);
      }
      compareMoves(generated, before, parameters(plain, generated));
    }
  }

  private static List<Double> trainPlain(PlainLeNet5 network, DigitData data, int batch) {
    List<Double> losses = new ArrayList<>();
    for (int from = 0; from < STEPS * batch; from += batch) {
      float[][] images = Arrays.copyOfRange(data.images(), from, from + batch);
      int[] labels = Arrays.copyOfRange(data.labels(), from, from + batch);
      losses.add(network.train(images, labels, 1e-3));
    }
    return losses;
  }

  private static List<Double> trainGenerated(LeNet5Network network, DigitData data, int batch) {
    List<Double> losses = new ArrayList<>();
    TrainingListener recorder =
        new TrainingListener() {
          private double sumBefore;

          @Override
          public void onStep(TrainingState state) {
            double sum = state.loss() * state.samplesDone();
            losses.add((sum - sumBefore) / batch);
            sumBefore = sum;
          }
        };
    Trainer.of(network).epochs(1).batchSize(batch).shuffle(false).threads(2).listener(recorder).fit(data.dataset());
    return losses;
  }

  private static List<float[]> parameters(PlainLeNet5 plain, LeNet5Network generated) {
    return names(generated).map(plain::parameter).toList();
  }

  private static java.util.stream.Stream<String> names(LeNet5Network network) {
    return network.engine().spec().parameters().stream().map(ParameterSpec::name);
  }

  /**
   * Adam moves a weight by about the learning rate even where its gradient is next to nothing, rounding included; so it is not single
   * weights that must agree but, nearly, each parameter's move as a whole.
   */
  private static void compareMoves(LeNet5Network generated, List<float[]> before, List<float[]> expected) {
    List<String> names = names(generated).toList();
    for (int p = 0; p < names.size(); p++) {
      float[] actual = values(generated, names.get(p));
      double moved = distance(before.get(p), expected.get(p));
      double apart = distance(actual, expected.get(p));
      assertTrue(moved > 0, names.get(p) + " did not move");
      assertTrue(apart <= 0.02 * moved, "%s: moved by %g, but is %g apart".formatted(names.get(p), moved, apart));
    }
  }

  private static float[] values(LeNet5Network network, String name) {
    int dot = name.indexOf('.');
    var layer = network.engine().layer(name.substring(0, dot));
    return name.endsWith(".bias") ? layer.bias() : layer.weights();
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
