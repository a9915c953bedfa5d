package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.graph.LossCheck;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A loss: what it is compared with, its value per sample, and its derivative. Training and evaluation are made of the same statements.
 */
public interface LossRule extends LossCheck {
  /** What a loss is compared with; the runtime's {@code NetworkSpec.TargetKind} has the same constants. */
  enum Target {
    /** A class number per sample, or for each position of it. */
    CLASS,
    /** A value for each output. */
    VALUES,
    /** A probability from 0 to 1 for each output. */
    PROBABILITIES,
    /** The same for outputs that say yes where they are above 0. */
    LABELS,
    /** Nothing. */
    NONE
  }

  /**
   * What the statements of a loss read and write.
   *
   * @param values the loss's values
   * @param output the network's output (logits)
   * @param probabilities what {@link #probabilities} returned for it
   * @param target class number or target values
   * @param loss takes the sample's loss
   */
  record Buffers(LossValues values, Buffer output, Buffer probabilities, Buffer target, Buffer loss) {
    /** A number of the annotation, the published one where it gives none. */
    double number(String name) {
      return values.number(name);
    }

    /** An element of the output. */
    Expr y(List<Axis> axes) {
      return Expr.at(output, axes);
    }

    /** An element of the target. */
    Expr t(List<Axis> axes) {
      return Expr.at(target, axes);
    }

    /** A value of its own that a loss makes. */
    Buffer value(String part, List<Integer> shape) {
      return Buffer.value(Buffer.nameOf(loss.name(), part), shape);
    }

    /** The share of one output in a mean over all. */
    Expr ofOutputs() {
      return Expr.constant(1.0 / output.elements());
    }

    /** The share of a position in the loss of a sample, where the last axis has what belongs together. */
    Expr ofPositions() {
      return Expr.constant(1.0 / (output.elements() / output.shape().getLast()));
    }

    /** Adds the statement that makes the loss the sum of a term over all outputs. */
    void sum(Lowering out, List<Axis> axes, Expr term) {
      out.add(Statement.sum(loss.label(), loss, List.of(), axes, term));
    }
  }

  /** What it is compared with. */
  Target target(LossValues values);

  /**
   * Adds the statements that turn the output into what a prediction returns: its {@link #activation}.
   *
   * @param output the network's output (logits)
   * @param number of that output
   * @param out takes the statements
   * @return probabilities, or the output itself where the loss has no activation
   */
  default Buffer probabilities(Buffer output, int number, Lowering out) {
    if (activation() == Activation.IDENTITY) {
      return output;
    }
    Buffer probabilities = out.value(Buffer.ofNetwork("probabilities", number), output.shape());
    List<Axis> axes = Lowering.axes(output.shape());
    Activations.of(activation(), 0).apply(probabilities, axes, Expr.at(output, axes), out);
    return probabilities;
  }

  /**
   * Adds the statements of a sample's loss.
   *
   * @param buffers what they read and write
   * @param out takes the statements
   */
  void lower(Buffers buffers, Lowering out);

  /**
   * Adds the statements of the gradient by the output. It is given, not derived, since the fused form of softmax or sigmoid with its
   * cross-entropy is exact and cheaper, and since a loss says itself what holds at a kink.
   *
   * @param buffers what they read
   * @param shared a derivative of the sample's loss, times weight and share of the sample
   * @param gradient takes the gradient
   * @param out takes the statements
   */
  void backward(Buffers buffers, UnaryOperator<Expr> shared, Buffer gradient, Lowering out);

  /** A loss whose gradient is one formula for all outputs. */
  interface OfOneFormula extends LossRule {
    /**
     * The derivative of a sample's loss by an output.
     *
     * @param buffers what it reads
     * @param axes one per dimension of the output
     */
    Expr derivative(Buffers buffers, List<Axis> axes);

    @Override
    default void backward(Buffers buffers, UnaryOperator<Expr> shared, Buffer gradient, Lowering out) {
      List<Axis> axes = Lowering.axes(gradient.shape());
      out.add(
          Statement.assign(
              buffers.loss().label() + " backward", gradient, axes, shared.apply(derivative(buffers, axes))));
    }
  }
}
