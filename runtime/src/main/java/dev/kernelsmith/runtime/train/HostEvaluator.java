package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;

/** Evaluation on the CPU, block by block on a team, summed in the order of the data. */
final class HostEvaluator implements Evaluator {
  private final BlockProgram prediction;
  private final Staging staging;
  private final LossFormula formula;
  private final WorkerTeam team;
  private final Block[] blocks;
  private final double[] losses;
  private final int[] hits;
  private final int[] unanswered;
  private final WorkerTeam.Job job = this::runBlock;
  private float[] parameters = {};

  HostEvaluator(KernelProgram program, NetworkSpec spec, Dataset data, Targets targets, WorkerTeam team) {
    prediction = program.prediction();
    this.team = team;
    staging = new Staging(spec, data, targets);
    formula = LossFormula.of(spec);
    blocks = new Block[team.size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new Block(prediction, spec);
      blocks[i].shared = blocks[0].shared;
    }
    int count = Math.ceilDiv(data.size(), prediction.lanes());
    losses = new double[count];
    hits = new int[count];
    unanswered = new int[count];
  }

  @Override
  public Evaluation evaluate(float[] parameters) {
    this.parameters = parameters;
    blocks[0].parameters = parameters;
    prediction.once(0, blocks[0]);
    team.run(job, losses.length);
    double sum = 0;
    long right = 0;
    int open = 0;
    for (int block = 0; block < losses.length; block++) {
      sum += losses[block];
      right += hits[block];
      open += unanswered[block];
    }
    return Evaluator.mean(staging, sum, right, open);
  }

  private void runBlock(int number, int worker) {
    Block block = blocks[worker];
    int lanes = prediction.lanes();
    int first = number * lanes;
    int live = Math.min(lanes, staging.size() - first);
    staging.fill(block, null, first, live, 0f);
    block.parameters = parameters;
    prediction.run(0, block);
    losses[number] = formula.sum(block, live);
    hits[number] = staging.hits(block, null, first, live);
    unanswered[number] = staging.unanswered(block, live);
  }
}
