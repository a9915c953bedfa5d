package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kernelsmith.annotations.OptimizerType;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Optimizers against their textbook form over several steps. */
class OptimizerTest {
  private static final int STEPS = 5;
  private final Random random = new Random(4);
  private final double[] start = random.doubles(6, -1, 1).toArray();

  private double[] gradient() {
    return random.doubles(start.length, -1, 1).toArray();
  }

  @Test
  void gradientDescent() {
    OptimizerFixture sgd = new OptimizerFixture(OptimizerType.SGD, Map.of("type", OptimizerType.SGD), start);
    double[] w = start.clone();
    for (int t = 0; t < STEPS; t++) {
      double rate = 0.1 / (t + 1);
      double[] g = gradient();
      sgd.step(rate, g);
      for (int i = 0; i < w.length; i++) {
        w[i] -= rate * g[i];
      }
      assertArrayEquals(w, sgd.values(), 1e-12);
    }
  }

  @Test
  void momentumWithAndWithoutLookAhead() {
    for (boolean nesterov : new boolean[] {false, true}) {
      OptimizerFixture momentum =
          new OptimizerFixture(OptimizerType.MOMENTUM, Map.of("momentum", 0.75f, "nesterov", nesterov), start);
      double[] w = start.clone();
      double[] v = new double[w.length];
      for (int t = 0; t < STEPS; t++) {
        double[] g = gradient();
        momentum.step(0.1, g);
        for (int i = 0; i < w.length; i++) {
          v[i] = 0.75 * v[i] + g[i];
          w[i] -= 0.1 * (nesterov ? g[i] + 0.75 * v[i] : v[i]);
        }
        assertArrayEquals(v, momentum.slot("velocity"), 1e-12);
        assertArrayEquals(w, momentum.values(), 1e-12);
      }
    }
  }

  @Test
  void adamAsInThePaper() {
    OptimizerFixture adam =
        new OptimizerFixture(OptimizerType.ADAM, Map.of("beta1", 0.8f, "beta2", 0.95f, "epsilon", 0.01f), start);
    double[] w = start.clone();
    double[] m = new double[w.length];
    double[] v = new double[w.length];
    for (int t = 1; t <= STEPS; t++) {
      double[] g = gradient();
      adam.step(0.125, g);
      for (int i = 0; i < w.length; i++) {
        m[i] = 0.8 * m[i] + (1 - 0.8) * g[i];
        v[i] = 0.95 * v[i] + (1 - 0.95) * g[i] * g[i];
        double corrected = m[i] / (1 - Math.pow(0.8, t));
        w[i] -= 0.125 * corrected / (Math.sqrt(v[i] / (1 - Math.pow(0.95, t))) + 0.01);
      }
      assertArrayEquals(w, adam.values(), 1e-9);
    }
  }
}
