package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.spi.KernelProgram;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels that are warmed up are called with memory that they suit, and compute afterwards what they did before. */
class WarmUpTest {
  private static final GeneratedNetwork NETWORK = GeneratedNetwork.compile(WellKnown.branching());

  @ParameterizedTest
  @EnumSource
  void changesNoPrediction(Variant variant) {
    KernelProgram kernels = NETWORK.kernels(variant);
    NetworkEngine engine = new NetworkEngine(NETWORK.spec(), kernels, 2);
    float[][] inputs = new float[20][];
    Arrays.setAll(inputs, Batch.random(NETWORK.spec(), inputs.length, 9)::input);
    float[][] expected = engine.predict(inputs);
    float[] first = engine.predict(inputs[0]);
    kernels.warmUp();
    kernels.warmUpPredictions();
    assertArrayEquals(expected, engine.predict(inputs));
    assertArrayEquals(first, engine.predict(inputs[0]));
  }
}
