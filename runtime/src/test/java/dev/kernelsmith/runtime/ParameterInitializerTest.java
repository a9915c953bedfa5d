package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterInitializerTest {
  private static final int FAN_IN = 300;
  private static final int FAN_OUT = 100;

  private static float[] initialized(Initializer initializer, String name, long seed) {
    ParameterSpec parameter =
        new ParameterSpec(name, List.of(FAN_IN, FAN_OUT), 0, FAN_OUT + 12, initializer, FAN_IN, FAN_OUT,
            ParameterGroup.TRAINED, true);
    NetworkSpec spec =
        NetworkSpec.builder(NetworkSpec.INTERFACE_VERSION, "N", "f")
            .parameter(parameter)
            .parameterFloats(FAN_IN * (FAN_OUT + 12))
            .build();
    return parameter.read(ParameterInitializer.initialize(spec, seed));
  }

  @ParameterizedTest
  @CsvSource({
    "GLOROT_UNIFORM, 0.0707, 0.12248", "HE_UNIFORM, 0.0816, 0.14143", "GLOROT_NORMAL, 0.0707, Infinity",
    "LECUN_UNIFORM, 0.0577, 0.10001", "LECUN_NORMAL, 0.0577, Infinity", "HE_NORMAL, 0.0816, Infinity",
    "NORMAL, 0.05, Infinity", "ZEROS, 0, 0"
  })
  void hasTheDeviationAndTheRange(Initializer initializer, double deviation, double limit) {
    float[] values = initialized(initializer, "a.weights", 1);
    double sum = 0;
    double squares = 0;
    double greatest = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
      greatest = Math.max(greatest, Math.abs(value));
    }
    assertEquals(0, sum / values.length, 0.002);
    assertEquals(deviation, Math.sqrt(squares / values.length), 0.02 * deviation);
    assertTrue(greatest <= limit, "greatest " + greatest);
  }

  @Test
  void seedAndNameDecide() {
    float first = initialized(Initializer.HE_NORMAL, "a.weights", 1)[0];
    assertEquals(first, initialized(Initializer.HE_NORMAL, "a.weights", 1)[0]);
    assertNotEquals(first, initialized(Initializer.HE_NORMAL, "b.weights", 1)[0]);
    assertNotEquals(first, initialized(Initializer.HE_NORMAL, "a.weights", 2)[0]);
  }

  @Test
  void autoIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> initialized(Initializer.AUTO, "a.weights", 1));
  }
}
