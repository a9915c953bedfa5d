package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final Dataset TRAINING = data(1);
  private static final Dataset VALIDATION = data(2);

  private static Dataset data(long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[60][4];
    int[] classes = new int[60];
    for (int i = 0; i < 60; i++) {
      for (int k = 0; k < 4; k++) {
        inputs[i][k] = (float) random.nextGaussian();
      }
      classes[i] = inputs[i][0] > 0.4 ? 0 : inputs[i][1] > 0 ? 1 : 2;
    }
    return ArrayDataset.ofClasses(inputs, classes);
  }

  private static Search search(Metric metric) {
    return Search.of(ClassesNetwork::new, TRAINING, VALIDATION, metric)
        .networkSeed(9)
        .choice("learning rate", (Trainer trainer, Double rate) -> trainer.learningRate(rate), 0.0, 0.05, 0.5)
        .choice("batch size", Trainer::batchSize, 8, 60)
        .choice("epochs", Trainer::epochs, 2);
  }

  /** Every combination once, each what such a training gives, in order of the metric. */
  @Test
  void theGridIsAllCombinations() {
    for (Metric metric : List.of(Metric.ACCURACY, Metric.minimise("error", p -> 1 - Metric.ACCURACY.of(p)))) {
      Search.Result result = search(metric).grid();
      Set<Map<String, Object>> seen = new HashSet<>();
      double before = metric.higherIsBetter() ? 1 : 0;
      for (Search.Trial trial : result.trials()) {
        assertTrue(seen.add(trial.settings()));
        ClassesNetwork network = new ClassesNetwork(9);
        Trainer.of(network).learningRate((Double) trial.settings().get("learning rate"))
            .batchSize((Integer) trial.settings().get("batch size")).epochs(2).fit(TRAINING);
        assertArrayEquals(network.engine().parameters(), trial.network().engine().parameters());
        assertEquals(metric.of(Predictions.of(network, VALIDATION)), trial.value());
        assertTrue(metric.higherIsBetter() ? trial.value() <= before : trial.value() >= before);
        before = trial.value();
      }
      assertEquals(6, seen.size());
      assertEquals(result.trials().getFirst(), result.best());
      assertEquals(6, result.toString().lines().count(), result::toString);
    }
    assertEquals("search for the best accuracy among 6 combinations", search(Metric.ACCURACY).toString());
  }

  @Test
  void aRandomSearchTriesSomeOfThem() {
    Search.Result four = search(Metric.ACCURACY).random(4, 3);
    assertEquals(4, new HashSet<>(four.trials().stream().map(Search.Trial::settings).toList()).size());
    assertEquals(
        four.trials().stream().map(Search.Trial::settings).toList(),
        search(Metric.ACCURACY).random(4, 3).trials().stream().map(Search.Trial::settings).toList());
    assertEquals(6, search(Metric.ACCURACY).random(99, 3).trials().size());
  }

  @Test
  void whatIsNotANumberIsLast() {
    Metric odd = Metric.maximise("odd", p -> p.classification().accuracy() > 0.5 ? Double.NaN : 0.1);
    List<Search.Trial> trials = search(odd).grid().trials();
    boolean ended = false;
    for (Search.Trial trial : trials) {
      ended |= Double.isNaN(trial.value());
      assertEquals(ended, Double.isNaN(trial.value()));
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> search(Metric.AUC).choice("epochs", Trainer::epochs, 3));
    assertThrows(IllegalArgumentException.class, () -> search(Metric.AUC).choice("seed", Trainer::seed, new Long[0]));
    assertThrows(IllegalArgumentException.class, () -> search(Metric.AUC).random(0, 1));
  }
}
