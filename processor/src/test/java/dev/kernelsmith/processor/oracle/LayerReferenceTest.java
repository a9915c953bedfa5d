package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.oracle.RandomWindows.Slide;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward passes of layers, compared with loops that know nothing of the statement language. */
class LayerReferenceTest {
  private static final int BATCH = 2;

  static LongStream seeds() {
    return LongStream.rangeClosed(100, 160);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void convolution(long seed) {
    Random random = new Random(seed);
    RandomWindows windows = RandomWindows.of(random, false);
    int groups = random.nextBoolean() ? 1 : 1 + random.nextInt(3);
    int channels = groups * (1 + random.nextInt(3));
    int filters = groups * (1 + random.nextInt(3));
    Map<String, Object> attributes = new HashMap<>(windows.values("kernel"));
    attributes.put("filters", filters);
    attributes.put("groups", groups);
    Slide v = windows.along().get(0);
    Slide h = windows.along().get(1);
    LayerFixture layer = LayerFixture.of("Conv2D", attributes, windows.image(channels));
    Tensors tensors = run(layer, random);
    double[] x = tensors.get(layer.input());
    double[] k = tensors.get(layer.parameter("weights"));
    double[] bias = tensors.get(layer.parameter("bias"));
    double[] y = new double[BATCH * v.out() * h.out() * filters];
    int inGroup = channels / groups;
    int i = 0;
    for (int n = 0; n < BATCH; n++) {
      for (int row = 0; row < v.out(); row++) {
        for (int column = 0; column < h.out(); column++) {
          for (int f = 0; f < filters; f++) {
            double sum = bias[f];
            int firstChannel = f / (filters / groups) * inGroup;
            for (int r = 0; r < v.size(); r++) {
              for (int s = 0; s < h.size(); s++) {
                int xr = v.at(row, r);
                int xs = h.at(column, s);
                if (xr >= 0 && xr < v.in() && xs >= 0 && xs < h.in()) {
                  for (int c = 0; c < inGroup; c++) {
                    sum += x[((n * v.in() + xr) * h.in() + xs) * channels + firstChannel + c]
                        * k[((r * h.size() + s) * inGroup + c) * filters + f];
                  }
                }
              }
            }
            y[i++] = sum;
          }
        }
      }
    }
    assertArrayEquals(y, tensors.get(layer.output()), 1e-12);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void denseWithActivation(Activation activation) {
    for (Shape shape : List.of(Shape.of(12), Shape.of(3, 4), Shape.of(2, 3, 2), Shape.of(2, 1, 2, 3))) {
      denseWithActivation(activation, shape);
    }
  }

  private static void denseWithActivation(Activation activation, Shape shape) {
    Random random = new Random(7);
    LayerFixture layer = LayerFixture.of("Dense", Map.of("units", 5, "activation", activation), shape);
    Tensors tensors = run(layer, random);
    double[] x = tensors.get(layer.input());
    double[] w = tensors.get(layer.parameter("weights"));
    double[] bias = tensors.get(layer.parameter("bias"));
    double[] y = new double[BATCH * 5];
    for (int n = 0; n < BATCH; n++) {
      double sum = 0;
      for (int u = 0; u < 5; u++) {
        double z = bias[u];
        for (int k = 0; k < 12; k++) {
          z += x[n * 12 + k] * w[k * 5 + u];
        }
        y[n * 5 + u] = z;
        sum += Math.exp(z);
      }
      for (int u = 0; u < 5; u++) {
        double z = y[n * 5 + u];
        y[n * 5 + u] =
            switch (activation) {
              case SOFTMAX -> Math.exp(z) / sum;
              case LOG_SOFTMAX -> z - Math.log(sum);
              default -> ActivationFormulas.of(activation, z);
            };
      }
    }
    assertArrayEquals(y, tensors.get(layer.output()), 1e-12);
  }

  private static Tensors run(LayerFixture layer, Random random) {
    Tensors tensors = new Tensors(BATCH);
    for (Buffer b : layer.program().buffers()) {
      if (b.role() == Buffer.Role.PARAMETER || layer.inputs().contains(b)) {
        tensors.put(b, random.doubles(tensors.length(b), -1, 1).toArray());
      }
    }
    Interpreter.run(layer.program(), tensors);
    return tensors;
  }
}
