package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Padding;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.program.NetworkPrograms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Gradients of whole networks: every element of tiny ones, random directions of larger ones. */
class NetworkGradientTest {
  /** Losses of probabilities and of three vectors, which these networks do not end with; {@link LossTest} has their gradients. */
  private static final String OF_OTHER_OUTPUTS = "(BINARY_)?CROSS_ENTROPY|KL_DIVERGENCE|TRIPLET|FORMULA";

  private static void verify(NetworkPrograms programs) {
    Verifier.verify(programs.prediction());
    Verifier.verify(programs.training());
    for (Statement s : programs.training().statements()) {
      assertFalse(Verifier.scatters(s), () -> "scatters: " + s);
    }
  }

  private static GraphBuilder tiny() {
    return new GraphBuilder(Shape.of(4, 5, 2))
        .add(
            "Conv2D",
            "conv",
            Map.of("filters", 3, "kernel", List.of(2, 3), "padding", Padding.SAME, "activation", Activation.RELU))
        .add("Pool", "pool", Map.of("size", List.of(2), "stride", List.of(1, 2)))
        .add("Dense", "hidden", Map.of("units", 4, "activation", Activation.TANH))
        .add("Dense", "out", Map.of("units", 3));
  }

  @ParameterizedTest
  @EnumSource(value = LossFunction.class, mode = Mode.MATCH_NONE, names = OF_OTHER_OUTPUTS)
  void everyParameterOfATinyNetwork(LossFunction loss) {
    everyParameter(tiny().programs(loss));
  }

  @ParameterizedTest
  @EnumSource(value = LossFunction.class, mode = Mode.MATCH_NONE, names = OF_OTHER_OUTPUTS)
  void everyParameterOfLayersThatAreUsedAgain(LossFunction loss) {
    Map<String, ?> conv =
        Map.of("filters", 2, "kernel", List.of(2, 3), "padding", Padding.SAME, "activation", Activation.TANH);
    GraphBuilder net =
        new GraphBuilder(Shape.of(4, 5, 2))
            .add("Conv2D", "conv", conv)
            .reuse("conv", "again")
            .add("Pool", "pool", Map.of("size", List.of(2)))
            .reuse("conv", "smaller")
            .add("Dense", "hidden", Map.of("units", 4, "activation", Activation.SIGMOID))
            .add("Dense", "loop", Map.of("units", 4, "activation", Activation.TANH))
            .reuse("loop", "round")
            .add("Dense", "out", Map.of("units", 3));
    assertEquals(8, net.programs(loss).network().parameters().size());
    everyParameter(net.programs(loss));
  }

  /** Through mean and variance of the batch, by the closed form, also where a normalisation is used again. */
  @ParameterizedTest
  @EnumSource(value = LossFunction.class, mode = Mode.MATCH_NONE, names = OF_OTHER_OUTPUTS)
  void everyParameterOfNormalisedLayers(LossFunction loss) {
    Map<String, ?> conv =
        Map.of("filters", 2, "kernel", List.of(2, 3), "padding", Padding.SAME, "activation", Activation.TANH);
    GraphBuilder net =
        new GraphBuilder(Shape.of(4, 5, 2))
            .add("BatchNorm", "first", Map.of("epsilon", 0.1f))
            .add("Conv2D", "conv", conv)
            .add("BatchNorm", "norm", Map.of("epsilon", 0.2f, "activation", Activation.SIGMOID))
            .add("Pool", "pool", Map.of("size", List.of(2)))
            .reuse("norm", "again")
            .add("Dense", "hidden", Map.of("units", 4))
            .add("BatchNorm", "units", Map.of("epsilon", 0.1f, "activation", Activation.TANH))
            .add("Dense", "out", Map.of("units", 3));
    everyParameter(net.programs(loss));
  }

  private static void everyParameter(NetworkPrograms programs) {
    verify(programs);
    Step step = new Step(programs.training(), 3, 3, new Random(9));
    Map<Buffer, double[]> gradients = step.gradients();
    for (Buffer p : step.parameters()) {
      double[] values = step.given(p);
      for (int e = 0; e < values.length; e++) {
        double original = values[e];
        values[e] = original + GradientCheck.EPSILON;
        double above = step.loss();
        values[e] = original - GradientCheck.EPSILON;
        double below = step.loss();
        values[e] = original;
        double expected = (above - below) / (2 * GradientCheck.EPSILON);
        double tolerance = GradientCheck.ABSOLUTE + GradientCheck.RELATIVE * Math.abs(expected);
        assertEquals(expected, gradients.get(p)[e], tolerance, p + "[" + e + "]");
      }
    }
  }

  @Test
  void directionsOfLeNet() {
    directions(Nets.leNet().programs(LossFunction.SOFTMAX_CROSS_ENTROPY), 3, 10, 3);
  }

  @ParameterizedTest
  @EnumSource(value = LossFunction.class, mode = Mode.MATCH_NONE, names = OF_OTHER_OUTPUTS)
  void directionsOfAResidualNetwork(LossFunction loss) {
    directions(Nets.residual().programs(loss), 4, 5, 5);
  }

  @Test
  void directionsOfAStridedNetwork() {
    GraphBuilder net =
        new GraphBuilder(Shape.of(23, 19, 3))
            .add(
                "Conv2D",
                "a",
                Map.of("filters", 5, "kernel", List.of(5, 4), "stride", List.of(3, 2), "activation",
                    Activation.SIGMOID))
            .add("Conv2D", "b",
                Map.of("filters", 4, "kernel", List.of(2), "stride", List.of(3), "padding", Padding.SAME))
            .add("Dense", "c", Map.of("units", 6));
    directions(net.programs(LossFunction.MEAN_SQUARED_ERROR), 3, 6, 5);
  }

  private static void directions(NetworkPrograms programs, int batch, int classes, int count) {
    verify(programs);
    Random random = new Random(10);
    Step step = new Step(programs.training(), batch, classes, random);
    Map<Buffer, double[]> gradients = step.gradients();
    for (int i = 0; i < count; i++) {
      Map<Buffer, double[]> direction = new HashMap<>();
      double expected = 0;
      for (Buffer p : step.parameters()) {
        double[] way = random.doubles(p.elements(), -1, 1).toArray();
        direction.put(p, way);
        for (int e = 0; e < way.length; e++) {
          expected += way[e] * gradients.get(p)[e];
        }
      }
      move(step, direction, GradientCheck.EPSILON);
      double above = step.loss();
      move(step, direction, -2 * GradientCheck.EPSILON);
      double below = step.loss();
      move(step, direction, GradientCheck.EPSILON);
      double difference = (above - below) / (2 * GradientCheck.EPSILON);
      double tolerance = GradientCheck.ABSOLUTE + GradientCheck.RELATIVE * Math.abs(difference);
      assertEquals(difference, expected, tolerance, "direction " + i);
      assertTrue(Math.abs(difference) > 1e-4, "the loss does not depend on the direction");
    }
  }

  private static void move(Step step, Map<Buffer, double[]> direction, double by) {
    direction.forEach(
        (p, way) -> {
          double[] values = step.given(p);
          for (int e = 0; e < way.length; e++) {
            values[e] += by * way[e];
          }
        });
  }

  @ParameterizedTest
  @EnumSource(value = LossFunction.class, mode = Mode.MATCH_NONE, names = OF_OTHER_OUTPUTS)
  void aFillerHasNoInfluence(LossFunction loss) {
    NetworkPrograms programs = tiny().programs(loss);
    Step two = new Step(programs.training(), 2, 3, new Random(11));
    Step three = new Step(programs.training(), 3, 3, new Random(12));
    double[] input = three.given(Buffer.Role.INPUT);
    System.arraycopy(two.given(Buffer.Role.INPUT), 0, input, 0, 2 * 40);
    Buffer.Role target = loss == LossFunction.SOFTMAX_CROSS_ENTROPY ? Buffer.Role.CLASS : Buffer.Role.TARGET;
    double[] targets = two.given(target);
    System.arraycopy(targets, 0, three.given(target), 0, targets.length);
    System.arraycopy(new double[] {0.5, 0.5, -1}, 0, three.given(Buffer.Role.LOSS_GRADIENT), 0, 3);
    two.parameters().forEach(p -> System.arraycopy(two.given(p), 0, three.given(p), 0, p.elements()));
    Map<Buffer, double[]> expected = two.gradients();
    three.gradients().forEach((p, gradient) -> assertArrayEquals(expected.get(p), gradient, 1e-15, p.name()));
  }

  @Test
  void vgg16IsSound() {
    verify(Nets.vgg16().programs(LossFunction.SOFTMAX_CROSS_ENTROPY));
  }
}
