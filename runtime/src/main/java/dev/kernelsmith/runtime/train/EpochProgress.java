package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.OptionalDouble;

/** The sums of the epoch in hand. */
final class EpochProgress implements TrainingState {
  private final NetworkSpec spec;
  private final int samples;
  private final int batchSize;
  private final int answersPerSample;
  private int epochs;
  private LearningRate schedule;
  private int epoch;
  private int step;
  private int samplesDone;
  private double lossSum;
  private long hits;
  private float learningRate;
  private long began;
  private int samplesBefore;
  private volatile boolean stop;

  /**
   * The sums of an epoch that was stopped in its midst.
   *
   * @param epoch its number
   * @param step steps done
   * @param samplesDone samples learned from
   * @param loss sum of their losses
   * @param hits right answers
   * @param learningRate rate of the last step
   */
  record Part(int epoch, int step, int samplesDone, double loss, long hits, float learningRate) {}

  EpochProgress(
      NetworkSpec spec, int epochs, LearningRate schedule, int samples, int batchSize, int answersPerSample) {
    this.spec = spec;
    this.epochs = epochs;
    this.schedule = schedule;
    this.samples = samples;
    this.batchSize = batchSize;
    this.answersPerSample = answersPerSample;
  }

  /** Sets what only the checkpoint to resume from, or the fit before, could tell. */
  void plan(int lastEpoch, LearningRate rates) {
    epochs = lastEpoch;
    schedule = rates;
  }

  void begin(int number) {
    begin(new Part(number, 0, 0, 0, 0, learningRate));
  }

  /** Goes on with an epoch that was stopped. */
  void begin(Part part) {
    epoch = part.epoch();
    step = part.step();
    samplesDone = part.samplesDone();
    samplesBefore = part.samplesDone();
    lossSum = part.loss();
    hits = part.hits();
    learningRate = part.learningRate();
    began = System.nanoTime();
  }

  /** The sums so far. */
  Part part() {
    return new Part(epoch, step, samplesDone, lossSum, hits, learningRate);
  }

  /** Samples learned from since this fit began or went on with the epoch. */
  int samplesHere() {
    return samplesDone - samplesBefore;
  }

  void add(int count, double loss, long right, float rate) {
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
    return answersPerSample > 0
        ? OptionalDouble.of((double) hits / ((long) samplesDone * answersPerSample))
        : OptionalDouble.empty();
  }

  @Override
  public LearningRate schedule() {
    return schedule;
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
