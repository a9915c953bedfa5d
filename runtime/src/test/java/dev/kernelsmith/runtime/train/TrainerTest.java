package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.TrainingHistory.End;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trainer does besides computing: learning, metrics, listeners, ends, refusals. */
class TrainerTest {
  private static final Dataset DATA = Samples.clusters(200, 6, 3, 1);

  private static LinearNetwork network() {
    return LinearNetwork.classifier(6, 3, 5);
  }

  private static TrainingListener onStep(java.util.function.Consumer<TrainingState> action) {
    return new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        action.accept(state);
      }
    };
  }

  private static void assertMessage(Throwable exception, String... parts) {
    for (String part : parts) {
      assertTrue(exception.getMessage().contains(part), exception.getMessage());
    }
  }

  @Test
  void learns() {
    LinearNetwork network = network();
    TrainingHistory history =
        Trainer.of(network).epochs(20).batchSize(20).validation(Samples.clusters(300, 6, 3, 2)).fit(DATA);
    assertEquals(End.COMPLETED, history.end());
    assertEquals(20, history.epochs().size());
    EpochMetrics last = history.last();
    assertTrue(last.validationAccuracy().orElseThrow() > 0.9, last.toString());
    assertTrue(last.accuracy().orElseThrow() > 0.9, last.toString());
    assertTrue(last.loss() < history.epochs().getFirst().loss(), last.toString());
    assertTrue(last.samplesPerSecond() > 0 && last.seconds() > 0, last.toString());
    assertEquals(0.05f, last.learningRate());
  }

  @Test
  void validationMetricsAreThoseOfTheEvaluation() {
    LinearNetwork network = network();
    Dataset held = Samples.clusters(77, 6, 3, 2);
    EpochMetrics last = Trainer.of(network).epochs(2).validation(held).fit(DATA).last();
    Evaluation evaluation = Evaluation.of(network, held, 3);
    assertEquals(evaluation.loss(), last.validationLoss().orElseThrow());
    assertEquals(evaluation.accuracy(), last.validationAccuracy());
    int right = 0;
    double loss = 0;
    for (int i = 0; i < held.size(); i++) {
      float[] input = new float[6];
      held.copyInput(i, input, 0);
      right += network.classify(input) == held.classOf(i) ? 1 : 0;
      loss -= Math.log(network.predict(input)[held.classOf(i)]);
    }
    assertEquals((double) right / held.size(), evaluation.accuracy().orElseThrow());
    assertEquals(loss / held.size(), evaluation.loss(), 1e-6);
  }

  @Test
  void evaluationComputesTheLossOfRegressions() {
    LinearNetwork network = LinearNetwork.regression(4, 2, 1);
    Dataset data = Samples.line(40, 4, 2, 1);
    double expected = 0;
    for (int i = 0; i < data.size(); i++) {
      float[] input = new float[4];
      float[] target = new float[2];
      data.copyInput(i, input, 0);
      data.copyTarget(i, target, 0);
      float[] output = network.predict(input);
      expected += (Math.pow(output[0] - target[0], 2) + Math.pow(output[1] - target[1], 2)) / 2;
    }
    Evaluation evaluation = Evaluation.of(network, data);
    assertEquals(expected / data.size(), evaluation.loss(), 1e-6);
    assertTrue(evaluation.accuracy().isEmpty());
  }

  @Test
  void stopsEarlyAndRestoresTheBestEpoch() {
    LinearNetwork network = network();
    List<float[]> published = new ArrayList<>();
    TrainingListener recorder =
        new TrainingListener() {
          @Override
          public void onEpoch(TrainingState state, EpochMetrics metrics) {
            published.add(network.engine().parameters());
          }
        };
    TrainingHistory history =
        Trainer.of(network)
            .epochs(500)
            .learningRate(2)
            .validationSplit(0.3)
            .earlyStopping(EarlyStopping.patience(4))
            .restoreBest(true)
            .listener(recorder)
            .fit(DATA);
    assertEquals(End.EARLY_STOPPING, history.end());
    assertEquals(history.bestEpoch() + 4, history.epochs().size());
    double best = history.epochs().stream().mapToDouble(e -> e.validationLoss().orElseThrow()).min().orElseThrow();
    assertEquals(best, history.epochs().get(history.bestEpoch() - 1).validationLoss().orElseThrow());
    assertArrayEquals(published.get(history.bestEpoch() - 1), network.engine().parameters());
    assertFalse(Arrays.equals(published.getLast(), network.engine().parameters()));
  }

  @Test
  void listenersHearEverythingInOrder() {
    List<String> heard = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStart(TrainingState state) {
            heard.add("start " + state.epochs() + " " + state.steps());
          }

          @Override
          public void onStep(TrainingState state) {
            heard.add("step " + state.epoch() + "." + state.step() + " " + state.samplesDone());
          }

          @Override
          public void onEpoch(TrainingState state, EpochMetrics metrics) {
            heard.add("epoch " + metrics.epoch());
          }

          @Override
          public void onEnd(TrainingState state, TrainingHistory history) {
            heard.add("end " + history.end());
          }
        };
    Trainer.of(network()).epochs(2).batchSize(150).listener(listener).fit(DATA);
    assertEquals(
        List.of("start 2 2", "step 1.1 150", "step 1.2 200", "epoch 1", "step 2.1 150", "step 2.2 200", "epoch 2",
            "end COMPLETED"),
        heard);
  }

  @Test
  void anInterruptEndsTrainingAfterTheStep(@TempDir Path directory) throws Exception {
    LinearNetwork network = network();
    Path file = directory.resolve("checkpoint");
    TrainingHistory history =
        Trainer.of(network)
            .epochs(1000)
            .batchSize(50)
            .checkpoint(file)
            .listener(
                onStep(
                    state -> {
                      if (state.epoch() == 3) {
                        Thread.currentThread().interrupt();
                      }
                    }))
            .fit(DATA);
    assertTrue(Thread.interrupted());
    assertEquals(End.INTERRUPTED, history.end());
    assertEquals(2, history.epochs().size());
    LinearNetwork saved = network();
    saved.load(file);
    assertFalse(Arrays.equals(saved.engine().parameters(), network.engine().parameters()), "a step more was done");
  }

  @Test
  void anInterruptAtTheEndOfAnEpochDoesNotHinderTheCheckpoint(@TempDir Path directory) throws Exception {
    LinearNetwork network = network();
    Path file = directory.resolve("checkpoint");
    TrainingHistory history =
        Trainer.of(network)
            .batchSize(200)
            .checkpoint(file)
            .listener(onStep(state -> Thread.currentThread().interrupt()))
            .fit(DATA);
    assertTrue(Thread.interrupted());
    assertEquals(1, history.epochs().size());
    LinearNetwork saved = network();
    saved.load(file);
    assertArrayEquals(network.engine().parameters(), saved.engine().parameters());
  }

  @Test
  void divergenceEndsWithAdviceAndKeepsTheLastEpoch(@TempDir Path directory) throws Exception {
    LinearNetwork network = LinearNetwork.regression(4, 2, 1);
    Path file = directory.resolve("checkpoint");
    Dataset data = Samples.line(64, 4, 2, 1);
    Trainer trainer =
        Trainer.of(network).batchSize(32).learningRate((epoch, step) -> step <= 2 ? 0.01f : 1e30f).checkpoint(file);
    TrainingException exception = assertThrows(TrainingException.class, () -> trainer.fit(data));
    assertMessage(exception, "epoch 2, step 2 of 2", "smaller learning rate", "of epoch 1",
        "checkpoint of epoch 1 is kept");
    LinearNetwork saved = LinearNetwork.regression(4, 2, 9);
    saved.load(file);
    assertArrayEquals(saved.engine().parameters(), network.engine().parameters());
    for (float value : network.engine().parameters()) {
      assertTrue(Float.isFinite(value));
    }
  }

  @Test
  void divergenceInTheLastStepOfAnEpochKeepsTheEpochBefore(@TempDir Path directory) throws Exception {
    LinearNetwork network = LinearNetwork.regression(4, 2, 1);
    Path file = directory.resolve("checkpoint");
    Dataset data = Samples.line(64, 4, 2, 1);
    Trainer trainer =
        Trainer.of(network)
            .batchSize(32)
            .learningRate((epoch, step) -> step <= 2 ? 0.01f : step == 3 ? 1e18f : Float.MAX_VALUE)
            .checkpoint(file);
    TrainingException exception = assertThrows(TrainingException.class, () -> trainer.fit(data));
    assertMessage(exception, "after epoch 2, step 2 of 2", "out.weights has 8 of 8 values", "of epoch 1",
        "checkpoint of epoch 1 is kept");
    LinearNetwork saved = LinearNetwork.regression(4, 2, 9);
    saved.load(file);
    assertArrayEquals(saved.engine().parameters(), network.engine().parameters());
    for (float value : network.engine().parameters()) {
      assertTrue(Float.isFinite(value));
    }
  }

  @Test
  void refusesDataThatDoesNotFit() {
    LinearNetwork classifier = network();
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> Trainer.of(classifier).fit(Samples.clusters(20, 5, 3, 1))),
        "5 values",
        "Linear takes 6");
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> Trainer.of(classifier).fit(Samples.line(20, 6, 3, 1))),
        "SOFTMAX_CROSS_ENTROPY",
        "a class number",
        "targets of 3 values");
    Dataset badClass = ArrayDataset.ofClasses(new float[3][6], new int[] {0, 3, 1});
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> Trainer.of(classifier).fit(badClass)),
        "sample 1 of the training data has class 3",
        "from 0 to 2");
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> Trainer.of(classifier).validation(badClass).fit(DATA)),
        "sample 1 of the validation data");
    LinearNetwork regression = LinearNetwork.regression(6, 1, 1);
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> Trainer.of(regression).fit(DATA)), "1 values",
        "class numbers");
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> Trainer.of(regression).fit(Samples.line(9, 6, 2, 1))),
        "targets of 2 values");
  }

  @Test
  void classNumbersBecomeOneHotValues() {
    LinearNetwork fromClasses = LinearNetwork.regression(6, 3, 1);
    LinearNetwork fromValues = LinearNetwork.regression(6, 3, 1);
    float[][] inputs = new float[DATA.size()][6];
    float[][] targets = new float[DATA.size()][3];
    for (int i = 0; i < DATA.size(); i++) {
      DATA.copyInput(i, inputs[i], 0);
      targets[i][DATA.classOf(i)] = 1;
    }
    EpochMetrics metrics = Trainer.of(fromClasses).epochs(12).fit(DATA).last();
    assertTrue(metrics.accuracy().orElseThrow() > 0.5);
    assertTrue(
        Trainer.of(fromValues).epochs(12).fit(ArrayDataset.ofValues(inputs, targets)).last().accuracy().isEmpty());
    assertArrayEquals(fromValues.engine().parameters(), fromClasses.engine().parameters());
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    Trainer trainer = Trainer.of(network());
    assertThrows(IllegalArgumentException.class, () -> trainer.epochs(0));
    assertThrows(IllegalArgumentException.class, () -> trainer.batchSize(0));
    assertThrows(IllegalArgumentException.class, () -> trainer.threads(-1));
    assertThrows(IllegalArgumentException.class, () -> trainer.validationSplit(1));
    assertThrows(IllegalArgumentException.class, () -> trainer.learningRate(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> EarlyStopping.patience(0));
    assertMessage(
        assertThrows(IllegalStateException.class, () -> trainer.earlyStopping(EarlyStopping.patience(1)).fit(DATA)),
        "VALIDATION_LOSS",
        "validationSplit");
    Trainer wrongRate = Trainer.of(network()).learningRate((epoch, step) -> step < 3 ? 0.1f : -1f).batchSize(100);
    assertMessage(assertThrows(TrainingException.class, () -> wrongRate.fit(DATA)), "-1.0", "epoch 2, step 1 of 2");
    Trainer noClasses =
        Trainer.of(LinearNetwork.regression(4, 2, 1))
            .earlyStopping(EarlyStopping.patience(1).watching(Metric.ACCURACY));
    assertMessage(
        assertThrows(IllegalStateException.class, () -> noClasses.fit(Samples.line(20, 4, 2, 1))), "ACCURACY");
  }

  @Test
  void listenersHearOfFailures() {
    IllegalStateException thrown = new IllegalStateException("enough");
    List<Throwable> heard = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(TrainingState state) {
            throw thrown;
          }

          @Override
          public void onFailure(TrainingState state, Throwable failure) {
            heard.add(failure);
          }
        };
    Trainer trainer = Trainer.of(network()).listener(listener);
    assertEquals(thrown, assertThrows(IllegalStateException.class, () -> trainer.fit(DATA)));
    assertEquals(List.of(thrown), heard);
  }

  @Test
  void oneNetworkIsTrainedOnceAtATime() {
    LinearNetwork network = network();
    List<Throwable> refused = new ArrayList<>();
    Trainer.of(network)
        .epochs(1)
        .batchSize(200)
        .listener(
            onStep(
                state -> refused.add(assertThrows(IllegalStateException.class, () -> Trainer.of(network).fit(DATA)))))
        .fit(DATA);
    assertEquals(1, refused.size());
    assertEquals(1, Trainer.of(network).epochs(1).fit(DATA).epochs().size(), "free again");
  }

  @Test
  void whatADataSetThrowsReachesTheCaller() {
    Dataset broken =
        new Dataset() {
          @Override
          public int size() {
            return 64;
          }

          @Override
          public int inputLength() {
            return 6;
          }

          @Override
          public void copyInput(int index, float[] into, int offset) {
            if (index == 50) {
              throw new IllegalStateException("sample 50 is gone");
            }
            Arrays.fill(into, offset, offset + 6, 0f);
          }

          @Override
          public boolean hasClasses() {
            return true;
          }

          @Override
          public int classOf(int index) {
            return 0;
          }

          @Override
          public int targetLength() {
            return 0;
          }

          @Override
          public void copyTarget(int index, float[] into, int offset) {
            throw new IllegalStateException("no values");
          }
        };
    LinearNetwork network = network();
    Trainer trainer = Trainer.of(network).threads(4);
    assertMessage(assertThrows(IllegalStateException.class, () -> trainer.fit(broken)), "sample 50 is gone");
    assertEquals(10, trainer.fit(DATA).epochs().size(), "usable again");
  }
}
