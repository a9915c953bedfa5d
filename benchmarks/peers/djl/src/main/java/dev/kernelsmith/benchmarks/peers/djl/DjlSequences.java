package dev.kernelsmith.benchmarks.peers.djl;

import dev.kernelsmith.benchmarks.peers.SequenceModel;
import dev.kernelsmith.benchmarks.peers.SequencePeer;
import dev.kernelsmith.benchmarks.peers.SequenceTraining;
import dev.kernelsmith.benchmarks.peers.SequenceWriter;

/** The Deep Java Library with PyTorch on networks over sequences. */
public final class DjlSequences implements SequencePeer {
  /** Made by name. */
  public DjlSequences() {}

  @Override
  public String version() {
    return new DjlPeer().version();
  }

  @Override
  public SequenceTraining training(SequenceModel model, int threads) {
    DjlPeer.setThreads(threads);
    return new DjlSequenceTraining(model);
  }

  @Override
  public SequenceWriter writer(SequenceModel model, int threads) {
    DjlPeer.setThreads(threads);
    return new DjlSequenceWriter(model);
  }
}
