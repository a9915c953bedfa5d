package dev.kernelsmith.data.sequences;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Windows over a text's tokens or over a time series: a data set whose samples are parts of one sequence, which is held once.
 *
 * <pre>{@code
 * Windows texts = Windows.ofTokens(tokenizer.encode(text), 64);         // input of ints {64}, target: the next token at each of 64 positions
 * Windows series = Windows.ofSeries(hourly, 48).horizon(24).targets(0); // input {48, features}, target: feature 0, 24 steps after the last of the window
 * Split parts = series.split(0.2);                                       // the last fifth of the time to validate with
 * }</pre>
 *
 * <p>Split by {@link #split}, not at random: windows overlap, so that a random choice would validate with what was learned from. Objects are immutable: each method gives another one, over the same sequence.
 */
public final class Windows implements Dataset {
  private static final int MOST_EXACT = 1 << 24;

  /** Tokens; null for a series. */
  private final int @Nullable [] tokens;

  /** Values of a series, step after step; empty for tokens. */
  private final float[] values;

  private final int width;
  private final int from;
  private final int to;
  private final int length;
  private final int stride;
  private final int nearest;
  private final int farthest;
  private final int[] features;

  private Windows(int @Nullable [] tokens, float[] values, int width, int from, int to, int length, int stride,
      int nearest,
      int farthest, int[] features) {
    this.tokens = tokens;
    this.values = values;
    this.width = width;
    this.from = from;
    this.to = to;
    this.length = length;
    this.stride = stride;
    this.nearest = nearest;
    this.farthest = farthest;
    this.features = features;
    if (to - from < length + farthest) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "%d steps are too few for a window of %d and a target %d behind it: take a longer sequence, or shorter windows",
          to - from, length, farthest));
    }
  }

  /**
   * Windows over tokens. Each is an input of ints; the target is the class at each position, the token behind it: for the loss SOFTMAX_CROSS_ENTROPY of an output {@code [length, tokens]}.
   *
   * @param tokens of a text; copied
   * @param length tokens of a window
   * @throws IllegalArgumentException if the length is below 1, there are fewer than one more tokens, or one is negative or above 2^24
   */
  public static Windows ofTokens(int[] tokens, int length) {
    requirePositive("the length of a window", length);
    Objects.requireNonNull(tokens, "the tokens are null");
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] < 0 || tokens[i] > MOST_EXACT) {
        throw new IllegalArgumentException("token " + i + " is " + tokens[i] + ": tokens are numbers from 0 to 2^24");
      }
    }
    return new Windows(tokens.clone(), new float[0], 1, 0, tokens.length, length, 1, 1, 1, new int[0]);
  }

  /**
   * Windows over a series of one value a step; see {@link #ofSeries(float[][], int)}.
   *
   * @throws IllegalArgumentException if the length is below 1, there are too few values, or one is not finite
   */
  public static Windows ofSeries(float[] values, int length) {
    return series(Objects.requireNonNull(values, "the values are null").clone(), 1, length);
  }

  /**
   * Windows over a series. Each is an input of shape [length, features]; the target is all features of the step behind it, unless {@link #horizon} and {@link #targets} say otherwise.
   *
   * @param steps features of each step; copied
   * @param length steps of a window
   * @throws IllegalArgumentException if the length is below 1, there are too few steps, they differ in length, or a value is not finite
   */
  public static Windows ofSeries(float[][] steps, int length) {
    Objects.requireNonNull(steps, "the steps are null");
    for (int i = 0; i < steps.length; i++) {
      int step = i;
      Objects.requireNonNull(steps[i], () -> "step " + step + " is null");
    }
    int width = steps.length == 0 ? 1 : steps[0].length;
    if (width == 0) {
      throw new IllegalArgumentException("step 0 has no feature: at least one is needed");
    }
    if ((long) width * steps.length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          steps.length + " steps of " + width + " features are too many values: at most 2^31");
    }
    float[] values = new float[width * steps.length];
    for (int i = 0; i < steps.length; i++) {
      if (steps[i].length != width) {
        throw new IllegalArgumentException(
            "step " + i + " has " + steps[i].length + " features, but step 0 has " + width);
      }
      System.arraycopy(steps[i], 0, values, i * width, width);
    }
    return series(values, width, length);
  }

  private static Windows series(float[] values, int width, int length) {
    requirePositive("the length of a window", length);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(String.format(Locale.ROOT,
            "step %d has %s as feature %d: all must be finite numbers; fill in what is missing", i / width, values[i],
            i % width));
      }
    }
    int[] all = new int[width];
    Arrays.setAll(all, i -> i);
    return new Windows(null, values, width, 0, values.length / width, length, 1, 1, 1, all);
  }

  private static void requirePositive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " is " + number + ": at least 1 is needed");
    }
  }

  /**
   * Sets how far the beginnings of windows are apart; 1, if not said. With the length of a window they do not overlap.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Windows stride(int steps) {
    requirePositive("the stride", steps);
    return new Windows(tokens, values, width, from, to, length, steps, nearest, farthest, features);
  }

  /**
   * Sets how many steps behind the last of a window its target is; 1, if not said.
   *
   * @throws IllegalArgumentException if it is below 1, the sequence is too short, or these are tokens
   */
  public Windows horizon(int steps) {
    return horizon(steps, steps);
  }

  /**
   * Has targets of several steps: all from one to another, both with them, counted from the last step of the window.
   *
   * @throws IllegalArgumentException if the first is below 1 or behind the last, the sequence is too short, or these are tokens
   */
  public Windows horizon(int first, int last) {
    requireSeries("horizon");
    requirePositive("the horizon", first);
    if (last < first) {
      throw new IllegalArgumentException(
          "the horizon goes from " + first + " to " + last + ": name the nearer one first");
    }
    return new Windows(tokens, values, width, from, to, length, stride, first, last, features);
  }

  /**
   * Sets which features are learned, in this order; all, if not said.
   *
   * @throws IllegalArgumentException if there is none, one is not there, or these are tokens
   */
  public Windows targets(int... numbers) {
    requireSeries("targets");
    Objects.requireNonNull(numbers, "the features to learn are null");
    if (numbers.length == 0) {
      throw new IllegalArgumentException("no feature is to be learned: name at least one, from 0 to " + (width - 1));
    }
    for (int number : numbers) {
      if (number < 0 || number >= width) {
        throw new IllegalArgumentException(
            "there is no feature " + number + " to learn: a step has those from 0 to " + (width - 1));
      }
    }
    return new Windows(tokens, values, width, from, to, length, stride, nearest, farthest, numbers.clone());
  }

  private void requireSeries(String call) {
    if (tokens != null) {
      throw new IllegalArgumentException(
          call + " is for series: the target of tokens is the next one at each position");
    }
  }

  /**
   * Divides the sequence in time: windows over its first part to learn from, over the rest to validate with. No window, its target included, reaches over the border, so that nothing of one part is in the other.
   *
   * @param validationShare share of the steps at the end, above 0 and below 1
   * @throws IllegalArgumentException if it is out of range, or a part is too short for a window
   */
  public Split split(double validationShare) {
    if (!(validationShare > 0 && validationShare < 1)) {
      throw new IllegalArgumentException(
          "the share to validate with must be above 0 and below 1, but is " + validationShare);
    }
    int border = to - (int) Math.rint(validationShare * (to - from));
    return new Split(part(from, border), part(border, to));
  }

  private Windows part(int first, int end) {
    return new Windows(tokens, values, width, first, end, length, stride, nearest, farthest, features);
  }

  /** First step of a window, in the whole sequence. */
  public int start(int index) {
    return from + Objects.checkIndex(index, size()) * stride;
  }

  @Override
  public int size() {
    return (to - from - length - farthest) / stride + 1;
  }

  @Override
  public int inputLength() {
    return length * width;
  }

  @Override
  public List<Integer> inputShape() {
    return tokens != null ? List.of(length) : List.of(length, width);
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    int start = start(index);
    if (tokens == null) {
      System.arraycopy(values, start * width, into, offset, length * width);
      return;
    }
    for (int i = 0; i < length; i++) {
      into[offset + i] = tokens[start + i];
    }
  }

  @Override
  public boolean hasClasses() {
    return false;
  }

  @Override
  public int classOf(int index) {
    throw new IllegalStateException(
        "the targets are values, a class number for each position of a text: use copyTarget");
  }

  @Override
  public int targetLength() {
    return tokens != null ? length : (farthest - nearest + 1) * features.length;
  }

  /** For tokens the next one at each position, as class numbers; for a series the features of the steps of the horizon, step after step. */
  @Override
  public void copyTarget(int index, float[] into, int offset) {
    int start = start(index);
    if (tokens != null) {
      for (int i = 0; i < length; i++) {
        into[offset + i] = tokens[start + i + 1];
      }
      return;
    }
    int at = offset;
    for (int step = nearest; step <= farthest; step++) {
      for (int feature : features) {
        into[at++] = values[(start + length - 1 + step) * width + feature];
      }
    }
  }

  /** In words. */
  @Override
  public String toString() {
    return (tokens != null ? "windows over tokens: " : "windows over a series: ") + DatasetText.of(this);
  }
}
