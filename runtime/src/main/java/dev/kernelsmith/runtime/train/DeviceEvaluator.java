package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.List;

/** Evaluation on a device, with the parameters that are there. The losses are computed on the CPU, from the raw outputs. */
final class DeviceEvaluator implements Evaluator {
  private final DeviceSession session;
  private final Staging staging;
  private final SampleLosses sampleLosses;

  DeviceEvaluator(DeviceSession session, KernelProgram program, NetworkSpec spec, Dataset data, List<Targets> targets) {
    this.session = session;
    staging = new Staging(spec, data, targets);
    sampleLosses = new SampleLosses(program, spec);
  }

  @Override
  public Evaluation evaluate(float[] parameters) {
    return evaluate();
  }

  /** Evaluates the parameters on the device. */
  Evaluation evaluate() {
    session.acquire();
    try {
      Block block = session.predictBlock();
      int lanes = session.placement().predictBatch();
      int blocks = Math.ceilDiv(staging.size(), lanes);
      Score all = new Score(staging.losses().size());
      Score score = new Score(staging.losses().size());
      for (int number = 0; number < blocks; number++) {
        int first = number * lanes;
        int live = Math.min(lanes, staging.size() - first);
        staging.fill(block, null, first, live);
        session.predict();
        score.of(block, staging, sampleLosses, first, live);
        all.add(score);
      }
      return all.mean(staging);
    } finally {
      session.release();
    }
  }
}
