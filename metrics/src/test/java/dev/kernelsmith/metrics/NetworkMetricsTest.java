package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of networks, and a training that is watched by them. */
class NetworkMetricsTest {
  private static final int SAMPLES = 103;

  private static float[][] inputs(long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[SAMPLES][4];
    for (float[] input : inputs) {
      for (int k = 0; k < 4; k++) {
        input[k] = (float) random.nextGaussian();
      }
    }
    return inputs;
  }

  /** Classes that follow from the inputs, but for some. */
  private static Dataset classes(int classes, long seed) {
    float[][] inputs = inputs(seed);
    Random random = new Random(seed);
    int[] numbers = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      int own = inputs[i][0] > 0.5 ? 0 : inputs[i][1] > 0 ? 1 : classes - 1;
      numbers[i] = random.nextInt(10) == 0 ? random.nextInt(classes) : own;
    }
    return ArrayDataset.ofClasses(inputs, numbers);
  }

  private static Dataset values(long seed, boolean labels) {
    float[][] inputs = inputs(seed);
    float[][] targets = new float[SAMPLES][labels ? 3 : 2];
    for (int i = 0; i < SAMPLES; i++) {
      for (int u = 0; u < targets[i].length; u++) {
        float sum = inputs[i][u] - 0.5f * inputs[i][u + 1];
        targets[i][u] = labels ? sum > 0 ? 1 : 0 : sum;
      }
    }
    return ArrayDataset.ofValues(inputs, targets);
  }

  @Test
  void classesAreThoseOfClassifyAndEvaluation() {
    List.of(new ClassesNetwork(1), new UnitNetwork(1)).forEach(network -> {
      Dataset data = classes(network instanceof ClassesNetwork ? 3 : 2, 1);
      Trainer.of(network).epochs(3).fit(data);
      Predictions predictions = Predictions.of(network, data);
      int[] classified = network.classify(data);
      float[][] given = network.predict(data);
      for (int i = 0; i < SAMPLES; i++) {
        assertEquals(classified[i], predictions.predictedClass(i));
        assertEquals(data.classOf(i), predictions.targetClass(i));
        assertEquals(given[i][0], predictions.value(i, 0));
      }
      Evaluation evaluation = Evaluation.of(network, data);
      assertEquals(evaluation.accuracy().orElseThrow(), predictions.classification().accuracy(), 1e-12);
      assertTrue(predictions.toString().contains("accuracy 0."), predictions::toString);
    });
  }

  @Test
  void everyOutputHasItsOwn() {
    SeveralNetwork network = new SeveralNetwork(1);
    Dataset labels = values(2, true);
    Dataset prices = values(2, false);
    Dataset data = SeveralNetwork.dataset(labels, labels, prices);
    Trainer.of(network).epochs(3).fit(data);
    List<Predictions> all = Predictions.all(network, data);
    assertEquals(List.of("labels", "price"), all.stream().map(Predictions::output).toList());
    Evaluation evaluation = Evaluation.of(network, data);
    assertEquals(
        evaluation.part("labels").accuracy().orElseThrow(), all.get(0).classification().accuracy(), 1e-12);
    assertEquals(evaluation.part("price").loss(), all.get(1).regression().meanSquaredError(), 1e-6);
    assertEquals(Predictions.Kind.VALUES, all.get(1).kind());
  }

  /** Each pixel is a sample, but for those that the loss ignores. */
  @Test
  void positionsAreSamplesOfTheirOwn() {
    Random random = new Random(4);
    float[][] inputs = new float[20][12];
    float[][] targets = new float[20][6];
    int ignored = 0;
    for (int i = 0; i < 20; i++) {
      for (int k = 0; k < 12; k++) {
        inputs[i][k] = (float) random.nextGaussian();
      }
      for (int k = 0; k < 6; k++) {
        targets[i][k] = random.nextInt(4) == 0 ? 255 : random.nextInt(3);
        ignored += targets[i][k] == 255 ? 1 : 0;
      }
    }
    PixelsNetwork network = new PixelsNetwork(1);
    Dataset data = ArrayDataset.ofValues(inputs, targets);
    Predictions predictions = Predictions.of(network, data);
    float[][] given = network.predict(data);
    assertEquals(120 - ignored, predictions.size());
    int sample = 0;
    for (int i = 0; i < 20; i++) {
      for (int pixel = 0; pixel < 6; pixel++) {
        if (targets[i][pixel] != 255) {
          assertEquals((int) targets[i][pixel], predictions.targetClass(sample));
          for (int c = 0; c < 3; c++) {
            assertEquals(given[i][3 * pixel + c], predictions.value(sample, c));
          }
          sample++;
        }
      }
    }
    assertEquals(
        Evaluation.of(network, data).accuracy().orElseThrow(), predictions.classification().accuracy(), 1e-12);
  }

  /** The sigmoid rounds all of them to 1; they are in order all the same. */
  @Test
  void areasOfSigmoidUnitsAreThoseOfRawOutputs() {
    UnitNetwork network = new UnitNetwork(1);
    network.parameter("yes.weights", new float[] {1, 0, 0, 0});
    float[][] inputs = new float[4][4];
    for (int i = 0; i < 4; i++) {
      inputs[i][0] = 40 + i;
    }
    Predictions predictions = Predictions.of(network, ArrayDataset.ofClasses(inputs, new int[] {0, 0, 1, 1}));
    assertEquals(1f, predictions.value(0, 0));
    assertEquals(1, predictions.classification().auc());
  }

  @Test
  void aWatchMeasuresStopsAndRestores() {
    ClassesNetwork network = new ClassesNetwork(1);
    Dataset data = classes(3, 1);
    Dataset test = classes(3, 2);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    MetricWatch watch = MetricWatch.of(network, test, Metric.MACRO_F1, Metric.AUC).stopAfter(3).restoreBest(true)
        .print(new PrintStream(printed, true, StandardCharsets.UTF_8));
    TrainingHistory history = Trainer.of(network).epochs(200).learningRate(0.3).listener(watch).fit(data);
    assertEquals(TrainingHistory.End.REQUESTED, history.end());
    assertEquals(history.epochs().size(), watch.history().size());
    assertEquals(watch.bestEpoch() + 3, history.epochs().size());
    List<Map<String, Double>> measured = watch.history();
    double best = measured.stream().mapToDouble(epoch -> epoch.get("macro F1")).max().orElseThrow();
    assertEquals(best, watch.best());
    assertEquals(best, measured.get(watch.bestEpoch() - 1).get("macro F1"));
    assertEquals(best, Metric.MACRO_F1.of(Predictions.of(network, test)));
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(measured.size(), lines.size());
    assertTrue(lines.getFirst().matches("epoch 1  macro F1 \\S+  AUC \\S+"), lines.getFirst());
  }

  /** A watch changes nothing of a training that it neither stops nor restores. */
  @Test
  void aWatchOnlyWatches() {
    ClassesNetwork plain = new ClassesNetwork(1);
    Trainer.of(plain).epochs(4).fit(classes(3, 1));
    ClassesNetwork watched = new ClassesNetwork(1);
    MetricWatch watch = MetricWatch.of(watched, classes(3, 2), Metric.minimise("nothing", predictions -> Double.NaN));
    Trainer.of(watched).epochs(4).listener(watch).fit(classes(3, 1));
    assertArrayEquals(plain.engine().parameters(), watched.engine().parameters());
    assertEquals(0, watch.bestEpoch());
    assertEquals(4, watch.history().size());
  }

  @Test
  void whatCannotBeMeasuredIsToldBeforeTheFirstStep() {
    ClassesNetwork network = new ClassesNetwork(1);
    float[] before = network.engine().parameters();
    Trainer values = Trainer.of(network).listener(MetricWatch.of(network, classes(3, 2), Metric.R2));
    assertEquals("output 'kind' gives classes: ask for classification()", message(values));
    Trainer elsewhere =
        Trainer.of(network).listener(MetricWatch.of(network, classes(3, 2), Metric.AUC).output("price"));
    assertEquals("no output 'price' with a loss; there are [kind]", message(elsewhere));
    assertArrayEquals(before, network.engine().parameters());
    assertThrows(IllegalArgumentException.class,
        () -> MetricWatch.of(network, classes(3, 2), Metric.AUC, Metric.minimise("AUC", predictions -> 1)));
    assertThrows(IllegalArgumentException.class,
        () -> MetricWatch.of(network, classes(3, 2), Metric.AUC).stopAfter(0));
    assertFalse(MetricWatch.of(network, classes(3, 2), Metric.AUC).toString().contains("@"));
  }

  /** Steps have no end: the watch that ends them restores, and what ends them otherwise can have it restore. */
  @Test
  void aWatchOfSteps() {
    ClassesNetwork network = new ClassesNetwork(1);
    Dataset data = classes(3, 1);
    Dataset test = classes(3, 2);
    MetricWatch watch = MetricWatch.of(network, test, Metric.MACRO_F1).stopAfter(3).restoreBest(true);
    Trainer trainer = Trainer.of(network).learningRate(0.3).samplesPerEpoch(SAMPLES).listener(watch);
    int steps = 1;
    while (!trainer.step(data).stop()) {
      steps++;
    }
    assertEquals(watch.bestEpoch() + 3, steps);
    assertEquals(watch.best(), Metric.MACRO_F1.of(Predictions.of(network, test)));

    ClassesNetwork other = new ClassesNetwork(1);
    MetricWatch second = MetricWatch.of(other, test, Metric.MACRO_F1).restoreBest(true);
    Trainer steady = Trainer.of(other).learningRate(0.3).samplesPerEpoch(SAMPLES).listener(second);
    for (int i = 0; i < steps; i++) {
      steady.step(data);
    }
    second.restore();
    assertEquals(watch.bestEpoch(), second.bestEpoch());
    assertArrayEquals(network.engine().parameters(), other.engine().parameters());
  }

  /** The file has the parameters of the best epoch, whatever comes after it. */
  @Test
  void theBestParametersAreInAFile(@TempDir Path folder) throws IOException {
    ClassesNetwork network = new ClassesNetwork(1);
    Dataset test = classes(3, 2);
    Path file = folder.resolve("best.safetensors");
    MetricWatch watch = MetricWatch.of(network, test, Metric.MACRO_F1).stopAfter(3).saveBest(file);
    Trainer.of(network).epochs(200).learningRate(0.3).listener(watch).fit(classes(3, 1));
    ClassesNetwork saved = new ClassesNetwork(9);
    saved.load(file);
    assertEquals(watch.best(), Metric.MACRO_F1.of(Predictions.of(saved, test)));
    MetricWatch nowhere = MetricWatch.of(network, test, Metric.MACRO_F1).saveBest(folder);
    assertThrows(UncheckedIOException.class,
        () -> Trainer.of(network).epochs(1).listener(nowhere).fit(classes(3, 1)));
  }

  /** The rate falls where the metric, more of which is better, has not risen for so many epochs; here it is counted out by hand. */
  @Test
  void theRateFollowsAMetric() {
    double[] values = {0.5, 0.6, 0.6, 0.55, 0.7, Double.NaN, 0.70001, 0.9};
    double[] rates = {0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025};
    int[] epoch = {-1}; // it is measured once before the first
    ClassesNetwork network = new ClassesNetwork(1);
    MetricWatch watch =
        MetricWatch.of(network, classes(3, 2),
            Metric.maximise("scripted", p -> epoch[0]++ < 0 ? 0 : values[epoch[0] - 1]));
    LearningRate schedule = watch.onPlateau(0.1, 0.5, 2, 0.01);
    TrainingHistory history =
        Trainer.of(network).epochs(8).batchSize(SAMPLES).learningRate(schedule).listener(watch).fit(classes(3, 1));
    for (int i = 0; i < 8; i++) {
      assertEquals((float) rates[i], history.epochs().get(i).learningRate(), "epoch " + (i + 1));
    }
    assertEquals("onPlateau(0.1, 0.5, 2, 0.01) of scripted", schedule.toString());
    Trainer other = Trainer.of(new ClassesNetwork(2)).epochs(2).learningRate(schedule);
    assertTrue(assertThrows(IllegalStateException.class, () -> other.fit(classes(3, 1))).getMessage()
        .startsWith("the learning rate follows a watch of scripted that has seen 8 of the 0 epochs of this training"));
  }

  @Test
  void aWatchNeedsEpochs() {
    ClassesNetwork network = new ClassesNetwork(1);
    float[] before = network.engine().parameters();
    Trainer trainer = Trainer.of(network).listener(MetricWatch.of(network, classes(3, 2), Metric.AUC));
    String wanted =
        "a watch measures after every epoch, but steps and streams have none of their own: say how many samples make one with samplesPerEpoch";
    assertEquals(wanted,
        assertThrows(IllegalStateException.class, () -> trainer.step(classes(3, 1))).getMessage());
    assertEquals(wanted,
        assertThrows(IllegalStateException.class, () -> trainer.fit(step -> classes(3, 1))).getMessage());
    assertArrayEquals(before, network.engine().parameters());
    trainer.samplesPerEpoch(SAMPLES).step(classes(3, 1));
  }

  private static String message(Trainer trainer) {
    return assertThrows(RuntimeException.class, () -> trainer.fit(classes(3, 1))).getMessage();
  }
}
