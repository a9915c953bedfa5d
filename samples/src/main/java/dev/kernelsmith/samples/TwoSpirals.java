package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Formula;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Progress;
import dev.kernelsmith.runtime.train.Trainer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import java.util.Random;

/** Layers of one's own, each a formula: which of two spirals a point lies on. */
@Network(input = 2)
@Optimizer(type = ADAM, learningRate = 1e-2)
public class TwoSpirals {
  /** Units that each have a centre, and say how near to it a point is (Broomhead and Lowe, 1988). */
  @Formula(value = {"d[n, u] += (x[n, k] - centers[k, u]) * (x[n, k] - centers[k, u])",
    "y[n, u] = exp(-d[n, u] / (width * width))"}, parameters = "centers[K, units] = NORMAL")
  @Target(ElementType.FIELD)
  @Retention(RetentionPolicy.CLASS)
  @interface RadialBasis {
    int units();

    double width();
  }

  /** A gated layer (Shazeer, 2020). */
  @Formula(value = {"a[n, u] += x[n, k] * w[k, u]", "b[n, u] += x[n, k] * v[k, u]",
    "y[n, u] = a[n, u] * sigmoid(a[n, u]) * b[n, u]"}, parameters = {"w[K, units]", "v[K, units]"})
  @Target(ElementType.FIELD)
  @Retention(RetentionPolicy.CLASS)
  @interface Swiglu {
    int units();
  }

  // @formatter:off
  @RadialBasis(units = 64, width = 0.25)         Layer near;
  @Swiglu(units = 32)                            Layer gated;
  @Dense(units = 2) @Loss(SOFTMAX_CROSS_ENTROPY) Layer spiral;
  // @formatter:on

  /** Draws points on spirals that go round nearly two times, one turned by half a turn against the other. */
  static Dataset points(int count, double noise, long seed) {
    Random random = new Random(seed);
    float[][] points = new float[count][2];
    int[] spirals = new int[count];
    for (int i = 0; i < count; i++) {
      double way = Math.sqrt(random.nextDouble());
      double angle = 3.5 * Math.PI * way + (i % 2) * Math.PI;
      points[i][0] = (float) (way * Math.cos(angle) + noise * random.nextGaussian());
      points[i][1] = (float) (way * Math.sin(angle) + noise * random.nextGaussian());
      spirals[i] = i % 2;
    }
    return ArrayDataset.ofClasses(points, spirals);
  }

  /** Learns from so many points. */
  static TwoSpiralsNetwork train(int points, int epochs) {
    TwoSpiralsNetwork network = new TwoSpiralsNetwork(1);
    Trainer.of(network).epochs(epochs).batchSize(32).progress(Progress.auto()).fit(points(points, 0.02, 1));
    return network;
  }

  /** Learns 2,000 points, and is tried on others. */
  public static void main(String[] args) {
    TwoSpiralsNetwork network = train(2_000, 60);
    Evaluation others = Evaluation.of(network, points(1_000, 0.02, 2));
    System.out.printf(Locale.ROOT, "On its spiral: %.1f %% of other points%n", 100 * others.accuracy().orElseThrow());
  }
}
