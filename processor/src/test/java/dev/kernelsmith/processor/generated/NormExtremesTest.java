package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Normalisations of samples in kernels where floats are hard pressed: equal values, large means, tiny and huge deviations. */
class NormExtremesTest {
  private static final int POSITIONS = 12;
  private static final int CHANNELS = 4;
  private static final int ELEMENTS = POSITIONS * CHANNELS;
  private static final List<String> LAYERS =
      List.of("LayerNorm(axis = 0, %s)", "LayerNorm(%s)", "GroupNorm(groups = 2, %s)", "InstanceNorm(%s)",
          "RmsNorm(%s)");

  private static GeneratedNetwork network;

  @BeforeAll
  static void compile() {
    StringBuilder layers = new StringBuilder();
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < LAYERS.size(); i++) {
      layers.append("@From(\"input\") @").append(LAYERS.get(i).formatted("epsilon = 1e-5f")).append(" Layer n")
          .append(i)
          .append(";\n");
      names.append(i == 0 ? "" : ", ").append("\"n").append(i).append('"');
    }
    network =
        GeneratedNetwork.compile(
            "Extremes",
            "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n@Network(input = {3, 4, 4})\n"
                + "class Extremes {\n" + layers + "@Concat({" + names + "}) Layer out;\n}\n");
  }

  /** Results by layer, position and channel. */
  private static float[][] run(Variant variant, float[] x) {
    BlockProgram program = network.kernels(variant).single();
    Block block = new Block(program, network.spec());
    float[] parameters = network.network(1).engine().parameters();
    block.parameters = parameters;
    System.arraycopy(x, 0, block.inputs[0], 0, x.length);
    program.runAll(block);
    float[][] results = new float[LAYERS.size()][ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      for (int l = 0; l < results.length; l++) {
        results[l][i] = block.outputs[0][i / CHANNELS * CHANNELS * LAYERS.size() + l * CHANNELS + i % CHANNELS];
      }
    }
    return results;
  }

  private static boolean together(int layer, int a, int b) {
    int c = a % CHANNELS;
    int d = b % CHANNELS;
    return switch (layer) {
      case 0 -> true;
      case 2 -> c / 2 == d / 2;
      case 3 -> c == d;
      default -> a / CHANNELS == b / CHANNELS;
    };
  }

  private static double expected(int layer, float[] x, int i) {
    double sum = 0;
    int count = 0;
    for (int j = 0; j < ELEMENTS; j++) {
      if (together(layer, i, j)) {
        sum += x[j];
        count++;
      }
    }
    double mean = layer == 4 ? 0 : sum / count;
    double squares = 0;
    for (int j = 0; j < ELEMENTS; j++) {
      squares += together(layer, i, j) ? (x[j] - mean) * (x[j] - mean) : 0;
    }
    return (x[i] - mean) / Math.sqrt(squares / count + 1e-5f);
  }

  @ParameterizedTest
  @EnumSource
  void equalValuesGiveZeroHoweverLarge(Variant variant) {
    for (float value : new float[] {0, 1e-30f, 0.1f, -1e4f, 12345.678f, 1e15f}) {
      float[] x = new float[ELEMENTS];
      Arrays.fill(x, value);
      float[][] y = run(variant, x);
      for (int l = 0; l < 4; l++) {
        for (float result : y[l]) {
          assertEquals(0, result, LAYERS.get(l) + " of " + value);
        }
      }
      assertEquals(expected(4, x, 0), y[4][0], 2e-6, "root of " + value);
    }
  }

  @ParameterizedTest
  @EnumSource
  void meansAndDeviationsOfAnySizeCostNoDigits(Variant variant) {
    Random random = new Random(3);
    for (float mean : new float[] {0, 1, -1e4f}) {
      for (float deviation : new float[] {1e-2f, 1, 1e4f}) {
        float[] x = new float[ELEMENTS];
        for (int i = 0; i < x.length; i++) {
          x[i] = (float) (mean + deviation * random.nextGaussian());
        }
        float[][] y = run(variant, x);
        for (int l = 0; l < y.length; l++) {
          for (int i = 0; i < ELEMENTS; i++) {
            double expected = expected(l, x, i);
            String what = LAYERS.get(l) + ", mean " + mean + ", deviation " + deviation + ", element " + i;
            assertTrue(
                Math.abs(y[l][i] - expected) <= 3e-6 * Math.max(1, Math.abs(expected)),
                () -> what + ": " + expected);
          }
        }
      }
    }
  }

  /** Where epsilon is the smallest there is and the variance 0, the cube of 1 / deviation is no float. */
  @Test
  void gradientsAreFiniteWithoutVariance() {
    GeneratedNetwork flat =
        GeneratedNetwork.compile(
            "Flat",
            "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n@Network(input = {2, 2, 2})\n"
                + "class Flat {\n@Conv2D(filters = 4, kernel = 1, initializer = Initializer.ZEROS) Layer zeros;\n"
                + "@RmsNorm(epsilon = 1.17549435E-38f) Layer root;\n@From(\"zeros\") @GroupNorm(groups = 2,"
                + " epsilon = 1.17549435E-38f) Layer group;\n@Add({\"root\", \"group\"}) Layer both;\n"
                + "@Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) @Dense(units = 3) Layer out;\n}\n");
    for (Variant variant : Variant.values()) {
      Batch random = Batch.random(flat.spec(), 5, 1);
      Batch batch =
          new Batch(5, random.inputs(), random.classes(), random.targets(), flat.network(1).engine().parameters());
      for (float gradient : TrainingStep.run(flat.kernels(variant), flat.spec(), batch).gradients()) {
        assertTrue(Float.isFinite(gradient), variant + ": " + gradient);
      }
    }
  }
}
