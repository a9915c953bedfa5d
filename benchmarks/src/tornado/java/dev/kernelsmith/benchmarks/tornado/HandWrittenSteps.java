package dev.kernelsmith.benchmarks.tornado;

import java.util.List;

/** Steps of a task graph written by hand. */
final class HandWrittenSteps implements Steps {
  private final HandWritten network;
  private final List<Workload.Batch> batches;
  private int steps;

  HandWrittenSteps(HandWritten network, List<Workload.Batch> batches) {
    this.network = network;
    this.batches = List.copyOf(batches);
  }

  @Override
  public void step() {
    Workload.Batch batch = batches.get(steps++ % batches.size());
    network.step(batch.input(), batch.classes());
  }

  @Override
  public int kernels() {
    return network.kernels();
  }

  @Override
  public StepProfile profile() {
    network.profiling(true);
    step();
    StepProfile profile = StepProfile.read(network.lastProfile());
    network.profiling(false);
    return profile;
  }

  @Override
  public void close() {
    network.close();
  }
}
