package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.testing.Spoiled;
import dev.kernelsmith.runtime.train.TrainingHistory.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A metric that is NaN or infinite measures nothing: it is never the best, and early stopping does not wait for it. */
class NotFiniteTrainingTest {
  private static final Dataset DATA = Samples.clusters(60, 4, 3, 1);
  private static final Dataset HELD = Samples.clusters(20, 4, 3, 2);

  @TempDir Path directory;

  private static LinearNetwork network() {
    return LinearNetwork.classifier(4, 3, 1);
  }

  private static EpochMetrics epoch(int number, double value) {
    OptionalDouble measured = OptionalDouble.of(value);
    return new EpochMetrics(number, value, measured, measured, measured, 0.1f, 1, 1);
  }

  /** Random sequences: the best epoch is the first of the best among the finite ones. */
  @ParameterizedTest
  @EnumSource(Metric.class)
  void theBestIsTheBestOfTheFinite(Metric metric) {
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.25, 0.5, 0.75, 1};
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      BestTracker tracker = new BestTracker(metric, 0, true, 0);
      int best = 0;
      double bestValue = Double.NaN;
      for (int number = 1; number <= 6; number++) {
        double value = values[random.nextInt(values.length)];
        double sign = metric.higherIsBetter() ? 1 : -1;
        if (Double.isFinite(value) && (best == 0 || sign * value > sign * bestValue)) {
          best = number;
          bestValue = value;
        }
        tracker.offer(epoch(number, value), new float[] {number});
        assertEquals(best, tracker.epoch());
        assertEquals(bestValue, tracker.value());
        assertEquals(number - best, tracker.waited(number));
      }
      assertEquals(best == 0, tracker.parameters() == null);
      if (best > 0) {
        assertArrayEquals(new float[] {best}, tracker.parameters());
      }
    }
  }

  @Test
  void aRunWhoseMetricStaysNaNEndsByItsPatience() {
    LinearNetwork network = network();
    List<float[]> published = new ArrayList<>();
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    TrainingHistory history =
        Trainer.of(network)
            .epochs(50)
            .validation(new Spoiled(HELD, 3, 1, Float.NaN))
            .earlyStopping(EarlyStopping.patience(4))
            .restoreBest(true)
            .progress(Progress.log(new PrintStream(shown, true, StandardCharsets.UTF_8)))
            .listener(new TrainingListener() {
              @Override
              public void onEpoch(TrainingState state, EpochMetrics metrics) {
                published.add(network.engine().parameters());
              }
            })
            .fit(DATA);
    assertEquals(End.EARLY_STOPPING, history.end());
    assertEquals(4, history.epochs().size());
    assertEquals(0, history.bestEpoch());
    assertTrue(Double.isNaN(history.last().validationLoss().orElseThrow()), "history shows it");
    assertArrayEquals(published.getLast(), network.engine().parameters(), "no best one: the last");
    String text = shown.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("validation NaN / "), text);
    assertTrue(text.contains("not a finite number in any epoch"), text);
  }

  @Test
  void aHistoryWithNaNSurvivesACheckpoint() {
    Path file = directory.resolve("checkpoint");
    Dataset spoiled = new Spoiled(HELD, 3, 1, Float.NaN);
    Trainer.of(network()).epochs(2).validation(spoiled).restoreBest(true).checkpoint(file).fit(DATA);
    LinearNetwork resumed = network();
    List<EpochMetrics> epochs =
        Trainer.of(resumed).epochs(3).validation(spoiled).restoreBest(true).resume(file).fit(DATA).epochs();
    for (EpochMetrics epoch : epochs) {
      assertTrue(Double.isNaN(epoch.validationLoss().orElseThrow()));
    }
    LinearNetwork straight = network();
    Trainer.of(straight).epochs(3).validation(spoiled).restoreBest(true).fit(DATA);
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
    Trainer.of(network()).epochs(2).checkpoint(file).fit(DATA);
    epochs = Trainer.of(network()).epochs(3).resume(file).fit(DATA).epochs();
    assertTrue(epochs.stream().allMatch(epoch -> epoch.validationLoss().isEmpty()), "none is another thing than NaN");
  }

  @Test
  void aCheckpointOfBrokenWeightsIsRefused() throws IOException {
    Path file = directory.resolve("checkpoint");
    Trainer.of(network()).epochs(2).checkpoint(file).fit(DATA);
    SafetensorsFile content = Safetensors.read(file);
    Map<String, Tensor> tensors = new HashMap<>(content.tensors());
    tensors.put("out.bias", Tensor.of(List.of(3), new float[] {0, Float.NaN, 0}));
    Safetensors.write(file, new SafetensorsFile(tensors, content.metadata()));
    Trainer trainer = Trainer.of(network()).resume(file);
    String message = assertThrows(DataFormatException.class, () -> trainer.fit(DATA)).getMessage();
    assertTrue(message.contains("out.bias has 1 of 3 values that are not finite"), message);
  }

  @Test
  void aBadNumberInTheTrainingDataIsNamed() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      LinearNetwork network = network();
      float[] before = network.engine().parameters();
      Trainer trainer = Trainer.of(network).batchSize(10);
      String message =
          assertThrows(TrainingException.class, () -> trainer.fit(new Spoiled(DATA, 33, 2, value))).getMessage();
      assertTrue(message.contains("value 2 of sample 33 of the training data is " + value), message);
      assertArrayEquals(before, network.engine().parameters());
    }
  }

  @Test
  void brokenInitialWeightsAreNamed() {
    LinearNetwork network = network();
    float[] parameters = network.engine().parameters();
    parameters[1] = Float.NaN;
    network.engine().publish(parameters);
    Trainer trainer = Trainer.of(network);
    String message = assertThrows(TrainingException.class, () -> trainer.fit(DATA)).getMessage();
    assertTrue(message.contains("Before training, parameter out.weights has 1 of 12"), message);
  }
}
