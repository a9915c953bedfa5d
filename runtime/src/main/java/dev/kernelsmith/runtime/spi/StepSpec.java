package dev.kernelsmith.runtime.spi;

import java.util.List;

/**
 * What there is to know of a prediction that goes step by step.
 *
 * @param steps most steps of a sequence: the first extent of the inputs that come by steps
 * @param inputs numbers of these inputs
 * @param ofSequence numbers of the tensors of {@link NetworkSpec#outputs} that are of a whole sequence: they are given for each step, as if it were the last
 */
public record StepSpec(int steps, List<Integer> inputs, List<Integer> ofSequence) {
  /** Copies the lists. */
  public StepSpec {
    inputs = List.copyOf(inputs);
    ofSequence = List.copyOf(ofSequence);
  }
}
