package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.runtime.spi.GradientSums;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The padding of rows is 0 in gradients, parameters and slots, whatever schedule the kernels have and however long they train. What
 * would collect there could overflow, and a network whose weights are healthy would count as one that is not finite.
 */
class PaddingTest {
  private static final int STEPS = 12;
  private static final int SAMPLES = 19;

  private static final List<String> OPTIMIZERS =
      List.of("type = OptimizerType.SGD", "type = OptimizerType.MOMENTUM",
          "type = OptimizerType.MOMENTUM, nesterov = true", "type = OptimizerType.ADAM");

  /** Rows of many lengths below, at and above the multiples of 16, convolutions and pools between them. */
  private static NetworkSource network(String optimizer) {
    String relu = ", activation = Activation.RELU";
    return new NetworkSource(
        "Padded", "{9, 7, 2}", optimizer,
        List.of(
            layer("Conv2D", "conv1", "filters = 5, kernel = 3, padding = Padding.SAME" + relu, "input"),
            layer("Pool", "pool", "size = 2", "conv1"),
            layer("Conv2D", "conv2", "filters = 17, kernel = 2" + relu, "pool"),
            layer("Dense", "dense1", "units = 33, activation = Activation.TANH", "conv2"),
            layer("Dense", "dense2", "units = 16, activation = Activation.SIGMOID", "dense1"),
            layer("Dense", "dense3", "units = 7, bias = false", "dense2"),
            layer("Dense", "output", "units = 3", "dense3")),
        "SOFTMAX_CROSS_ENTROPY");
  }

  private static LayerSource layer(String kind, String name, String values, String input) {
    return new LayerSource(name, kind, values, List.of(input));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void staysZero(boolean single) {
    staysZero(single, single ? OPTIMIZERS.subList(2, 4) : OPTIMIZERS);
  }

  @Test
  @Tag("thorough")
  void staysZeroOneByOneWithOtherOptimizers() {
    staysZero(true, OPTIMIZERS.subList(0, 2));
  }

  private static void staysZero(boolean single, List<String> optimizers) {
    for (String optimizer : optimizers) {
      NetworkSource source = network(optimizer);
      GeneratedNetwork network =
          single ? GeneratedNetwork.compileSingle(source) : GeneratedNetwork.compile(source);
      for (Variant variant : Variant.values()) {
        train(network, variant, optimizer + ", " + variant + (single ? ", one sample at a time" : ""));
      }
    }
  }

  private static void train(GeneratedNetwork network, Variant variant, String what) {
    NetworkSpec spec = network.spec();
    KernelProgram kernels = network.kernels(variant);
    float[] parameters = Batch.random(spec, 1, 7).parameters();
    float[][] slots = new float[spec.slots().size()][parameters.length];
    for (int step = 1; step <= STEPS; step++) {
      Batch samples = Batch.random(spec, SAMPLES, step);
      Batch batch = new Batch(SAMPLES, samples.inputs(), samples.classes(), samples.targets(), parameters);
      float[] gradients = TrainingStep.run(kernels, spec, batch).gradients();
      new GradientSums(kernels, spec).update(parameters, gradients, 1, slots, 0.01f, step);
      check(spec, gradients, what + ": gradients of step " + step);
    }
    check(spec, parameters, what + ": parameters");
    for (int s = 0; s < slots.length; s++) {
      check(spec, slots[s], what + ": " + spec.slots().get(s));
    }
  }

  private static void check(NetworkSpec spec, float[] values, String what) {
    float[] padding = values.clone();
    for (ParameterSpec parameter : spec.parameters()) {
      parameter.write(new float[parameter.length()], padding);
    }
    Closeness.same(what + ", padding", new float[padding.length], padding);
  }
}
