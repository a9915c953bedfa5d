package dev.kernelsmith.benchmarks.peers.djl;

import ai.djl.engine.Engine;
import dev.kernelsmith.benchmarks.peers.Peer;
import dev.kernelsmith.benchmarks.peers.PeerNetwork;
import dev.kernelsmith.benchmarks.peers.Prediction;
import dev.kernelsmith.benchmarks.peers.Training;

/** The Deep Java Library with PyTorch, operation by operation: its blocks cannot be compiled by PyTorch. */
public final class DjlPeer implements Peer {
  private static final String THREADS = "ai.djl.pytorch.num_threads";
  private static final String OPERATIONS = "ai.djl.pytorch.num_interop_threads";

  /** Made by name. */
  public DjlPeer() {}

  @Override
  public String version() {
    return Engine.getDjlVersion() + " with PyTorch " + Engine.getInstance().getVersion();
  }

  @Override
  public boolean channelsFirst() {
    return true;
  }

  @Override
  public boolean trains() {
    return true;
  }

  @Override
  public Training training(PeerNetwork network, int threads) {
    setThreads(threads);
    return new DjlTraining(network);
  }

  @Override
  public Prediction prediction(PeerNetwork network, int samples, int threads) {
    setThreads(threads);
    return new DjlPrediction(network, samples);
  }

  /** The engine reads these once, when it is loaded. */
  static void setThreads(int threads) {
    System.setProperty(THREADS, Integer.toString(threads));
    System.setProperty(OPERATIONS, "1");
  }
}
