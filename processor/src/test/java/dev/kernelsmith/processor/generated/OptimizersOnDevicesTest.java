package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimizers that have something of their own for generated code: memory that is set late, other values in the gradient's place, sums over all gradients. */
class OptimizersOnDevicesTest {
  private static final List<LayerSource> LAYERS =
      List.of(
          new LayerSource("hidden", "Dense", "units = 20, activation = Activation.RELU", List.of("input")),
          new LayerSource("out", "Dense", "units = 4", List.of("hidden")));

  @ParameterizedTest
  @ValueSource(strings = {
    "ADADELTA, l2 = 0.1f", "RMSPROP, centered = true, momentum = 0.5f, nesterov = true, epsilon = 1e-3f",
    "LION, weightDecay = 0.3f, l1 = 0.01f", "AMSGRAD, clipValue = 0.5f, clipNorm = 0.3f", "NADAM", "ADAGRAD", "ADAMAX"
  })
  void doWhatTheInterpreterDoes(String optimizer) {
    NetworkSource source =
        new NetworkSource("Updated", "30", "type = OptimizerType." + optimizer, LAYERS, "SOFTMAX_CROSS_ENTROPY");
    GeneratedNetwork network = GeneratedNetwork.compileAll(source, CompilerKind.JAVAC);
    NetworkChecks.check(network, 3);
    DeviceCode.check(network);
    for (Kind kind : Kind.values()) {
      DeviceCase wanted = new DeviceCase("Updated", kind, true, 29, 33, 7);
      new DeviceChecks(network).check(wanted, DeviceResults.onStandIn(network, wanted));
    }
  }
}
