package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The sums of the epoch in hand. */
final class EpochProgress implements TrainingState {
  private final NetworkSpec spec;
  private final int samples;
  private int batchSize;
  private int epochs;
  private LearningRate schedule;
  private int epoch;
  private long step;
  private long samplesDone;
  private double lossSum;
  private long hits;
  private long answers;
  private long allSteps;
  private double stepLoss = Double.NaN;
  private long stepHits;
  private long stepAnswers;
  private float learningRate;
  private long began;
  private double secondsBefore;
  private long samplesBefore;
  private volatile boolean stop;
  private @Nullable Steps steps;

  /**
   * The sums of an epoch that was stopped in its midst.
   *
   * @param epoch its number
   * @param step steps done
   * @param samplesDone samples learned from
   * @param loss sum of their losses
   * @param hits right answers
   * @param answers those that could be right
   * @param learningRate rate of the last step
   * @param seconds time that it took
   */
  record Part(
      int epoch, long step, long samplesDone, double loss, long hits, long answers, float learningRate,
      double seconds) {
    /** All but the epoch, as a checkpoint keeps it: no bit is lost below 2^53. */
    double[] numbers() {
      return new double[] {step, samplesDone, loss, hits, answers, learningRate, seconds};
    }
  }

  /** Sums of nothing; samples are those of an epoch, 0 where nobody knows. */
  EpochProgress(NetworkSpec spec, int epochs, LearningRate schedule, int samples) {
    this.spec = spec;
    this.epochs = epochs;
    this.schedule = schedule;
    this.samples = samples;
  }

  /** Sets what the data tells: samples of the largest batch, and what takes the steps. */
  void learnFrom(int largestBatch, Steps taker) {
    batchSize = largestBatch;
    steps = taker;
  }

  @Override
  public float[] gradient() {
    float[] sum = allSteps == 0 || steps == null ? null : steps.gradient();
    return sum == null ? new float[0] : sum;
  }

  /** Sets what only the checkpoint to resume from, or the fit before, could tell. */
  void plan(int lastEpoch, LearningRate rates, int finished, @Nullable Part stopped, long stepsDone) {
    epoch = finished;
    if (stopped != null) {
      begin(stopped);
    }
    epochs = lastEpoch;
    schedule = rates;
    allSteps = stepsDone;
  }

  void begin(int number) {
    begin(new Part(number, 0, 0, 0, 0, 0, learningRate, 0));
  }

  /** Goes on with an epoch that was stopped. */
  void begin(Part part) {
    epoch = part.epoch();
    step = part.step();
    samplesDone = part.samplesDone();
    samplesBefore = part.samplesDone();
    lossSum = part.loss();
    hits = part.hits();
    answers = part.answers();
    learningRate = part.learningRate();
    secondsBefore = part.seconds();
    began = System.nanoTime();
  }

  /** The sums so far. */
  Part part() {
    return new Part(epoch, step, samplesDone, lossSum, hits, answers, learningRate, seconds());
  }

  /** Samples learned from since this fit began or went on with the epoch. */
  long samplesHere() {
    return samplesDone - samplesBefore;
  }

  void add(int count, double loss, long right, long possible, float rate) {
    step++;
    allSteps++;
    stepLoss = loss / count;
    stepHits = right;
    stepAnswers = possible;
    samplesDone += count;
    lossSum += loss;
    hits += right;
    answers += possible;
    learningRate = rate;
  }

  boolean stopRequested() {
    return stop;
  }

  /** Forgets that somebody asked for the end. */
  void goOn() {
    stop = false;
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
  public long step() {
    return step;
  }

  @Override
  public int steps() {
    return batchSize == 0 ? 0 : Math.ceilDiv(samples, batchSize);
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public long samplesDone() {
    return samplesDone;
  }

  @Override
  public double loss() {
    return lossSum / samplesDone;
  }

  @Override
  public OptionalDouble accuracy() {
    return share(hits, answers);
  }

  private static OptionalDouble share(long right, long of) {
    return of > 0 ? OptionalDouble.of((double) right / of) : OptionalDouble.empty();
  }

  @Override
  public long stepsDone() {
    return allSteps;
  }

  @Override
  public double stepLoss() {
    return stepLoss;
  }

  @Override
  public OptionalDouble stepAccuracy() {
    return share(stepHits, stepAnswers);
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
    return secondsBefore + secondsHere();
  }

  /** Seconds since this fit began or went on with the epoch. */
  double secondsHere() {
    return (System.nanoTime() - began) * 1e-9;
  }

  @Override
  public void stop() {
    stop = true;
  }

  /** In words. */
  @Override
  public String toString() {
    String now = samples == 0
        ? "step " + allSteps
        : "epoch " + epoch + (epochs == 0 ? "" : " of " + epochs) + ", step " + step + " of " + steps();
    return samplesDone == 0 ? now : now + ": " + MetricText.of("", loss(), accuracy());
  }
}
