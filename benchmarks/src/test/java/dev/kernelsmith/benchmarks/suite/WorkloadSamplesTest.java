package dev.kernelsmith.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadSamplesTest {
  @Test
  void anInputMeetsAllClassesAndAllRunsSeeTheSame() {
    WorkloadSamples samples = WorkloadSamples.of(Workload.W5);
    WorkloadSamples again = WorkloadSamples.of(Workload.W5);
    float[] first = new float[4];
    samples.copyInput(0, first, 0);
    Set<Integer> classes = new HashSet<>();
    int period = 16 * Workload.W5.batch();
    for (int i = 0; i < samples.size(); i += period) {
      float[] input = new float[4];
      again.copyInput(i, input, 0);
      assertArrayEquals(first, input);
      assertEquals(samples.classOf(i), again.classOf(i));
      classes.add(samples.classOf(i));
    }
    assertEquals(Set.of(0, 1, 2), classes);
  }
}
