package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Tensors;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent layers, compared with a loop over steps in the words of their papers. */
class RecurrentReferenceTest {
  private static final int BATCH = 4;
  private static final int STEPS = 5;
  private static final int CHANNELS = 3;
  private static final int UNITS = 4;

  static Stream<Map<String, Object>> variants() {
    return Stream.of("SimpleRnn", "Gru", "Lstm")
        .flatMap(
            kind -> Stream.of("", "reversed", "bidirectional")
                .flatMap(
                    direction -> Stream.of(true, false)
                        .flatMap(
                            sequences -> Stream.of(0, 1, STEPS).map(
                                mask -> Map.<String, Object>of(
                                    "kind", kind, "direction", direction, "sequences", sequences, "mask", mask)))));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void agreeWithTheFormulas(Map<String, Object> variant) {
    String direction = (String) variant.get("direction");
    boolean sequences = (Boolean) variant.get("sequences");
    int masks = (Integer) variant.get("mask");
    Map<String, Object> values = new HashMap<>(Map.of("units", UNITS, "sequences", sequences));
    if (!direction.isEmpty()) {
      values.put(direction, true);
    }
    Shape input = Shape.of(STEPS, CHANNELS);
    String kind = (String) variant.get("kind");
    LayerFixture layer =
        masks > 0 ? LayerFixture.of(kind, with(values), input, Shape.of(masks)) : LayerFixture.of(kind, values, input);
    Random random = new Random(5);
    Tensors tensors = new Tensors(BATCH);
    for (Buffer b : layer.program().buffers()) {
      if (b.role() == Buffer.Role.PARAMETER || layer.inputs().contains(b)) {
        tensors.put(b, random.doubles(tensors.length(b), -1, 1).toArray());
      }
    }
    double[] lengths = {STEPS, 3, 1, 0};
    double[] flags = random.doubles(BATCH * STEPS, -1, 1).toArray();
    if (masks > 0) {
      tensors.put(layer.inputs().get(1), masks == 1 ? lengths : flags);
    }
    Interpreter.run(layer.program(), tensors);
    boolean both = direction.equals("bidirectional");
    int width = both ? 2 * UNITS : UNITS;
    double[] expected = new double[BATCH * (sequences ? STEPS : 1) * width];
    for (int n = 0; n < BATCH; n++) {
      boolean[] counts = new boolean[STEPS];
      for (int t = 0; t < STEPS; t++) {
        counts[t] = masks == 0 || (masks == 1 ? t < lengths[n] : flags[n * STEPS + t] > 0);
      }
      double[][] first = states(kind, layer, tensors, "", n, counts, direction.equals("reversed"));
      put(first, 0, expected, n, sequences, width, counts);
      if (both) {
        put(states(kind, layer, tensors, "reversed", n, counts, true), UNITS, expected, n, sequences, width, counts);
      }
    }
    assertArrayEquals(expected, tensors.get(layer.output()), 1e-12, variant.toString());
  }

  private static Map<String, Object> with(Map<String, Object> values) {
    Map<String, Object> more = new HashMap<>(values);
    more.put("mask", "x1");
    return more;
  }

  /** States by step, and the last one behind them; steps that do not count have 0. */
  private static void put(
      double[][] states, int channel, double[] into, int n, boolean sequences, int width, boolean[] counts) {
    for (int t = 0; t < (sequences ? STEPS : 1); t++) {
      for (int u = 0; u < UNITS; u++) {
        double value = sequences ? (counts[t] ? states[t][u] : 0) : states[STEPS][u];
        into[(n * (sequences ? STEPS : 1) + t) * width + channel + u] = value;
      }
    }
  }

  private static double[][] states(
      String kind, LayerFixture layer, Tensors tensors, String prefix, int n, boolean[] counts, boolean reversed) {
    double[] x = tensors.get(layer.input());
    double[] h = new double[UNITS];
    double[] memory = new double[UNITS];
    double[][] states = new double[STEPS + 1][UNITS];
    for (int place = 0; place < STEPS; place++) {
      int t = reversed ? STEPS - 1 - place : place;
      if (!counts[t]) {
        continue;
      }
      double[] before = h.clone();
      for (int u = 0; u < UNITS; u++) {
        Sums sums = new Sums(layer, tensors, prefix, x, (n * STEPS + t) * CHANNELS, before, u);
        switch (kind) {
          case "SimpleRnn" -> h[u] = Math.tanh(sums.ofInput(0, 1) + sums.ofState(0, 1) + sums.bias("bias"));
          case "Gru" -> {
            double z = sigmoid(sums.ofInput(0, 3) + sums.ofState(0, 3) + sums.bias("updateBias"));
            double r = sigmoid(sums.ofInput(1, 3) + sums.ofState(1, 3) + sums.bias("resetBias"));
            double c =
                Math.tanh(
                    sums.ofInput(2, 3) + sums.bias("candidateBias")
                        + r * (sums.ofState(2, 3) + sums.bias("recurrentBias")));
            h[u] = z * before[u] + (1 - z) * c;
          }
          default -> {
            double i = sigmoid(sums.ofInput(0, 4) + sums.ofState(0, 4) + sums.bias("inputBias"));
            double f = sigmoid(sums.ofInput(1, 4) + sums.ofState(1, 4) + sums.bias("forgetBias"));
            double g = Math.tanh(sums.ofInput(2, 4) + sums.ofState(2, 4) + sums.bias("candidateBias"));
            double o = sigmoid(sums.ofInput(3, 4) + sums.ofState(3, 4) + sums.bias("outputBias"));
            memory[u] = f * memory[u] + i * g;
            h[u] = o * Math.tanh(memory[u]);
          }
        }
      }
      states[t] = h.clone();
    }
    states[STEPS] = h;
    return states;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** Weighted sums of one unit at one step. */
  private record Sums(
      LayerFixture layer, Tensors tensors, String prefix, double[] x, int from, double[] before, int unit) {
    double ofInput(int gate, int gates) {
      double[] w = parameter("weights");
      double sum = 0;
      for (int c = 0; c < CHANNELS; c++) {
        sum += x[from + c] * w[(c * gates + gate) * UNITS + unit];
      }
      return sum;
    }

    double ofState(int gate, int gates) {
      double[] w = parameter("recurrentWeights");
      double sum = 0;
      for (int k = 0; k < UNITS; k++) {
        sum += before[k] * w[(k * gates + gate) * UNITS + unit];
      }
      return sum;
    }

    double bias(String kind) {
      return parameter(kind)[unit];
    }

    private double[] parameter(String kind) {
      String name = prefix.isEmpty() ? kind : prefix + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
      return tensors.get(layer.parameter(name));
    }
  }
}
