package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Losses of extreme outputs in floats: what a kernel computes is a number, and near what the interpreter computes. The layer before copies its input, so that the gradient by its bias, of a batch of one sample, is
 * that by the outputs.
 */
class LossExtremesTest {
  private static final int UNITS = 6;
  private static final double TOLERANCE = 1e-3;

  /** A layer without an activation is trusted to give probabilities. */
  private static GeneratedNetwork compile(LossFunction loss) {
    return GeneratedNetwork.compile(
        new NetworkSource(
            "Extreme", "" + UNITS, "type = OptimizerType.SGD",
            List.of(
                new LayerSource("copy", "Dense", "units = " + UNITS, List.of("input")),
                new LayerSource("out", "Flatten", "", List.of("copy"))),
            loss.name()));
  }

  private static float[] identity(NetworkSpec spec) {
    float[] flat = new float[spec.parameterFloats()];
    for (ParameterSpec parameter : spec.parameters()) {
      float[] values = new float[parameter.length()];
      for (int i = 0; i < UNITS && parameter.shape().size() == 2; i++) {
        values[i * UNITS + i] = 1;
      }
      parameter.write(values, flat);
    }
    return flat;
  }

  @ParameterizedTest
  @EnumSource(value = LossFunction.class, mode = EnumSource.Mode.EXCLUDE, names = "FORMULA")
  void kernelsComputeWhatTheInterpreterComputes(LossFunction loss) {
    GeneratedNetwork network = compile(loss);
    NetworkSpec spec = network.spec();
    Random random = new Random(11);
    for (float[] values : new float[][] {
      {1e4f, -1e4f}, {1e4f, -1e4f, 0}, {0, 1}, {0}, {1}, {1e-40f, 1}, {88, -88, 104, -104}, {1e18f, -1e18f, 1}}) {
      for (int attempt = 0; attempt < 8; attempt++) {
        float[] outputs = new float[UNITS];
        for (int i = 0; i < UNITS; i++) {
          outputs[i] = values[random.nextInt(values.length)];
        }
        float[] targets = new float[spec.losses().getFirst().targetLength()];
        for (int i = 0; i < targets.length; i++) {
          targets[i] = random.nextInt(2);
        }
        Batch batch = new Batch(1, outputs, new int[] {random.nextInt(UNITS)}, targets, identity(spec));
        check(network, batch, loss + " of " + Arrays.toString(outputs) + " for " + Arrays.toString(targets));
      }
    }
  }

  private static void check(GeneratedNetwork network, Batch batch, String what) {
    NetworkSpec spec = network.spec();
    Reference expected = Reference.run(network, Objects.requireNonNull(network.programs().training()), spec, batch);
    ParameterSpec bias =
        spec.parameters().stream().filter(parameter -> parameter.name().endsWith("bias")).findFirst().orElseThrow();
    for (Variant variant : Variant.values()) {
      TrainingStep step = TrainingStep.run(network.kernels(variant), spec, batch);
      near(expected.losses(), step.losses(), variant + " loss of " + what);
      near(expected.gradient(bias), bias.read(step.gradients()), variant + " gradient of " + what);
    }
  }

  /** Relative to the largest, since sums of large numbers lose the small ones. */
  private static void near(double[] expected, float[] actual, String what) {
    double largest = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
    for (int i = 0; i < expected.length; i++) {
      assertFalse(Float.isNaN(actual[i]), what);
      if (largest < Float.MAX_VALUE) {
        assertEquals(expected[i], actual[i], TOLERANCE * largest, what);
      }
    }
  }
}
