package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.OptimizerType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** One element of a rule as its publication has it: changes the parameter and the rule's memory. */
  private interface Textbook {
    /**
     * A step.
     *
     * @param w the parameter
     * @param g its gradient
     * @param memory numbers that are kept, initially 0
     * @param t number of the step, from 1
     * @return the parameter's new value
     */
    double step(double w, double g, double[] memory, int t);
  }

  private void assertLike(OptimizerType type, Map<String, ?> given, double rate, Textbook textbook) {
    OptimizerFixture optimizer = new OptimizerFixture(type, given, start);
    double[] w = start.clone();
    double[][] memory = new double[w.length][3];
    for (int t = 1; t <= STEPS; t++) {
      double[] g = gradient();
      optimizer.step(rate, g);
      for (int i = 0; i < w.length; i++) {
        w[i] = textbook.step(w[i], g[i], memory[i], t);
      }
      assertArrayEquals(w, optimizer.values(), 1e-9, type + " step " + t);
    }
  }

  @Test
  void nesterovByItsName() {
    assertLike(OptimizerType.NESTEROV, Map.of("momentum", 0.75f), 0.1, (w, g, v, t) -> {
      v[0] = 0.75 * v[0] + g;
      return w - 0.1 * (g + 0.75 * v[0]);
    });
  }

  @Test
  void adagradAsInThePaper() {
    for (float initial : new float[] {0, 0.25f}) {
      assertLike(OptimizerType.ADAGRAD, Map.of("initialAccumulator", initial, "epsilon", 0.01f), 0.1,
          (w, g, sum, t) -> {
            sum[0] += g * g;
            return w - 0.1 * g / (Math.sqrt(sum[0] + initial) + 0.01);
          });
    }
  }

  @Test
  void adadeltaAsInThePaper() {
    assertLike(OptimizerType.ADADELTA, Map.of("rho", 0.75f, "epsilon", 0.01f), 1, (w, g, kept, t) -> {
      kept[0] = 0.75 * kept[0] + 0.25 * g * g;
      double delta = Math.sqrt(kept[1] + 0.01) / Math.sqrt(kept[0] + 0.01) * g;
      kept[1] = 0.75 * kept[1] + 0.25 * delta * delta;
      return w - delta;
    });
  }

  @Test
  void rmsPropInAllItsForms() {
    for (boolean centered : new boolean[] {false, true}) {
      for (double momentum : new double[] {0, 0.5}) {
        for (boolean nesterov : new boolean[] {false, true}) {
          Map<String, ?> given =
              Map.of("rho", 0.75f, "momentum", (float) momentum, "epsilon", 0.01f, "centered", centered, "nesterov",
                  nesterov);
          assertLike(OptimizerType.RMSPROP, given, 0.1, (w, g, kept, t) -> {
            kept[0] = 0.75 * kept[0] + 0.25 * g * g;
            kept[1] = 0.75 * kept[1] + 0.25 * g;
            double variance = centered ? kept[0] - kept[1] * kept[1] : kept[0];
            double d = g / (Math.sqrt(variance) + 0.01);
            kept[2] = momentum * kept[2] + d;
            return w - 0.1 * (nesterov ? d + momentum * kept[2] : kept[2]);
          });
        }
      }
    }
  }

  @Test
  void adamaxAsInThePaper() {
    assertLike(OptimizerType.ADAMAX, Map.of("beta1", 0.8f, "beta2", 0.75f, "epsilon", 0.01f), 0.1, (w, g, kept, t) -> {
      kept[0] = 0.8 * kept[0] + (1 - 0.8) * g;
      kept[1] = Math.max(0.75 * kept[1], Math.abs(g));
      return w - 0.1 / (1 - Math.pow(0.8, t)) * kept[0] / (kept[1] + 0.01);
    });
  }

  @Test
  void likeAdam() {
    Map<String, ?> given = Map.of("beta1", 0.8f, "beta2", 0.5f, "epsilon", 0.01f);
    assertLike(OptimizerType.AMSGRAD, given, 0.1, (w, g, kept, t) -> {
      moments(kept, g);
      kept[2] = Math.max(kept[2], kept[1]);
      double corrected = kept[0] / (1 - Math.pow(0.8, t));
      return w - 0.1 * corrected / (Math.sqrt(kept[2] / (1 - Math.pow(0.5, t))) + 0.01);
    });
    assertLike(OptimizerType.NADAM, given, 0.1, (w, g, kept, t) -> {
      moments(kept, g);
      double ahead = 0.8 * kept[0] / (1 - Math.pow(0.8, t + 1)) + (1 - 0.8) * g / (1 - Math.pow(0.8, t));
      return w - 0.1 * ahead / (Math.sqrt(kept[1] / (1 - Math.pow(0.5, t))) + 0.01);
    });
    assertLike(OptimizerType.ADAMW, given, 0.1, (w, g, kept, t) -> {
      moments(kept, g);
      double corrected = kept[0] / (1 - Math.pow(0.8, t));
      double step = 0.1 * corrected / (Math.sqrt(kept[1] / (1 - Math.pow(0.5, t))) + 0.01);
      return w - 0.1 * 0.01 * w - step;
    });
  }

  private static void moments(double[] kept, double g) {
    kept[0] = 0.8 * kept[0] + (1 - 0.8) * g;
    kept[1] = 0.5 * kept[1] + (1 - 0.5) * g * g;
  }

  @Test
  void lionAsInThePaper() {
    assertLike(OptimizerType.LION, Map.of("beta1", 0.8f, "beta2", 0.75f, "weightDecay", 0.5f), 0.1, (w, g, m, t) -> {
      double direction = Math.signum(0.8 * m[0] + (1 - 0.8) * g);
      m[0] = 0.75 * m[0] + 0.25 * g;
      return w - 0.1 * (direction + 0.5 * w);
    });
  }

  /** Each rule gets a gradient with penalties of the parameters as they were before the step, and parameters that decay besides. */
  @Test
  void penaltiesAndDecayBesideEveryRule() {
    for (OptimizerType type : EnumSet.complementOf(EnumSet.of(OptimizerType.FORMULA))) {
      Map<String, ?> none = Map.of("weightDecay", 0f);
      Map<String, ?> all = Map.of("weightDecay", 0.25f, "l1", 0.125f, "l2", 0.5f);
      OptimizerFixture penalized = new OptimizerFixture(type, all, start);
      OptimizerFixture plain = new OptimizerFixture(type, none, start);
      for (int t = 0; t < STEPS; t++) {
        double[] g = gradient();
        double[] w = penalized.values().clone();
        double[] whole = new double[g.length];
        for (int i = 0; i < g.length; i++) {
          whole[i] = g[i] + 0.5 * w[i] + 0.125 * Math.signum(w[i]);
        }
        double[] before = plain.values().clone();
        penalized.step(0.1, g.clone());
        plain.step(0.1, whole);
        for (int i = 0; i < g.length; i++) {
          assertEquals(plain.values()[i] - before[i], penalized.values()[i] - w[i] * (1 - 0.1 * 0.25), 1e-9,
              type::name);
        }
      }
    }
  }

  @Test
  void clippedByValueThenByNorm() {
    OptimizerFixture sgd = new OptimizerFixture(OptimizerType.SGD, Map.of("clipValue", 4f, "clipNorm", 2.5f), 0, 0, 0);
    sgd.step(1, 3, -40, 0);
    assertArrayEquals(new double[] {-1.5, 2, 0}, sgd.values(), 1e-12, "(3, -4) has a norm of 5");
    OptimizerFixture within = new OptimizerFixture(OptimizerType.SGD, Map.of("clipValue", 4f, "clipNorm", 5f), 0, 0, 0);
    within.step(1, 3, -4, 0);
    assertArrayEquals(new double[] {-3, 4, 0}, within.values(), 1e-12);
    OptimizerFixture penalized =
        new OptimizerFixture(OptimizerType.SGD, Map.of("clipNorm", 1f, "l2", 1f), 10, 0);
    penalized.step(0.5, 2, 0);
    assertArrayEquals(new double[] {10 - 0.5 * (1 + 10), 0}, penalized.values(), 1e-12, "penalties are not clipped");
  }

  /** Every rule with and without a moving average of its weights. */
  @ParameterizedTest
  @EnumSource(value = OptimizerType.class, mode = EnumSource.Mode.EXCLUDE, names = "FORMULA")
  void movingAverageOfTheWeights(OptimizerType type) {
    OptimizerFixture plain = new OptimizerFixture(type, Map.of(), start);
    OptimizerFixture averaging = new OptimizerFixture(type, Map.of("averageDecay", 0.75), start);
    double[] average = start.clone();
    for (int t = 1; t <= STEPS; t++) {
      double[] g = gradient();
      plain.step(0.1, g);
      averaging.step(0.1, g);
      assertArrayEquals(plain.values(), averaging.values(), type + " step " + t);
      for (int i = 0; i < average.length; i++) {
        average[i] = 0.75 * average[i] + 0.25 * plain.values()[i];
        assertEquals(average[i], averaging.values()[i] + averaging.slot("average")[i], 1e-12, type + " step " + t);
      }
    }
  }
}
