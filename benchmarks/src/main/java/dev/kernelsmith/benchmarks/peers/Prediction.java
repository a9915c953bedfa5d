package dev.kernelsmith.benchmarks.peers;

/** A network that predicts. */
public interface Prediction extends AutoCloseable {
  /** Predicts from Java's arrays to Java's arrays. */
  void predict(PeerInputs inputs);

  /** The probabilities of the last call, sample by sample. */
  float[] probabilities();

  /** Gives back what it holds outside the heap, if anything. */
  @Override
  default void close() {}
}
