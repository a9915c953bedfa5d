package dev.kernelsmith.benchmarks.peers;

import java.util.function.DoublePredicate;

/** A network over sequences in training. */
public interface SequenceTraining extends AutoCloseable {
  /**
   * Takes steps until it is told to stop.
   *
   * @param batches what to learn from
   * @param goesOn is asked after each step, by the loss that the network had before it: the mean of all characters of the batch
   */
  void train(SequenceBatches batches, DoublePredicate goesOn);

  /** Gives back what it holds outside the heap, if anything. */
  @Override
  default void close() {}
}
