package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.data.DatasetView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A view that keeps inputs which were asked for. */
final class CachedDataset extends DatasetView {
  private final List<Kept> inputs;

  /**
   * One input of all samples.
   *
   * @param source where it is read
   * @param values what was read
   * @param left bytes that may still be kept, of all inputs together
   */
  private record Kept(Dataset source, AtomicReferenceArray<float[]> values, AtomicLong left) {
    void copy(int index, float[] into, int offset) {
      float[] own = values.get(index);
      if (own != null) {
        System.arraycopy(own, 0, into, offset, own.length);
        return;
      }
      source.copyInput(index, into, offset);
      int length = source.inputLength();
      long bytes = bytes(length);
      if (left.addAndGet(-bytes) < 0
          || !values.compareAndSet(index, null, Arrays.copyOfRange(into, offset, offset + length))) {
        left.addAndGet(bytes);
      }
    }
  }

  /** What an array takes, with its header of 16 bytes and rounded up to 8, and a reference to it. */
  private static long bytes(int length) {
    return Integer.BYTES + (16 + (long) Float.BYTES * length + 7) / 8 * 8;
  }

  private CachedDataset(Dataset base, List<Kept> inputs) {
    super(base);
    this.inputs = inputs;
  }

  static CachedDataset of(Dataset data, long mostBytes) {
    if (mostBytes < 0) {
      throw new IllegalArgumentException("at most " + mostBytes + " bytes are to be kept: at least 0 is needed");
    }
    AtomicLong left = new AtomicLong(mostBytes);
    List<Kept> inputs = new ArrayList<>();
    for (int i = 0; i < data.inputs(); i++) {
      Dataset source = data.ofInput(i);
      if (source.ofEpoch(1) != source) {
        throw new IllegalArgumentException(
            "the samples change from epoch to epoch, so that keeping them is no use: put cached(...) before what changes "
                + "them");
      }
      inputs.add(new Kept(source, new AtomicReferenceArray<>(data.size()), left));
    }
    return new CachedDataset(data, List.copyOf(inputs));
  }

  /** Only targets change with the epoch. */
  @Override
  protected Dataset over(Dataset samples) {
    return new CachedDataset(samples, inputs);
  }

  @Override
  public Dataset ofInput(int number) {
    Objects.checkIndex(number, inputs.size());
    return inputs.size() == 1 ? this : new CachedDataset(base().ofInput(number), List.of(inputs.get(number)));
  }

  @Override
  public Dataset ofTarget(int number) {
    return base().ofTarget(number);
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    inputs.getFirst().copy(index, into, offset);
  }

  @Override
  public String toString() {
    return "samples kept in memory: " + DatasetText.of(this);
  }
}
