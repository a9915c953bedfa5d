package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.lower.Optimizers;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.processor.lower.Update;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.lower.Parameter.Span;
import java.util.List;
import java.util.Map;

/** An optimizer's own rule, run on a few parameters; its slots start at zero. */
final class OptimizerFixture {
  private final UpdateProgram update;
  private final Tensors tensors = new Tensors(1);
  private long step;

  OptimizerFixture(OptimizerType type, Map<String, ?> given, double... start) {
    List<Span> spans = List.of(new Span(new Group.Trained(true), 0, start.length));
    update = UpdateProgram.of(Optimizers.of(type), AttributeValues.of(Optimizer.class, given), spans);
    Verifier.verify(update.program(), update.state());
    tensors.put(update.parameters(), start.clone());
    update.slots().forEach(slot -> tensors.put(slot, new double[start.length]));
  }

  /** One step. */
  void step(double learningRate, double... g) {
    run(update.program(), learningRate, g);
  }

  /** One step with given numbers in place of those that the rule computes once a step. */
  void step(double learningRate, Map<String, Double> factors, double... g) {
    for (Statement factor : update.factors(false)) {
      Double value = factors.get(factor.target().name());
      if (value != null) {
        tensors.put(factor.target(), value);
      }
    }
    List<Statement> rest =
        update.program().statements().stream().filter(s -> !UpdateProgram.isShared(s.target())).toList();
    run(new Program("update", rest), learningRate, g);
  }

  private void run(Program program, double learningRate, double... g) {
    tensors.put(update.gradients(), g.clone()); // a rule may put something else in its place
    tensors.putScalar(Update.LEARNING_RATE, learningRate).putScalar(Update.STEP, ++step);
    Interpreter.run(program, tensors);
  }

  /** The parameters. */
  double[] values() {
    return tensors.get(update.parameters());
  }

  /** A slot. */
  double[] slot(String name) {
    Buffer slot = update.slots().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    return tensors.get(slot);
  }
}
