package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.DropoutUnit;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.program.NetworkPrograms;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final Shape IMAGE = Shape.of(5, 4, 3);
  private static final int SAMPLES = 400;

  private static double[] dropped(float rate, DropoutUnit each, Shape shape, long seed, long step) {
    LayerFixture layer = LayerFixture.of("Dropout", Map.of("rate", rate, "each", each), shape);
    Tensors tensors = new Tensors(SAMPLES).put(layer.input(), ones(shape)).putRandom(seed, step);
    Interpreter.run(layer.program(), tensors);
    return tensors.get(layer.output());
  }

  private static double[] ones(Shape shape) {
    double[] ones = new double[SAMPLES * shape.elements()];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The share that is left out is within 5 standard deviations of the rate, the rest is scaled so that the mean stays. */
  @ParameterizedTest
  @ValueSource(floats = {0.1f, 0.5f, 0.9f})
  void leavesOutTheRate(float rate) {
    double[] y = dropped(rate, DropoutUnit.ELEMENT, IMAGE, 1, 1);
    double kept = 1 - rate;
    assertEquals(new TreeSet<>(List.of(0.0, 1 / kept)), new TreeSet<>(Arrays.stream(y).boxed().toList()));
    double share = Arrays.stream(y).filter(v -> v == 0).count() / (double) y.length;
    assertEquals(rate, share, 5 * Math.sqrt(rate * kept / y.length));
  }

  /** What belongs to one unit shares its fate, and as many fates as units are drawn. */
  @ParameterizedTest
  @EnumSource(DropoutUnit.class)
  void unitsAreLeftOutAsAWhole(DropoutUnit each) {
    double[] y = dropped(0.5f, each, IMAGE, 2, 1);
    int elements = IMAGE.elements();
    Map<Integer, List<Integer>> units =
        IntStream.range(0, elements).boxed().collect(Collectors.groupingBy(e -> switch (each) {
          case ELEMENT -> e;
          case CHANNEL -> e % 3;
          case POSITION -> e / 3;
          case SAMPLE -> 0;
        }));
    TreeSet<Long> fates = new TreeSet<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      long fate = 0;
      for (List<Integer> unit : units.values()) {
        int at = sample * elements;
        double first = y[at + unit.getFirst()];
        unit.forEach(e -> assertEquals(first, y[at + e]));
        fate = fate << 1 | (first > 0 ? 1 : 0);
      }
      fates.add(fate);
    }
    assertEquals(Math.min(SAMPLES, 1L << units.size()), fates.size(), "distinct fates of samples");
  }

  @Test
  void seedStepAndLayerDecide() {
    double[] one = dropped(0.5f, DropoutUnit.ELEMENT, IMAGE, 1, 1);
    assertArrayEquals(one, dropped(0.5f, DropoutUnit.ELEMENT, IMAGE, 1, 1));
    assertEquals(0.5, share(one, dropped(0.5f, DropoutUnit.ELEMENT, IMAGE, 2, 1)), 0.02);
    assertEquals(0.5, share(one, dropped(0.5f, DropoutUnit.ELEMENT, IMAGE, 1, 2)), 0.02);
    GraphBuilder net =
        new GraphBuilder(IMAGE).add("Dropout", "a", Map.of("rate", 0.5f))
            .add("Dropout", "b", Map.of("rate", 0.5f), LayerGraph.INPUT);
    LoweredNetwork two = LoweredNetwork.of(net.graph(LossFunction.MEAN_SQUARED_ERROR), Mode.TRAINING);
    Tensors tensors = new Tensors(SAMPLES).putRandom(1, 1).put(two.inputs().getFirst(), ones(IMAGE));
    Interpreter.run(new Program("forward", two.forward()), tensors);
    double[] first = tensors.get(Buffer.value("a", IMAGE.dims()));
    assertArrayEquals(one, first);
    assertEquals(0.5, share(first, tensors.get(Buffer.value("b", IMAGE.dims()))), 0.02);
  }

  private static double share(double[] a, double[] b) {
    return IntStream.range(0, a.length).filter(i -> a[i] == b[i]).count() / (double) a.length;
  }

  private static GraphBuilder net(boolean dropout, float rate) {
    GraphBuilder net = new GraphBuilder(Shape.of(6, 6, 2));
    net.add("Conv2D", "conv", Map.of("filters", 3, "kernel", List.of(3), "activation", Activation.RELU));
    if (dropout) {
      net.add("Dropout", "drop", Map.of("rate", rate));
    }
    return net.add("Dense", "out", Map.of("units", 3));
  }

  /** The prediction program has not one statement more, nor has a training without a rate. */
  @Test
  void costsNothingInPrediction() {
    NetworkPrograms with = net(true, 0.5f).programs(LossFunction.SOFTMAX_CROSS_ENTROPY);
    NetworkPrograms without = net(false, 0).programs(LossFunction.SOFTMAX_CROSS_ENTROPY);
    assertEquals(without.prediction(), with.prediction());
    assertEquals(without.training().statements().size() + 2, with.training().statements().size());
    assertEquals(without.training(), net(true, 0).programs(LossFunction.SOFTMAX_CROSS_ENTROPY).training());
  }
}
