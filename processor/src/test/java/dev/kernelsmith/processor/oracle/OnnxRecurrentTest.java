package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recurrent layers against ONNX's operators RNN, GRU ({@code linear_before_reset = 1}) and LSTM, with parameters as ONNX has them: {@code W[gate * units + u][c]} and {@code
 * R[gate * units + u][k]}, gates {@code i, o, f, c} and {@code z, r, h}, and biases {@code Wb} and {@code Rb} for each. The equations are those of the operators' documents.
 */
class OnnxRecurrentTest {
  private static final int STEPS = 3;
  private static final int CHANNELS = 2;
  private static final int UNITS = 5;

  private final Random random = new Random(3);

  @ParameterizedTest
  @ValueSource(strings = {"SimpleRnn", "Gru", "Lstm"})
  void statesAreThoseOfTheOperator(String kind) {
    // Where ONNX's gates are among ours.
    int[] ours =
        kind.equals("Lstm") ? new int[] {0, 3, 1, 2} : kind.equals("Gru") ? new int[] {0, 1, 2} : new int[] {0};
    int rows = ours.length * UNITS;
    double[][] w = random(rows, CHANNELS);
    double[][] r = random(rows, UNITS);
    double[] wb = random.doubles(rows, -1, 1).toArray();
    double[] rb = random.doubles(rows, -1, 1).toArray();
    double[] x = {1, 2, 3, 4, 5, 6};

    LayerFixture layer =
        LayerFixture.of(kind, Map.of("units", UNITS, "sequences", true), Shape.of(STEPS, CHANNELS));
    Tensors tensors = new Tensors(1);
    tensors.put(layer.input(), x);
    tensors.put(layer.parameter("weights"), gatesInside(w, ours));
    tensors.put(layer.parameter("recurrentWeights"), gatesInside(r, ours));
    switch (kind) {
      case "SimpleRnn" -> tensors.put(layer.parameter("bias"), sum(wb, rb, 0));
      case "Gru" -> {
        tensors.put(layer.parameter("updateBias"), sum(wb, rb, 0));
        tensors.put(layer.parameter("resetBias"), sum(wb, rb, 1));
        tensors.put(layer.parameter("candidateBias"), part(wb, 2));
        tensors.put(layer.parameter("recurrentBias"), part(rb, 2));
      }
      default -> {
        List<String> gates = List.of("input", "output", "forget", "candidate");
        for (int g = 0; g < gates.size(); g++) {
          tensors.put(layer.parameter(gates.get(g) + "Bias"), sum(wb, rb, g));
        }
      }
    }
    Interpreter.run(layer.program(), tensors);

    double[] expected = new double[STEPS * UNITS];
    double[] h = new double[UNITS];
    double[] c = new double[UNITS];
    for (int t = 0; t < STEPS; t++) {
      double[] fromX = new double[rows];
      double[] fromH = new double[rows];
      for (int row = 0; row < rows; row++) {
        fromX[row] = wb[row];
        fromH[row] = rb[row];
        for (int i = 0; i < CHANNELS; i++) {
          fromX[row] += x[t * CHANNELS + i] * w[row][i];
        }
        for (int k = 0; k < UNITS; k++) {
          fromH[row] += h[k] * r[row][k];
        }
      }
      for (int u = 0; u < UNITS; u++) {
        int second = UNITS + u;
        int third = 2 * UNITS + u;
        switch (kind) {
          case "SimpleRnn" -> h[u] = Math.tanh(fromX[u] + fromH[u]);
          case "Gru" -> {
            double z = sigmoid(fromX[u] + fromH[u]);
            double hidden = Math.tanh(fromX[third] + sigmoid(fromX[second] + fromH[second]) * fromH[third]);
            h[u] = (1 - z) * hidden + z * h[u];
          }
          default -> {
            int fourth = 3 * UNITS + u;
            c[u] =
                sigmoid(fromX[third] + fromH[third]) * c[u]
                    + sigmoid(fromX[u] + fromH[u]) * Math.tanh(fromX[fourth] + fromH[fourth]);
            h[u] = sigmoid(fromX[second] + fromH[second]) * Math.tanh(c[u]);
          }
        }
      }
      System.arraycopy(h, 0, expected, t * UNITS, UNITS);
    }
    assertArrayEquals(expected, tensors.get(layer.output()), 1e-12);
  }

  private double[][] random(int rows, int columns) {
    double[][] matrix = new double[rows][];
    for (int row = 0; row < rows; row++) {
      matrix[row] = random.doubles(columns, -1, 1).toArray();
    }
    return matrix;
  }

  /** {@code [gate * units + u][c]} as {@code [c][gate][u]}, in our order of gates. */
  private static double[] gatesInside(double[][] matrix, int[] ours) {
    int columns = matrix[0].length;
    double[] inside = new double[matrix.length * columns];
    for (int gate = 0; gate < ours.length; gate++) {
      for (int u = 0; u < UNITS; u++) {
        for (int i = 0; i < columns; i++) {
          inside[(i * ours.length + ours[gate]) * UNITS + u] = matrix[gate * UNITS + u][i];
        }
      }
    }
    return inside;
  }

  private static double[] part(double[] biases, int gate) {
    return Arrays.copyOfRange(biases, gate * UNITS, (gate + 1) * UNITS);
  }

  private static double[] sum(double[] wb, double[] rb, int gate) {
    double[] sum = part(wb, gate);
    for (int u = 0; u < UNITS; u++) {
      sum[u] += rb[gate * UNITS + u];
    }
    return sum;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
