package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.graph.LossCheck;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import java.util.List;

/**
 * A loss: what it is compared with, its value per sample, and its derivative. Training and evaluation are made of the same statements.
 */
public interface LossRule extends LossCheck {
  /** What a loss is compared with; the runtime's {@code NetworkSpec.TargetKind} has the same constants. */
  enum Target {
    /** A class number per sample. */
    CLASS,
    /** A value for each output. */
    VALUES,
    /** A probability from 0 to 1 for each output. */
    PROBABILITIES
  }

  /**
   * What the statements of a loss read and write.
   *
   * @param output the network's output (logits)
   * @param probabilities what {@link #probabilities} returned for it
   * @param target class number or target values
   * @param loss takes the sample's loss
   */
  record Buffers(Buffer output, Buffer probabilities, Buffer target, Buffer loss) {}

  /** What it is compared with. */
  Target target();

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
   * The derivative of a sample's loss by an output. It is given, not derived, since the fused form of softmax or sigmoid with its
   * cross-entropy is exact and cheaper.
   *
   * @param buffers what it reads
   * @param axes one per dimension of the output
   */
  Expr derivative(Buffers buffers, List<Axis> axes);
}
