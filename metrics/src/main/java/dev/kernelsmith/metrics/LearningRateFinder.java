package dev.kernelsmith.metrics;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.StepResult;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Which learning rates a network learns with (the range test of Smith, "Cyclical Learning Rates for Training Neural Networks", 2017): a short training whose rate grows from
 * step to step until the loss explodes.
 *
 * <pre>{@code
 * LearningRateFinder found = LearningRateFinder.run(new DigitsNetwork(1), data, trainer -> trainer.batchSize(64));
 * System.out.println(found);                         // the loss at each rate, and the suggestion
 * }</pre>
 *
 * @param points rates that were tried, in their order
 */
public record LearningRateFinder(List<Point> points) {
  private static final double LEAST = 1e-7;
  private static final double MOST = 10;
  private static final int STEPS = 100;
  private static final int BATCH_SIZE = 64;

  /** What the mean of losses keeps of itself in a step. */
  private static final double SMOOTHING = 0.9;

  /** The test ends where the loss is so many times the least. */
  private static final double EXPLODED = 4;

  /** Share of the points in which a fall is measured, to either side: losses of single batches differ. */
  private static final int WINDOW = 20;

  /** Points at the beginning that do not count where there are many: their means are of few losses. */
  private static final int FIRST = 10;

  /**
   * A step of the test.
   *
   * @param rate its learning rate
   * @param loss mean of the losses so far, in which what is older counts less
   */
  public record Point(double rate, double loss) {}

  /** Copies the list. */
  public LearningRateFinder {
    Objects.requireNonNull(points, "points");
    points = List.copyOf(points);
  }

  /** The test with 100 steps of 64 samples and rates from 1e-7 to 10; see {@link #run(CompiledNetwork, Dataset, UnaryOperator, int, int, double, double)}. */
  public static LearningRateFinder run(CompiledNetwork network, Dataset data, UnaryOperator<Trainer> settings) {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(settings, "settings");
    return run(network, data, settings, STEPS, BATCH_SIZE, LEAST, MOST);
  }

  /**
   * Trains a network with growing rates. It is of no use afterwards: give one that was made for this.
   *
   * @param network a new network
   * @param data what to learn from; it is gone through in random order as often as needed
   * @param settings sets up the trainer, but for the learning rate, which is the test's
   * @param steps most steps, at least 3
   * @param batchSize samples of a step, at least 1; all that there are, where these are fewer
   * @param least rate of the first step, above 0
   * @param most rate of the last step, above that of the first
   * @throws IllegalArgumentException if a number is out of its range, or the data does not fit the network
   * @throws TrainingException if the first step fails: with the least rate, that is for values that are not finite in the data or the network
   */
  public static LearningRateFinder run(
      CompiledNetwork network, Dataset data, UnaryOperator<Trainer> settings, int steps, int batchSize, double least,
      double most) {
    if (steps < 3 || batchSize < 1 || !(least > 0 && most > least && most <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "a learning rate is looked for with at least 3 steps of at least 1 sample, between two rates above 0; not with %d steps of %d samples between %s and %s",
              steps, batchSize, least, most));
    }
    Trainer trainer = settings.apply(Trainer.of(network))
        .learningRate(LearningRate.named("range test", (epoch, step) -> rate(step, steps, least, most)))
        .publishEvery(steps);
    int samples = Math.min(batchSize, data.size());
    int[] order = IntStream.range(0, data.size()).toArray();
    Random random = new Random(1);
    int next = data.size();
    List<Point> points = new ArrayList<>();
    double mean = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int step = 1; step <= steps; step++) {
      if (next + samples > order.length) {
        shuffle(order, random);
        next = 0;
      }
      int from = next;
      next += samples;
      try {
        StepResult result =
            trainer.step(Subset.of(data, IntStream.range(from, from + samples).map(i -> order[i]).toArray()));
        mean = SMOOTHING * mean + (1 - SMOOTHING) * result.loss();
      } catch (TrainingException exploded) {
        if (step == 1) {
          throw exploded; // not for a rate that became too high
        }
        break; // as far as a test can go
      }
      double loss = mean / (1 - Math.pow(SMOOTHING, step));
      points.add(new Point(rate(step, steps, least, most), loss));
      best = Math.min(best, loss);
      if (loss > EXPLODED * best) {
        break;
      }
    }
    return new LearningRateFinder(points);
  }

  private static double rate(long step, int steps, double least, double most) {
    return least * Math.pow(most / least, (step - 1.0) / (steps - 1));
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
  }

  /**
   * The rate around which the loss falls fastest, by the logarithm of the rate.
   *
   * @throws IllegalStateException if the loss never fell
   */
  public double suggestion() {
    double steepest = 0;
    double found = Double.NaN;
    int reach = Math.max(1, points.size() / WINDOW);
    for (int i = Math.max(reach, points.size() > 2 * FIRST ? FIRST : 0); i < points.size() - reach; i++) {
      Point before = points.get(i - reach);
      Point after = points.get(i + reach);
      double slope = (after.loss() - before.loss()) / Math.log(after.rate() / before.rate());
      if (slope < steepest) {
        steepest = slope;
        found = points.get(i).rate();
      }
    }
    if (Double.isNaN(found)) {
      throw new IllegalStateException(
          "the loss fell at none of " + Text.count(points.size(), "rate")
              + ": try more steps, larger batches or other rates, and see that the inputs are scaled to about -1..1");
    }
    return found;
  }

  /** Some twenty of the points and the suggestion, as a table. */
  @Override
  public String toString() {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"learning rate", "loss"});
    int every = Math.ceilDiv(Math.max(1, points.size()), 20);
    for (int i = 0; i < points.size(); i += every) {
      Point point = points.get(i);
      rows.add(new String[] {String.format(Locale.ROOT, "%.2e", point.rate()), Text.decimal(point.loss())});
    }
    String end;
    try {
      end = String.format(Locale.ROOT, "suggestion: %.1e", suggestion());
    } catch (IllegalStateException none) {
      end = none.getMessage();
    }
    return Text.table(rows) + end + System.lineSeparator();
  }
}
