package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.lower.LossRule;
import dev.kernelsmith.processor.lower.Losses;
import dev.kernelsmith.processor.lower.Lowering;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A loss, lowered by itself, and its result for some logits. */
final class LossFixture {
  /**
   * What a loss yields.
   *
   * @param probabilities what a prediction returns
   * @param losses one per sample
   * @param gradient by the logits
   */
  record Result(double[] probabilities, double[] losses, double[] gradient) {}

  private LossFixture() {}

  /** Runs a loss as it is by default. */
  static Result run(LossFunction loss, List<Integer> shape, double[] logits, double[] targets,
      double... lossGradients) {
    return run(loss, Map.of(), shape, logits, targets, lossGradients);
  }

  /**
   * Runs a loss.
   *
   * @param loss which
   * @param settings values of its annotation
   * @param shape of a sample's logits
   * @param logits sample after sample
   * @param targets class numbers or values, sample after sample
   * @param lossGradients one per sample
   */
  static Result run(
      LossFunction loss, Map<String, ?> settings, List<Integer> shape, double[] logits, double[] targets,
      double... lossGradients) {
    LossRule rule = Losses.of(loss);
    Buffer output = Buffer.value("logits", shape);
    Buffer lossGradient = Buffer.lossGradient(0);
    Buffer losses = Buffer.of("loss", Buffer.Role.LOSS, List.of());
    Buffer gradient = Buffer.value("logitsGradient", shape);
    Lowering out = new Lowering(Mode.TRAINING);
    Buffer probabilities = rule.probabilities(output, 0, out);
    LossValues values = new LossValues(rule, new Attributes(Map.copyOf(settings), Map.of()));
    LossRule.Buffers buffers = Losses.buffers(values, output, probabilities, 0, losses);
    rule.lower(buffers, out);
    Losses.backward(buffers, lossGradient, gradient, out);
    Program program = new Program("loss", out.statements());
    Verifier.verify(program, Set.of(output));
    Tensors tensors = new Tensors(lossGradients.length).put(output, logits).put(lossGradient, lossGradients);
    if (rule.target(values) != LossRule.Target.NONE) {
      tensors.put(buffers.target(), targets);
    }
    Interpreter.run(program, tensors);
    return new Result(tensors.get(probabilities), tensors.get(losses), tensors.get(gradient));
  }
}
