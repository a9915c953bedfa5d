package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.LossFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A loss with settings, outputs and targets of some samples, and its textbook formula.
 *
 * @param function the loss
 * @param settings values of its annotation
 * @param shape of a sample's output
 * @param outputs sample after sample
 * @param targets class numbers or values, sample after sample
 */
record RandomLoss(
    LossFunction function, Map<String, Object> settings, List<Integer> shape, double[] outputs, double[] targets) {
  static final int SAMPLES = 3;

  /** A case, far from kinks and, for probabilities, from 0 and 1. */
  static RandomLoss of(LossFunction function, long seed) {
    Random random = new Random(seed);
    List<Integer> shape = new ArrayList<>();
    boolean triplet = function == LossFunction.TRIPLET;
    for (int i = random.nextInt(triplet ? 1 : 3); i > 0; i--) {
      shape.add(1 + random.nextInt(3));
    }
    shape.add(triplet ? 3 * (1 + random.nextInt(3)) : 2 + random.nextInt(4));
    Map<String, Object> settings = settings(function, shape.getLast(), random);
    int length = SAMPLES * shape.stream().reduce(1, (a, b) -> a * b);
    RandomLoss empty = new RandomLoss(function, settings, shape, new double[0], new double[0]);
    double[] outputs =
        random.doubles(length, empty.ofProbabilities() ? 0.05 : -2, empty.ofProbabilities() ? 0.95 : 2).toArray();
    return new RandomLoss(function, settings, shape, outputs, targets(function, settings, shape, length, random));
  }

  /** Whether it takes probabilities. */
  boolean ofProbabilities() {
    return switch (function) {
      case CROSS_ENTROPY, BINARY_CROSS_ENTROPY, KL_DIVERGENCE -> true;
      default -> false;
    };
  }

  private static Map<String, Object> settings(LossFunction function, int classes, Random random) {
    Map<String, Object> settings = new HashMap<>();
    if (random.nextInt(4) == 0) {
      settings.put("reduction", "SUM");
    }
    switch (function) {
      case SOFTMAX_CROSS_ENTROPY, CROSS_ENTROPY -> {
        settings.put("distributions", random.nextInt(3) == 0);
        settings.put("labelSmoothing", random.nextBoolean() ? 0 : 0.9 * random.nextDouble());
        if (random.nextBoolean()) {
          settings.put("classWeights", random.doubles(classes, 0, 3).map(w -> (float) w).boxed().toList());
        }
        if (random.nextBoolean() && !settings.get("distributions").equals(true)) {
          settings.put("ignoredClass", List.of(-100, -1, 0, 1, 255).get(random.nextInt(5)));
        }
        if (function == LossFunction.SOFTMAX_CROSS_ENTROPY) {
          settings.put("gamma", List.of(0, 0, 1, 2, 0.5, 3.7).get(random.nextInt(6)));
        }
      }
      case FOCAL -> {
        settings.put("gamma", List.of(0, 0.5, 1, 2, 2.5, Double.NaN).get(random.nextInt(6)));
        settings.put("alpha", List.of(-1, 0, 0.25, 0.9, Double.NaN).get(random.nextInt(5)));
      }
      case HUBER -> settings.put("delta", random.nextBoolean() ? Double.NaN : 0.1 + random.nextDouble());
      case HINGE, TRIPLET -> settings.put("margin", random.nextBoolean() ? Double.NaN : 0.1 + 2 * random.nextDouble());
      default -> {}
    }
    return settings;
  }

  private static double[] targets(
      LossFunction function, Map<String, Object> settings, List<Integer> shape, int length, Random random) {
    return switch (function) {
      case SOFTMAX_CROSS_ENTROPY, CROSS_ENTROPY -> {
        if (settings.get("distributions").equals(true)) {
          yield random.doubles(length).toArray();
        }
        double[] classes = random.ints(length / shape.getLast(), 0, shape.getLast()).asDoubleStream().toArray();
        for (int i = 0; settings.containsKey("ignoredClass") && i < classes.length; i++) {
          classes[i] = random.nextInt(3) == 0 ? (int) settings.get("ignoredClass") : classes[i];
        }
        yield classes;
      }
      case HINGE -> random.ints(length, 0, 2).asDoubleStream().toArray();
      case FOCAL, SIGMOID_CROSS_ENTROPY, BINARY_CROSS_ENTROPY, KL_DIVERGENCE ->
          random.doubles(length).map(t -> t < 0.3 ? 0 : t > 0.7 ? 1 : t).toArray();
      default -> random.doubles(length, -2, 2).toArray();
    };
  }

  private double number(String name, double published) {
    double given = ((Number) settings.getOrDefault(name, Double.NaN)).doubleValue();
    return Double.isNaN(given) ? published : given;
  }

  private boolean ofClasses() {
    return function == LossFunction.SOFTMAX_CROSS_ENTROPY || function == LossFunction.CROSS_ENTROPY;
  }

  private int classes() {
    return shape.getLast();
  }

  private int rows() {
    return outputs.length / SAMPLES / classes();
  }

  /** Whether the runtime divides by a count of the batch, so that a sample's loss is a sum. */
  private boolean isCounted() {
    return ofClasses() && !settings.get("distributions").equals(true)
        && (settings.containsKey("classWeights") || settings.containsKey("ignoredClass"));
  }

  /** The loss of each sample, as it is written in the Javadoc of the functions. */
  double[] expected() {
    double[] losses = new double[SAMPLES];
    int length = rows() * classes();
    for (int sample = 0; sample < SAMPLES; sample++) {
      int from = sample * length;
      for (int i = from; i < from + length && !ofClasses(); i++) {
        losses[sample] += element(outputs[i], function == LossFunction.TRIPLET ? 0 : targets[i], length);
      }
      for (int row = 0; row < rows(); row++) {
        int first = from + row * classes();
        double value = ofClasses() ? ofClasses(sample * rows() + row, first) : row(first);
        boolean mean = !ofClasses() || !isCounted() && !"SUM".equals(settings.get("reduction"));
        losses[sample] += mean ? value / rows() : value;
      }
    }
    return losses;
  }

  private double element(double y, double t, int length) {
    double p = 1 / (1 + Math.exp(-y));
    return switch (function) {
      case SIGMOID_CROSS_ENTROPY -> -t * Math.log(p) - (1 - t) * Math.log(1 - p);
      case BINARY_CROSS_ENTROPY -> -t * Math.log(y) - (1 - t) * Math.log(1 - y);
      case FOCAL -> {
        double q = t * p + (1 - t) * (1 - p);
        double alpha = number("alpha", 0.25);
        double a = alpha < 0 ? 1 : t * alpha + (1 - t) * (1 - alpha);
        yield a * Math.pow(1 - q, number("gamma", 2)) * (-t * Math.log(p) - (1 - t) * Math.log(1 - p));
      }
      case MEAN_SQUARED_ERROR -> (y - t) * (y - t) / length;
      case SQUARED_ERROR -> (y - t) * (y - t) / 2;
      case MEAN_ABSOLUTE_ERROR -> Math.abs(y - t) / length;
      case HUBER -> {
        double d = Math.abs(y - t);
        double delta = number("delta", 1);
        yield (d <= delta ? d * d / 2 : delta * (d - delta / 2)) / length;
      }
      case HINGE -> Math.max(0, number("margin", 1) - (2 * t - 1) * y) / length;
      default -> 0;
    };
  }

  /** What a vector along the last axis costs. */
  private double row(int first) {
    double sum = 0;
    double ofOutputs = 0;
    double ofTargets = 0;
    for (int c = first; c < first + classes(); c++) {
      if (function == LossFunction.KL_DIVERGENCE && targets[c] > 0) {
        sum += targets[c] * (Math.log(targets[c]) - Math.log(outputs[c]));
      } else if (function == LossFunction.COSINE) {
        sum += outputs[c] * targets[c];
        ofOutputs += outputs[c] * outputs[c];
        ofTargets += targets[c] * targets[c];
      }
    }
    return switch (function) {
      case COSINE -> 1 - sum / Math.sqrt(ofOutputs * ofTargets);
      case TRIPLET -> triplet(first);
      default -> sum;
    };
  }

  private double triplet(int first) {
    int length = classes() / 3;
    double difference = number("margin", 0.2);
    for (int i = first; i < first + length; i++) {
      difference += Math.pow(outputs[i] - outputs[i + length], 2) - Math.pow(outputs[i] - outputs[i + 2 * length], 2);
    }
    return Math.max(0, difference);
  }

  private double ofClasses(int row, int first) {
    boolean distributions = settings.get("distributions").equals(true);
    if (!distributions && targets[row] == number("ignoredClass", Double.NaN)) {
      return 0;
    }
    double sum = 0;
    for (int c = 0; c < classes(); c++) {
      sum += Math.exp(outputs[first + c]);
    }
    double smoothing = number("labelSmoothing", 0);
    double loss = 0;
    for (int c = 0; c < classes(); c++) {
      double p =
          function == LossFunction.CROSS_ENTROPY ? outputs[first + c] : Math.exp(outputs[first + c]) / sum;
      double t = distributions ? targets[first + c] : targets[row] == c ? 1 : 0;
      double weight =
          settings.get("classWeights") instanceof List<?> weights ? ((Number) weights.get(c)).doubleValue() : 1;
      loss -=
          weight * ((1 - smoothing) * t + smoothing / classes()) * Math.pow(1 - p, number("gamma", 0)) * Math.log(p);
    }
    return loss;
  }

  LossFixture.Result run(double... lossGradients) {
    return LossFixture.run(function, settings, shape, outputs, targets, lossGradients);
  }

  @Override
  public String toString() {
    return function + " " + settings + " of " + shape;
  }
}
