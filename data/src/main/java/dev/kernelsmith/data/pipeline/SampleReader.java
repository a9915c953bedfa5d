package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Copies samples out of a data set. */
final class SampleReader {
  private final Dataset data;
  private final List<CheckedDataset> inputs;
  private final List<CheckedDataset> targets;

  /**
   * A reader.
   *
   * @param role what the data is for, for messages
   */
  SampleReader(Dataset data, String role) {
    this.data = data;
    inputs = IntStream.range(0, data.inputs()).mapToObj(i -> CheckedDataset.of(data.ofInput(i), role)).toList();
    targets = IntStream.range(0, data.targets()).mapToObj(i -> CheckedDataset.of(data.ofTarget(i), role)).toList();
  }

  /** What all samples have in common. How many classes there are is not known: a number that is at least 1. */
  SampleLayout layout() {
    return new SampleLayout(
        inputs.stream().map(input -> input.inputShape().isEmpty() ? List.of(input.inputLength()) : input.inputShape())
            .toList(),
        targets.stream()
            .map(target -> new SampleLayout.Target(target.targetLength(), target.hasClasses() ? Integer.MAX_VALUE : 0,
                target.classNames()))
            .toList());
  }

  Sample read(int index) {
    float[][] inputValues = new float[inputs.size()][];
    for (int i = 0; i < inputValues.length; i++) {
      inputValues[i] = new float[inputs.get(i).inputLength()];
      inputs.get(i).copyInput(index, inputValues[i], 0);
    }
    float[][] targetValues = new float[targets.size()][];
    int[] classes = new int[targetValues.length];
    double[] weights = new double[targetValues.length];
    for (int i = 0; i < targetValues.length; i++) {
      CheckedDataset target = targets.get(i);
      weights[i] = target.weightOf(index);
      targetValues[i] = new float[target.targetLength()];
      if (target.hasClasses()) {
        classes[i] = target.classOf(index);
      } else if (target.targetLength() > 0) {
        target.copyTarget(index, targetValues[i], 0);
      }
    }
    return new Sample(inputValues, targetValues, classes, weights);
  }

  /** The samples in an order. */
  Cursor<Sample> cursor(int[] order) {
    return new Cursor<>() {
      private int at;

      @Override
      public @Nullable Item<Sample> next() {
        if (at == order.length) {
          return null;
        }
        int index = order[at++];
        return new Item<>(read(index), "sample " + index + " of " + data);
      }

      @Override
      public void close() {
        at = order.length;
      }
    };
  }
}
