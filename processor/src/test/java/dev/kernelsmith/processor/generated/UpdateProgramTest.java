package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.processor.lower.Update;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.lower.Parameter.Span;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.GradientSums;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An optimizer that needs sums over all gradients, and the numbers that it computes from them. */
class UpdateProgramTest {
  private static final double LIMIT = 0.05;
  private static final Attributes NO_VALUES = new Attributes(
      Map.of("learningRate", Float.NaN, "weightDecay", 0f, "l1", 0f, "l2", 0f, "clipValue", 0f, "clipNorm", 0f,
          "averageDecay", 0f),
      Map.of());

  private static final NetworkSource SOURCE =
      new NetworkSource(
          "Clipped", "70", "",
          List.of(
              new LayerSource("hidden", "Dense", "units = 90, activation = Activation.RELU", List.of("input")),
              new LayerSource("out", "Dense", "units = 4", List.of("hidden"))),
          "SOFTMAX_CROSS_ENTROPY");

  /** Of more than one range of sums. */
  private static final GeneratedNetwork NETWORK =
      GeneratedNetwork.compileFor(new ClippedDescent(LIMIT), SOURCE);

  @Test
  void kernelsDoWhatTheInterpreterDoes() {
    assertTrue(new GradientSums(NETWORK.kernels(Variant.SCALAR), NETWORK.spec()).ranges() > 1);
    NetworkChecks.check(NETWORK, 3);
  }

  @ParameterizedTest
  @MethodSource("dev.kernelsmith.processor.generated.DeviceCase#kinds")
  @Tag("device")
  void devicesDoWhatTheInterpreterDoes(Kind kind) {
    DeviceCode.check(NETWORK);
    DeviceCase wanted = new DeviceCase("Clipped", kind, true, 29, 33, 7);
    new DeviceChecks(NETWORK).check(wanted, DeviceResults.of(NETWORK, wanted));
  }

  @Test
  void trainsToTheSameBitsWithAnyNumberOfThreads() {
    assertArrayEquals(train(1), train(3));
  }

  private static float[] train(int threads) {
    Batch batch = Batch.random(NETWORK.spec(), 50, 3);
    CompiledNetwork network = NETWORK.network(2);
    Trainer.of(network).epochs(2).batchSize(40).threads(threads)
        .fit(ArrayDataset.ofClasses(batch.inputs(), 70, batch.classes()));
    return network.engine().parameters();
  }

  /** By hand: a gradient of norm 5 is scaled to norm 0.05, and a first step takes it times half the rate. */
  @ParameterizedTest
  @EnumSource(Variant.class)
  void clipsByTheNormOfAllGradients(Variant variant) {
    KernelProgram kernels = NETWORK.kernels(variant);
    NetworkSpec spec = NETWORK.spec();
    float[] parameters = new float[spec.parameterFloats()];
    float[] gradients = new float[spec.gradientFloats()];
    int first = spec.parameterStart();
    gradients[first] = 3;
    gradients[spec.trainedFloats() - 16] = -4;
    float[][] slots = new float[1][spec.trainedFloats()];
    new GradientSums(kernels, spec).update(parameters, gradients, 1, slots, 0.1f, 1);
    assertEquals(0.03f, slots[0][first], 1e-8f);
    assertEquals(-0.03f * 0.05f, parameters[first], 1e-8f);
    assertEquals(0.04f * 0.05f, parameters[spec.trainedFloats() - 16], 1e-8f);
  }

  /** What decays is 0 before it becomes a denormal number. */
  @ParameterizedTest
  @EnumSource(Variant.class)
  void slotsDecayToZero(Variant variant) {
    NetworkSpec spec = NETWORK.spec();
    float[] parameters = new float[spec.parameterFloats()];
    float[][] slots = new float[1][spec.trainedFloats()];
    int first = spec.parameterStart();
    Arrays.fill(slots[0], 1.5f * Float.MIN_NORMAL);
    slots[0][first + 1] = -slots[0][first + 1];
    slots[0][first + 2] = 2.5f * Float.MIN_NORMAL;
    slots[0][first + 3] = Float.NaN;
    new GradientSums(NETWORK.kernels(variant), spec)
        .update(parameters, new float[spec.gradientFloats()], 1, slots, 0.1f, 1);
    assertEquals(0, slots[0][first]);
    assertEquals(0, slots[0][first + 1]);
    assertEquals(1.25f * Float.MIN_NORMAL, slots[0][first + 2]);
    assertTrue(Float.isNaN(slots[0][first + 3]), "what is not a number stays so");
  }

  @Test
  void loopsAreSplitOnlyWhereDecayMakesADifference() {
    List<Span> spans =
        List.of(
            new Span(new Group.Trained(true), 0, 32), new Span(new Group.Trained(false), 32, 48),
            new Span(new Group.State(0.9, 1), 48, 64), new Span(new Group.Frozen(), 64, 96));
    assertEquals(3, UpdateProgram.of(new ClippedDescent(1), NO_VALUES, spans).loops().size());
    OptimizerRule plain = new Plain();
    UpdateProgram update = UpdateProgram.of(plain, NO_VALUES, spans);
    assertEquals(2, update.loops().size());
    assertEquals(
        "parameters[i] = parameters[i] - (gradients[i] * learningRate)",
        update.program().statements().getFirst().toString());
  }

  /** Averages alone: there is nothing to sum up for them. */
  @Test
  void nothingIsSummedWhereNothingIsTrained() {
    List<Span> averages = List.of(new Span(new Group.State(0.9, 1), 0, 16));
    UpdateProgram update = UpdateProgram.of(new ClippedDescent(1), NO_VALUES, averages);
    assertEquals(List.of(), update.sums());
    assertEquals(1, update.loops().size());
  }

  private record Plain() implements OptimizerRule {
    @Override
    public float defaultLearningRate() {
      return 1;
    }

    @Override
    public void lower(Attributes attributes, Update out) {
      out.parameter(out.parameter().minus(out.gradient().times(out.learningRate())));
    }
  }

  @Test
  void refusesASumThatDependsOnAnother() {
    OptimizerRule twoPasses = new TwoPasses();
    List<Span> spans = List.of(new Span(new Group.Trained(true), 0, 32));
    assertThrows(IllegalArgumentException.class, () -> UpdateProgram.of(twoPasses, NO_VALUES, spans));
  }

  private record TwoPasses() implements OptimizerRule {
    @Override
    public float defaultLearningRate() {
      return 1;
    }

    @Override
    public void lower(Attributes attributes, Update out) {
      Expr mean = out.sum("mean", out.gradient());
      Expr deviation = out.gradient().minus(mean);
      out.parameter(out.parameter().minus(out.sum("spread", deviation.times(deviation))));
    }
  }
}
