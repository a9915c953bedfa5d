package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import org.junit.jupiter.api.Test;

/** Numbers far from unit scale are told of, others are not. */
class ScaleHintTest {
  private final NetworkSpec spec = LinearNetwork.regression(3, 2, 1).engine().spec();

  private String hint(float input, float target) {
    float[] inputs = new float[spec.inputs().getFirst().length()];
    float[] targets = new float[spec.losses().getFirst().targetLength()];
    inputs[0] = input;
    targets[0] = target;
    return ScaleHint.text(spec, ArrayDataset.ofValues(new float[][] {inputs}, new float[][] {targets}),
        "training data");
  }

  @Test
  void pricesAndYearsAreFarFromUnitScale() {
    assertEquals("", hint(3, -2));
    String both = hint(-2024, 512_000);
    assertTrue(both.contains("inputs of up to 2.02e+03, targets of up to 5.12e+05"), both);
    String targets = hint(1, 512_000);
    assertTrue(targets.contains("far from unit scale: targets of up to 5.12e+05. "), targets);
  }
}
