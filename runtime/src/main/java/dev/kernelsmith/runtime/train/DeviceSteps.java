package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.Block;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Training steps on a device, one block a step; lanes that a smaller batch leaves over are fillers. */
final class DeviceSteps implements Steps {
  private final DeviceSession session;
  private final long seed;
  private @Nullable Staging staging;
  private int hits;
  private long answers;

  DeviceSteps(DeviceSession session, long seed) {
    this.session = session;
    this.seed = seed;
  }

  @Override
  public void learnFrom(Staging data) {
    staging = data;
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
    Block block = session.trainBlock();
    if (count > block.lanes) {
      throw new IllegalArgumentException(
          "a device takes the samples of a step at once, here at most " + block.lanes + ", not " + count
              + ": give smaller batches and leave accumulate out, put it there for larger ones, or train on the CPU");
    }
    block.beginStep(seed, number, count);
    Staging data = staging();
    data.begin(order, start, count);
    data.fill(block, order, start, count);
    session.train(rate, number);
    hits = data.hits(block, data.scored(), order, start, count);
    answers = data.answers(block, data.scored(), count);
    return data.lossSum(block, order, start, count);
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
