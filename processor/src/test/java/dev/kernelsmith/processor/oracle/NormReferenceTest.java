package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalisations of samples, compared with loops over the sets of elements in the words of their papers. */
class NormReferenceTest {
  private static final int BATCH = 3;

  private final Random random = new Random(11);

  /** Whether elements at two places share statistics. */
  private interface Sets {
    boolean together(int[] a, int[] b);
  }

  private static int[] place(int element, List<Integer> dims) {
    int[] place = new int[dims.size()];
    for (int d = dims.size() - 1; d >= 0; d--) {
      place[d] = element % dims.get(d);
      element /= dims.get(d);
    }
    return place;
  }

  private void check(String kind, Map<String, ?> given, List<Integer> dims, boolean centred, Sets sets) {
    LayerFixture layer = LayerFixture.of(kind, given, new Shape(dims));
    Tensors tensors = new Tensors(BATCH);
    for (Buffer b : layer.program().buffers()) {
      if (b.role() == Buffer.Role.PARAMETER || layer.inputs().contains(b)) {
        tensors.put(b, random.doubles(tensors.length(b), -2, 3).toArray());
      }
    }
    Interpreter.run(layer.program(), tensors);
    double[] x = tensors.get(layer.input());
    double[] gamma = tensors.get(layer.parameter("gamma"));
    double[] y = new double[x.length];
    int elements = x.length / BATCH;
    for (int i = 0; i < y.length; i++) {
      int first = i / elements * elements;
      List<Double> set = new ArrayList<>();
      for (int j = 0; j < elements; j++) {
        if (sets.together(place(i - first, dims), place(j, dims))) {
          set.add(x[first + j]);
        }
      }
      double mean = centred ? set.stream().mapToDouble(v -> v).average().orElseThrow() : 0;
      double square = set.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();
      y[i] = gamma[i % gamma.length] * (x[i] - mean) / Math.sqrt(square + 1e-3f);
      if (centred) {
        double[] beta = tensors.get(layer.parameter("beta"));
        y[i] += beta[i % beta.length];
      }
    }
    assertArrayEquals(y, tensors.get(layer.output()), 1e-9, kind + given + dims);
  }

  /** In the words of AlexNet's paper, whose alpha is not divided by the size. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 12})
  void acrossChannels(int size) {
    int channels = 7;
    Map<String, ?> given = Map.of("size", size, "alpha", 0.5f * size, "beta", 0.75f, "bias", 2f);
    LayerFixture layer = LayerFixture.of("LocalResponseNorm", given, Shape.of(2, 2, channels));
    double[] x = random.doubles(BATCH * 4L * channels, -2, 2).toArray();
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double sum = 0;
      int c = i % channels;
      for (int d = Math.max(0, c - (size - 1) / 2); d <= Math.min(channels - 1, c + size / 2); d++) {
        sum += x[i - c + d] * x[i - c + d];
      }
      y[i] = x[i] / Math.pow(2 + 0.5 * sum, 0.75);
    }
    Tensors tensors = new Tensors(BATCH).put(layer.input(), x);
    Interpreter.run(layer.program(), tensors);
    assertArrayEquals(y, tensors.get(layer.output()), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, -1})
  void overLastAxes(int axis) {
    List<Integer> dims = List.of(3, 2, 4);
    int first = Math.floorMod(axis, 3);
    Sets sets = (a, b) -> {
      boolean together = true;
      for (int d = 0; d < first; d++) {
        together &= a[d] == b[d];
      }
      return together;
    };
    check("LayerNorm", Map.of("axis", axis, "epsilon", 1e-3f), dims, true, sets);
    check("RmsNorm", Map.of("axis", axis, "epsilon", 1e-3f), dims, false, sets);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void ofGroupsOfChannels(int groups) {
    int members = 6 / groups;
    check(
        "GroupNorm", Map.of("groups", groups, "epsilon", 1e-3f), List.of(2, 3, 6), true,
        (a, b) -> a[2] / members == b[2] / members);
    if (groups < 6) {
      check(
          "GroupNorm", Map.of("groups", groups, "epsilon", 1e-3f), List.of(6), true,
          (a, b) -> a[0] / members == b[0] / members);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void ofEachChannel(int rank) {
    List<Integer> dims = List.of(2, 3, 2, 4).subList(4 - rank, 4);
    check("InstanceNorm", Map.of("epsilon", 1e-3f), dims, true, (a, b) -> a[rank - 1] == b[rank - 1]);
  }
}
