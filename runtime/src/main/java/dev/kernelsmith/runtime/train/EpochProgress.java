package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.OptionalDouble;

/** The sums of the epoch in hand. */
final class EpochProgress implements TrainingState {
  private final NetworkSpec spec;
  private final int epochs;
  private final int samples;
  private final int batchSize;
  private final boolean countsHits;
  private int epoch;
  private int step;
  private int samplesDone;
  private double lossSum;
  private long hits;
  private float learningRate;
  private long began;
  private volatile boolean stop;

  EpochProgress(NetworkSpec spec, int epochs, int samples, int batchSize, boolean countsHits) {
    this.spec = spec;
    this.epochs = epochs;
    this.samples = samples;
    this.batchSize = batchSize;
    this.countsHits = countsHits;
  }

  void begin(int number) {
    epoch = number;
    step = 0;
    samplesDone = 0;
    lossSum = 0;
    hits = 0;
    began = System.nanoTime();
  }

  void add(int count, double loss, int right, float rate) {
    step++;
    samplesDone += count;
    lossSum += loss;
    hits += right;
    learningRate = rate;
  }

  boolean stopRequested() {
    return stop;
  }

  @Override
  public NetworkSpec network() {
    return spec;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public int step() {
    return step;
  }

  @Override
  public int steps() {
    return Math.ceilDiv(samples, batchSize);
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public int samplesDone() {
    return samplesDone;
  }

  @Override
  public double loss() {
    return lossSum / samplesDone;
  }

  @Override
  public OptionalDouble accuracy() {
    return countsHits ? OptionalDouble.of((double) hits / samplesDone) : OptionalDouble.empty();
  }

  @Override
  public float learningRate() {
    return learningRate;
  }

  @Override
  public double seconds() {
    return (System.nanoTime() - began) * 1e-9;
  }

  @Override
  public void stop() {
    stop = true;
  }

  /** In words. */
  @Override
  public String toString() {
    String now = "epoch " + epoch + " of " + epochs + ", step " + step + " of " + steps();
    return samplesDone == 0 ? now : now + ": " + MetricText.of("", loss(), accuracy());
  }
}
