package dev.kernelsmith.runtime.data;

import java.util.List;

/**
 * A data set that shows the samples of another one: what it does not change is that one's. A view of one's own, such as one that shows pictures turned a
 * little, extends this and says how the same view of other samples is made ({@link #over}), so that each epoch, input and target has it.
 */
public abstract class DatasetView implements Dataset {
  private final Dataset base;

  /** A view of a data set. */
  protected DatasetView(Dataset base) {
    this.base = base;
  }

  /** The data set that this is a view of. */
  public final Dataset base() {
    return base;
  }

  /** The same view of a data set with as many samples: those of {@link #base()} as an epoch has them, or with one of their inputs or targets. */
  protected abstract Dataset over(Dataset samples);

  @Override
  public int size() {
    return base.size();
  }

  @Override
  public int inputLength() {
    return base.inputLength();
  }

  @Override
  public List<Integer> inputShape() {
    return base.inputShape();
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    base.copyInput(index, into, offset);
  }

  @Override
  public int inputs() {
    return base.inputs();
  }

  @Override
  public Dataset ofInput(int number) {
    return same(base.ofInput(number));
  }

  @Override
  public int targets() {
    return base.targets();
  }

  @Override
  public Dataset ofTarget(int number) {
    return same(base.ofTarget(number));
  }

  @Override
  public Dataset ofEpoch(int epoch) {
    return same(base.ofEpoch(epoch));
  }

  private Dataset same(Dataset samples) {
    return samples == base ? this : over(samples);
  }

  @Override
  public boolean hasClasses() {
    return base.hasClasses();
  }

  @Override
  public int classOf(int index) {
    return base.classOf(index);
  }

  @Override
  public List<String> classNames() {
    return base.classNames();
  }

  @Override
  public int targetLength() {
    return base.targetLength();
  }

  @Override
  public double weightOf(int index) {
    return base.weightOf(index);
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    base.copyTarget(index, into, offset);
  }
}
