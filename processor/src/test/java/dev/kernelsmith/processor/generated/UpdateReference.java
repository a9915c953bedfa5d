package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.read.Attributes;

/** Optimizers in double precision, from their papers: SGD, momentum (also Nesterov's), and algorithm 1 of Kingma and Ba (2015). */
final class UpdateReference {
  private final String optimizer;
  private final Attributes attributes;

  UpdateReference(String optimizer, Attributes attributes) {
    this.optimizer = optimizer;
    this.attributes = attributes;
  }

  /** One step, in place. */
  void step(double[] parameters, double[] gradient, double[][] slots, double rate, long step) {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= rate * direction(i, gradient[i], slots, step);
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
