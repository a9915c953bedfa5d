package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.team.Workers;
import java.util.Arrays;
import java.util.List;

/** Evaluation on the CPU, block by block on a team, summed in the order of the data. */
final class HostEvaluator implements Evaluator {
  private final BlockProgram prediction;
  private final Staging staging;
  private final Workers team;
  private final Block[] blocks;
  private final SampleLosses[] sampleLosses;
  private final Score[] scores;
  private final int perItem;
  private final Workers.Job job = this::runBlocks;
  private float[] parameters = {};

  /**
   * An evaluation.
   *
   * @param perItem blocks that a thread takes at a time
   */
  HostEvaluator(
      KernelProgram program, NetworkSpec spec, Dataset data, List<Targets> targets, int perItem, Workers team) {
    this.perItem = perItem;
    prediction = program.prediction();
    this.team = team;
    staging = new Staging(spec, data, targets);
    blocks = new Block[team.size()];
    sampleLosses = new SampleLosses[team.size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = Block.lasting(prediction, spec);
      blocks[i].shared = blocks[0].shared;
      sampleLosses[i] = new SampleLosses(program, spec);
    }
    int count = Math.ceilDiv(data.size(), prediction.lanes());
    scores = new Score[count];
    Arrays.setAll(scores, i -> new Score(spec.losses().size()));
  }

  @Override
  public Evaluation evaluate(float[] parameters) {
    this.parameters = parameters;
    blocks[0].parameters = parameters;
    prediction.once(0, blocks[0]);
    team.run(job, Math.ceilDiv(scores.length, perItem));
    Score all = new Score(staging.losses().size());
    for (Score score : scores) {
      all.add(score);
    }
    return all.mean(staging);
  }

  private void runBlocks(int item, int worker) {
    int first = item * perItem;
    for (int number = first; number < scores.length && number - first < perItem; number++) {
      runBlock(number, worker);
    }
  }

  private void runBlock(int number, int worker) {
    Block block = blocks[worker];
    int lanes = prediction.lanes();
    int first = number * lanes;
    int live = Math.min(lanes, staging.size() - first);
    staging.fill(block, null, first, live);
    block.parameters = parameters;
    prediction.run(0, block);
    scores[number].of(block, staging, sampleLosses[worker], first, live);
  }
}
