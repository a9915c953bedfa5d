package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Samples of several data sets, one after another. */
final class JoinedSamples implements Dataset {
  private final List<Dataset> parts;
  private final int[] ends;
  private final Dataset first;

  private JoinedSamples(List<Dataset> parts) {
    this.parts = parts;
    first = parts.getFirst();
    ends = new int[parts.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += parts.get(i).size();
      ends[i] = end;
    }
  }

  static JoinedSamples of(List<Dataset> parts) {
    Dataset first = parts.getFirst();
    long size = 0;
    for (int i = 0; i < parts.size(); i++) {
      Dataset part = parts.get(i);
      size += part.size();
      require(i, "inputs", part.inputs(), first.inputs());
      require(i, "targets", part.targets(), first.targets());
      for (int input = 0; input < first.inputs(); input++) {
        String which = "input " + input;
        require(i, "values in " + which, part.ofInput(input).inputLength(), first.ofInput(input).inputLength());
        require(i, "for the shape of " + which, part.ofInput(input).inputShape(), first.ofInput(input).inputShape());
      }
      for (int target = 0; target < first.targets(); target++) {
        Dataset own = part.ofTarget(target);
        Dataset wanted = first.ofTarget(target);
        require(i, "for classes as targets", own.hasClasses(), wanted.hasClasses());
        require(i, "values in target " + target, own.targetLength(), wanted.targetLength());
        require(i, "for the names of the classes", own.classNames(), wanted.classNames());
      }
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("together there are " + size + " samples: at most 2^31 are possible");
    }
    return new JoinedSamples(List.copyOf(parts));
  }

  private static void require(int number, String what, Object found, Object wanted) {
    if (!found.equals(wanted)) {
      throw new IllegalArgumentException("data set " + number + " has " + found + " " + what + ", but the first has "
          + wanted + ": join samples of the same kind");
    }
  }

  private Dataset all(UnaryOperator<Dataset> change) {
    List<Dataset> changed = parts.stream().map(change).toList();
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i) != parts.get(i)) {
        return new JoinedSamples(changed);
      }
    }
    return this;
  }

  private int part(int index) {
    Objects.checkIndex(index, size());
    int found = Arrays.binarySearch(ends, index);
    int part = found < 0 ? -found - 1 : found + 1;
    while (parts.get(part).size() == 0) {
      part++;
    }
    return part;
  }

  private int within(int part, int index) {
    return index - (ends[part] - parts.get(part).size());
  }

  @Override
  public int size() {
    return ends[ends.length - 1];
  }

  @Override
  public int inputLength() {
    return first.inputLength();
  }

  @Override
  public List<Integer> inputShape() {
    return first.inputShape();
  }

  @Override
  public Dataset ofEpoch(int epoch) {
    return all(part -> part.ofEpoch(epoch));
  }

  @Override
  public int inputs() {
    return first.inputs();
  }

  @Override
  public Dataset ofInput(int number) {
    return all(part -> part.ofInput(number));
  }

  @Override
  public int targets() {
    return first.targets();
  }

  @Override
  public Dataset ofTarget(int number) {
    return all(part -> part.ofTarget(number));
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    int part = part(index);
    parts.get(part).copyInput(within(part, index), into, offset);
  }

  @Override
  public boolean hasClasses() {
    return first.hasClasses();
  }

  @Override
  public int classOf(int index) {
    int part = part(index);
    return parts.get(part).classOf(within(part, index));
  }

  @Override
  public List<String> classNames() {
    return first.classNames();
  }

  @Override
  public int targetLength() {
    return first.targetLength();
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    int part = part(index);
    parts.get(part).copyTarget(within(part, index), into, offset);
  }

  @Override
  public double weightOf(int index) {
    int part = part(index);
    return parts.get(part).weightOf(within(part, index));
  }

  @Override
  public String toString() {
    return parts.size() + " data sets in a row: " + DatasetText.of(this);
  }
}
