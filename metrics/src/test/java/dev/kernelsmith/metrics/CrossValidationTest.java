package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossValidationTest {
  /** Each sample has its number as its first value. */
  private static Dataset data(int count, long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[count][4];
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      classes[i] = random.nextInt(1 + random.nextInt(3));
      inputs[i] = new float[] {i, classes[i] == 0 ? 1 : -1, classes[i] == 1 ? 1 : -1, (float) random.nextGaussian()};
    }
    return ArrayDataset.ofClasses(inputs, classes);
  }

  private static int number(Dataset data, int sample) {
    float[] input = new float[4];
    data.copyInput(sample, input, 0);
    return (int) input[0];
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 23})
  void foldsDivideTheDataEvenlyAndByClass(int k) {
    Dataset data = data(23, k);
    List<Split> folds = CrossValidation.folds(data, k, 7);
    int[] seen = new int[23];
    int[][] perClass = new int[k][3];
    assertEquals(k, folds.size());
    for (int fold = 0; fold < k; fold++) {
      Split split = folds.get(fold);
      boolean[] in = new boolean[23];
      for (int i = 0; i < split.validation().size(); i++) {
        seen[number(split.validation(), i)]++;
        in[number(split.validation(), i)] = true;
        perClass[fold][split.validation().classOf(i)]++;
      }
      for (int i = 0; i < split.training().size(); i++) {
        assertTrue(!in[number(split.training(), i)]);
        in[number(split.training(), i)] = true;
      }
      for (boolean one : in) {
        assertTrue(one);
      }
      assertTrue(Math.abs(split.validation().size() - 23.0 / k) < 1);
    }
    assertEquals(23, Arrays.stream(seen).filter(times -> times == 1).count());
    for (int c = 0; c < 3; c++) {
      int number = c;
      int most = Arrays.stream(perClass).mapToInt(counts -> counts[number]).max().orElseThrow();
      int least = Arrays.stream(perClass).mapToInt(counts -> counts[number]).min().orElseThrow();
      assertTrue(most - least <= 1);
    }
    assertThrows(IllegalArgumentException.class, () -> CrossValidation.folds(data, 1, 7));
    assertThrows(IllegalArgumentException.class, () -> CrossValidation.folds(data, 24, 7));
  }

  @Test
  void measuresEachFoldOfANetworkOfItsOwn() {
    Dataset data = data(30, 1);
    CrossValidation result =
        CrossValidation.run(data, 3, 1, fold -> new ClassesNetwork(fold + 5), trainer -> trainer.epochs(2).batchSize(8),
            Metric.ACCURACY, Metric.MACRO_F1);
    List<Split> folds = CrossValidation.folds(data, 3, 1);
    for (int fold = 0; fold < 3; fold++) {
      ClassesNetwork network = new ClassesNetwork(fold + 5);
      Trainer.of(network).epochs(2).batchSize(8).fit(folds.get(fold).training());
      Predictions predictions = Predictions.of(network, folds.get(fold).validation());
      assertEquals(Metric.ACCURACY.of(predictions), result.values().get("accuracy").get(fold));
      assertEquals(Metric.MACRO_F1.of(predictions), result.values().get("macro F1").get(fold));
    }
    assertEquals(3, result.toString().lines().count(), result::toString);
    assertThrows(IllegalArgumentException.class, () -> result.mean(Metric.AUC));
  }

  /** Their figures would be mixed up. */
  @Test
  void metricsOfOneNameAreRefused() {
    Dataset data = data(30, 1);
    Metric same = Metric.minimise("accuracy", predictions -> 1);
    String message =
        assertThrows(
            IllegalArgumentException.class,
            () -> CrossValidation.run(data, 3, 1, ClassesNetwork::new, trainer -> trainer.epochs(1), Metric.ACCURACY,
                same))
            .getMessage();
    assertEquals("two metrics are called accuracy: give each a name of its own", message);
  }

  @Test
  void meanAndDeviationByHand() {
    CrossValidation result = new CrossValidation(Map.of("accuracy", List.of(0.5, 0.7, 0.9)));
    assertEquals(0.7, result.mean(Metric.ACCURACY), 1e-12);
    assertEquals(0.2, result.deviation(Metric.ACCURACY), 1e-12);
    assertEquals("""
                    mean  deviation  fold 0  fold 1  fold 2
        accuracy  0.7000     0.2000  0.5000  0.7000  0.9000""",
        result.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void ensemblesPredictTheMean() {
    Dataset data = data(20, 3);
    List<ClassesNetwork> networks = List.of(new ClassesNetwork(1), new ClassesNetwork(2), new ClassesNetwork(3));
    Ensemble ensemble = Ensemble.of(networks);
    float[][] given = ensemble.predict(data);
    for (int i = 0; i < 20; i++) {
      float[] input = new float[4];
      data.copyInput(i, input, 0);
      float[] expected = new float[3];
      for (int u = 0; u < 3; u++) {
        double sum = 0;
        for (ClassesNetwork network : networks) {
          sum += network.predict(input)[u];
        }
        expected[u] = (float) (sum / 3);
      }
      assertArrayEquals(expected, given[i]);
      assertArrayEquals(expected, ensemble.predict(input));
    }
    Predictions predictions = ensemble.predictions(data);
    assertEquals(data.classOf(4), predictions.targetClass(4));
    assertEquals(given[4][1], predictions.value(4, 1));
    assertEquals("ensemble of 3 networks", ensemble.toString());
    assertThrows(IllegalArgumentException.class, () -> Ensemble.of(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Ensemble.of(List.of(new ClassesNetwork(1), new UnitNetwork(1))));
  }
}
