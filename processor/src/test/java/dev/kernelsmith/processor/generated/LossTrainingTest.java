package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a training takes for the loss of a batch, and what is reported: means and sums, weights of samples and classes, ignored classes, positions. The network is one sum of
 * products, so that the loss, its gradient by differences and a step of descent can be computed here, in double.
 */
class LossTrainingTest {
  private static final int SAMPLES = 37;
  private static final int FEATURES = 3;
  private static final int CLASSES = 4;
  private static final double[] CLASS_WEIGHTS = {0.5, 2, 0, 1.5};
  private static final float RATE = 0.5f;

  /** A loss of classes, and what data there is. */
  private record Case(
      String settings, int positions, boolean classWeights, int ignored, double smoothing, boolean sum,
      double[] weights,
      float[][] inputs, int[][] classes) {
    static Case of(String settings, int positions, boolean weighted) {
      Random random = new Random(settings.hashCode() + positions);
      float[][] inputs = new float[SAMPLES][positions * FEATURES];
      int[][] classes = new int[SAMPLES][positions];
      boolean ignores = settings.contains("ignoredClass");
      int ignored = settings.contains("255") ? 255 : -100;
      for (int n = 0; n < SAMPLES; n++) {
        for (int i = 0; i < inputs[n].length; i++) {
          inputs[n][i] = (float) random.nextGaussian();
        }
        for (int p = 0; p < positions; p++) {
          classes[n][p] = ignores && random.nextInt(3) == 0 ? ignored : random.nextInt(CLASSES);
        }
      }
      double[] weights = IntStream.range(0, SAMPLES).mapToDouble(n -> weighted ? n % 3 : 1).toArray();
      return new Case(
          settings, positions, settings.contains("classWeights"), ignores ? ignored : Integer.MAX_VALUE,
          settings.contains("labelSmoothing") ? 0.2 : 0, settings.contains("SUM"), weights, inputs, classes);
    }

    GeneratedNetwork compile() {
      String loss = "SOFTMAX_CROSS_ENTROPY" + settings;
      LayerSource layer =
          positions == 1 ? new LayerSource("out", "Dense", "units = " + CLASSES, List.of("input"))
              : new LayerSource("out", "Conv1D", "filters = " + CLASSES + ", kernel = 1", List.of("input"));
      String input = positions == 1 ? "" + FEATURES : "{" + positions + ", " + FEATURES + "}";
      return GeneratedNetwork.compile(
          new NetworkSource("Told", input, "type = OptimizerType.SGD, learningRate = 0.5", List.of(layer), loss));
    }

    Dataset data() {
      Dataset data =
          positions == 1
              ? ArrayDataset.ofClasses(inputs, Arrays.stream(classes).mapToInt(row -> row[0]).toArray())
              : ArrayDataset.ofValues(inputs, values());
      return data.weighted(weights);
    }

    private float[][] values() {
      float[][] values = new float[SAMPLES][positions];
      for (int n = 0; n < SAMPLES; n++) {
        for (int p = 0; p < positions; p++) {
          values[n][p] = classes[n][p];
        }
      }
      return values;
    }

    /** The loss of some samples as a batch, by weights (features x classes) and bias; a mean also where the sum is trained, if reported. */
    double loss(double[] w, double[] b, int from, int to, boolean reported) {
      double total = 0;
      double counted = 0;
      for (int n = from; n < to; n++) {
        for (int p = 0; p < positions; p++) {
          if (classes[n][p] == ignored) {
            continue;
          }
          double[] z = b.clone();
          for (int f = 0; f < FEATURES; f++) {
            for (int c = 0; c < CLASSES; c++) {
              z[c] += inputs[n][p * FEATURES + f] * w[f * CLASSES + c];
            }
          }
          double log = Math.log(Arrays.stream(z).map(Math::exp).sum());
          for (int c = 0; c < CLASSES; c++) {
            double target = (c == classes[n][p] ? 1 - smoothing : 0) + smoothing / CLASSES;
            total += weights[n] * (classWeights ? CLASS_WEIGHTS[c] : 1) * target * (log - z[c]);
          }
          counted += classWeights ? CLASS_WEIGHTS[classes[n][p]] : 1;
        }
      }
      if (sum) {
        return reported ? total / (to - from) : total;
      }
      return counted == 0 ? 0 : total / counted;
    }
  }

  private static double[] values(CompiledNetwork network, String name) {
    ParameterSpec spec =
        network.engine().spec().parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    return Reference.doubles(spec.read(network.engine().parameters()));
  }

  private static final String WEIGHTED = ", classWeights = {0.5, 2, 0, 1.5}";

  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void aStepFollowsTheGradientOfTheBatch(int positions) {
    for (String settings : List.of(
        "", WEIGHTED, ", ignoredClass = 255", WEIGHTED + ", ignoredClass = -100", ", reduction = Reduction.SUM",
        WEIGHTED + ", labelSmoothing = 0.2, ignoredClass = 255", WEIGHTED + ", reduction = Reduction.SUM")) {
      for (boolean weighted : new boolean[] {false, true}) {
        step(Case.of(settings, positions, weighted));
      }
    }
  }

  private static void step(Case tried) {
    CompiledNetwork network = tried.compile().network(3);
    double[] w = values(network, "out.weights");
    double[] b = values(network, "out.bias");
    double before = tried.loss(w, b, 0, SAMPLES, true);
    assertEquals(before, Evaluation.of(network, tried.data()).loss(), 1e-5 * (1 + before), tried.settings());
    EpochMetrics epoch = Trainer.of(network).epochs(1).batchSize(SAMPLES).fit(tried.data()).last();
    assertEquals(before, epoch.loss(), 1e-5 * (1 + before), tried.settings());
    double[] movedWeights = values(network, "out.weights");
    double[] movedBias = values(network, "out.bias");
    for (int i = 0; i < w.length + b.length; i++) {
      double[] moved = i < w.length ? w : b;
      int at = i < w.length ? i : i - w.length;
      double original = moved[at];
      moved[at] = original + 1e-5;
      double above = tried.loss(w, b, 0, SAMPLES, false);
      moved[at] = original - 1e-5;
      double below = tried.loss(w, b, 0, SAMPLES, false);
      moved[at] = original;
      double expected = original - RATE * (above - below) / 2e-5;
      double actual = i < w.length ? movedWeights[at] : movedBias[at];
      assertEquals(expected, actual, 1e-4 * (1 + Math.abs(expected - original)), tried.settings() + " " + i);
    }
  }

  /** The loss of an epoch is the mean of those of its batches, each for as many samples as it has. */
  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void anEpochReportsTheMeanOfItsBatches(int positions) {
    Case tried = Case.of(WEIGHTED + ", ignoredClass = 255", positions, true);
    CompiledNetwork network = tried.compile().network(3);
    double[] w = values(network, "out.weights");
    double[] b = values(network, "out.bias");
    double expected = 0;
    for (int from = 0; from < SAMPLES; from += 5) {
      int to = Math.min(SAMPLES, from + 5);
      expected += (to - from) * tried.loss(w, b, from, to, true) / SAMPLES;
    }
    Trainer trainer =
        Trainer.of(network).epochs(1).batchSize(5).shuffle(false).learningRate(LearningRate.constant(0));
    assertEquals(expected, trainer.fit(tried.data()).last().loss(), 1e-5 * (1 + expected));
  }

  /** PyTorch's mean of nothing is NaN. */
  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void aBatchOfIgnoredTargetsChangesNothing(int positions) {
    Case all = Case.of(", ignoredClass = 255", positions, false);
    Arrays.stream(all.classes()).forEach(row -> Arrays.fill(row, 255));
    CompiledNetwork network = all.compile().network(3);
    float[] before = network.engine().parameters();
    EpochMetrics epoch = Trainer.of(network).epochs(1).batchSize(16).fit(all.data()).last();
    assertEquals(0, epoch.loss());
    assertTrue(Arrays.equals(before, network.engine().parameters()));
    Evaluation evaluation = Evaluation.of(network, all.data());
    assertEquals(0, evaluation.loss());
    assertTrue(evaluation.accuracy().isEmpty(), evaluation::toString);
  }

  /** Each of what is not ignored. */
  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void accuracyCountsWhatIsNotIgnored(int positions) {
    Case tried = Case.of(", ignoredClass = -100", positions, false);
    CompiledNetwork network = tried.compile().network(3);
    int right = 0;
    int all = 0;
    for (int n = 0; n < SAMPLES; n++) {
      float[] p = network.predict(tried.inputs()[n]);
      for (int position = 0; position < positions; position++) {
        int best = position * CLASSES;
        for (int c = best + 1; c < (position + 1) * CLASSES; c++) {
          best = p[c] > p[best] ? c : best;
        }
        right += best - position * CLASSES == tried.classes()[n][position] ? 1 : 0;
        all += tried.classes()[n][position] == -100 ? 0 : 1;
      }
    }
    double expected = (double) right / all;
    assertEquals(expected, Evaluation.of(network, tried.data()).accuracy().orElseThrow(), 1e-12);
    Trainer trainer = Trainer.of(network).epochs(1).batchSize(16).learningRate(LearningRate.constant(0));
    assertEquals(expected, trainer.fit(tried.data()).last().accuracy().orElseThrow(), 1e-12);
  }

  @Test
  void anUnknownClassAtAPositionIsNamed() {
    GeneratedNetwork generated =
        GeneratedNetwork.compile(
            new NetworkSource(
                "Pixels", "{2, 3, 1}", "",
                List.of(new LayerSource("out", "Conv2D", "filters = 4, kernel = 1", List.of("input"))),
                "SOFTMAX_CROSS_ENTROPY, ignoredClass = 255"));
    CompiledNetwork network = generated.network(1);
    float[][] inputs = new float[2][6];
    for (float bad : new float[] {4, -1, 1.5f}) {
      Dataset data = ArrayDataset.ofValues(inputs, new float[][] {{0, 1, 2, 3, 255, 0}, {0, 0, 0, 0, 0, bad}});
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Trainer.of(network).fit(data));
      String named = bad == 1.5f ? "1.5" : Integer.toString((int) bad);
      assertEquals(
          "sample 1 of the training data has the class " + named
              + " at position (1, 2) of its target, but network Pixels"
              + " tells 4 classes apart: class numbers are whole and go from 0 to 3, and 255 is ignored",
          e.getMessage());
    }
    Dataset single = ArrayDataset.ofClasses(inputs, new int[2]);
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Trainer.of(network).fit(single));
    assertEquals(
        "the loss of network Pixels (SOFTMAX_CROSS_ENTROPY) compares each sample with 6 class numbers, one for each"
            + " position, but the training data has class numbers: give the class number of each position as a target"
            + " value, row after row (ArrayDataset.ofValues)",
        e.getMessage());
  }

  /** A sample of weight 0 is as if it were not there, but that a mean counts it, and so do statistics of a batch. */
  @Test
  void weightsAreFactors() {
    Case tried = Case.of(", reduction = Reduction.SUM", 1, false);
    GeneratedNetwork generated = tried.compile();
    double[] zeros = new double[SAMPLES];
    Arrays.fill(zeros, 0, 20, 2);
    CompiledNetwork weighted = generated.network(3);
    Trainer.of(weighted).epochs(1).batchSize(SAMPLES).shuffle(false).fit(tried.data().weighted(zeros));
    CompiledNetwork fewer = generated.network(3);
    Dataset first = Subset.range(tried.data(), 0, 20);
    double[] twos = new double[20];
    Arrays.fill(twos, 2);
    Trainer.of(fewer).epochs(1).batchSize(20).shuffle(false).fit(first.weighted(twos));
    float[] a = weighted.engine().parameters();
    float[] b = fewer.engine().parameters();
    for (int i = 0; i < a.length; i++) {
      assertEquals(a[i], b[i], 1e-5f * (1 + Math.abs(a[i])));
    }
  }

  /** Anchors, positives and negatives through one tower, with targets that nobody reads; after training, what is alike is close. */
  @Test
  void tripletsLearnADistance() {
    GeneratedNetwork generated =
        GeneratedNetwork.compile(
            "Alike",
            """
            import dev.kernelsmith.annotations.*;
            import dev.kernelsmith.runtime.Layer;
            @Network
            @Optimizer(type = OptimizerType.ADAM, learningRate = 0.01)
            class Alike {
              @Input(4) Layer anchor;
              @Input(4) Layer positive;
              @Input(4) Layer negative;
              @From("anchor") @Dense(units = 3, activation = Activation.TANH) Layer embedding;
              @From("positive") @Reuse("embedding") Layer other;
              @From("negative") @Reuse("embedding") Layer third;
              @Concat({"embedding", "other", "third"}) @Loss(value = LossFunction.TRIPLET, margin = 0.5) Layer distance;
            }
            """);
    Random random = new Random(5);
    float[][][] inputs = new float[3][200][4];
    for (int n = 0; n < 200; n++) {
      float side = random.nextBoolean() ? 1 : -1;
      for (int k = 0; k < 4; k++) {
        for (int i = 0; i < 3; i++) {
          inputs[i][n][k] = (float) random.nextGaussian() * (k == 0 ? 0.1f : 1) + (k == 0 ? i == 2 ? -side : side : 0);
        }
      }
    }
    CompiledNetwork network = generated.network(1);
    List<Dataset> data =
        Arrays.stream(inputs).map(rows -> (Dataset) ArrayDataset.ofClasses(rows, new int[200])).toList();
    Dataset joined = JoinedDataset.of(data, List.of(data.getFirst()));
    Trainer.of(network).epochs(60).batchSize(20).fit(joined);
    Evaluation evaluation = Evaluation.of(network, joined);
    assertTrue(evaluation.loss() < 0.05, evaluation::toString);
    assertTrue(evaluation.accuracy().isEmpty());
  }

  @Test
  void oneHingeUnitTellsTwoClassesApart() {
    CompiledNetwork network =
        GeneratedNetwork.compile(
            new NetworkSource(
                "Margin", "3", "type = OptimizerType.ADAM, learningRate = 0.05",
                List.of(new LayerSource("out", "Dense", "units = 1", List.of("input"))), "HINGE"))
            .network(1);
    Random random = new Random(3);
    float[][] inputs = new float[100][3];
    int[] classes = new int[100];
    for (int n = 0; n < 100; n++) {
      for (int k = 0; k < 3; k++) {
        inputs[n][k] = (float) random.nextGaussian();
      }
      classes[n] = inputs[n][0] > inputs[n][2] ? 1 : 0;
    }
    Dataset data = ArrayDataset.ofClasses(inputs, classes);
    assertTrue(Trainer.of(network).epochs(40).batchSize(20).fit(data).last().accuracy().orElseThrow() > 0.9);
    assertEquals(network.predict(inputs[0])[0] > 0 ? 1 : 0, network.classify(inputs[0]));
  }
}
