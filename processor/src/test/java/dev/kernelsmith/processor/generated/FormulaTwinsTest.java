package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Formulas for layers that there are, against these: the same parameters after a training, to the bit where the statements are the same. Parameters have
 * the names of the layers', from which their random numbers follow.
 */
class FormulaTwinsTest {
  private static final String BEFORE =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n@Network(input = {%s})\nclass %s {\n";

  private static final String AFTER =
      "  @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;\n}\n";

  private static GeneratedNetwork network(String name, String input, String layers) {
    return GeneratedNetwork.compile(name, BEFORE.formatted(input, name) + layers + AFTER);
  }

  private static float[] trained(GeneratedNetwork generated, int inputs) {
    CompiledNetwork network = generated.network(3);
    Random random = new Random(1);
    float[][] samples = new float[40][inputs];
    int[] classes = new int[samples.length];
    for (int i = 0; i < samples.length; i++) {
      classes[i] = random.nextInt(3);
      for (int k = 0; k < inputs; k++) {
        samples[i][k] = random.nextFloat();
      }
    }
    Trainer.of(network).epochs(3).batchSize(20).threads(2).fit(ArrayDataset.ofClasses(samples, classes));
    return network.engine().parameters();
  }

  private static void same(String input, int inputs, String layer, String formula, float tolerance) {
    GeneratedNetwork one = network("BuiltIn", input, layer);
    GeneratedNetwork other = network("Formulas", input, formula);
    assertArrayEquals(one.network(3).engine().parameters(), other.network(3).engine().parameters(),
        "initial parameters");
    assertArrayEquals(trained(one, inputs), trained(other, inputs), tolerance);
  }

  @Test
  void dense() {
    same("7", 7, "@Dense(units = 9, activation = Activation.RELU) Layer dense;\n", """
        @Formula(value = {"z[n, u] += x[n, k] * weights[k, u]", "y[n, u] = max(z[n, u] + bias[u], 0)"}, parameters = {"weights[K, 9] = HE_NORMAL", "bias = 0"})
        Layer dense;
        """, 0);
  }

  @Test
  void convolutionAndPooling() {
    same("8, 6, 2", 96, """
        @Conv2D(filters = 5, kernel = 3, padding = Padding.SAME, activation = Activation.RELU) Layer conv;
        @Pool(size = 2) Layer pool;
        """, """
        @Formula(value = {"z[n, h, w, f] += x[n, h + i - 1, w + j - 1, c] * weights[i, j, c, f] where 0 <= h + i - 1 < H, 0 <= w + j - 1 < W, h < H, w < W",
            "y[n, h, w, f] = max(z[n, h, w, f] + bias[f], 0)"}, parameters = {"weights[3, 3, C, 5] = HE_NORMAL", "bias = 0"}, shapes = "x[H, W, C]") Layer conv;
        @Formula("y[n, h, w, c] max= x[n, 2 * h + i, 2 * w + j, c] where i < 2, j < 2") Layer pool;
        """, 0);
  }

  @Test
  void attentionScores() {
    same("5, 4", 20,
        "@PRelu Layer q;\n@Dense(units = 20) Layer d;\n@Reshape({5, 4}) Layer k;\n@MatMul(value = {\"q\", \"k\"}, transposeB = true) Layer scores;\n",
        "@PRelu Layer q;\n@Dense(units = 20) Layer d;\n@Reshape({5, 4}) Layer k;\n@Formula(\"y[n, i, j] += q[n, i, d] * k[n, j, d]\") Layer scores;\n",
        0);
  }

  /** By another order of operations: built in, differences to one element come first, and the adjoint is given. */
  @Test
  void layerNormalisation() {
    same("6, 5", 30, "@PRelu Layer before;\n@LayerNorm(epsilon = 1e-3) Layer norm;\n", """
        @PRelu Layer before;
        @Formula(value = {"m[n, t] += x[n, t, c] / C", "v[n, t] += pow(x[n, t, c] - m[n, t], 2) / C",
            "y[n, t, c] = (x[n, t, c] - m[n, t]) * rsqrt(v[n, t] + 1e-3) * g[c] + b[c]"}, parameters = {"g = 1", "b = 0"}, shapes = "x[T, C]") Layer norm;
        """, 1e-4f);
  }
}
