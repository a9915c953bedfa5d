package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.StepResult;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random networks over sequences and images have the class at each position that a plain argmax of its scores finds, on all kernels. */
class PositionsTest {
  private static final int SAMPLES = 21;

  /** From this seed on there is one position. */
  private static final int ONE = 5;

  /** The first greatest score of each position. */
  static int[] largest(float[] scores, int classes) {
    int[] result = new int[scores.length / classes];
    for (int i = 0; i < scores.length; i++) {
      int position = i / classes;
      if (scores[i] > scores[position * classes + result[position]]) {
        result[position] = i % classes;
      }
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, ONE, ONE + 1})
  void eachPositionHasTheClassOfItsGreatestScore(int seed) {
    Random random = new Random(seed);
    boolean image = seed % 2 == 0;
    int channels = 1 + random.nextInt(3);
    int extent = seed < ONE ? 3 + random.nextInt(5) : 1;
    int classes = 2 + random.nextInt(18);
    String input =
        image ? "{%d, %d, %d}".formatted(extent, seed < ONE ? extent + 1 : 1, channels)
            : "{%d, %d}".formatted(extent, channels);
    String kind = image ? "Conv2D" : "Conv1D";
    GeneratedNetwork generated =
        GeneratedNetwork.compile(
            new NetworkSource(
                "Scores", input, "type = OptimizerType.SGD",
                List.of(
                    new LayerSource("hidden", kind,
                        "filters = 5, kernel = 3, padding = Padding.SAME, activation = Activation.TANH",
                        List.of("input")),
                    new LayerSource("out", kind, "filters = " + classes + ", kernel = 1", List.of("hidden"))),
                "SOFTMAX_CROSS_ENTROPY"));
    NetworkSpec spec = generated.spec();
    float[][] inputs = new float[SAMPLES][spec.inputs().getFirst().length()];
    float[][] targets = new float[SAMPLES][spec.losses().getFirst().positions()];
    for (int i = 0; i < SAMPLES; i++) {
      for (int k = 0; k < inputs[i].length; k++) {
        inputs[i][k] = (float) random.nextGaussian();
      }
      for (int k = 0; k < targets[i].length; k++) {
        targets[i][k] = random.nextInt(classes);
      }
    }
    for (Variant variant : Variant.values()) {
      NetworkEngine engine = new NetworkEngine(spec, generated.kernels(variant), seed);
      int[][] actual = engine.classifyPositions(inputs);
      long right = 0;
      for (int i = 0; i < SAMPLES; i++) {
        int[] expected = largest(engine.logits(inputs[i]), classes);
        assertArrayEquals(expected, actual[i], variant::toString);
        assertArrayEquals(expected, engine.classifyPositions(inputs[i]), variant::toString);
        for (int k = 0; k < expected.length; k++) {
          right += expected[k] == (int) targets[i][k] ? 1 : 0;
        }
      }
      double accuracy =
          Evaluation.of(() -> engine, ArrayDataset.ofValues(inputs, targets)).accuracy().orElseThrow();
      assertEquals((double) right / SAMPLES / targets[0].length, accuracy, 1e-12, variant::toString);
      StepResult step = Trainer.of(() -> engine).step(ArrayDataset.ofValues(inputs, targets));
      assertEquals(accuracy, step.accuracy().orElseThrow(), 1e-12, variant::toString);
    }
  }
}
