package dev.kernelsmith.benchmarks.peers.tensorflow;

import dev.kernelsmith.benchmarks.peers.Peer;
import dev.kernelsmith.benchmarks.peers.PeerNetwork;
import dev.kernelsmith.benchmarks.peers.Prediction;
import dev.kernelsmith.benchmarks.peers.Training;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;

/** TensorFlow with graphs and sessions, as it is fastest from Java: one operation at a time, each on all threads. */
public final class TensorFlowPeer implements Peer {
  /** Made by name. */
  public TensorFlowPeer() {}

  @Override
  public String version() {
    return TensorFlow.version();
  }

  @Override
  public boolean channelsFirst() {
    return false;
  }

  @Override
  public boolean trains() {
    return true;
  }

  @Override
  public Training training(PeerNetwork network, int threads) {
    return new GraphTraining(network, config(threads));
  }

  @Override
  public Prediction prediction(PeerNetwork network, int samples, int threads) {
    return new GraphPrediction(network, samples, config(threads));
  }

  private static ConfigProto config(int threads) {
    return ConfigProto.newBuilder().setIntraOpParallelismThreads(threads).setInterOpParallelismThreads(1).build();
  }
}
