package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetView;
import dev.kernelsmith.runtime.data.Normalization;
import dev.kernelsmith.runtime.data.Subset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Samples by index, and what is done to them on the way to a network:
 *
 * <pre>{@code
 * Split parts = Split.stratified(Samples.of(data).filter(sample -> sample.weight() > 0), 0.2, 1);
 * Samples training = Samples.of(parts.training()).cached(1L << 30).oversampled(1);
 * }</pre>
 *
 * <p>A view of a data set, and a data set itself, so that all that takes these takes samples, and {@link dev.kernelsmith.runtime.data.Split}, {@link Groups} and augmentation can come at any place. What is said of {@link Records} about
 * functions, seeds and threads holds here, too. Objects are immutable: each method gives another one.
 */
public final class Samples extends DatasetView {
  private static final int MOST_GROUPS = 1 << 20;

  private Samples(Dataset base) {
    super(base);
  }

  /** These operations on a data set. */
  public static Samples of(Dataset data) {
    Objects.requireNonNull(data, "the data set is null");
    return data instanceof Samples samples ? samples : new Samples(data);
  }

  @Override
  protected Dataset over(Dataset samples) {
    return of(samples);
  }

  /**
   * These samples with another first input, which a function makes of it whenever it is asked for, on the threads that ask: the threads that train.
   *
   * @param function gives the new values; it may change the array that it gets, and must not keep it
   * @param shape extents of the new input, the last innermost; none where they stay
   * @throws IllegalArgumentException if an extent is below 1
   */
  public Samples map(UnaryOperator<float[]> function, int... shape) {
    Objects.requireNonNull(shape, "shape");
    return new Samples(MappedDataset.of(base(), function, shape));
  }

  /**
   * The samples for which a condition holds now; each is looked at once.
   *
   * @throws RecordException if no sample is left, or the condition throws something
   */
  public Samples filter(Predicate<? super Sample> condition) {
    Objects.requireNonNull(condition, "the condition is null");
    SampleReader reader = new SampleReader(base(), "data to filter");
    int[] passed = IntStream.range(0, size())
        .filter(i -> Faults.call("sample " + i + " of " + base(), "the function of filter",
            () -> condition.test(reader.read(i))))
        .toArray();
    if (passed.length == 0) {
      throw new RecordException("of the " + size() + " samples the filter passes none: at least one is needed");
    }
    return new Samples(Subset.of(base(), passed));
  }

  /**
   * The first samples.
   *
   * @throws IllegalArgumentException if there are fewer, or the number is below 1
   */
  public Samples take(int count) {
    return new Samples(Subset.range(base(), 0, count));
  }

  /**
   * The samples but for the first.
   *
   * @throws IllegalArgumentException if there are no more, or the number is below 0
   */
  public Samples skip(int count) {
    return new Samples(Subset.range(base(), count, size()));
  }

  /**
   * These samples and others behind them.
   *
   * @throws IllegalArgumentException if inputs, targets or names of classes differ, with what differs
   */
  public Samples concat(Dataset... others) {
    Objects.requireNonNull(others, "others");
    List<Dataset> all = new ArrayList<>(List.of(base()));
    all.addAll(List.of(others));
    return new Samples(JoinedSamples.of(all));
  }

  /**
   * Each sample several times in an epoch: the whole, again and again.
   *
   * @param times at least 1
   * @throws IllegalArgumentException if it is less, or there are too many samples
   */
  public Samples repeat(int times) {
    if (times < 1 || (long) times * size() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          size() + " samples cannot be repeated " + times + " times: at least once, and at most 2^31 samples in all");
    }
    int size = size();
    return new Samples(Subset.of(base(), IntStream.range(0, times * size).map(i -> i % size).toArray()));
  }

  /**
   * These samples in another order in each epoch. A trainer shuffles by itself: this is for what takes them as they come.
   *
   * @param seed of the order
   */
  public Samples shuffle(long seed) {
    int size = size();
    return new Samples(new EpochDataset(base(), size, epoch -> EpochOrder.of(size, seed, epoch), "shuffled samples"));
  }

  /**
   * As many samples of each class as the largest has: those of smaller ones stand several times. Which stand once more than others is drawn anew in each epoch. Classes take turns. For training data, behind
   * any split, so that no copy is validated with.
   *
   * @param seed of what is drawn
   * @throws IllegalArgumentException if targets are no classes
   */
  public Samples oversampled(long seed) {
    return new Samples(ClassBalance.of(base()).balanced(true, seed));
  }

  /**
   * As many samples of each class as the smallest has; which, is drawn anew in each epoch. Classes take turns.
   *
   * @param seed of what is drawn
   * @throws IllegalArgumentException if targets are no classes
   */
  public Samples undersampled(long seed) {
    return new Samples(ClassBalance.of(base()).balanced(false, seed));
  }

  /**
   * These samples with the factor {@code samples / (classes * samples of the class)} of their losses, times what they had, so that all classes count alike; as scikit-learn's {@code class_weight="balanced"}.
   *
   * @throws IllegalArgumentException if targets are no classes
   */
  public Samples classWeighted() {
    return new Samples(ClassBalance.of(base()).weighted());
  }

  /** Those factors by class number, for {@code @Loss(classWeights)}; 1 for a class without samples. */
  public double[] classWeights() {
    return ClassBalance.of(base()).weights();
  }

  /**
   * These samples with targets of one value for each class, 1 for that of the sample and 0 for others.
   *
   * @throws IllegalArgumentException if targets are no classes
   */
  public Samples oneHot() {
    ClassBalance classes = ClassBalance.of(base());
    return oneHot(Math.max(classes.weights().length, classNames().size()));
  }

  /**
   * The same, where data may lack the last classes.
   *
   * @param classes how many there are
   * @throws IllegalArgumentException if targets are no classes, or one is higher
   */
  public Samples oneHot(int classes) {
    return new Samples(OneHotDataset.of(base(), classes));
  }

  /** These samples with scaled inputs. Fit the scaling on the training part alone: {@code Normalization.standard(parts.training())}. */
  public Samples normalized(Normalization fitted) {
    Objects.requireNonNull(fitted, "fitted");
    return new Samples(fitted.apply(base()));
  }

  /**
   * Keeps inputs in memory once they were asked for, until there are as many bytes; others are read whenever they are asked for. Targets are not kept.
   *
   * @param mostBytes what arrays take, with what Java adds to each: 4 for a value, and some 24 for an input
   * @throws IllegalArgumentException if that is below 0, or the samples change from epoch to epoch: what changes them belongs behind it
   */
  public Samples cached(long mostBytes) {
    return new Samples(CachedDataset.of(base(), mostBytes));
  }

  /**
   * Batches as a trainer with this seed makes them: {@code fit} of them gives the bits that {@code fit} of these samples gives, with {@code repeat} for epochs and {@code samplesPerEpoch}. Each is copied when it is read, so that
   * {@code batches(64, 1).repeat(5).prefetch(2)} reads samples on a thread of its own.
   *
   * @param size samples of a batch; the last of an epoch may be smaller
   * @param seed of the order
   * @throws IllegalArgumentException if the size is below 1
   */
  public Records<Dataset> batches(int size, long seed) {
    return batches(size, epoch -> EpochOrder.of(size(), seed, epoch));
  }

  /**
   * Batches of samples that belong together, such as sequences of like length: groups one after another, mixed within a group, are cut into batches, which come in another order in each epoch. So a batch may have samples of two
   * neighbouring groups, and all batches are full but the last.
   *
   * @param size samples of a batch
   * @param seed of the order
   * @param groups the group of each sample, from 0
   * @throws IllegalArgumentException if the size is below 1, there are more or fewer groups than samples, or one is negative or above 2^20
   */
  public Records<Dataset> batchesByGroup(int size, long seed, int... groups) {
    Objects.requireNonNull(groups, "groups");
    if (groups.length != size() || Arrays.stream(groups).anyMatch(group -> group < 0 || group > MOST_GROUPS)) {
      throw new IllegalArgumentException(
          "there are " + size() + " samples, but " + groups.length + " groups: name one for each, from 0 to "
              + MOST_GROUPS);
    }
    int[] own = groups.clone();
    return batches(size, epoch -> EpochOrder.ofGroups(own, size, seed, epoch));
  }

  private Records<Dataset> batches(int size, IntFunction<int[]> order) {
    if (size < 1) {
      throw new IllegalArgumentException("a batch has " + size + " samples: at least 1 is needed");
    }
    String name = base().toString();
    return new Records<>(name, epoch -> {
      SampleReader reader = new SampleReader(ofEpoch(epoch), "data");
      return new BatchCursor(reader.cursor(order.apply(epoch)), name, reader.layout(), size);
    });
  }

  @Override
  public String toString() {
    return base().toString();
  }
}
