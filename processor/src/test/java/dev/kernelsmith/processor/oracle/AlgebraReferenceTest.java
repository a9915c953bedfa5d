package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.ChannelOrder;
import dev.kernelsmith.annotations.Coordinates;
import dev.kernelsmith.annotations.Interpolation;
import dev.kernelsmith.annotations.PadMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers of shape and algebra, compared with what their definitions say of each element, by coordinates. */
class AlgebraReferenceTest {
  private static final double TOLERANCE = 1e-12;

  private final Random random = new Random(11);

  private static void same(Nd expected, Nd actual) {
    assertEquals(expected.shape(), actual.shape());
    assertArrayEquals(expected.values(), actual.values(), TOLERANCE);
  }

  private static Map<String, Object> two() {
    return Map.of("value", List.of("x0", "x1"));
  }

  /** The element that NumPy broadcasts to some coordinates. */
  private static double broadcast(Nd x, int[] at) {
    int[] own = new int[x.shape().size()];
    for (int d = 0; d < own.length; d++) {
      own[d] = x.dim(d) == 1 ? 0 : at[at.length - own.length + d];
    }
    return x.get(own);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Add", "Subtract", "Multiply", "Divide"})
  void elementByElement(String kind) {
    DoubleBinaryOperator operator =
        Map.<String, DoubleBinaryOperator>of(
            "Add", (a, b) -> a + b, "Subtract", (a, b) -> a - b, "Multiply", (a, b) -> a * b, "Divide", (a, b) -> a / b)
            .get(kind);
    List<List<List<Integer>>> shapes =
        List.of(
            List.of(List.of(4), List.of(4), List.of(4)),
            List.of(List.of(2, 3, 4), List.of(4), List.of(2, 3, 4)),
            List.of(List.of(4), List.of(2, 3, 4), List.of(2, 3, 4)),
            List.of(List.of(2, 3, 4), List.of(1), List.of(2, 3, 4)),
            List.of(List.of(2, 1, 4), List.of(3, 1), List.of(2, 3, 4)),
            List.of(List.of(2, 1), List.of(1, 3), List.of(2, 3)),
            List.of(List.of(2, 1, 1, 3), List.of(1, 5, 2, 1), List.of(2, 5, 2, 3)));
    for (List<List<Integer>> three : shapes) {
      Nd a = Nd.random(random, three.get(0).toArray(Integer[]::new));
      Nd b = Nd.random(random, three.get(1).toArray(Integer[]::new));
      same(
          Nd.filled(three.get(2), at -> operator.applyAsDouble(broadcast(a, at), broadcast(b, at))),
          Nd.run(kind, two(), a, b));
    }
  }

  @Test
  void threeOperandsOfThreeShapes() {
    Nd a = Nd.random(random, 3);
    Nd b = Nd.random(random, 2, 1);
    Nd c = Nd.random(random, 4, 1, 3);
    Map<String, Object> three = Map.of("value", List.of("x0", "x1", "x2"));
    List<Integer> shape = List.of(4, 2, 3);
    same(
        Nd.filled(shape, at -> broadcast(a, at) + broadcast(b, at) + broadcast(c, at)), Nd.run("Add", three, a, b, c));
    same(
        Nd.filled(shape, at -> broadcast(a, at) * broadcast(b, at) * broadcast(c, at)),
        Nd.run("Multiply", three, a, b, c));
  }

  @Test
  void concatenationAlongEachAxis() {
    for (int rank = 1; rank <= 4; rank++) {
      for (int axis = -rank; axis < rank; axis++) {
        int along = Math.floorMod(axis, rank);
        List<Integer> first = new ArrayList<>(IntStream.range(0, rank).mapToObj(d -> 2 + d % 2).toList());
        List<Integer> second = new ArrayList<>(first);
        second.set(along, 4);
        List<Integer> shape = new ArrayList<>(first);
        shape.set(along, first.get(along) + 4);
        Nd a = Nd.random(random, first.toArray(Integer[]::new));
        Nd b = Nd.random(random, second.toArray(Integer[]::new));
        Nd expected =
            Nd.filled(
                shape,
                at -> {
                  boolean ofFirst = at[along] < first.get(along);
                  at[along] -= ofFirst ? 0 : first.get(along);
                  return (ofFirst ? a : b).get(at);
                });
        same(expected, Nd.run("Concat", Map.of("value", List.of("x0", "x1"), "axis", axis), a, b));
      }
    }
  }

  /** Shapes of up to four extents with as many elements, some of which no axes of both can index. */
  @Test
  void reshapeKeepsTheOrder() {
    List<List<Integer>> shapes =
        List.of(
            List.of(36), List.of(6, 6), List.of(4, 9), List.of(9, 4), List.of(2, 3, 6), List.of(1, 36),
            List.of(3, 1, 12),
            List.of(3, 4, 3), List.of(2, 2, 3, 3), List.of(1, 6, 1, 6), List.of(12, 3));
    for (List<Integer> from : shapes) {
      Nd x = Nd.random(random, from.toArray(Integer[]::new));
      for (List<Integer> to : shapes) {
        same(Nd.of(to, x.values()), Nd.run("Reshape", Map.of("value", to), x));
        List<Integer> open = new ArrayList<>(to);
        open.set(open.size() / 2, -1);
        same(Nd.of(to, x.values()), Nd.run("Reshape", Map.of("value", open), x));
      }
      same(Nd.of(List.of(36), x.values()), Nd.run("Flatten", Map.of(), x));
    }
  }

  @Test
  void permutations() {
    Nd x = Nd.random(random, 2, 3, 4, 5);
    for (List<Integer> order : List.of(List.of(0, 1, 2, 3), List.of(3, 2, 1, 0), List.of(1, 3, 0, 2),
        List.of(0, 3, 1, 2))) {
      Nd expected =
          Nd.filled(
              order.stream().map(x::dim).toList(),
              at -> {
                int[] from = new int[4];
                for (int d = 0; d < 4; d++) {
                  from[order.get(d)] = at[d];
                }
                return x.get(from);
              });
      same(expected, Nd.run("Permute", Map.of("value", order), x));
      same(expected, Nd.run("Permute", Map.of("value", order.stream().map(axis -> axis - 4).toList()), x));
    }
  }

  /** As NumPy slices, start, end and step being what is written in brackets. */
  @Test
  void slices() {
    Nd x = Nd.filled(List.of(7), at -> at[0]);
    int all = Integer.MAX_VALUE;
    Map<List<Integer>, double[]> expected =
        Map.of(
            List.of(0, all, 1), new double[] {0, 1, 2, 3, 4, 5, 6},
            List.of(2, 5, 1), new double[] {2, 3, 4},
            List.of(-3, all, 1), new double[] {4, 5, 6},
            List.of(1, -1, 2), new double[] {1, 3, 5},
            List.of(1, -2, 2), new double[] {1, 3},
            List.of(0, all, 3), new double[] {0, 3, 6},
            List.of(-1, all, -1), new double[] {6, 5, 4, 3, 2, 1, 0},
            List.of(5, 1, -2), new double[] {5, 3},
            List.of(6, all, -4), new double[] {6, 2},
            List.of(3, all, Integer.MIN_VALUE), new double[] {3});
    expected.forEach((range, elements) -> {
      Map<String, Integer> values = Map.of("start", range.get(0), "end", range.get(1), "step", range.get(2));
      same(Nd.of(List.of(elements.length), elements), Nd.run("Slice", values, x));
    });
    Nd image = Nd.random(random, 3, 5, 2);
    for (int axis : new int[] {1, -2}) {
      same(
          Nd.filled(List.of(3, 2, 2), at -> image.get(at[0], 4 - 3 * at[1], at[2])),
          Nd.run("Slice", Map.of("axis", axis, "start", -1, "step", -3), image));
    }
  }

  /** All sets of axes of a tensor of each rank, kept and dropped. */
  @ParameterizedTest
  @ValueSource(strings = {"Sum", "Mean", "Max", "ArgMax"})
  void reductions(String kind) {
    for (List<Integer> shape : List.of(List.of(3), List.of(3, 2), List.of(3, 2, 4), List.of(3, 2, 4, 2))) {
      Nd x = Nd.random(random, shape.toArray(Integer[]::new));
      int rank = shape.size();
      for (int set = 0; set < 1 << rank; set++) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = rank - 1; axis >= 0; axis--) {
          if ((set >> axis & 1) == 1) {
            axes.add(axes.size() % 2 == 0 ? axis : axis - rank);
          }
        }
        List<Integer> reduced =
            IntStream.range(0, rank)
                .filter(axis -> axes.isEmpty() || axes.contains(axis) || axes.contains(axis - rank))
                .boxed().toList();
        List<Integer> kept = IntStream.range(0, rank).boxed().filter(axis -> !reduced.contains(axis)).toList();
        List<Integer> window = reduced.stream().map(x::dim).toList();
        List<Integer> inner = kept.stream().map(x::dim).toList();
        Nd result =
            Nd.filled(
                inner,
                at -> reduction(kind, IntStream.range(0, Nd.size(window)).mapToDouble(i -> {
                  int[] from = new int[x.shape().size()];
                  for (int d = 0; d < at.length; d++) {
                    from[kept.get(d)] = at[d];
                  }
                  for (int d = 0; d < window.size(); d++) {
                    from[reduced.get(d)] = Nd.at(window, i)[d];
                  }
                  return x.get(from);
                }).toArray()));
        List<Integer> ones =
            IntStream.range(0, rank).mapToObj(axis -> reduced.contains(axis) ? 1 : x.dim(axis)).toList();
        same(
            Nd.of(inner.isEmpty() ? List.of(1) : inner, result.values()), Nd.run(kind, Map.of("axes", axes), x));
        same(Nd.of(ones, result.values()), Nd.run(kind, Map.of("axes", axes, "keepDims", true), x));
      }
    }
  }

  private static double reduction(String kind, double[] values) {
    double max = Arrays.stream(values).max().orElseThrow();
    double sum = Arrays.stream(values).sum();
    return switch (kind) {
      case "Sum" -> sum;
      case "Mean" -> sum / values.length;
      case "Max" -> max;
      default -> IntStream.range(0, values.length).filter(i -> values[i] == max).findFirst().orElseThrow();
    };
  }

  @Test
  void theFirstOfEqualsIsTheLargest() {
    Nd x = Nd.of(List.of(2, 3), 1, 4, 4, 4, 0, 4);
    same(Nd.of(List.of(2), 1, 0), Nd.run("ArgMax", Map.of("axes", List.of(1)), x));
    same(Nd.of(List.of(3), 1, 0, 0), Nd.run("ArgMax", Map.of("axes", List.of(0)), x));
    same(Nd.of(List.of(1), 1), Nd.run("ArgMax", Map.of(), x));
  }

  @Test
  void productsOfMatrices() {
    for (boolean left : new boolean[] {false, true}) {
      for (boolean right : new boolean[] {false, true}) {
        product(List.of(), List.of(), List.of(), left, right);
        product(List.of(2), List.of(2), List.of(2), left, right);
        product(List.of(2), List.of(), List.of(2), left, right);
        product(List.of(1), List.of(3), List.of(3), left, right);
        product(List.of(2, 1), List.of(3), List.of(2, 3), left, right);
      }
    }
  }

  private void product(List<Integer> ofA, List<Integer> ofB, List<Integer> leading, boolean left, boolean right) {
    Nd a = Nd.random(random, with(ofA, left ? 3 : 5, left ? 5 : 3));
    Nd b = Nd.random(random, with(ofB, right ? 4 : 3, right ? 3 : 4));
    Nd expected =
        Nd.filled(List.of(with(leading, 5, 4)), at -> {
          int i = at[at.length - 2];
          int j = at[at.length - 1];
          return IntStream.range(0, 3)
              .mapToDouble(k -> matrix(a, at, left ? k : i, left ? i : k) * matrix(b, at, right ? j : k, right ? k : j))
              .sum();
        });
    Map<String, Object> values = Map.of("value", List.of("x0", "x1"), "transposeA", left, "transposeB", right);
    same(expected, Nd.run("MatMul", values, a, b));
  }

  private static Integer[] with(List<Integer> leading, int rows, int columns) {
    List<Integer> shape = new ArrayList<>(leading);
    shape.addAll(List.of(rows, columns));
    return shape.toArray(Integer[]::new);
  }

  private static double matrix(Nd x, int[] at, int row, int column) {
    int[] place = at.clone();
    place[at.length - 2] = row;
    place[at.length - 1] = column;
    return broadcast(x, place);
  }

  /** Lists long enough for several statements, with runs of equal numbers; one number fills a shape. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 63, 64, 65, 129, 300})
  void constants(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i > 0 && random.nextInt(3) == 0 ? numbers[i - 1] : random.nextFloat(-1, 1);
    }
    double[] expected = IntStream.range(0, count).mapToDouble(i -> numbers[i]).toArray();
    same(Nd.of(List.of(count), expected), Nd.run("Constant", Map.of("value", numbers)));
    for (List<Integer> shape : List.of(List.of(count), List.of(1, count, 1), List.of(count, 1, 1, 1))) {
      same(Nd.of(shape, expected), Nd.run("Constant", Map.of("value", numbers, "shape", shape)));
    }
    if (count % 3 == 0) {
      List<Integer> shape = List.of(count / 3, 3);
      same(Nd.of(shape, expected), Nd.run("Constant", Map.of("value", numbers, "shape", shape)));
    }
    float[] one = {numbers[0]};
    List<Integer> large = List.of(2, count, 3);
    same(Nd.filled(large, at -> one[0]), Nd.run("Constant", Map.of("value", one, "shape", large)));
  }

  /** What is no class has none. */
  @Test
  void oneHotVectors() {
    double[] numbers = {0, 3, -1, 4, 2.5, Double.NaN, 1, Double.POSITIVE_INFINITY, 2147483648.0, -0.0, 16777216, 2};
    for (List<Integer> shape : List.of(List.of(12), List.of(3, 4), List.of(2, 1, 6))) {
      List<Integer> vectors = new ArrayList<>(shape);
      vectors.add(4);
      Nd x = Nd.of(shape, numbers);
      Nd expected =
          Nd.filled(vectors, at -> x.get(Arrays.copyOf(at, shape.size())) == at[shape.size()] ? 1 : 0);
      same(expected, Nd.run("OneHot", Map.of("classes", 4), x));
    }
    same(Nd.of(List.of(3), 0, 0, 1), Nd.run("OneHot", Map.of("classes", 3), Nd.of(List.of(1), 2)));
    same(Nd.of(List.of(1), 1), Nd.run("OneHot", Map.of("classes", 1), Nd.of(List.of(1), 0)));
  }

  /** The rule of ONNX's DepthToSpace, and that SpaceToDepth is its inverse. */
  @Test
  void blocksOfPixels() {
    Nd x = Nd.random(random, 2, 3, 18);
    for (ChannelOrder order : ChannelOrder.values()) {
      Map<String, Object> values = Map.of("block", 3, "order", order);
      Nd expected =
          Nd.filled(
              List.of(6, 9, 2),
              at -> {
                int r = at[0] % 3;
                int s = at[1] % 3;
                int channel = order == ChannelOrder.DCR ? (r * 3 + s) * 2 + at[2] : (at[2] * 3 + r) * 3 + s;
                return x.get(at[0] / 3, at[1] / 3, channel);
              });
      same(expected, Nd.run("DepthToSpace", values, x));
      same(x, Nd.run("SpaceToDepth", values, expected));
    }
  }

  @ParameterizedTest
  @EnumSource(PadMode.class)
  void padding(PadMode mode) {
    Nd x = Nd.random(random, 3, 4, 2);
    List<Integer> before = List.of(2, 0, 1);
    List<Integer> after = List.of(1, 3, 0);
    Nd expected =
        Nd.filled(
            List.of(6, 7, 3),
            at -> {
              int[] from = new int[3];
              for (int d = 0; d < 3; d++) {
                int n = x.dim(d);
                int i = at[d] - before.get(d);
                if (mode == PadMode.CONSTANT && (i < 0 || i >= n)) {
                  return 0.25;
                }
                from[d] =
                    switch (mode) {
                      case CONSTANT, EDGE -> Math.clamp(i, 0, n - 1);
                      case SYMMETRIC -> i < 0 ? -1 - i : i >= n ? 2 * n - 1 - i : i;
                      case REFLECT -> i < 0 ? -i : i >= n ? 2 * n - 2 - i : i;
                    };
              }
              return x.get(from);
            });
    Map<String, Object> values = new HashMap<>(Map.of("before", before, "after", after, "mode", mode));
    values.put("value", 0.25f);
    same(expected, Nd.run("Pad", values, x));
    same(x, Nd.run("Pad", Map.of("mode", mode), x));
  }

  /** By ONNX's formulas for the coordinate of each element of the output. */
  @ParameterizedTest
  @EnumSource(Coordinates.class)
  void upsampling(Coordinates coordinates) {
    for (List<Integer> factor : List.of(List.of(2, 3), List.of(4, 1), List.of(1, 5), List.of(3, 2), List.of(1, 1))) {
      for (List<Integer> shape : List.of(List.of(3, 4, 2), List.of(1, 2, 3), List.of(2, 1, 1))) {
        Nd x = Nd.random(random, shape.toArray(Integer[]::new));
        List<Integer> large = List.of(shape.get(0) * factor.get(0), shape.get(1) * factor.get(1), shape.get(2));
        Map<String, Object> values = Map.of("factor", factor, "coordinates", coordinates);
        if (coordinates != Coordinates.ALIGN_CORNERS) {
          same(
              Nd.filled(large, at -> x.get(at[0] / factor.get(0), at[1] / factor.get(1), at[2])),
              Nd.run("Upsample", values, x));
        }
        Map<String, Object> bilinear = new HashMap<>(values);
        bilinear.put("interpolation", Interpolation.BILINEAR);
        Nd expected =
            Nd.filled(
                large,
                at -> {
                  double h = coordinate(coordinates, at[0], factor.get(0), x.dim(0));
                  double w = coordinate(coordinates, at[1], factor.get(1), x.dim(1));
                  double sum = 0;
                  for (int i = 0; i < x.dim(0); i++) {
                    for (int j = 0; j < x.dim(1); j++) {
                      sum += near(h, i) * near(w, j) * x.get(i, j, at[2]);
                    }
                  }
                  return sum;
                });
        same(expected, Nd.run("Upsample", bilinear, x));
      }
    }
  }

  /** Steps are an image of one column. */
  @ParameterizedTest
  @EnumSource(Coordinates.class)
  void upsamplingOfSteps(Coordinates coordinates) {
    for (Interpolation interpolation : Interpolation.values()) {
      if (interpolation == Interpolation.NEAREST && coordinates == Coordinates.ALIGN_CORNERS) {
        continue;
      }
      for (int factor = 1; factor < 5; factor++) {
        for (int steps = 1; steps < 4; steps++) {
          Nd x = Nd.random(random, steps, 2);
          Map<String, Object> values =
              new HashMap<>(Map.of("coordinates", coordinates, "interpolation", interpolation));
          values.put("factor", List.of(factor, 1));
          Nd expected = Nd.run("Upsample", values, Nd.of(List.of(steps, 1, 2), x.values()));
          values.put("factor", List.of(factor));
          same(Nd.of(List.of(steps * factor, 2), expected.values()), Nd.run("Upsample", values, x));
        }
      }
    }
  }

  private static double near(double place, int element) {
    return Math.max(0, 1 - Math.abs(place - element));
  }

  private static double coordinate(Coordinates rule, int o, int factor, int n) {
    double place =
        switch (rule) {
          case HALF_PIXEL -> (o + 0.5) / factor - 0.5;
          case ASYMMETRIC -> (double) o / factor;
          case ALIGN_CORNERS -> n * factor == 1 ? 0 : (double) o * (n - 1) / (n * factor - 1);
        };
    return Math.clamp(place, 0, n - 1);
  }
}
