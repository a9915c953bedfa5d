package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.KnownNames;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Derivatives of one number, a score or a loss, by every value of a sample's inputs: how much it changes where a value does, which is called
 * the saliency of that value. See {@link Inspection}.
 */
public final class InputGradients {
  private final NetworkSpec spec;
  private final float[][] gradients;

  /** By input; empty for one of ints. */
  InputGradients(NetworkSpec spec, float[][] gradients) {
    this.spec = spec;
    this.gradients = gradients;
  }

  /**
   * The derivatives by the one input of a network, in its shape.
   *
   * @throws IllegalStateException if the network has several inputs
   * @throws IllegalArgumentException if it takes ints, by which there is no derivative
   */
  public Tensor byInput() {
    if (spec.inputs().size() > 1) {
      String example =
          spec.inputs().stream().filter(input -> !input.isInt()).findFirst().orElse(spec.inputs().getFirst()).name();
      throw new IllegalStateException(
          String.format(Locale.ROOT, "network %s has the inputs %s: say by which, as by(\"%s\")", spec.name(),
              String.join(", ", names()), example));
    }
    return by(names().getFirst());
  }

  /**
   * The derivatives by an input of floats, in its shape.
   *
   * @param input its name; that of an input that is no field is {@code input}
   * @throws IllegalArgumentException if there is none of that name, or it takes ints, by which there is no derivative
   */
  public Tensor by(String input) {
    int number = names().indexOf(Objects.requireNonNull(input, "the name of an input is null"));
    if (number < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network %s has no input '%s'%s", spec.name(), input,
              KnownNames.text(input, names())));
    }
    if (spec.inputs().get(number).isInt()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "input '%s' of network %s takes whole numbers, by which there is no derivative",
              input, spec.name()));
    }
    return tensor(number);
  }

  private List<String> names() {
    return spec.inputs().stream().map(TensorSpec::name).toList();
  }

  private Tensor tensor(int input) {
    return Tensor.of(spec.inputs().get(input).shape(), gradients[input].clone());
  }

  /** Of which network. */
  @Override
  public String toString() {
    return "gradients by the inputs " + String.join(", ", names()) + " of network " + spec.name();
  }
}
