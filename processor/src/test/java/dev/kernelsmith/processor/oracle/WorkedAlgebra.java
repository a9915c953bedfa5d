package dev.kernelsmith.processor.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Worked examples of shapes and algebra, each by the layer of that operation. */
final class WorkedAlgebra {
  private static final Map<String, Object> TWO = Map.of("value", List.of("x0", "x1"));

  private WorkedAlgebra() {}

  static Map<String, Consumer<WorkedExample>> exercises() {
    return Map.ofEntries(
        Map.entry("ch2-slice-3d", WorkedAlgebra::slice),
        Map.entry("ch2-transpose-2d", WorkedAlgebra::transpose),
        Map.entry("ch2-transpose-3d-102", WorkedAlgebra::transpose),
        Map.entry("ch2-transpose-3d-210", WorkedAlgebra::transpose),
        Map.entry("ch2-reshape-4d-to-2d",
            e -> e.check("y", run("Reshape", Map.of("value", e.integers("shape")), e, "x"))),
        Map.entry("ch2-reduce-sum-1d", e -> e.check("y", sum(e))),
        Map.entry("ch2-reduce-sum-2d", WorkedAlgebra::sums),
        Map.entry("ch2-reduce-sum-3d", WorkedAlgebra::sums),
        Map.entry("ch2-argmax", WorkedAlgebra::argmax),
        Map.entry("ch6-one-hot", e -> e.check("y", run("OneHot", Map.of("classes", 10), e, "labels"))),
        Map.entry("ch2-add-broadcast-column", e -> e.check("y", run("Add", TWO, e, "a", "b"))),
        Map.entry("ch2-add-broadcast-row", e -> e.check("y", run("Add", TWO, e, "a", "b"))),
        Map.entry("ch2-add-3d-channel", e -> e.check("y", run("Add", TWO, e, "a", "b"))),
        Map.entry("ch2-add-4d-channel", e -> e.check("y", run("Add", TWO, e, "a", "b"))),
        Map.entry("ch2-stack-1d", WorkedAlgebra::stack),
        Map.entry("ch2-stack-2d", WorkedAlgebra::stack),
        Map.entry("s002-hadamard", e -> e.check("y", run("Multiply", TWO, e, "a", "b"))),
        Map.entry("ch7-pad-modes", WorkedAlgebra::pad),
        Map.entry("ch7-reverse", WorkedAlgebra::reverse));
  }

  private static double[] run(String kind, Map<String, ?> values, WorkedExample e, String... inputs) {
    Nd[] read = Arrays.stream(inputs).map(input -> Nd.of(e.shape(input), e.values(input))).toArray(Nd[]::new);
    return Nd.run(kind, values, read).values();
  }

  private static double[] sum(WorkedExample e, Integer... axes) {
    return run("Sum", Map.of("axes", List.of(axes)), e, "x");
  }

  private static void sums(WorkedExample e) {
    e.check("axis0", sum(e, 0));
    e.check("axis1", sum(e, 1));
    e.check("all", sum(e));
    if (e.expects("axis01")) {
      e.check("axis01", sum(e, 0, 1));
    }
  }

  private static void slice(WorkedExample e) {
    Nd y = Nd.of(e.shape("x"), e.values("x"));
    for (int axis = 0; axis < y.shape().size(); axis++) {
      int start = e.integers("begin").get(axis);
      int end = start + e.integers("size").get(axis);
      y = Nd.run("Slice", Map.of("axis", axis, "start", start, "end", end), y);
    }
    e.check("y", y.values());
  }

  private static void transpose(WorkedExample e) {
    e.check("y", run("Permute", Map.of("value", e.integers("perm")), e, "x"));
  }

  /** The smallest is the largest of the negatives. */
  private static void argmax(WorkedExample e) {
    Nd negative = Nd.of(e.shape("x"), Arrays.stream(e.values("x")).map(v -> -v).toArray());
    for (int axis = 0; axis < 2; axis++) {
      Map<String, Object> values = Map.of("axes", List.of(axis));
      e.check("argmax" + axis, run("ArgMax", values, e, "x"));
      e.check("argmin" + axis, Nd.run("ArgMax", values, negative).values());
    }
  }

  /** Joined along an axis of extent 1. */
  private static void stack(WorkedExample e) {
    for (int axis = 0; axis <= e.shape("a").size(); axis++) {
      List<Integer> shape = new ArrayList<>(e.shape("a"));
      shape.add(axis, 1);
      Nd a = Nd.run("Reshape", Map.of("value", shape), Nd.of(e.shape("a"), e.values("a")));
      Nd b = Nd.run("Reshape", Map.of("value", shape), Nd.of(e.shape("b"), e.values("b")));
      e.check("axis" + axis, Nd.run("Concat", Map.of("value", List.of("x0", "x1"), "axis", axis), a, b).values());
    }
  }

  private static void pad(WorkedExample e) {
    double[] pads = e.values("paddings");
    for (String mode : List.of("SYMMETRIC", "REFLECT")) {
      Map<String, Object> values =
          Map.of(
              "before", List.of((int) pads[0], (int) pads[2]), "after", List.of((int) pads[1], (int) pads[3]), "mode",
              mode);
      e.check(mode.toLowerCase(Locale.ROOT), run("Pad", values, e, "x"));
    }
  }

  private static void reverse(WorkedExample e) {
    Nd x = Nd.of(e.shape("x"), e.values("x"));
    Nd rows = Nd.run("Slice", Map.of("axis", 0, "start", -1, "step", -1), x);
    Map<String, Object> columns = Map.of("axis", 1, "start", -1, "step", -1);
    e.check("axis0", rows.values());
    e.check("axis1", Nd.run("Slice", columns, x).values());
    e.check("axis01", Nd.run("Slice", columns, rows).values());
  }
}
