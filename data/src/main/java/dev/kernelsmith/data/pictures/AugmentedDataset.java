package dev.kernelsmith.data.pictures;

import dev.kernelsmith.data.pipeline.SampleRandom;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.data.DatasetView;
import java.util.random.RandomGenerator;

/** A view whose pictures are changed at random in each epoch. */
final class AugmentedDataset extends DatasetView {
  private static final int NO_EPOCH = 0;

  private final Augmentation changes;
  private final PictureSize size;
  private final long seed;
  private final int epoch;
  private final Resampling resampling;
  private final ThreadLocal<float[][]> room;

  AugmentedDataset(Dataset base, Augmentation changes, PictureSize size, long seed) {
    this(base, changes, size, seed, NO_EPOCH, ThreadLocal.withInitial(() -> new float[2][size.length()]));
  }

  private AugmentedDataset(
      Dataset base, Augmentation changes, PictureSize size, long seed, int epoch, ThreadLocal<float[][]> room) {
    super(base);
    this.changes = changes;
    this.size = size;
    this.seed = seed;
    this.epoch = epoch;
    this.room = room;
    resampling = new Resampling(size.height(), size.width(), size.channels());
  }

  @Override
  protected Dataset over(Dataset samples) {
    return new AugmentedDataset(samples, changes, size, seed, epoch, room);
  }

  @Override
  public Dataset ofEpoch(int number) {
    return new AugmentedDataset(base().ofEpoch(number), changes, size, seed, number, room);
  }

  /** Further inputs are no pictures. */
  @Override
  public Dataset ofInput(int number) {
    return number == 0 ? this : base().ofInput(number);
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    if (epoch == NO_EPOCH) {
      base().copyInput(index, into, offset);
      return;
    }
    float[] source = room.get()[0];
    float[] target = room.get()[1];
    base().copyInput(index, source, 0);
    RandomGenerator random = SampleRandom.of(seed, epoch, index);
    Affine motion = changes.motion(size, random);
    if (motion.isIdentity()) {
      changes.change(source, size, random);
      System.arraycopy(source, 0, into, offset, source.length);
    } else {
      resampling.run(source, motion, changes.fill(), target, 0);
      changes.change(target, size, random);
      System.arraycopy(target, 0, into, offset, target.length);
    }
  }

  @Override
  public String toString() {
    return changes + " of " + DatasetText.of(this);
  }
}
