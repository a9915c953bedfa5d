package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.NoAnswerException;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One sigmoid unit is a classifier, whether the loss or the layer applies the sigmoid. */
class SigmoidUnitsTest {
  private static final int COUNT = 150;
  private static final Dataset DATA = data();

  private static Dataset data() {
    Random random = new Random(3);
    float[][] inputs = new float[COUNT][3];
    int[] classes = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      for (int k = 0; k < 3; k++) {
        inputs[i][k] = (float) random.nextGaussian();
      }
      classes[i] = inputs[i][0] - 2 * inputs[i][1] > 0 ? 1 : 0;
    }
    return ArrayDataset.ofClasses(inputs, classes);
  }

  private static GeneratedNetwork compile(String values, String loss) {
    return GeneratedNetwork.compile(
        new NetworkSource(
            "Yes", "3", "type = OptimizerType.ADAM, learningRate = 0.05f",
            List.of(new LayerSource("answer", "Dense", values, List.of("input"))), loss));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "units = 1                                   | SIGMOID_CROSS_ENTROPY",
    "units = 1, activation = Activation.SIGMOID  | MEAN_SQUARED_ERROR"
  })
  void oneUnitTellsTwoClassesApart(String values, String loss) {
    CompiledNetwork network = compile(values, loss).network(1);
    double accuracy = Trainer.of(network).epochs(40).batchSize(20).fit(DATA).last().accuracy().orElseThrow();
    assertTrue(accuracy > 0.9, accuracy + " with " + loss);
    int[] classes = network.classify(DATA);
    int right = 0;
    for (int i = 0; i < COUNT; i++) {
      float[] input = new float[3];
      DATA.copyInput(i, input, 0);
      assertEquals(network.predict(input)[0] > 0.5f ? 1 : 0, classes[i]);
      assertEquals(classes[i], network.classify(input));
      right += classes[i] == DATA.classOf(i) ? 1 : 0;
    }
    assertEquals((double) right / COUNT, Evaluation.of(network, DATA).accuracy().orElseThrow());
    assertThrows(NoAnswerException.class, () -> network.classify(new float[] {Float.NaN, 0, 0}));
  }

  @Test
  void aNetworkWithoutALossClassifiesToo() {
    CompiledNetwork network = compile("units = 1, activation = Activation.SIGMOID", "").network(1);
    float[] input = {1, 2, 3};
    assertEquals(network.predict(input)[0] > 0.5f ? 1 : 0, network.classify(input));
  }

  @Test
  void oneUnitWithoutASigmoidIsARegression() {
    CompiledNetwork network = compile("units = 1", "MEAN_SQUARED_ERROR").network(1);
    assertThrows(IllegalStateException.class, () -> network.classify(new float[3]));
    assertThrows(IllegalArgumentException.class, () -> Trainer.of(network).fit(DATA));
  }
}
