package dev.kernelsmith.runtime.spi;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import java.util.List;

/**
 * A loss of a network. The loss of a batch is the sum of the network's losses, each times its weight.
 *
 * @param function name of the loss
 * @param settings what it is set to, as {@code delta=2.0}; empty where there is nothing to say
 * @param layer name of the layer that it is of
 * @param output number of the output that it belongs to
 * @param weight its weight
 * @param target what it compares a sample with
 * @param targetLength target values per sample; 0 for class numbers
 * @param positions class numbers per sample; 0 for values
 * @param activation what it applies to the raw output by itself, so that a prediction gives the result as well
 * @param isSum whether the losses of a batch are added up, rather than their mean taken
 * @param classWeights factor of each class; empty for 1 each
 * @param ignoredClass class number that is left out; {@link Loss#NONE} for none
 */
public record LossSpec(
    String function, String settings, String layer, int output, double weight, TargetKind target, int targetLength,
    int positions, Activation activation, boolean isSum, List<Double> classWeights, int ignoredClass) {
  /** Copies the list. */
  public LossSpec {
    classWeights = List.copyOf(classWeights);
  }

  /** A loss with nothing set, of one class number where it is of classes. */
  public LossSpec(
      String function, String layer, int output, double weight, TargetKind target, int targetLength,
      Activation activation) {
    this(function, "", layer, output, weight, target, targetLength, target == TargetKind.CLASS ? 1 : 0, activation,
        false, List.of(), Loss.NONE);
  }

  /** The one loss of a network with one output. */
  public LossSpec(String function, String layer, TargetKind target, int targetLength, Activation activation) {
    this(function, layer, 0, 1, target, targetLength, activation);
  }

  /** Whether the batch's mean is divided by what {@link #count} says of its samples, rather than by their number. */
  public boolean isCounted() {
    return target == TargetKind.CLASS && !isSum && (!classWeights.isEmpty() || ignoredClass != Loss.NONE);
  }

  /** The sum of the factors of a sample's class numbers, those left out that are ignored. */
  public double count(int[] classes, int from) {
    double count = 0;
    for (int i = from; i < from + positions; i++) {
      if (classes[i] != ignoredClass) {
        count += classWeights.isEmpty() ? 1 : weightOf(classes[i]);
      }
    }
    return count;
  }

  /** The factor as generated code has it, 0 for what is no class. */
  private float weightOf(int number) {
    return number >= 0 && number < classWeights.size() ? classWeights.get(number).floatValue() : 0;
  }

  /** Weight, function and settings: {@code 0.5 * HUBER(delta=1.0)}. */
  @Override
  public String toString() {
    String text = settings.isEmpty() ? function : function + "(" + settings + ")";
    return weight == 1 ? text : weight + " * " + text;
  }
}
