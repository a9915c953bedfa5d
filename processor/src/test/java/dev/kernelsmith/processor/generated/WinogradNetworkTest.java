package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Convolutions that vector kernels compute by fewer products than plain sums take. */
class WinogradNetworkTest {
  private static final NetworkSource SOURCE = WellKnown.windows();
  private static final GeneratedNetwork NETWORK = GeneratedNetwork.compile(SOURCE);
  private static final int SAMPLES = 37;

  /** What the largest difference may be, by the largest of all values. */
  private static final double RELATIVE = 1e-4;

  private static Map<String, Long> points(Map<String, String> sources) {
    Map<String, Long> points = new TreeMap<>();
    sources.forEach((name, text) -> {
      if (name.endsWith("Kernels") || name.matches(".*Kernels\\d+")) {
        points.put(name, text.lines().filter(line -> line.contains("winogradSums4[")).count());
      }
    });
    return points;
  }

  @Test
  void vectorKernelsUseThem() {
    Map<String, Long> points = points(NETWORK.compilation().sources());
    assertEquals(0, points.get("WindowsScalarKernels"));
    assertTrue(points.get("WindowsVectorKernels32") >= 12, points::toString);
  }

  @Test
  void anOptionTurnsThemOff() {
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withVectorModule().options("-Akernelsmith.winograd=off")
            .source(SOURCE.name(), SOURCE.text()).run();
    assertTrue(compilation.success(), compilation::report);
    assertTrue(points(compilation.sources()).values().stream().allMatch(count -> count == 0));
  }

  @Test
  void theyDoWhatTheInterpreterDoes() {
    NetworkChecks.check(NETWORK, 5);
  }

  /** Scalar kernels compute plain sums. */
  @Test
  void gradientsAreThoseOfPlainSums() {
    NetworkSpec spec = NETWORK.spec();
    Batch batch = Batch.random(spec, SAMPLES, 11);
    float[] plain = TrainingStep.run(NETWORK.kernels(Variant.SCALAR), spec, batch).gradients();
    float[] fast = TrainingStep.run(NETWORK.kernels(Variant.VECTOR_32), spec, batch).gradients();
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < spec.updatedFloats(); i++) {
      largest = Math.max(largest, Math.abs(plain[i]));
      difference = Math.max(difference, Math.abs(plain[i] - fast[i]));
    }
    assertTrue(largest > 1e-3, "gradients are about 0");
    assertTrue(difference < RELATIVE * largest, difference + " of " + largest);
  }
}
