package dev.kernelsmith.benchmarks.peers;

/** A library that is measured. Implementations have a public constructor without parameters. */
public interface Peer {
  /** Version of the library. */
  String version();

  /** Whether images have the rows of one channel after those of another (NCHW), rather than channels side by side (NHWC). */
  boolean channelsFirst();

  /** Whether it can train. */
  boolean trains();

  /**
   * A network with its initial weights, to be trained in steps of {@link PeerNetwork#batch}.
   *
   * @param threads threads that compute
   */
  Training training(PeerNetwork network, int threads);

  /**
   * A network with its initial weights that predicts.
   *
   * @param samples samples of each call
   * @param threads threads that compute
   */
  Prediction prediction(PeerNetwork network, int samples, int threads);
}
