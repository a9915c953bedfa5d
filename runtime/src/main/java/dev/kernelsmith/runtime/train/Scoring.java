package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.Answers;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;

/**
 * How many answers of a network's output are right. With class numbers a sample has one answer, its class. With values and sigmoid units it has one
 * for each unit, a label: yes where the probability is above 0.5, and right where the target says the same. That is {@code
 * BinaryAccuracy} of Keras, but that a target counts as yes above 0.5 too, so that it need not be exactly 1. Values of a regression are
 * neither right nor wrong.
 */
final class Scoring {
  private enum Kind {
    NONE, CLASS, LABELS
  }

  private static final float HALF = 0.5f;

  private final Kind kind;
  private final Answers answers;
  private final int loss;
  private final int length;

  private Scoring(Kind kind, Answers answers, int loss, int length) {
    this.kind = kind;
    this.answers = answers;
    this.loss = loss;
    this.length = length;
  }

  static Scoring of(NetworkSpec spec, int loss, Targets targets) {
    LossSpec of = spec.losses().get(loss);
    Answers answers = Answers.of(spec, of.output());
    boolean labels = targets == Targets.VALUES && of.target() == TargetKind.PROBABILITIES;
    boolean classes = targets != Targets.VALUES && answers.classes() > 0;
    Kind kind = labels ? Kind.LABELS : classes ? Kind.CLASS : Kind.NONE;
    return new Scoring(kind, answers, loss, spec.rawOutput(of.output()).length());
  }

  /** Answers of a sample that can be right or wrong; 0 where there are none. */
  int answersPerSample() {
    return switch (kind) {
      case NONE -> 0;
      case CLASS -> 1;
      case LABELS -> length;
    };
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

  /** How many labels of a lane are right; none where it has no answer. */
  int rightLabels(Block block, int lane) {
    if (kind != Kind.LABELS || !isAnswered(block, lane)) {
      return 0;
    }
    int right = 0;
    for (int i = lane * length; i < (lane + 1) * length; i++) {
      if (answers.isYes(answers.values(block)[i]) == block.targets[loss][i] > HALF) {
        right++;
      }
    }
    return right;
  }
}
