package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.oracle.RandomWindows.Slide;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward passes of convolutions of all kinds, compared with loops over samples, places and taps. */
class ConvolutionReferenceTest {
  private static final int BATCH = 2;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  /** A tap of a window over an element of the image. */
  @FunctionalInterface
  private interface Tap {
    void at(int output, int tap, int input);
  }

  /** Visits each tap that lies on the image; numbers are in row-major order of samples, rows and columns. */
  private static void taps(Slide v, Slide h, Tap visitor) {
    for (int o = 0; o < BATCH * v.out() * h.out(); o++) {
      int n = o / h.out() / v.out();
      for (int t = 0; t < v.size() * h.size(); t++) {
        int row = v.at(o / h.out() % v.out(), t / h.size());
        int column = h.at(o % h.out(), t % h.size());
        if (row >= 0 && row < v.in() && column >= 0 && column < h.in()) {
          visitor.at(o, t, (n * v.in() + row) * h.in() + column);
        }
      }
    }
  }

  private static Tensors run(LayerFixture layer, Random random) {
    Tensors tensors = new Tensors(BATCH);
    List<Buffer> given = new ArrayList<>(layer.parameters().stream().map(Parameter::buffer).toList());
    given.addAll(layer.inputs());
    given.forEach(b -> tensors.put(b, random.doubles(tensors.length(b), -1, 1).toArray()));
    Interpreter.run(layer.program(), tensors);
    return tensors;
  }

  private static double[] biased(double[] bias, int places) {
    double[] y = new double[places * bias.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[i % bias.length];
    }
    return y;
  }

  private static void addDepthwise(Slide v, Slide h, double[] x, int channels, double[] k, int multiplier, double[] y) {
    int outs = channels * multiplier;
    taps(v, h, (output, tap, input) -> {
      for (int i = 0; i < outs; i++) {
        y[output * outs + i] += x[input * channels + i / multiplier] * k[tap * outs + i];
      }
    });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void depthwise(long seed) {
    Random random = new Random(seed);
    RandomWindows windows = RandomWindows.of(random, false);
    int channels = 1 + random.nextInt(4);
    int multiplier = 1 + random.nextInt(3);
    Map<String, Object> values = new HashMap<>(windows.values("kernel"));
    values.put("multiplier", multiplier);
    LayerFixture layer = LayerFixture.of("DepthwiseConv2D", values, windows.image(channels));
    Tensors tensors = run(layer, random);
    Slide v = windows.along().get(0);
    Slide h = windows.along().get(1);
    double[] y = biased(tensors.get(layer.parameter("bias")), BATCH * v.out() * h.out());
    addDepthwise(
        v, h, tensors.get(layer.input()), channels, tensors.get(layer.parameter("weights")), multiplier, y);
    assertArrayEquals(y, tensors.get(layer.output()), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void separable(long seed) {
    Random random = new Random(seed);
    RandomWindows windows = RandomWindows.of(random, false);
    int channels = 1 + random.nextInt(4);
    int between = channels * (1 + random.nextInt(3));
    int filters = 1 + random.nextInt(3);
    Map<String, Object> values = new HashMap<>(windows.values("kernel"));
    values.put("multiplier", between / channels);
    values.put("filters", filters);
    LayerFixture layer = LayerFixture.of("SeparableConv2D", values, windows.image(channels));
    Tensors tensors = run(layer, random);
    Slide v = windows.along().get(0);
    Slide h = windows.along().get(1);
    int places = BATCH * v.out() * h.out();
    double[] each = new double[places * between];
    addDepthwise(
        v, h, tensors.get(layer.input()), channels, tensors.get(layer.parameter("depthwise")), between / channels,
        each);
    double[] y = biased(tensors.get(layer.parameter("bias")), places);
    double[] pointwise = tensors.get(layer.parameter("pointwise"));
    for (int i = 0; i < y.length; i++) {
      for (int k = 0; k < between; k++) {
        y[i] += each[i / filters * between + k] * pointwise[k * filters + i % filters];
      }
    }
    assertArrayEquals(y, tensors.get(layer.output()), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneDimensional(long seed) {
    Random random = new Random(seed);
    Slide along = RandomWindows.of(random, false).along().getFirst();
    int groups = 1 + random.nextInt(2);
    int inGroup = 1 + random.nextInt(3);
    int filters = groups * (1 + random.nextInt(3));
    boolean causal = random.nextInt(3) == 0;
    Map<String, Object> values = new HashMap<>();
    values.put("kernel", along.size());
    values.put("stride", along.stride());
    values.put("dilation", along.dilation());
    values.put("filters", filters);
    values.put("groups", groups);
    if (causal) {
      along = new Slide(
          along.in(), along.size(), along.stride(), along.dilation(), (along.size() - 1) * along.dilation(), 0,
          (along.in() - 1) / along.stride() + 1);
      values.put("padding", "CAUSAL");
    } else {
      values.put("pads", List.of(along.before(), along.after()));
    }
    Slide h = along;
    LayerFixture layer = LayerFixture.of("Conv1D", values, Shape.of(h.in(), groups * inGroup));
    Tensors tensors = run(layer, random);
    double[] x = tensors.get(layer.input());
    double[] k = tensors.get(layer.parameter("weights"));
    int out = layer.output().shape().getFirst();
    double[] y = biased(tensors.get(layer.parameter("bias")), BATCH * out);
    Slide one = new Slide(1, 1, 1, 1, 0, 0, 1);
    Slide counted = new Slide(h.in(), h.size(), h.stride(), h.dilation(), h.before(), h.after(), out);
    taps(one, counted, (output, tap, input) -> {
      for (int f = 0; f < filters; f++) {
        for (int c = 0; c < inGroup; c++) {
          int channel = f / (filters / groups) * inGroup + c;
          y[output * filters + f] += x[input * groups * inGroup + channel] * k[(tap * inGroup + c) * filters + f];
        }
      }
    });
    assertArrayEquals(y, tensors.get(layer.output()), 1e-12);
  }

  /** The output that it takes is the image of the windows, its input what a convolution with them would give. */
  @ParameterizedTest
  @MethodSource("seeds")
  void transposed(long seed) {
    Random random = new Random(seed);
    RandomTransposed of = RandomTransposed.of(random);
    int groups = random.nextBoolean() ? 1 : 1 + random.nextInt(3);
    int inGroup = 1 + random.nextInt(3);
    int filters = groups * (1 + random.nextInt(3));
    int channels = groups * inGroup;
    Map<String, Object> values = new HashMap<>(of.values());
    values.put("filters", filters);
    values.put("groups", groups);
    Slide v = of.along().get(0);
    Slide h = of.along().get(1);
    LayerFixture layer = LayerFixture.of("ConvTranspose2D", values, Shape.of(v.out(), h.out(), channels));
    Tensors tensors = run(layer, random);
    double[] x = tensors.get(layer.input());
    double[] k = tensors.get(layer.parameter("weights"));
    double[] y = biased(tensors.get(layer.parameter("bias")), BATCH * v.in() * h.in());
    taps(v, h, (output, tap, input) -> {
      for (int f = 0; f < filters; f++) {
        for (int c = 0; c < inGroup; c++) {
          int channel = f / (filters / groups) * inGroup + c;
          y[input * filters + f] += x[output * channels + channel] * k[(tap * inGroup + c) * filters + f];
        }
      }
    });
    assertArrayEquals(y, tensors.get(layer.output()), 1e-12);
  }
}
