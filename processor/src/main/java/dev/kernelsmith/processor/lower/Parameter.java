package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter.
 *
 * @param name {@code layer.weights} or {@code layer.bias}
 * @param buffer its buffer; the shape may have more dimensions than the canonical one, in the same order of elements
 * @param shape canonical extents, as handles and files see them
 * @param initializer how it starts, never AUTO
 * @param fanIn inputs of one output unit
 * @param fanOut outputs that one input reaches
 * @param group how it changes while the network is trained
 * @param weights whether a layer's weights, frozen or not: no bias, and nothing that belongs to a normalisation
 * @param initial values of the {@code @Initial} that is for it; null where another is
 * @param formula what its elements start from by formula; null where the initializer or {@code initial} says it
 */
public record Parameter(
    String name, Buffer buffer, List<Integer> shape, Initializer initializer, int fanIn, int fanOut, Group group,
    boolean weights, @Nullable Attributes initial, @Nullable FormulaInitial formula) {
  /** How a parameter changes while its network is trained. Parameters of equal groups lie together in the flat array. */
  public sealed interface Group {
    /**
     * It follows its gradient, by the rule of the optimizer.
     *
     * @param decays whether decay of weights, where the optimizer has any, applies to it
     * @param factor of the learning rate, above 0
     */
    record Trained(boolean decays, double factor) implements Group {
      /** With the rate as it is. */
      public Trained(boolean decays) {
        this(decays, 1);
      }
    }

    /**
     * It is a moving average: {@code w = momentum * w + (1 - momentum) * g}, where {@code g} is what training statements sum up in place
     * of a gradient.
     *
     * @param momentum share that it keeps of itself in a step, at least 0 and below 1
     * @param uses layers that it belongs to, each of which sums up a {@code g}: their mean counts
     */
    record State(double momentum, int uses) implements Group {}

    /** It stays as it is, and takes no gradient. */
    record Frozen() implements Group {}
  }

  /**
   * A part of the flat parameter array.
   *
   * @param group the group of all that is in it
   * @param from its first element
   * @param to its end
   */
  public record Span(Group group, int from, int to) {}

  /** Copies the shape. */
  public Parameter {
    shape = List.copyOf(shape);
  }

  /** One that starts as its initializer says. */
  public Parameter(
      String name, Buffer buffer, List<Integer> shape, Initializer initializer, int fanIn, int fanOut, Group group) {
    this(name, buffer, shape, initializer, fanIn, fanOut, group, isWeights(group), null, null);
  }

  /** Whether a parameter that changes so is a layer's weights. */
  static boolean isWeights(Group group) {
    return group instanceof Group.Trained trained && trained.decays();
  }

  /** What it is to its layer, {@code weights} or {@code bias}. */
  public String kind() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * This parameter, belonging to one more layer.
   *
   * @throws IllegalArgumentException if that layer wants another one
   */
  Parameter usedAgain(Parameter again) {
    if (!equals(again.usedBy(uses()))) {
      throw new IllegalArgumentException("one parameter, used twice, is to be " + this + " and " + again);
    }
    return usedBy(uses() + 1);
  }

  private int uses() {
    return group instanceof Group.State state ? state.uses() : 1;
  }

  private Parameter usedBy(int uses) {
    return group instanceof Group.State state
        ? new Parameter(name, buffer, shape, initializer, fanIn, fanOut, new Group.State(state.momentum(), uses),
            weights, initial, formula)
        : this;
  }

  /** Whether it follows its gradient. */
  public boolean isTrained() {
    return group instanceof Group.Trained;
  }

  /** Whether a step changes it, so that it has a gradient or something in its place. */
  public boolean isUpdated() {
    return !(group instanceof Group.Frozen);
  }
}
