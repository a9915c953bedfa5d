package dev.kernelsmith.benchmarks.hand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The expert's versions against plain loops, and that there are generated kernels to compare with. */
class HandCaseTest {
  @ParameterizedTest
  @EnumSource
  void theExpertComputesWhatPlainLoopsCompute(HandCase kernel) {
    HandKernel plain = kernel.plain();
    HandKernel expert = kernel.expert();
    for (int run = 1; run <= 2; run++) { // the second time nothing of the first may be left
      plain.run();
      expert.run();
      float[] expected = plain.result();
      float[] actual = expert.result();
      assertEquals(expected.length, actual.length);
      double squares = 0;
      double differences = 0;
      for (int i = 0; i < expected.length; i++) {
        squares += (double) expected[i] * expected[i];
        differences = Math.max(differences, Math.abs(expected[i] - actual[i]));
      }
      double size = Math.sqrt(squares / expected.length);
      assertTrue(size > 0.1, "there is something to compare");
      assertTrue(differences < 1e-4 * size, kernel + ", run " + run + ": " + differences + " of " + size);
    }
  }

  @ParameterizedTest
  @EnumSource
  void generatedKernelsAreThere(HandCase kernel) {
    assertNotNull(kernel.generated());
  }
}
