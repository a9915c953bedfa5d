package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.Dataset;

/** The CPU: the network's scalar or vector kernels on a team of threads. */
record HostPlace(NetworkEngine engine, WorkerTeam team) implements Place {
  @Override
  public String description() {
    return engine.program().description();
  }

  @Override
  public Steps steps(Dataset data, Targets targets, int batchSize) {
    return new HostSteps(engine.program(), engine.spec(), data, targets, Math.min(batchSize, data.size()), team);
  }

  @Override
  public Evaluator evaluator(Dataset data, Targets targets) {
    return new HostEvaluator(engine.program(), engine.spec(), data, targets, team);
  }

  @Override
  public void prime() {
    engine.prime();
  }

  @Override
  public void publish(float[] parameters) {
    engine.publish(parameters);
  }
}
