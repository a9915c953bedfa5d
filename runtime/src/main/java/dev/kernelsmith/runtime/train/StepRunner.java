package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Objects;

/**
 * Training steps: forward, loss and backward on every block of a batch, then the optimizer. Owns the memory that steps work in; a
 * step allocates nothing.
 *
 * <p>A worker takes a gradient copy and runs the blocks that belong to it one after another: the first replaces what the copy
 * holds, the others add to it. A program of several phases runs each on all blocks before the next, and then every block of the
 * batch has a workspace of its own; else every worker has one, or every copy where there are fewer copies.
 */
final class StepRunner {
  /** Least number of parameters that are worth a worker's while. */
  private static final int LEAST_RANGE = 4096;

  private final KernelProgram program;
  private final BlockProgram training;
  private final NetworkSpec spec;
  private final Dataset data;
  private final Targets targets;
  private final WorkerTeam team;
  private final BatchPlan plan;
  private final boolean blockPerBlock;
  private final boolean blockPerCopy;
  private final Block[] blocks;
  private final float[] gradients;
  private final double[] losses;
  private final int[] hits;
  private final boolean countsHits;
  private final int range;

  private final WorkerTeam.Job gradientJob = this::runCopy;
  private final WorkerTeam.Job updateJob = this::updateRange;

  // The step in hand.
  private BatchPlan batch;
  private BatchPlan smallPlan;
  private int[] order = {};
  private int start;
  private int phase;
  private float[] parameters = {};
  private float[][] slots = {};
  private float rate;
  private long step;

  StepRunner(KernelProgram program, NetworkSpec spec, Dataset data, Targets targets, int batchSize, WorkerTeam team) {
    this.program = program;
    this.spec = spec;
    this.data = data;
    this.targets = targets;
    this.team = team;
    training = Objects.requireNonNull(program.training(), "a network with a loss has a training program");
    plan = BatchPlan.of(batchSize, training.lanes(), spec.parameterFloats());
    smallPlan = plan;
    batch = plan;
    blockPerBlock = training.phases() > 1;
    blockPerCopy = plan.copies() <= team.size();
    blocks = new Block[blockPerBlock ? plan.blocks() : Math.min(team.size(), plan.copies())];
    gradients = new float[Math.multiplyExact(plan.copies(), spec.parameterFloats())];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new Block(training, spec);
      blocks[i].gradients = gradients;
    }
    losses = new double[plan.blocks()];
    hits = new int[plan.blocks()];
    countsHits = data.hasClasses() && spec.outputs().getFirst().length() > 1;
    int share = Math.max(LEAST_RANGE, Math.ceilDiv(spec.parameterFloats(), 2 * team.size()));
    range = Math.ceilDiv(share, 16) * 16;
  }

  /** Whether {@link #hits} means anything. */
  boolean countsHits() {
    return countsHits;
  }

  /**
   * Forward, loss and backward for the samples {@code order[start .. start + count)}.
   *
   * @return the sum of their losses, added in the order of the batch
   */
  double computeGradients(float[] parameters, int[] order, int start, int count) {
    this.parameters = parameters;
    this.order = order;
    this.start = start;
    batch = planFor(count);
    int phases = training.phases();
    for (phase = 0; phase < phases; phase++) {
      team.run(gradientJob, batch.copies());
    }
    double sum = 0;
    for (int block = 0; block < batch.blocks(); block++) {
      sum += losses[block];
    }
    return sum;
  }

  /** The last batch of an epoch may be smaller than the others. */
  private BatchPlan planFor(int count) {
    if (count == plan.samples()) {
      return plan;
    }
    if (count != smallPlan.samples()) {
      smallPlan = BatchPlan.of(count, training.lanes(), spec.parameterFloats());
    }
    return smallPlan;
  }

  /** How many samples of the last step had the greatest output at their class. */
  int hits() {
    int sum = 0;
    for (int block = 0; block < batch.blocks(); block++) {
      sum += hits[block];
    }
    return sum;
  }

  /** Changes the parameters by the gradients just computed. */
  void update(float[] parameters, float[][] slots, float rate, long step) {
    this.parameters = parameters;
    this.slots = slots;
    this.rate = rate;
    this.step = step;
    team.run(updateJob, Math.ceilDiv(spec.parameterFloats(), range));
  }

  private void updateRange(int item, int worker) {
    int from = item * range;
    int to = (int) Math.min((long) from + range, spec.parameterFloats());
    program.update(parameters, gradients, batch.copies(), slots, rate, step, from, to);
  }

  private void runCopy(int copy, int worker) {
    int first = batch.firstBlock(copy);
    int end = batch.firstBlock(copy + 1);
    for (int number = first; number < end; number++) {
      Block block = blocks[blockPerBlock ? number : blockPerCopy ? copy : worker];
      if (phase == 0) {
        stage(block, number);
      }
      block.parameters = parameters;
      block.gradientOffset = copy * spec.parameterFloats();
      block.accumulate = number > first;
      training.run(phase, block);
      if (phase == training.phases() - 1) {
        collect(block, number);
      }
    }
  }

  /** Copies the samples of a block in. Fillers repeat the block's first sample, with seed 0. */
  private void stage(Block block, int number) {
    int lanes = batch.lanes();
    int live = batch.live(number);
    int position = start + number * lanes;
    int inputLength = data.inputLength();
    for (int lane = 0; lane < lanes; lane++) {
      int sample = order[lane < live ? position + lane : position];
      data.copyInput(sample, block.inputs[0], lane * inputLength);
      targets.copy(data, sample, lane, block.classes, block.targets, spec.targetLength());
      block.seeds[lane] = lane < live ? 1f / batch.samples() : 0f;
    }
  }

  private void collect(Block block, int number) {
    int live = batch.live(number);
    int position = start + number * batch.lanes();
    double sum = 0;
    int right = 0;
    for (int lane = 0; lane < live; lane++) {
      sum += block.losses[lane];
      if (countsHits && block.argmax(0, lane) == data.classOf(order[position + lane])) {
        right++;
      }
    }
    losses[number] = sum;
    hits[number] = right;
  }
}
