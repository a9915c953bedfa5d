package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.lower.Parameter;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What must hold for each row of the table of layers, whatever the layer is: a new row is tested without another line. */
class EveryLayerTest {
  private static final int LAYERS = 15;

  private static Stream<DynamicTest> each(BiConsumer<LayerRule, Random> test) {
    return LayerTable.rules().entrySet().stream()
        .flatMap(
            rule -> IntStream.range(0, LAYERS)
                .mapToObj(
                    seed -> DynamicTest.dynamicTest(
                        rule.getKey() + " " + seed, () -> test.accept(rule.getValue(), new Random(seed)))));
  }

  @TestFactory
  Stream<DynamicTest> resultAndParametersHaveTheSizesThatTheRuleSays() {
    return each((rule, random) -> {
      RandomLayer layer = RandomLayer.of(rule, random);
      LayerFixture fixture = layer.fixture();
      assertEquals(layer.shape().dims(), fixture.output().shape(), layer::toString);
      long floats = 0;
      for (Parameter parameter : fixture.parameters()) {
        int columns = parameter.shape().getLast();
        long rows = parameter.buffer().elements() / columns;
        floats += rows * ((columns + 15) / 16 * 16L);
      }
      assertEquals(rule.parameterFloats(fixture.node().attributes(), layer.shapes()), floats, layer::toString);
      assertTrue(rule.gradientParts(fixture.node().attributes(), layer.shapes()) >= 1, layer::toString);
    });
  }

  @Test
  void whereAnActivationCanBeGivenItsNumberCan() {
    for (LayerRule rule : LayerTable.rules().values()) {
      List<String> members = Arrays.stream(rule.annotation().getDeclaredMethods()).map(Method::getName).toList();
      assertTrue(!members.contains("activation") || members.contains("alpha"), rule.annotation()::toString);
    }
  }

  /** By all parameters and inputs, for two samples; sound statements that only gather. */
  @TestFactory
  Stream<DynamicTest> theDerivedJacobianIsThatOfDifferences() {
    return each((rule, random) -> GradientCheck.jacobian(RandomLayer.of(rule, random).fixture(), random));
  }
}
