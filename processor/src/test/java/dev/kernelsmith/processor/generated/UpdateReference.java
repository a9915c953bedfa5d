package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.List;

/**
 * Updates in double precision. Optimizers are from their papers: SGD, momentum (also Nesterov's), and algorithm 1 of Kingma and Ba (2015);
 * state is a moving average; what is frozen stays.
 */
final class UpdateReference {
  private final String optimizer;
  private final Attributes attributes;
  private final NetworkSpec spec;
  private final List<Parameter> parameters;

  UpdateReference(GeneratedNetwork network) {
    this.optimizer = network.graph().optimizer();
    this.attributes = network.graph().optimizerAttributes();
    this.spec = network.spec();
    this.parameters = network.programs().network().parameters();
  }

  /** One step, in place. */
  void step(double[] flat, double[] gradient, double[][] slots, double rate, long step) {
    for (Parameter parameter : parameters) {
      ParameterSpec at =
          spec.parameters().stream().filter(p -> p.name().equals(parameter.name())).findFirst().orElseThrow();
      int end = at.offset() + at.rows() * at.pitch();
      for (int i = at.offset(); i < end; i++) {
        switch (parameter.group()) {
          case Group.Trained trained -> flat[i] -= rate * direction(i, gradient[i], slots, step);
          case Group.State state ->
              flat[i] = state.momentum() * flat[i] + (1 - state.momentum()) / state.uses() * gradient[i];
          case Group.Frozen frozen -> {}
        }
      }
    }
  }

  /** The number that the source says: {@code 0.999f} is 0.999. */
  private double number(String name) {
    return Double.parseDouble(Float.toString(attributes.floating(name)));
  }

  private double direction(int i, double g, double[][] slots, long step) {
    return switch (optimizer) {
      case "SGD" -> g;
      case "MOMENTUM" -> {
        double momentum = number("momentum");
        slots[0][i] = momentum * slots[0][i] + g;
        yield attributes.flag("nesterov") ? g + momentum * slots[0][i] : slots[0][i];
      }
      case "ADAM" -> {
        double beta1 = number("beta1");
        double beta2 = number("beta2");
        slots[0][i] = beta1 * slots[0][i] + (1 - beta1) * g;
        slots[1][i] = beta2 * slots[1][i] + (1 - beta2) * g * g;
        double mean = slots[0][i] / (1 - Math.pow(beta1, step));
        double square = slots[1][i] / (1 - Math.pow(beta2, step));
        yield mean / (Math.sqrt(square) + number("epsilon"));
      }
      default -> throw new IllegalArgumentException("no reference for optimizer " + optimizer);
    };
  }
}
