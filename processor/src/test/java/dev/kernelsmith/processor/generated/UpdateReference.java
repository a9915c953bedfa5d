package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.lower.Update;
import dev.kernelsmith.processor.program.UpdateProgram;
import java.util.Arrays;

/** A network's update, interpreted in double precision; what the rules of optimizers say is checked against papers elsewhere. */
final class UpdateReference {
  private final UpdateProgram update;

  UpdateReference(GeneratedNetwork network) {
    update = network.update();
    Verifier.verify(update.program(), update.state());
  }

  /** One step, in place, on flat arrays. */
  void step(double[] parameters, double[] gradient, double[][] slots, double rate, long step) {
    Tensors tensors = new Tensors(1).putScalar(Update.LEARNING_RATE, rate).putScalar(Update.STEP, step);
    tensors.put(update.parameters(), parameters);
    tensors.put(update.gradients(), Arrays.copyOf(gradient, update.gradients().elements()));
    for (int s = 0; s < slots.length; s++) {
      Buffer slot = update.slots().get(s);
      tensors.put(slot, slots[s]);
    }
    Interpreter.run(update.program(), tensors);
  }
}
