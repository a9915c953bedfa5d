package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.PoolType;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.oracle.RandomWindows.Slide;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pooling compared with loops over places and taps. */
class PoolingReferenceTest {
  private static final int BATCH = 2;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 120);
  }

  /** What a pooling makes of the values that it takes, of which an average takes so many for zeros. */
  private static double pooled(PoolType type, int p, List<Double> values, int zeros) {
    return switch (type) {
      case MAX -> Collections.max(values);
      case AVERAGE -> values.stream().mapToDouble(v -> v).sum() / (values.size() + zeros);
      case LP -> Math.pow(values.stream().mapToDouble(v -> Math.pow(Math.abs(v), p)).sum(), 1.0 / p);
    };
  }

  private static PoolType type(Random random) {
    return PoolType.values()[random.nextInt(PoolType.values().length)];
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void windows(long seed) {
    Random random = new Random(seed);
    boolean ceiling = random.nextBoolean();
    boolean countPadding = random.nextBoolean();
    RandomWindows windows = RandomWindows.of(random, true, ceiling);
    PoolType type = type(random);
    int p = 1 + random.nextInt(4);
    int channels = 1 + random.nextInt(3);
    Map<String, Object> values = new HashMap<>(windows.values("size"));
    values.putAll(Map.of("type", type, "p", p, "ceiling", ceiling, "countPadding", countPadding));
    LayerFixture layer = LayerFixture.of("Pool", values, windows.image(channels));
    Slide v = windows.along().get(0);
    Slide h = windows.along().get(1);
    double[] x = random.doubles((long) BATCH * v.in() * h.in() * channels, -1, 1).toArray();
    double[] y = new double[BATCH * v.out() * h.out() * channels];
    for (int i = 0; i < y.length; i++) {
      int column = i / channels % h.out();
      int row = i / channels / h.out() % v.out();
      int n = i / channels / h.out() / v.out();
      List<Double> taken = new ArrayList<>();
      int zeros = 0;
      for (int t = 0; t < v.size() * h.size(); t++) {
        int xr = v.at(row, t / h.size());
        int xs = h.at(column, t % h.size());
        if (xr >= 0 && xr < v.in() && xs >= 0 && xs < h.in()) {
          taken.add(x[((n * v.in() + xr) * h.in() + xs) * channels + i % channels]);
        } else if (countPadding && xr < v.in() + v.after() && xs < h.in() + h.after()) {
          zeros++;
        }
      }
      y[i] = pooled(type, p, taken, zeros);
    }
    assertArrayEquals(y, Exercises.run(layer, x), 1e-12);
  }

  @ParameterizedTest
  @EnumSource(PoolType.class)
  void stepsAreAnImageOfOneRow(PoolType type) {
    Map<String, Object> values = new HashMap<>(Map.of("type", type, "stride", 2, "ceiling", true));
    values.put("pads", List.of(1, 0));
    values.put("size", 3);
    LayerFixture steps = LayerFixture.of("Pool", values, Shape.of(8, 2));
    values.put("pads", List.of(0, 1, 0, 0));
    values.put("size", List.of(1, 3));
    LayerFixture image = LayerFixture.of("Pool", values, Shape.of(1, 8, 2));
    double[] x = new Random(4).doubles(32, -1, 1).toArray();
    assertEquals(List.of(4, 2), steps.output().shape());
    assertArrayEquals(Exercises.run(image, x), Exercises.run(steps, x), 1e-15);
  }

  /** Padding that no window reaches does not count, however much it is. */
  @Test
  void paddingBeyondTheLastWindow() {
    Map<String, ?> values =
        Map.of(
            "size", 3, "stride", Integer.MAX_VALUE, "pads", List.of(0, 0, Integer.MAX_VALUE - 1, 0), "type",
            PoolType.AVERAGE, "countPadding", true);
    LayerFixture layer = LayerFixture.of("Pool", values, Shape.of(3, 3, 1));
    assertArrayEquals(new double[] {5}, Exercises.run(layer, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}), 1e-12);
  }

  @ParameterizedTest
  @EnumSource(PoolType.class)
  void global(PoolType type) {
    LayerFixture layer = LayerFixture.of("GlobalPool", Map.of("type", type, "p", 3), Shape.of(3, 4, 2));
    double[] x = new Random(5).doubles(48, -1, 1).toArray();
    double[] y = new double[4];
    for (int i = 0; i < y.length; i++) {
      List<Double> taken = new ArrayList<>();
      for (int place = 0; place < 12; place++) {
        taken.add(x[(i / 2 * 12 + place) * 2 + i % 2]);
      }
      y[i] = pooled(type, 3, taken, 0);
    }
    assertArrayEquals(y, Exercises.run(layer, x), 1e-12);
  }

  private static double[] gradient(LayerFixture layer, double[] x) {
    Differentiated d = Differentiated.of(layer);
    Tensors tensors = new Tensors(1);
    Differentiated.give(tensors, layer.input(), x);
    double[] ones = d.forward(tensors).clone();
    Arrays.fill(ones, 1);
    d.backward(tensors, ones);
    return Differentiated.byInput(tensors, layer.input());
  }

  @Test
  void ofEqualMaximaTheFirstTakesTheGradient() {
    Map<String, ?> values = Map.of("size", 2, "stride", 1);
    double[] ofWindows = gradient(LayerFixture.of("Pool", values, Shape.of(3, 3, 1)), new double[9]);
    assertArrayEquals(new double[] {1, 1, 0, 1, 1, 0, 0, 0, 0}, ofWindows);
    LayerFixture global = LayerFixture.of("GlobalPool", Map.of("type", PoolType.MAX), Shape.of(2, 2, 1));
    assertArrayEquals(new double[] {0, 1, 0, 0}, gradient(global, new double[] {1, 3, 3, 3}));
  }

  @Test
  void theNormOfNothingButZerosHasNoGradient() {
    for (int p = 2; p <= 4; p++) {
      LayerFixture layer = LayerFixture.of("GlobalPool", Map.of("type", PoolType.LP, "p", p), Shape.of(2, 2, 1));
      assertArrayEquals(new double[4], gradient(layer, new double[4]));
    }
  }
}
