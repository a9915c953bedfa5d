package dev.kernelsmith.data.sequences;

import dev.kernelsmith.data.pipeline.Records;
import dev.kernelsmith.data.pipeline.Samples;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.JoinedDataset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sequences of different lengths for a network that reads a fixed number of steps: shorter ones are filled up at their end, and their lengths can be an input of their own.
 *
 * <pre>{@code
 * Dataset reviews = Sequences.ofTokens(tokens, 64).truncated(Truncation.KEEP_BEGINNING).withLengths().classes(stars);
 * }</pre>
 *
 * <p>A sequence that is longer is an error unless {@link #truncated} says what is left of it. Objects are immutable: each method gives another one, over the same sequences; these are copied once, without what fills them up.
 */
public final class Sequences {
  private static final int MOST_EXACT = 1 << 24;

  private final Steps steps;
  private final int length;
  private final boolean ofTokens;
  private final float padding;
  private final @Nullable Truncation truncation;
  private final boolean withLengths;

  /**
   * All sequences, one after another.
   *
   * @param values of their steps
   * @param width values of a step
   * @param starts of each sequence, in steps, and behind them the end of the last
   */
  private record Steps(float[] values, int width, int[] starts) {
    int count() {
      return starts.length - 1;
    }

    int length(int index) {
      return starts[index + 1] - starts[index];
    }
  }

  private Sequences(Steps steps, int length, boolean ofTokens, float padding, @Nullable Truncation truncation,
      boolean withLengths) {
    this.steps = steps;
    this.length = length;
    this.ofTokens = ofTokens;
    this.padding = padding;
    this.truncation = truncation;
    this.withLengths = withLengths;
  }

  /**
   * Sequences of tokens: an input of ints.
   *
   * @param sequences each of at least one token; copied
   * @param length tokens that the network reads
   * @throws IllegalArgumentException if the length is below 1, there is no sequence, one is empty, or a token is negative or above 2^24
   */
  public static Sequences ofTokens(List<int[]> sequences, int length) {
    requireAll(sequences, "the sequences are null", "sequence");
    int[] starts = starts(sequences.stream().mapToInt(each -> each.length).toArray(), 1, length);
    float[] values = new float[starts[starts.length - 1]];
    for (int i = 0; i < sequences.size(); i++) {
      int[] own = sequences.get(i);
      for (int at = 0; at < own.length; at++) {
        if (own[at] < 0 || own[at] > MOST_EXACT) {
          throw new IllegalArgumentException("sequence " + i + " has the token " + own[at] + " at position " + at
              + ": tokens are numbers from 0 to 2^24");
        }
        values[starts[i] + at] = own[at];
      }
    }
    return new Sequences(new Steps(values, 1, starts), length, true, 0, null, false);
  }

  /**
   * Sequences of steps that have values: an input of shape [length, values of a step].
   *
   * @param sequences each of at least one step, all steps of as many values; copied
   * @param length steps that the network reads
   * @throws IllegalArgumentException if the length is below 1, there is no sequence, one is empty, steps differ in length, or a value is not finite
   */
  public static Sequences ofSteps(List<float[][]> sequences, int length) {
    requireAll(sequences, "the sequences are null", "sequence");
    int width = sequences.isEmpty() || sequences.getFirst().length == 0 ? 1
        : Objects.requireNonNull(sequences.getFirst()[0], "step 0 of sequence 0 is null").length;
    int[] starts = starts(sequences.stream().mapToInt(each -> each.length).toArray(), width, length);
    float[] values = new float[width * starts[starts.length - 1]];
    for (int i = 0; i < sequences.size(); i++) {
      float[][] own = sequences.get(i);
      for (int at = 0; at < own.length; at++) {
        requireStep(own[at], width, i, at);
        System.arraycopy(own[at], 0, values, (starts[i] + at) * width, width);
      }
    }
    return new Sequences(new Steps(values, width, starts), length, false, 0, null, false);
  }

  private static void requireAll(List<?> all, String message, String each) {
    Objects.requireNonNull(all, message);
    for (int i = 0; i < all.size(); i++) {
      int number = i;
      Objects.requireNonNull(all.get(i), () -> each + " " + number + " is null");
    }
  }

  private static void requireStep(float[] step, int width, int sequence, int at) {
    Objects.requireNonNull(step, () -> "step " + at + " of sequence " + sequence + " is null");
    if (step.length != width || width == 0) {
      throw new IllegalArgumentException("sequence " + sequence + " has " + step.length + " values at step " + at
          + ", but the first step of the first one has " + width + ": all need as many, at least one");
    }
    for (int i = 0; i < width; i++) {
      if (!Float.isFinite(step[i])) {
        throw new IllegalArgumentException("sequence " + sequence + " has " + step[i] + " as value " + i + " of step "
            + at + ": all must be finite numbers");
      }
    }
  }

  private static int[] starts(int[] lengths, int width, int length) {
    if (length < 1) {
      throw new IllegalArgumentException("a network reads " + length + " steps: at least 1 is needed");
    }
    if (lengths.length == 0) {
      throw new IllegalArgumentException("there is no sequence: at least one is needed");
    }
    int[] starts = new int[lengths.length + 1];
    long all = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] == 0) {
        throw new IllegalArgumentException(
            "sequence " + i + " is empty: leave it out, with its target, or give it a step that says so");
      }
      all += lengths[i];
      if (all * width > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException("the sequences up to number " + i + " have more than 2^31 values in all");
      }
      starts[i + 1] = (int) all;
    }
    return starts;
  }

  /** Says what is left of sequences that are longer than what the network reads. Without it they are an error. */
  public Sequences truncated(Truncation kept) {
    return new Sequences(steps, length, ofTokens, padding, Objects.requireNonNull(kept, "what is kept is null"),
        withLengths);
  }

  /**
   * Sets what shorter sequences are filled up with, at their end; 0, if not said.
   *
   * @throws IllegalArgumentException if it is not finite, or for tokens no whole number from 0 to 2^24
   */
  public Sequences paddedWith(double value) {
    if (!Double.isFinite(value) || ofTokens && (value != Math.rint(value) || value < 0 || value > MOST_EXACT)) {
      throw new IllegalArgumentException(
          value + " cannot fill up sequences" + (ofTokens ? " of tokens, which are numbers from 0 to 2^24" : ""));
    }
    return new Sequences(steps, length, ofTokens, (float) value, truncation, withLengths);
  }

  /** Adds a second input of one int, how many steps of the sequence count: for {@code @Input(value = 1, type = InputType.INT)}. */
  public Sequences withLengths() {
    return new Sequences(steps, length, ofTokens, padding, truncation, true);
  }

  /** Number of sequences. */
  public int size() {
    return steps.count();
  }

  /**
   * How many steps of a sequence count, at most those that the network reads.
   *
   * @throws IndexOutOfBoundsException if there is no such sequence
   */
  public int length(int index) {
    return Math.min(length, steps.length(Objects.checkIndex(index, size())));
  }

  /**
   * A data set with a class for each sequence.
   *
   * @param classes numbers from 0
   * @throws IllegalArgumentException if there are more or fewer than sequences, or a sequence is too long and nothing was said of that
   */
  public Dataset classes(int... classes) {
    requireAsMany(Objects.requireNonNull(classes, "the classes are null").length, "classes");
    return joined(ArrayDataset.ofClasses(new float[size()], 1, classes));
  }

  /**
   * A data set with values to predict for each sequence.
   *
   * @throws IllegalArgumentException if there are more or fewer than sequences, or a sequence is too long and nothing was said of that
   */
  public Dataset values(float[][] targets) {
    requireAsMany(Objects.requireNonNull(targets, "the targets are null").length, "targets");
    return joined(ArrayDataset.ofValues(new float[size()][1], targets));
  }

  /**
   * A data set with a class at each step, such as a tag of each word. What fills up a sequence has the class that the loss ignores.
   *
   * @param classes of each sequence, as many as it has steps; cut off as it is
   * @param ignored what {@code @Loss(ignoredClass)} says
   * @throws IllegalArgumentException if there are more or fewer than sequences or steps, a class is beyond 2^24, or a sequence is too long and nothing was said of that
   */
  public Dataset tags(List<int[]> classes, int ignored) {
    requireAll(classes, "the classes are null", "the array of classes of sequence");
    requireAsMany(classes.size(), "lists of classes");
    if (Math.abs((long) ignored) > MOST_EXACT) {
      throw new IllegalArgumentException("the ignored class is " + ignored + ": floats are whole up to 2^24");
    }
    int[] starts = steps.starts();
    float[] all = new float[starts[size()]];
    for (int i = 0; i < size(); i++) {
      int[] own = classes.get(i);
      if (own.length != steps.length(i)) {
        throw new IllegalArgumentException(String.format(Locale.ROOT,
            "sequence %d has %d steps, but %d classes: one for each is needed", i, steps.length(i), own.length));
      }
      for (int at = 0; at < own.length; at++) {
        if (Math.abs((long) own[at]) > MOST_EXACT) {
          throw new IllegalArgumentException(
              "sequence " + i + " has the class " + own[at] + " at step " + at + ": floats are whole up to 2^24");
        }
        all[starts[i] + at] = own[at];
      }
    }
    return joined(padded(new Steps(all, 1, starts), ignored));
  }

  private void requireAsMany(int count, String what) {
    if (count != size()) {
      throw new IllegalArgumentException("there are " + size() + " sequences, but " + count + " " + what);
    }
  }

  private Dataset joined(Dataset targets) {
    Padded input = padded(steps, padding);
    if (!withLengths) {
      return JoinedDataset.of(List.of(input), List.of(targets));
    }
    float[] lengths = new float[size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = length(i);
    }
    Dataset second = ArrayDataset.ofClasses(lengths, 1, new int[size()]);
    return JoinedDataset.of(List.of(input, second), List.of(targets));
  }

  private Padded padded(Steps of, float with) {
    for (int i = 0; truncation == null && i < size(); i++) {
      if (of.length(i) > length) {
        throw new IllegalArgumentException(String.format(Locale.ROOT,
            "sequence %d has %d steps, but the network reads %d: say truncated(Truncation.KEEP_BEGINNING) or KEEP_END, or "
                + "have it read more",
            i, of.length(i), length));
      }
    }
    return new Padded(of.values(), of.width(), of.starts(), length,
        truncation == null ? Truncation.KEEP_BEGINNING : truncation, with, ofTokens);
  }

  /**
   * Batches of samples of like length, for a trainer's {@code fit} of batches: sequences are grouped by length, mixed within a group, and batches come in another order in each epoch. A batch may have sequences of two
   * groups beside each other, so that all are full but the last.
   *
   * @param data of these sequences, from {@link #classes}, {@link #values} or {@link #tags}
   * @param size samples of a batch
   * @param seed of the order, which is another one in each epoch
   * @param longest the length up to which a sequence belongs to a group, ascending; longer ones are a group more
   * @throws IllegalArgumentException if the size is below 1, lengths do not ascend, or the data has another number of samples
   */
  public Records<Dataset> batches(Dataset data, int size, long seed, int... longest) {
    Objects.requireNonNull(longest, "the lengths of the groups are null");
    if (Objects.requireNonNull(data, "the data is null").size() != size()) {
      throw new IllegalArgumentException(
          "the data has " + data.size() + " samples, but there are " + size() + " sequences");
    }
    for (int i = 0; i < longest.length; i++) {
      if (longest[i] < 1 || i > 0 && longest[i] <= longest[i - 1]) {
        throw new IllegalArgumentException(
            "the groups end at the lengths " + Arrays.toString(longest)
                + ": name positive ones, each above the one before");
      }
    }
    int[] groups = new int[size()];
    for (int i = 0; i < groups.length; i++) {
      int at = Arrays.binarySearch(longest, length(i));
      groups[i] = at >= 0 ? at : -at - 1;
    }
    return Samples.of(data).batchesByGroup(size, seed, groups);
  }

  /** In words. */
  @Override
  public String toString() {
    return size() + " sequences, read as " + length + " steps of " + steps.width() + (ofTokens ? " token" : " values");
  }
}
