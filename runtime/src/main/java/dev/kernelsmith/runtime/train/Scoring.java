package dev.kernelsmith.runtime.train;

import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.runtime.spi.Answers;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.spi.TensorSpec;

/**
 * How many answers of a network's output are right. With class numbers a sample has one answer, its class, or one for each position, but for those that the loss ignores; with a distribution for each, the most probable
 * class. With values and sigmoid units it has one for each unit, a label: yes where the probability is above 0.5, and right where the target says the same. That is {@code
 * BinaryAccuracy} of Keras, but that a target counts as yes above 0.5 too, so that it need not be exactly 1. Values of a regression are
 * neither right nor wrong.
 */
final class Scoring {
  private enum Kind {
    NONE, CLASS, LABELS, ROWS
  }

  private static final float HALF = 0.5f;

  private final Kind kind;
  private final Answers answers;
  private final int loss;
  private final LossSpec spec;
  private final int length;
  private final int classes;

  private Scoring(Kind kind, Answers answers, int loss, LossSpec spec, TensorSpec output) {
    this.kind = kind;
    this.answers = answers;
    this.loss = loss;
    this.spec = spec;
    length = output.length();
    classes = output.shape().getLast();
  }

  static Scoring of(NetworkSpec spec, int loss, Targets targets) {
    LossSpec of = spec.losses().get(loss);
    Answers answers = Answers.of(spec, of.output());
    TensorSpec output = spec.rawOutput(of.output());
    Kind kind =
        targets == Targets.POSITIONS ? Kind.ROWS
            : targets == Targets.VALUES ? ofValues(of, answers, output)
                : targets == Targets.NOTHING || answers.classes() == 0 ? Kind.NONE
                    : Kind.CLASS;
    return new Scoring(kind, answers, loss, of, output);
  }

  private static Kind ofValues(LossSpec of, Answers answers, TensorSpec output) {
    boolean labels = of.target() == TargetKind.LABELS || answers.isSigmoid() || output.shape().getLast() == 1;
    return !of.target().isShare() ? Kind.NONE : labels ? Kind.LABELS : Kind.ROWS;
  }

  /** Answers of a sample that can be right or wrong, ignored ones included; 0 where there are none. */
  int answersPerSample() {
    return switch (kind) {
      case NONE -> 0;
      case CLASS -> 1;
      case LABELS -> length;
      case ROWS -> length / classes;
    };
  }

  /** Answers of a block's first samples, but for those that the loss ignores. */
  long answers(Block block, int live) {
    long all = (long) live * answersPerSample();
    for (int i = 0; i < live * spec.positions() && spec.ignoredClass() != Loss.NONE; i++) {
      if (block.classes[loss][i] == spec.ignoredClass()) {
        all--;
      }
    }
    return all;
  }

  /** Whether a lane's outputs are all finite. */
  boolean isAnswered(Block block, int lane) {
    return answers.isAnswered(block, lane);
  }

  /** Whether the answers are class numbers, which {@link #isRight} compares. */
  boolean comparesClasses() {
    return kind == Kind.CLASS;
  }

  /** Whether a lane has this class. */
  boolean isRight(Block block, int lane, int wanted) {
    return answers.classOf(block, lane) == wanted;
  }

  /** How many answers of a lane are right, none where an output is not finite; not for class numbers of samples. */
  int rightAnswers(Block block, int lane) {
    if (kind == Kind.NONE || !isAnswered(block, lane)) {
      return 0;
    }
    int right = 0;
    float[] values = answers.values(block);
    float[] targets = block.targets[loss];
    int rows = length / classes;
    if (kind == Kind.LABELS) {
      for (int i = lane * length; i < (lane + 1) * length; i++) {
        right += answers.isYes(values[i]) == targets[i] > HALF ? 1 : 0;
      }
    } else {
      for (int row = lane * rows; row < (lane + 1) * rows; row++) {
        int wanted = spec.positions() > 0 ? block.classes[loss][row] : largest(targets, row);
        right += largest(values, row) == wanted ? 1 : 0;
      }
    }
    return right;
  }

  /** The class of a row, the first of equals. */
  private int largest(float[] values, int row) {
    int best = row * classes;
    for (int i = best + 1; i < (row + 1) * classes; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best - row * classes;
  }
}
