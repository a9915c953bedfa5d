package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.oracle.ActivationFormulas;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every activation of single elements in kernels: its value over the whole range, and its gradient, alone and before a maximum. */
class ActivationsTest {
  private static final List<Activation> ALL =
      Arrays.stream(Activation.values()).filter(a -> a != Activation.SOFTMAX && a != Activation.LOG_SOFTMAX).toList();

  private static final int VALUES = 512;

  private static final GeneratedNetwork TRAINED = trained();

  private static final GeneratedNetwork NETWORK_OF_VALUES =
      network(
          "Values", "{1, " + VALUES + ", 1}",
          a -> "@From(\"input\") @Pool(size = 1, activation = Activation." + a + ") Layer " + a + ";", "");

  private static GeneratedNetwork network(String name, String input, UnaryOperator<String> layers, String last) {
    String each = ALL.stream().map(a -> layers.apply(a.name())).collect(Collectors.joining("\n"));
    String names = ALL.stream().map(a -> '"' + a.name() + '"').collect(Collectors.joining(", "));
    return GeneratedNetwork.compileAs(
        name,
        "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n@Network(input = " + input
            + ")\nclass " + name + " {\n" + each + "\n@Concat({" + names + "}) Layer joined;\n" + last + "\n}\n",
        UnaryOperator.identity());
  }

  private static GeneratedNetwork trained() {
    return network(
        "Trained", "{4, 6, 2}",
        a -> "@From(\"input\") @Conv2D(filters = 2, kernel = 2, activation = Activation." + a + ") Layer of" + a
            + "; @Pool(size = 2, stride = 1, type = PoolType." + (a.contains("S") ? "MAX" : "AVERAGE") + ") Layer " + a
            + ";",
        "@Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) @Dense(units = 4) Layer out;");
  }

  @Test
  void gradientsAreThoseOfDifferences() {
    NetworkChecks.check(TRAINED, 3);
    Differences.check(TRAINED, 4);
  }

  @ParameterizedTest
  @MethodSource("dev.kernelsmith.processor.generated.DeviceCase#kinds")
  @Tag("device")
  void devicesDoWhatTheInterpreterDoes(Kind kind) {
    DeviceCase wanted = new DeviceCase("Trained", kind, true, 29, 33, 7);
    new DeviceChecks(TRAINED).check(wanted, DeviceResults.of(TRAINED, wanted));
  }

  /** Within {@code 1e-6} of the value, or of the smallest that a gate has as a float. */
  @ParameterizedTest
  @EnumSource
  void valuesAreThoseOfTheFormulas(Variant variant) {
    NetworkSpec spec = NETWORK_OF_VALUES.spec();
    BlockProgram program = NETWORK_OF_VALUES.kernels(variant).single();
    for (float range : new float[] {1e-6f, 1e-2f, 1, 8, 100, 1e6f, 1e30f}) {
      Block block = new Block(program, spec);
      for (int i = 0; i < VALUES; i++) {
        block.inputs[0][i] = range * (2f * i / (VALUES - 1) - 1);
      }
      program.runAll(block);
      for (int i = 0; i < VALUES; i++) {
        for (int a = 0; a < ALL.size(); a++) {
          float z = block.inputs[0][i];
          double expected = ActivationFormulas.of(ALL.get(a), z);
          float actual = block.outputs[0][i * ALL.size() + a];
          assertTrue(
              Math.abs(actual - expected) <= 1e-6 * Math.abs(expected) + 1.5e-7 * Math.min(Math.abs(z), 10),
              ALL.get(a) + " of " + z + " is " + actual + ", not " + expected);
        }
      }
    }
  }
}
