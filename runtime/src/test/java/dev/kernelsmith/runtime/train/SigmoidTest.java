package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.NoAnswerException;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.TrainingHistory.End;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One sigmoid unit tells two classes apart; several give a label each. */
class SigmoidTest {
  private static final Dataset TWO = Samples.clusters(150, 6, 2, 1);

  private static Dataset labels(int count, int units, long seed) {
    Dataset classes = Samples.clusters(count, 6, 2, seed);
    float[][] inputs = new float[count][6];
    float[][] targets = new float[count][units];
    for (int i = 0; i < count; i++) {
      classes.copyInput(i, inputs[i], 0);
      for (int u = 0; u < units; u++) {
        targets[i][u] = inputs[i][u] > 0.4f ? 1f : 0f;
      }
    }
    return ArrayDataset.ofValues(inputs, targets);
  }

  @Test
  void oneUnitLearnsTwoClasses() {
    LinearNetwork network = LinearNetwork.sigmoid(6, 1, 1);
    Dataset held = Samples.clusters(99, 6, 2, 2);
    TrainingHistory history = Trainer.of(network).epochs(20).batchSize(20).validation(held).fit(TWO);
    assertTrue(history.last().accuracy().orElseThrow() > 0.9, history.last().toString());
    Evaluation evaluation = Evaluation.of(network, held, 3);
    assertEquals(history.last().validationAccuracy(), evaluation.accuracy());
    int right = 0;
    for (int i = 0; i < held.size(); i++) {
      float[] input = new float[6];
      held.copyInput(i, input, 0);
      int number = network.classify(input);
      assertEquals(network.predict(input)[0] > 0.5f ? 1 : 0, number);
      assertEquals(number, network.classify(held)[i]);
      right += number == held.classOf(i) ? 1 : 0;
    }
    assertEquals((double) right / held.size(), evaluation.accuracy().orElseThrow());
    assertTrue(right > 85, right + " of 99");
  }

  @Test
  void classNumbersAndValuesGiveTheSame() {
    float[][] inputs = new float[TWO.size()][6];
    float[][] targets = new float[TWO.size()][1];
    for (int i = 0; i < TWO.size(); i++) {
      TWO.copyInput(i, inputs[i], 0);
      targets[i][0] = TWO.classOf(i);
    }
    EpochMetrics classes = Trainer.of(LinearNetwork.sigmoid(6, 1, 1)).epochs(3).fit(TWO).last();
    EpochMetrics values =
        Trainer.of(LinearNetwork.sigmoid(6, 1, 1)).epochs(3).fit(ArrayDataset.ofValues(inputs, targets)).last();
    assertEquals(classes.loss(), values.loss());
    assertEquals(classes.accuracy(), values.accuracy());
  }

  @Test
  void earlyStoppingWatchesTheAccuracy() {
    Trainer trainer =
        Trainer.of(LinearNetwork.sigmoid(6, 1, 1))
            .epochs(200)
            .validationSplit(0.3)
            .earlyStopping(EarlyStopping.patience(3).watching(Metric.VALIDATION_ACCURACY));
    assertEquals(End.EARLY_STOPPING, trainer.fit(TWO).end());
  }

  @Test
  void theThresholdIsAHalfAndTheTieIsClassZero() {
    LinearNetwork network = LinearNetwork.sigmoid(1, 1, 1);
    float[] parameters = new float[network.engine().spec().parameterFloats()];
    parameters[0] = 1;
    network.engine().publish(parameters);
    float[] least = {Float.MIN_VALUE};
    assertEquals(1, network.classify(least));
    assertEquals(0, network.classify(new float[] {0}));
    assertEquals(0, network.classify(new float[] {-Float.MIN_VALUE}));
    assertThrows(NoAnswerException.class, () -> network.classify(new float[] {Float.NaN}));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void severalUnitsAreRightLabelByLabel(int units) {
    LinearProgram program = new LinearProgram(6, units, LinearProgram.SIGMOID, 1);
    LinearNetwork network = LinearNetwork.offloaded(program, 1);
    Dataset held = labels(43, units, 2);
    EpochMetrics last = Trainer.of(network).epochs(5).validation(held).fit(labels(150, units, 1)).last();
    float[][] probabilities = network.predict(held);
    int right = 0;
    for (int i = 0; i < held.size(); i++) {
      float[] target = new float[units];
      held.copyTarget(i, target, 0);
      for (int u = 0; u < units; u++) {
        right += probabilities[i][u] > 0.5f == target[u] > 0.5f ? 1 : 0;
      }
    }
    OptionalDouble expected = OptionalDouble.of((double) right / (43 * units));
    assertEquals(expected, last.validationAccuracy());
    assertTrue(last.accuracy().orElseThrow() > 0.7, last.toString());
    try (DeviceNetwork placed = network.placed(64, 16)) {
      assertEquals(expected, Evaluation.of(placed, held).accuracy());
      EpochMetrics there = Trainer.of(placed).epochs(1).validation(held).fit(labels(150, units, 1)).last();
      assertTrue(there.accuracy().isPresent() && there.validationAccuracy().isPresent(), there.toString());
    }
  }

  @Test
  void severalUnitsWithClassNumbersChooseOne() {
    LinearNetwork network = LinearNetwork.sigmoid(6, 3, 1);
    Dataset three = Samples.clusters(150, 6, 3, 1);
    Trainer.of(network).epochs(10).fit(three);
    Evaluation evaluation = Evaluation.of(network, three);
    int[] classes = network.classify(three);
    int right = 0;
    for (int i = 0; i < classes.length; i++) {
      right += classes[i] == three.classOf(i) ? 1 : 0;
    }
    assertEquals(right / 150.0, evaluation.accuracy().orElseThrow());
  }

  @Test
  void aRegressionHasNoAccuracyUnlessItsUnitIsASigmoid() {
    LinearNetwork line = LinearNetwork.regression(6, 1, 1);
    assertTrue(Trainer.of(line).epochs(1).fit(Samples.line(30, 6, 1, 1)).last().accuracy().isEmpty());
    assertThrows(IllegalStateException.class, () -> line.classify(new float[6]));
    LinearProgram program = new LinearProgram(6, 1, LinearProgram.SQUARES, 1);
    NetworkEngine engine =
        new NetworkEngine(LinearNetwork.describe(program).outputLayer("linear", "SIGMOID").build(), program, 1);
    LinearNetwork sigmoid = new LinearNetwork(engine);
    EpochMetrics last = Trainer.of(sigmoid).epochs(30).learningRate(0.01).fit(TWO).last();
    assertTrue(last.accuracy().orElseThrow() > 0.9, last.toString());
    assertTrue(Trainer.of(sigmoid).epochs(1).fit(Samples.line(30, 6, 1, 1)).last().accuracy().isEmpty());
    float[] input = new float[6];
    TWO.copyInput(0, input, 0);
    assertEquals(sigmoid.predict(input)[0] > 0.5f ? 1 : 0, sigmoid.classify(input));
  }
}
