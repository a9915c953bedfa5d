package dev.kernelsmith.benchmarks.peers;

import java.util.function.DoublePredicate;

/** A training by calls for one step. */
public interface StepTraining extends Training {
  /**
   * One step: takes a batch from Java's arrays, computes loss and gradients, changes the weights.
   *
   * @param inputs the inputs, sample by sample
   * @param classes the class of each sample
   * @return the mean loss of the batch before the step
   */
  double step(float[] inputs, int[] classes);

  @Override
  default void train(PeerBatches batches, DoublePredicate goesOn) {
    int step = 0;
    double loss;
    do {
      loss = step(batches.inputs(step), batches.classes(step));
      step++;
    } while (goesOn.test(loss));
  }
}
