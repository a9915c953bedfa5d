package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.NetworkSpec;

/** Evaluation on a device, with the parameters that are there. The loss is computed here, from the raw outputs. */
final class DeviceEvaluator implements Evaluator {
  private final DeviceSession session;
  private final Staging staging;
  private final LossFormula formula;

  DeviceEvaluator(DeviceSession session, NetworkSpec spec, Dataset data, Targets targets) {
    this.session = session;
    staging = new Staging(spec, data, targets);
    formula = LossFormula.of(spec);
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
      double losses = 0;
      long hits = 0;
      int unanswered = 0;
      for (int number = 0; number < blocks; number++) {
        int first = number * lanes;
        int live = Math.min(lanes, staging.size() - first);
        staging.fill(block, null, first, live, 0f);
        session.predict();
        losses += formula.sum(block, live);
        hits += staging.hits(block, null, first, live);
        unanswered += staging.unanswered(block, live);
      }
      return Evaluator.mean(staging, losses, hits, unanswered);
    } finally {
      session.release();
    }
  }
}
