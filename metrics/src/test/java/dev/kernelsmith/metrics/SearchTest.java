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

  /** Rates of 3e38 end in numbers that are not finite: such trials are last, and the others as without them. What else goes wrong ends the search. */
  @Test
  void aTrainingThatDivergesIsLast() {
    Search.Result result =
        Search.of(ClassesNetwork::new, TRAINING, VALIDATION, Metric.ACCURACY)
            .choice("learning rate", (Trainer trainer, Double rate) -> trainer.learningRate(rate), 3e38, 0.05, 3.2e38)
            .grid();
    assertEquals(
        List.of(0.05, 3e38, 3.2e38),
        result.trials().stream().map(trial -> trial.settings().get("learning rate")).toList());
    assertTrue(Double.isFinite(result.best().value()));
    assertTrue(Double.isNaN(result.trials().get(1).value()) && Double.isNaN(result.trials().get(2).value()));
    Search wrong =
        search(Metric.ACCURACY).choice("seed", (Trainer trainer, Integer size) -> trainer.batchSize(size), 0);
    assertThrows(IllegalArgumentException.class, wrong::grid);
  }

  /** Ten to the tenth, and more than a long can count: nobody lists them all. */
  @Test
  void aRandomSearchOfManyCombinations() {
    Integer[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    Search large =
        Search.of(ClassesNetwork::new, TRAINING, VALIDATION, Metric.ACCURACY).choice("epochs", Trainer::epochs, 1);
    for (int i = 0; i < 10; i++) {
      large.choice("choice " + i, (Trainer trainer, Integer value) -> trainer, values);
    }
    assertEquals("search for the best accuracy among 10,000,000,000 combinations", large.toString());
    assertThrows(IllegalStateException.class, large::grid);
    List<Map<String, Object>> drawn = settings(large.random(30, 5));
    assertEquals(30, new HashSet<>(drawn).size());
    assertEquals(drawn, settings(large.random(30, 5)));
    assertTrue(!drawn.equals(settings(large.random(30, 6))));
    for (int i = 10; i < 20; i++) {
      large.choice("choice " + i, (Trainer trainer, Integer value) -> trainer, values);
    }
    assertEquals(3, large.random(3, 1).trials().size());
    assertEquals(
        "search for the best accuracy among at least 9,223,372,036,854,775,807 combinations",
        large.toString());
  }

  private static List<Map<String, Object>> settings(Search.Result result) {
    return result.trials().stream().map(Search.Trial::settings).toList();
  }

  /** Nearly all of a space are distinct too. */
  @Test
  void aRandomSearchOfAllButOne() {
    assertEquals(5, new HashSet<>(settings(search(Metric.ACCURACY).random(5, 2))).size());
    assertEquals(6, new HashSet<>(settings(search(Metric.ACCURACY).random(6, 2))).size());
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> search(Metric.AUC).choice("epochs", Trainer::epochs, 3));
    assertThrows(IllegalArgumentException.class, () -> search(Metric.AUC).choice("seed", Trainer::seed, new Long[0]));
    assertThrows(IllegalArgumentException.class, () -> search(Metric.AUC).random(0, 1));
  }
}
