package dev.kernelsmith.runtime.spi;

import dev.kernelsmith.annotations.Activation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the raw values of one of a network's outputs say about a sample. A sample has an answer where all its raw outputs are finite numbers. Where one is NaN
 * or infinite, an input, a parameter or a sum in between was: then nothing is known, whatever the other outputs are.
 *
 * <ul>
 *   <li>Several outputs: the class is the index of the greatest, the first of equals.
 *   <li>One output that is a probability (a sigmoid unit): class 1 where the probability is above 0.5, else class 0.
 *   <li>One output of a loss of margins (HINGE): class 1 where it is above 0, else class 0.
 *   <li>One output that is neither: a value, and no class.
 *   <li>An output with a rank above 1, such as the scores of each pixel: the same of its last axis, a class for each position of the others.
 * </ul>
 */
public final class Answers {
  /** The class of a sample that has no answer. */
  public static final int NONE = -1;

  private final int output;
  private final int length;
  private final int row;
  private final int positions;
  private final boolean sigmoid;
  private final boolean margin;
  private final float threshold;

  private Answers(
      int output, List<Integer> shape, int length, boolean sigmoid, boolean margin, float threshold) {
    this.margin = margin;
    this.output = output;
    this.length = length;
    row = shape.getLast();
    positions = shape.size() > 1 && (row > 1 || sigmoid) ? length / row : 0;
    this.sigmoid = sigmoid;
    this.threshold = threshold;
  }

  /** How the first output of a network is read. */
  public static Answers of(NetworkSpec spec) {
    return of(spec, 0);
  }

  /** How an output of a network is read, by its number. */
  public static Answers of(NetworkSpec spec, int output) {
    boolean logits = false;
    boolean margin = false;
    for (LossSpec loss : spec.losses()) {
      if (loss.output() == output) {
        margin |= loss.target() == NetworkSpec.TargetKind.LABELS && loss.activation() != Activation.SIGMOID;
        logits |= margin || loss.activation() == Activation.SIGMOID;
      }
    }
    boolean sigmoid = logits || spec.outputActivation(output).equals(Activation.SIGMOID.name());
    TensorSpec raw = spec.rawOutput(output);
    return new Answers(2 * output, raw.shape(), raw.length(), sigmoid, margin, logits ? 0f : 0.5f);
  }

  /** The raw values of a block's lanes, one after another. */
  public float[] values(Block block) {
    return block.outputs[output];
  }

  /** How many raw values a sample has. */
  public int length() {
    return length;
  }

  /** How many positions have a class of their own; 0 where the output has the rank 1, or one value at each position. */
  public int positions() {
    return positions;
  }

  /** Number of classes that the outputs tell apart, all positions together; 0 where the one output is a value. */
  public int classes() {
    return length > 1 ? length : sigmoid ? 2 : 0;
  }

  /** Whether every output says yes or no by itself: by its probability, or its margin. */
  public boolean isSigmoid() {
    return sigmoid;
  }

  /** Whether predictions give margins, which say yes above 0, and no probabilities. */
  public boolean isMargin() {
    return margin;
  }

  /** What one output gives for class 0 where it gives this for class 1. */
  public float ofNo(float yes) {
    return margin ? -yes : 1 - yes;
  }

  /** Whether a raw output, read as a label of its own, says yes: its probability is above 0.5, or its margin above 0. */
  public boolean isYes(float output) {
    return output > threshold;
  }

  /** Whether all raw outputs of a lane are finite. */
  public boolean isAnswered(Block block, int lane) {
    return firstNotFinite(block, lane) < 0;
  }

  /** Index of the first raw output of a lane that is NaN or infinite; -1 where there is none. */
  public int firstNotFinite(Block block, int lane) {
    float[] values = block.outputs[output];
    for (int i = 0; i < length; i++) {
      if (!Float.isFinite(values[lane * length + i])) {
        return i;
      }
    }
    return -1;
  }

  /** The class of a lane, from 0, by all of its outputs; {@link #NONE} where it has no answer. Not for a network without {@link #classes}. */
  public int classOf(Block block, int lane) {
    if (!isAnswered(block, lane)) {
      return NONE;
    }
    return classOf(block.outputs[output], lane * length, length);
  }

  /** The class at each position of a lane, in the order of the leading axes; null where it has no answer. Not for a network without {@link #positions}. */
  public int @Nullable [] classesOf(Block block, int lane) {
    if (!isAnswered(block, lane)) {
      return null;
    }
    int[] classes = new int[positions];
    for (int i = 0; i < positions; i++) {
      classes[i] = classOf(block.outputs[output], lane * length + i * row, row);
    }
    return classes;
  }

  private int classOf(float[] values, int start, int count) {
    if (count == 1) {
      return isYes(values[start]) ? 1 : 0;
    }
    int best = start;
    for (int i = start + 1; i < start + count; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best - start;
  }

  /** In words: {@code one of 10 classes}. */
  @Override
  public String toString() {
    if (classes() == 0) {
      return "a value";
    }
    int count = positions > 0 ? row : length;
    String text =
        count == 1
            ? "class 1 where the " + (margin ? "output is above 0" : "probability is above 0.5") + ", else class 0"
            : "one of " + count + " classes";
    return positions > 0 ? text + ", at each of " + positions + " positions" : text;
  }
}
