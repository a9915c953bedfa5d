package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.OptionalDouble;

/** Loss and accuracy over a data set, block by block on a team, summed in the order of the data. */
final class Evaluator {
  private final BlockProgram prediction;
  private final NetworkSpec spec;
  private final Dataset data;
  private final Targets targets;
  private final LossFormula formula;
  private final WorkerTeam team;
  private final Block[] blocks;
  private final double[] losses;
  private final int[] hits;
  private final boolean countsHits;
  private final WorkerTeam.Job job = this::runBlock;
  private float[] parameters = {};

  Evaluator(KernelProgram program, NetworkSpec spec, Dataset data, Targets targets, WorkerTeam team) {
    prediction = program.prediction();
    this.spec = spec;
    this.data = data;
    this.targets = targets;
    this.team = team;
    formula = LossFormula.of(spec);
    blocks = new Block[team.size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new Block(prediction, spec);
    }
    int count = Math.ceilDiv(data.size(), prediction.lanes());
    losses = new double[count];
    hits = new int[count];
    countsHits = data.hasClasses() && spec.outputs().getFirst().length() > 1;
  }

  Evaluation evaluate(float[] parameters) {
    this.parameters = parameters;
    team.run(job, losses.length);
    double sum = 0;
    long right = 0;
    for (int block = 0; block < losses.length; block++) {
      sum += losses[block];
      right += hits[block];
    }
    int size = data.size();
    OptionalDouble accuracy = countsHits ? OptionalDouble.of((double) right / size) : OptionalDouble.empty();
    return new Evaluation(size, sum / size, accuracy);
  }

  private void runBlock(int number, int worker) {
    Block block = blocks[worker];
    int lanes = prediction.lanes();
    int first = number * lanes;
    int live = Math.min(lanes, data.size() - first);
    for (int lane = 0; lane < lanes; lane++) {
      int sample = lane < live ? first + lane : first;
      data.copyInput(sample, block.inputs[0], lane * data.inputLength());
      targets.copy(data, sample, lane, block.classes, block.targets, spec.targetLength());
    }
    block.parameters = parameters;
    int phases = prediction.phases();
    for (int phase = 0; phase < phases; phase++) {
      prediction.run(phase, block);
    }
    collect(block, number, first, live);
  }

  private void collect(Block block, int number, int first, int live) {
    double sum = 0;
    int right = 0;
    for (int lane = 0; lane < live; lane++) {
      sum += formula.loss(block, lane);
      if (countsHits && block.argmax(0, lane) == data.classOf(first + lane)) {
        right++;
      }
    }
    losses[number] = sum;
    hits[number] = right;
  }
}
