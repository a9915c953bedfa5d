package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Training steps on a device, one block a step; lanes that a smaller batch leaves over are fillers. While the device works on one
 * block, the calling thread fills another with the samples that follow in the same order of the same data.
 */
final class DeviceSteps implements Steps {
  private final DeviceSession session;
  private final NetworkSpec spec;
  private final long seed;
  private Block block;
  private @Nullable Block other;
  private @Nullable Staging staging;
  private boolean staged;
  private int @Nullable [] stagedOrder;
  private int stagedStart;
  private int stagedCount;
  private int hits;
  private long answers;

  DeviceSteps(DeviceSession session, NetworkSpec spec, long seed) {
    this.session = session;
    this.spec = spec;
    this.seed = seed;
    block = session.trainBlock();
  }

  @Override
  public void learnFrom(Staging data) {
    staging = data;
    staged = false;
  }

  private Staging staging() {
    return Objects.requireNonNull(staging, "nothing to learn from");
  }

  @Override
  public void load(float[] parameters, float[][] slots) {
    session.upload(parameters, slots);
  }

  @Override
  public double step(int @Nullable [] order, int start, int count, float rate, long number) {
    if (count > block.lanes) {
      throw new IllegalArgumentException(
          "a device takes the samples of a step at once, here at most " + block.lanes + ", not " + count
              + ": give smaller batches and leave accumulate out, put it there for larger ones, or train on the CPU");
    }
    Staging data = staging();
    Block sent = block;
    if (!staged || order != stagedOrder || start != stagedStart || count != stagedCount || sent.step != number) {
      fill(sent, order, start, count, number);
    }
    staged = false;
    session.train(sent, rate, number, () -> stage(order, start + count, count, number + 1));
    data.begin(order, start, count); // what is staged was begun since
    hits = data.hits(sent, data.scored(), order, start, count);
    answers = data.answers(sent, data.scored(), count);
    return data.lossSum(sent, order, start, count);
  }

  private void fill(Block into, int @Nullable [] order, int start, int count, long number) {
    into.beginStep(seed, number, count);
    staging().begin(order, start, count);
    staging().fill(into, order, start, count);
  }

  /** Fills the other block for the step that most probably follows. Data that fails here is read again by that step. */
  private void stage(int @Nullable [] order, int start, int most, long number) {
    int count = Math.min(most, staging().size() - start);
    if (count > 0) {
      Block next = other == null ? new Block(block.lanes, spec) : other;
      other = block;
      block = next;
      try {
        fill(next, order, start, count, number);
        stagedOrder = order;
        stagedStart = start;
        stagedCount = count;
        staged = true;
      } catch (Exception unread) {
        staged = false;
      }
    }
  }

  @Override
  public long hits() {
    return hits;
  }

  @Override
  public long answers() {
    return answers;
  }

  @Override
  public int answersPerSample() {
    return staging().answersPerSample(staging().scored());
  }

  @Override
  public void fetch(float[] parameters, float[][] slots) {
    session.download(parameters, slots);
  }
}
