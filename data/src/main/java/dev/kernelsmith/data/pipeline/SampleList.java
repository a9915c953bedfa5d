package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import java.util.List;
import java.util.Objects;

/** Samples in memory. */
final class SampleList implements Dataset {
  private static final SampleLayout.Target NONE = new SampleLayout.Target(0, 0, List.of());

  private final String name;
  private final SampleLayout layout;
  private final List<Sample> samples;
  private final int input;
  private final int target;
  private final boolean part;

  SampleList(String name, SampleLayout layout, List<Sample> samples) {
    this(name, layout, samples, 0, 0, false);
  }

  private SampleList(
      String name, SampleLayout layout, List<Sample> samples, int input, int target, boolean part) {
    this.name = name;
    this.layout = layout;
    this.samples = samples;
    this.input = input;
    this.target = target;
    this.part = part;
  }

  private SampleLayout.Target targetLayout() {
    return layout.targets().isEmpty() ? NONE : layout.targets().get(target);
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public int inputs() {
    return part ? 1 : layout.inputs().size();
  }

  @Override
  public Dataset ofInput(int number) {
    Objects.checkIndex(number, inputs());
    return inputs() == 1 ? this : new SampleList(name, layout, samples, number, target, true);
  }

  @Override
  public int targets() {
    return part ? 1 : Math.max(1, layout.targets().size());
  }

  @Override
  public Dataset ofTarget(int number) {
    Objects.checkIndex(number, targets());
    return targets() == 1 ? this : new SampleList(name, layout, samples, input, number, true);
  }

  @Override
  public int inputLength() {
    return Encoding.length(inputShape());
  }

  @Override
  public List<Integer> inputShape() {
    return layout.inputs().get(input);
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    float[] values = samples.get(index).input(input);
    System.arraycopy(values, 0, into, offset, values.length);
  }

  @Override
  public boolean hasClasses() {
    return targetLayout().classes() > 0;
  }

  @Override
  public int classOf(int index) {
    if (!hasClasses()) {
      throw new IllegalStateException("the targets are values, not classes: use copyTarget");
    }
    return samples.get(index).classNumber(target);
  }

  @Override
  public List<String> classNames() {
    return targetLayout().names();
  }

  @Override
  public int targetLength() {
    return targetLayout().length();
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    if (hasClasses()) {
      throw new IllegalStateException("the targets are classes, not values: use classOf");
    }
    float[] values = samples.get(index).target(target);
    System.arraycopy(values, 0, into, offset, values.length);
  }

  @Override
  public double weightOf(int index) {
    return samples.get(index).weight(target);
  }

  @Override
  public String toString() {
    return name + ": " + DatasetText.of(this);
  }
}
