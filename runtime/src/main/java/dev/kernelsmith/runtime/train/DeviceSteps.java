package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.Block;

/** Training steps on a device, one block a step; lanes that a smaller batch leaves over have loss gradient 0. */
final class DeviceSteps implements Steps {
  private final DeviceSession session;
  private final Staging staging;
  private final long seed;
  private int hits;

  DeviceSteps(DeviceSession session, Staging staging, long seed) {
    this.session = session;
    this.staging = staging;
    this.seed = seed;
  }

  @Override
  public void load(float[] parameters, float[][] slots) {
    session.upload(parameters, slots);
  }

  @Override
  public double step(int[] order, int start, int count, float rate, long number) {
    Block block = session.trainBlock();
    block.beginStep(seed, number, count);
    staging.fill(block, order, start, count);
    session.train(rate, number);
    hits = staging.hits(block, staging.scored(), order, start, count);
    return staging.lossSum(block, count);
  }

  @Override
  public long hits() {
    return hits;
  }

  @Override
  public int answersPerSample() {
    return staging.answersPerSample(staging.scored());
  }

  @Override
  public void fetch(float[] parameters, float[][] slots) {
    session.download(parameters, slots);
  }
}
