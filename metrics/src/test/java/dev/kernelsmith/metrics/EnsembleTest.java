package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.RankedClass;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetView;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What several networks say together, whatever their losses are. */
class EnsembleTest {
  private static final int SAMPLES = 60;

  private static float[][] rows(int length, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[SAMPLES][length];
    for (float[] row : rows) {
      for (int i = 0; i < length; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static int[] classes(int from, int to, long seed) {
    return new Random(seed).ints(SAMPLES, from, to).toArray();
  }

  private static double mean(List<? extends CompiledNetwork> networks, Dataset data, int sample, int output, int unit) {
    return networks.stream().mapToDouble(n -> n.engine().outputs(data)[2 * output + 1][sample][unit]).average()
        .orElseThrow();
  }

  /** A margin says yes above 0, where a probability does above 0.5. */
  @Test
  void marginsSayYesAboveZero() {
    List<MarginNetwork> networks = List.of(new MarginNetwork(1), new MarginNetwork(2));
    Dataset data = ArrayDataset.ofClasses(rows(4, 1), classes(0, 2, 1));
    Predictions predictions = Ensemble.of(networks).predictions(data);
    int between = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double mean = mean(networks, data, i, 0, 0);
      between += mean > 0 && mean < 0.5 ? 1 : 0;
      assertEquals(mean > 0 ? 1 : 0, predictions.predictedClass(i), () -> "mean " + mean);
    }
    assertTrue(between > 3, "nothing tells the thresholds apart");
    Predictions one = Ensemble.of(List.of(networks.getFirst())).predictions(data);
    assertEquals(Evaluation.of(networks.getFirst(), data).accuracy().orElseThrow(), one.classification().accuracy(),
        1e-12);
    assertEquals(Predictions.of(networks.getFirst(), data).classification().auc(), one.classification().auc());
  }

  /** One unit with HINGE: the class is that of the sign, and what ranks classes is the margin. */
  @Test
  void rankedClassesOfAMarginHaveIt() {
    MarginNetwork network = new MarginNetwork(1);
    for (float[] row : rows(4, 2)) {
      float margin = network.predict(row)[0];
      List<RankedClass> ranked = network.topK(row, 2);
      assertEquals(margin > 0 ? 1 : 0, network.classify(row));
      assertEquals(network.classify(row), ranked.getFirst().number());
      assertEquals(Math.abs(margin), ranked.get(0).probability());
      assertEquals(-Math.abs(margin), ranked.get(1).probability());
    }
  }

  @Test
  void ignoredClassesDoNotCount() {
    List<IgnoringNetwork> networks = List.of(new IgnoringNetwork(1), new IgnoringNetwork(2));
    int[] classes = classes(-1, 3, 3);
    Predictions predictions = Ensemble.of(networks).predictions(ArrayDataset.ofClasses(rows(4, 3), classes));
    int sample = 0;
    for (int wanted : classes) {
      if (wanted >= 0) {
        assertEquals(wanted, predictions.targetClass(sample++));
      }
    }
    assertEquals(sample, predictions.size());
    Dataset silent = ArrayDataset.ofClasses(new float[2][4], new int[] {-1, -1});
    assertEquals("all samples of output 'kind' have the class -1, which its loss ignores",
        assertThrows(IllegalArgumentException.class, () -> Ensemble.of(networks).predictions(silent)).getMessage());
  }

  @Test
  void positionsAreSamplesOfTheirOwn() {
    float[][] targets = new float[SAMPLES][6];
    int counted = 0;
    for (int i = 0; i < SAMPLES; i++) {
      for (int p = 0; p < 6; p++) {
        targets[i][p] = (i + p) % 4 == 3 ? 255 : (i + p) % 4;
        counted += targets[i][p] == 255 ? 0 : 1;
      }
    }
    PixelsNetwork network = new PixelsNetwork(1);
    Dataset data = ArrayDataset.ofValues(rows(12, 4), targets);
    Predictions predictions = Ensemble.of(List.of(network, network)).predictions(data);
    assertEquals(counted, predictions.size());
    assertEquals(Evaluation.of(network, data).accuracy().orElseThrow(), predictions.classification().accuracy(), 1e-12);
    targets[7][2] = 1.5f;
    assertEquals("sample 7 of output 'kind' has the class 1.5: class numbers are whole",
        assertThrows(IllegalArgumentException.class,
            () -> Predictions.of(network, ArrayDataset.ofValues(rows(12, 4), targets))).getMessage());
    assertEquals("output 'kind' is compared with 6 values of a sample, but the data has 5",
        assertThrows(IllegalArgumentException.class,
            () -> Predictions.of(network, ArrayDataset.ofValues(rows(12, 4), new float[SAMPLES][5]))).getMessage());
  }

  /** Labels, and values of a regression. */
  @Test
  void everyOutputHasItsOwn() {
    List<SeveralNetwork> networks = List.of(new SeveralNetwork(1), new SeveralNetwork(2), new SeveralNetwork(3));
    float[][] labels = new float[SAMPLES][3];
    Random random = new Random(6);
    for (float[] row : labels) {
      for (int u = 0; u < 3; u++) {
        row[u] = random.nextInt(2);
      }
    }
    float[][] prices = rows(2, 7);
    Dataset data = SeveralNetwork.dataset(ArrayDataset.ofValues(rows(4, 5), labels),
        ArrayDataset.ofValues(rows(4, 5), labels), ArrayDataset.ofValues(rows(4, 5), prices));
    List<Predictions> all = Ensemble.of(networks).all(data);
    assertEquals(List.of("labels", "price"), all.stream().map(Predictions::output).toList());
    double squares = 0;
    int right = 0;
    for (int i = 0; i < SAMPLES; i++) {
      for (int u = 0; u < 2; u++) {
        squares += Math.pow((float) mean(networks, data, i, 1, u) - prices[i][u], 2);
      }
      for (int u = 0; u < 3; u++) {
        right += mean(networks, data, i, 0, u) > 0.5 == labels[i][u] > 0 ? 1 : 0;
      }
    }
    assertEquals(squares / (2 * SAMPLES), all.get(1).regression().meanSquaredError(), 1e-6);
    assertEquals((double) right / (3 * SAMPLES), all.get(0).classification().accuracy(), 1e-12);
    assertEquals(Predictions.Kind.VALUES, all.get(1).kind());
    assertArrayEquals(new float[] {(float) mean(networks, data, 0, 0, 0)},
        new float[] {Ensemble.of(networks).predict(data)[0][0]});
  }

  @Test
  void whatHasNoMeanIsRefused() {
    assertEquals(
        "network Unit gives [probabilities of 1 label], but network Margin gives [1 margin]: their outputs have no mean",
        refused(List.of(new UnitNetwork(1), new MarginNetwork(1))));
    assertEquals(
        "network Classes gives [probabilities of 3 classes], but network Unit gives [probabilities of 1 label]: their outputs have no mean",
        refused(List.of(new ClassesNetwork(1), new UnitNetwork(1))));
    assertEquals("network Pixels takes [12 floats], but network Classes takes [4 floats]: their outputs have no mean",
        refused(List.of(new PixelsNetwork(1), new ClassesNetwork(1))));
    assertEquals("an ensemble needs at least one network", refused(List.of()));
    Dataset classes = ArrayDataset.ofClasses(rows(4, 8), classes(0, 3, 8));
    Ensemble.of(List.of(new ClassesNetwork(1), new IgnoringNetwork(1))).predictions(classes);
  }

  private static String refused(List<CompiledNetwork> networks) {
    return assertThrows(IllegalArgumentException.class, () -> Ensemble.of(networks)).getMessage();
  }

  private static Dataset named(String... names) {
    return new DatasetView(ArrayDataset.ofClasses(rows(4, 9), classes(0, 3, 9))) {
      @Override
      protected Dataset over(Dataset samples) {
        return samples;
      }

      @Override
      public List<String> classNames() {
        return List.of(names);
      }
    };
  }

  /** The same number of a class means the same everywhere. */
  @Test
  void otherNamesOfClassesAreRefused() {
    ClassesNetwork first = new ClassesNetwork(1);
    ClassesNetwork second = new ClassesNetwork(2);
    Dataset data = named("ant", "bee", "cat");
    Dataset other = named("bee", "ant", "cat");
    Trainer.of(first).epochs(1).fit(data);
    Trainer.of(second).epochs(1).fit(other);
    assertEquals(
        "class 0 is \"ant\" in the data that network Classes was trained on, but \"bee\" in the data: number the classes of both alike",
        assertThrows(IllegalArgumentException.class, () -> Predictions.of(first, other)).getMessage());
    assertEquals("ant", Predictions.of(first, data).className(0));
    String mixed =
        "class 0 is \"ant\" in the data that network Classes was trained on, but \"bee\" in that of another network of the ensemble: number the classes of both alike";
    Ensemble ensemble = Ensemble.of(List.of(first, second));
    assertEquals(mixed, assertThrows(IllegalArgumentException.class, () -> ensemble.predictions(data)).getMessage());
    assertEquals(mixed, assertThrows(IllegalArgumentException.class, () -> ensemble.predict(data)).getMessage());
  }
}
