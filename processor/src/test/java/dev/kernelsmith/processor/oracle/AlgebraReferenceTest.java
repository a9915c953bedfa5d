package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
