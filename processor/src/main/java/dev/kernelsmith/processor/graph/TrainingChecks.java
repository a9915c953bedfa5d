package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks of what trains a network: its loss and its optimizer. */
final class TrainingChecks {
  private static final List<String> FRACTIONS = List.of("momentum", "beta1", "beta2");

  private static final float ADAM_RATE = 0.001f;

  /**
   * What the second moment gains, {@code (1 - beta2) g^2}, is taken as 0 where it is a denormal number as a float. The root
   * of the moment then does not grow with the gradient, and a step is {@code learningRate * g / epsilon}: no more than the learning
   * rate, as it is for all larger gradients, where epsilon is at least the largest such gradient. This also keeps epsilon times
   * {@code sqrt(1 - beta2)}, the number that a first step adds to a root of 0, above 0.
   */
  private static final double SQUARE_COUNTS_AS_ZERO = 0x1p-126;

  /** The one rule that uses a value; the values that are missing here are for all. */
  private static final Map<String, String> USED_BY =
      Map.of("momentum", "MOMENTUM", "nesterov", "MOMENTUM", "beta1", "ADAM", "beta2", "ADAM", "epsilon", "ADAM");

  /** The activation that a loss applies by itself. */
  private static final Map<String, String> APPLIED_BY =
      Map.of("SOFTMAX_CROSS_ENTROPY", "SOFTMAX", "SIGMOID_CROSS_ENTROPY", "SIGMOID");

  private final Diagnostics diagnostics;

  TrainingChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Checks the ranges of an optimizer's values, and that its rule uses those that are given. */
  void optimizer(Attributes optimizer) {
    String type = optimizer.text("type");
    float rate = optimizer.floating("learningRate");
    boolean sound = true;
    if (!Float.isNaN(rate) && !positive(rate)) {
      sound = false;
      outOfRange(optimizer, "learningRate", "positive and finite, or NaN for the default");
    }
    if (!positive(optimizer.floating("epsilon"))) {
      sound = false;
      outOfRange(optimizer, "epsilon", "positive and finite");
    }
    for (String name : FRACTIONS) {
      float value = optimizer.floating(name);
      if (!(value >= 0 && value < 1)) {
        outOfRange(optimizer, name, "at least 0 and at most 0.99999994, the largest float below 1");
        sound = false;
      }
    }
    if (sound && type.equals("ADAM")) {
      adam(optimizer, Float.isNaN(rate) ? ADAM_RATE : rate);
    }
    USED_BY.keySet()
        .stream()
        .sorted()
        .filter(name -> optimizer.given(name) && !USED_BY.get(name).equals(type))
        .forEach(
            name -> diagnostics.report(Message.UNUSED_VALUE, optimizer.at(name), name, type, USED_BY.get(name)));
  }

  /** Checks values that only together are too small or too large for the float arithmetic of a step. */
  private void adam(Attributes optimizer, float rate) {
    double beta2 = decimal(optimizer.floating("beta2"));
    double first = Math.sqrt(1 - beta2) / (1 - decimal(optimizer.floating("beta1")));
    if ((float) (rate * first) == 0) {
      outOfRange(optimizer, "learningRate",
          "at least " + least(Float.MIN_VALUE / first) + " with these betas, or a step is 0");
    } else if (Double.isInfinite((double) (float) (rate * Math.max(1, first)))) {
      outOfRange(optimizer, "learningRate",
          "at most " + (float) (0.999 * Float.MAX_VALUE / Math.max(1, first))
              + " with these betas, or a step is infinite");
    }
    float least = least(Math.sqrt(SQUARE_COUNTS_AS_ZERO / (1 - beta2)));
    float epsilon = optimizer.floating("epsilon");
    if (epsilon < least) {
      diagnostics.report(
          Message.EPSILON_TOO_SMALL, optimizer.at("epsilon"), epsilon, optimizer.floating("beta2"), least, least);
    }
  }

  /** The smallest float that is at least this number. */
  private static float least(double number) {
    float nearest = (float) number;
    return nearest < number ? Math.nextUp(nearest) : nearest;
  }

  /** The double that is written like the float: kernels compute with it. */
  private static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  private static boolean positive(float value) {
    return value > 0 && value < Float.POSITIVE_INFINITY;
  }

  private void outOfRange(Attributes optimizer, String name, String range) {
    diagnostics.report(Message.OUT_OF_RANGE, optimizer.at(name), name, optimizer.floating(name), range);
  }

  /**
   * Checks that a loss fits its layer.
   *
   * @param loss the loss annotation's values
   * @param layer the layer that carries it
   */
  void loss(Attributes loss, LayerNode layer) {
    String function = loss.text("value");
    if (function.equals("SOFTMAX_CROSS_ENTROPY")) {
      checkClasses(loss, function, layer);
    }
    Attributes attributes = layer.attributes();
    Object activation = attributes.values().get("activation");
    if (activation != null && Objects.equals(APPLIED_BY.get(function), activation)) {
      diagnostics.report(
          Message.ACTIVATION_TWICE, attributes.at("activation"), function, activation, layer.name(), activation);
    }
  }

  private void checkClasses(Attributes loss, String function, LayerNode layer) {
    if (layer.shape().isImage()) {
      diagnostics.report(Message.LOSS_SHAPE, loss.at("value"), function, layer.name(), layer.shape());
    } else if (layer.shape().elements() == 1) {
      diagnostics.report(Message.ONE_CLASS, loss.at("value"), function, layer.name());
    }
  }
}
