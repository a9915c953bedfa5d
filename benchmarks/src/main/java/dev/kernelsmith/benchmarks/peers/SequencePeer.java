package dev.kernelsmith.benchmarks.peers;

/** A library that is measured on networks over sequences. Implementations have a public constructor without parameters. */
public interface SequencePeer {
  /** Version of the library. */
  String version();

  /**
   * A network with the weights of {@link SequenceModel#weights}, to be trained in steps of {@link SequenceModel#BATCH} windows by Adam with {@link SequenceModel#RATE}.
   *
   * @param threads threads that compute
   */
  SequenceTraining training(SequenceModel model, int threads);

  /**
   * A network with those weights that writes texts, one at a time.
   *
   * @param threads threads that compute
   */
  SequenceWriter writer(SequenceModel model, int threads);
}
