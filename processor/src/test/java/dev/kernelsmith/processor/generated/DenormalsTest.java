package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.GradientSums;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Counts numbers that are too small for full precision, with which some machines calculate a hundred times slower, wherever a training keeps any. What decays
 * has none whatever happens. Values and gradients have some where a training has gone wrong and units are saturated, and nowhere else.
 */
class DenormalsTest {
  private static final int SAMPLES = 16;
  private static final int BATCHES = 20;

  private static final String SOURCE =
      """
          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          @Network(input = 64)
          @Optimizer(type = OptimizerType.%s)
          class Small {
            @Dense(units = 48, activation = Activation.%2$s) Layer a;
            @Dense(units = 32, activation = Activation.%2$s) Layer b;
            @Dense(units = 32, activation = Activation.%2$s) Layer c;
            @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) @Dense(units = 10) Layer out;
          }
          """;

  /** For what is a matter of the rule alone: less to compile. */
  private static final String ONE_LAYER =
      """
          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          @Network(input = 64)
          @Optimizer(type = OptimizerType.%s)
          class Small {
            @Loss(LossFunction.MEAN_SQUARED_ERROR) @Dense(units = 16) Layer out;
          }
          """;

  /** The most that there were behind a step. */
  private record Counts(long values, long gradients, long parameters, long slots) {}

  private static Counts train(Object optimizer, Activation activation, float rate, int steps) {
    GeneratedNetwork network = GeneratedNetwork.compile("Small", SOURCE.formatted(optimizer, activation));
    NetworkSpec spec = network.spec();
    KernelProgram kernels = network.kernels(Variant.VECTOR_32);
    BlockProgram program = kernels.training();
    Block block = new Block(program, spec);
    block.gradients = new float[spec.gradientFloats() + program.parts()];
    block.copies = 1;
    float[] parameters = Batch.random(spec, 1, 7).parameters();
    List<Batch> batches = IntStream.range(0, BATCHES).mapToObj(seed -> Batch.random(spec, SAMPLES, seed)).toList();
    float[][] slots = new float[spec.slots().size()][parameters.length];
    Counts most = new Counts(0, 0, 0, 0);
    for (int step = 1; step <= steps; step++) {
      Batch samples = batches.get(step % BATCHES);
      new Batch(SAMPLES, samples.inputs(), samples.classes(), samples.targets(), parameters).stage(block, 0);
      program.runAll(block);
      new GradientSums(kernels, spec).update(parameters, block.gradients, 1, slots, rate, step);
      most =
          new Counts(
              Math.max(most.values(), count(block.floats)), Math.max(most.gradients(), count(block.gradients)),
              Math.max(most.parameters(), count(parameters)), Math.max(most.slots(), count(slots)));
    }
    return most;
  }

  private static long count(float[]... arrays) {
    long count = 0;
    for (float[] array : arrays) {
      for (float value : array) {
        count += value != 0 && Math.abs(value) < Float.MIN_NORMAL ? 1 : 0;
      }
    }
    return count;
  }

  @ParameterizedTest
  @CsvSource({"ADAM, RELU", "ADAM, SIGMOID", "MOMENTUM, TANH", "ADAM, SOFTPLUS"})
  void aTrainingHasNone(OptimizerType optimizer, Activation activation) {
    assertEquals(new Counts(0, 0, 0, 0), train(optimizer, activation, 0.003f, 400));
  }

  /** What a rule remembers decays where gradients become zero, as those of units that have died, or so small that their squares do. */
  @ParameterizedTest
  @EnumSource(value = OptimizerType.class, mode = EnumSource.Mode.EXCLUDE, names = "FORMULA")
  void noRuleKeepsAny(OptimizerType optimizer) {
    GeneratedNetwork network =
        GeneratedNetwork.compile("Small", ONE_LAYER.formatted(optimizer + ", averageDecay = 0.9"));
    NetworkSpec spec = network.spec();
    GradientSums update = new GradientSums(network.kernels(Variant.VECTOR_32), spec);
    float[] parameters = Batch.random(spec, 1, 7).parameters();
    float[][] slots = new float[spec.slots().size()][parameters.length];
    Random random = new Random(5);
    float[] gradients = new float[spec.gradientFloats()];
    for (int step = 1; step <= 900; step++) {
      for (int i = 0; step <= 51 && i < gradients.length; i++) {
        gradients[i] = (float) random.nextGaussian() * (step <= 50 ? 0.1f : i % 3 == 0 ? 1e-21f : 0);
      }
      update.update(parameters, gradients, 1, slots, 0.1f, step);
      assertEquals(0, count(parameters) + count(slots), "after step " + step);
    }
  }

  /** With a rate a thousand times too large. */
  @ParameterizedTest
  @CsvSource({"ADAM, SIGMOID", "ADAM, TANH", "MOMENTUM, SOFTPLUS"})
  void whatDecaysHasNone(OptimizerType optimizer, Activation activation) {
    Counts counts = train(optimizer, activation, 3, 400);
    assertEquals(0, counts.parameters() + counts.slots(), counts::toString);
    assertTrue(counts.values() + counts.gradients() > 0, "the counter finds some");
  }
}
