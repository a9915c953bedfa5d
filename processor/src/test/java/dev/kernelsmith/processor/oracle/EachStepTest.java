package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.BatchNorm;
import dev.kernelsmith.annotations.Formula;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.lower.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer applied to each step is what it makes of each step, with the same parameters. */
class EachStepTest {
  private static final int STEPS = 3;

  static Stream<String> kinds() {
    return LayerTable.rules().entrySet().stream()
        .filter(e -> e.getValue().readsInput() && e.getValue().annotation() != BatchNorm.class
            && e.getValue().annotation() != Formula.class)
        .map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void makesOfAllStepsWhatItMakesOfEach(String kind) {
    LayerRule rule = LayerTable.rules().get(kind);
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      RandomLayer layer = RandomLayer.of(rule, random);
      if (layer.shapes().stream().anyMatch(shape -> shape.rank() == Shape.MOST_RANK)
          || layer.shape().rank() == Shape.MOST_RANK) {
        continue;
      }
      Shape[] shapes = layer.shapes().stream().map(EachStepTest::steps).toArray(Shape[]::new);
      LayerFixture one = LayerFixture.of(Mode.PREDICTION, kind, layer.values(), layer.shapes().toArray(Shape[]::new));
      LayerFixture all = LayerFixture.of(Mode.PREDICTION, rule.ofEachStep(), kind, layer.values(), shapes);
      assertEquals(steps(layer.shape()), all.node().shape());
      assertEquals(
          one.parameters().stream().map(Parameter::shape).toList(),
          all.parameters().stream().map(Parameter::shape).toList());
      compare(one, all, random);
      LayerFixture trained = LayerFixture.of(Mode.TRAINING, rule.ofEachStep(), kind, layer.values(), shapes);
      if (trained.statements().stream().mapToLong(Statement::flops).sum() < 2000) {
        GradientCheck.jacobian(trained, random);
      }
    }
  }

  private static void compare(LayerFixture one, LayerFixture all, Random random) {
    Tensors together = new Tensors(1);
    Tensors[] each = new Tensors[STEPS];
    Arrays.setAll(each, step -> new Tensors(1));
    for (int p = 0; p < one.parameters().size(); p++) {
      double[] values = random.doubles(one.parameters().get(p).buffer().elements(), 0.1, 1).toArray();
      together.put(all.parameters().get(p).buffer(), values);
      for (Tensors tensors : each) {
        tensors.put(one.parameters().get(p).buffer(), values);
      }
    }
    for (int i = 0; i < one.inputs().size(); i++) {
      int length = one.inputs().get(i).elements();
      double[] values = random.doubles((long) STEPS * length, -2, 2).toArray();
      together.put(all.inputs().get(i), values);
      for (int step = 0; step < STEPS; step++) {
        each[step].put(one.inputs().get(i), Arrays.copyOfRange(values, step * length, (step + 1) * length));
      }
    }
    Interpreter.run(all.program(), together);
    List<Double> expected = new ArrayList<>();
    for (Tensors tensors : each) {
      Interpreter.run(one.program(), tensors);
      Arrays.stream(tensors.get(one.output())).forEach(expected::add);
    }
    assertArrayEquals(
        expected.stream().mapToDouble(Double::doubleValue).toArray(), together.get(all.output()), 1e-12,
        () -> all.program().toString());
  }

  private static Shape steps(Shape one) {
    return new Shape(Statement.concat(List.of(STEPS), one.dims()));
  }

  @Test
  void aDenseLayerIsAConvolutionOfOneStep() {
    LayerFixture dense =
        LayerFixture.of(
            Mode.TRAINING, LayerTable.rules().get("Dense").ofEachStep(), "Dense", Map.of("units", 5), Shape.of(4, 3));
    LayerFixture convolution =
        LayerFixture.of("Conv1D", Map.of("filters", 5, "kernel", new int[] {1}), Shape.of(4, 3));
    assertEquals(convolution.node().shape(), dense.node().shape());
    assertEquals("layerSum[n, place, u] += x0[n, place, k] * layerWeights[k, u]",
        dense.statements().getFirst().toString());
  }
}
