package dev.kernelsmith.runtime.data;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Samples with several inputs or targets, each of which is another data set's: sample 7 has the inputs that sample 7 of these has. A
 * view: nothing is copied.
 */
public final class JoinedDataset implements Dataset {
  private final List<Dataset> inputs;
  private final List<Dataset> targets;

  private JoinedDataset(List<Dataset> inputs, List<Dataset> targets) {
    this.inputs = inputs;
    this.targets = targets;
  }

  /**
   * Joins data sets.
   *
   * @param inputs whose first inputs are the inputs, in the order of the network's
   * @param targets whose first targets are the targets, in the order of the network's losses
   * @throws IllegalArgumentException if there is no input or no target, their numbers of samples differ, or an input has factors of samples that no target has
   */
  public static JoinedDataset of(List<? extends Dataset> inputs, List<? extends Dataset> targets) {
    return ofNamed(named("input", inputs), named("target", targets));
  }

  /**
   * Joins data sets that have names, for messages; generated classes do. Factors of samples are those of the targets.
   *
   * @param inputs whose first inputs are the inputs, in the order of the network's
   * @param targets whose first targets are the targets, in the order of the network's losses
   * @throws IllegalArgumentException if there is no input or no target, their numbers of samples differ, or an input has factors of samples that no target has
   */
  public static JoinedDataset ofNamed(List<NamedDataset> inputs, List<NamedDataset> targets) {
    if (Objects.requireNonNull(inputs, "inputs").isEmpty() || Objects.requireNonNull(targets, "targets").isEmpty()) {
      throw new IllegalArgumentException("a sample has at least one input and one target, here "
          + inputs.size() + " and " + targets.size());
    }
    check(inputs, inputs.getFirst());
    check(targets, inputs.getFirst());
    inputs.forEach(input -> checkWeights(input, targets));
    return new JoinedDataset(
        inputs.stream().map(NamedDataset::data).toList(), targets.stream().map(NamedDataset::data).toList());
  }

  private static List<NamedDataset> named(String what, List<? extends Dataset> parts) {
    Objects.requireNonNull(parts, () -> "the list of " + what + "s is null");
    return IntStream.range(0, parts.size()).mapToObj(i -> new NamedDataset(what + " " + i, parts.get(i))).toList();
  }

  private static void check(List<NamedDataset> parts, NamedDataset first) {
    for (NamedDataset part : parts) {
      if (part.data().size() != first.data().size()) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT,
                "the data of %s has %d samples, that of %s has %d: join data of the same samples",
                part.name(), part.data().size(), first.name(), first.data().size()));
      }
    }
  }

  /** Factors are of losses: those of an input that no target has would be lost. */
  private static void checkWeights(NamedDataset input, List<NamedDataset> targets) {
    for (int i = 0; i < input.data().size(); i++) {
      int sample = i;
      double weight = input.data().weightOf(i);
      if (weight != 1 && targets.stream().noneMatch(target -> target.data().weightOf(sample) == weight)) {
        throw new IllegalArgumentException(
            "sample " + i + " of the data of " + input.name() + " has the weight " + weight
                + ", which no target has: weights are factors of losses, so call weighted(...) on the data of "
                + String.join(" or ", targets.stream().map(NamedDataset::name).toList()));
      }
    }
  }

  @Override
  public int size() {
    return inputs.getFirst().size();
  }

  @Override
  public int inputs() {
    return inputs.size();
  }

  @Override
  public Dataset ofInput(int number) {
    return inputs.get(number);
  }

  @Override
  public Dataset ofEpoch(int epoch) {
    return new JoinedDataset(
        inputs.stream().map(part -> part.ofEpoch(epoch)).toList(),
        targets.stream().map(part -> part.ofEpoch(epoch)).toList());
  }

  @Override
  public List<Integer> inputShape() {
    return inputs.getFirst().inputShape();
  }

  @Override
  public int inputLength() {
    return inputs.getFirst().inputLength();
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    inputs.getFirst().copyInput(index, into, offset);
  }

  @Override
  public int targets() {
    return targets.size();
  }

  @Override
  public Dataset ofTarget(int number) {
    return targets.get(number);
  }

  @Override
  public boolean hasClasses() {
    return targets.getFirst().hasClasses();
  }

  @Override
  public int classOf(int index) {
    return targets.getFirst().classOf(index);
  }

  @Override
  public double weightOf(int index) {
    return targets.getFirst().weightOf(index);
  }

  @Override
  public List<String> classNames() {
    return targets.getFirst().classNames();
  }

  @Override
  public int targetLength() {
    return targets.getFirst().targetLength();
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    targets.getFirst().copyTarget(index, into, offset);
  }

  @Override
  public String toString() {
    return "joined data sets: " + inputs.size() + " inputs, " + targets.size() + " targets, the first "
        + DatasetText.of(this);
  }
}
