package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.GradientSums;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.Regions;
import dev.kernelsmith.runtime.team.BlockCrew;
import dev.kernelsmith.runtime.team.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Training steps on the CPU: forward, loss and backward on every block of a batch, then the optimizer. Owns the memory that steps
 * work in; a step allocates nothing.
 *
 * <p>Where a batch has gradient copies for all threads, a worker takes a gradient copy and runs the blocks that belong to it one after another: the first replaces what the copy
 * holds, the others add to it. A program of several phases runs each on all blocks before the next, and then every block of the
 * batch keeps what the next phase needs, while working memory belongs to a worker; else a worker has a block, or a copy where there are
 * fewer copies. Where copies are few, since the batch is small or parameters are many, all threads run one block after another together, if that is enough work.
 */
final class HostSteps implements Steps {
  /** Least number of parameters that are worth a worker's while. */
  private static final int LEAST_RANGE = 4096;

  /** Threads that are worth having on one block: most kernels have a few dozen pieces. */
  private static final int TOGETHER = 16;

  private final KernelProgram program;
  private final BlockProgram training;
  private final NetworkSpec spec;
  private final Workers team;
  private final BatchPlan plan;
  private final boolean blockPerBlock;
  private final boolean blockPerCopy;
  private final Block[] blocks;
  private final float[][] working;
  private final float[] gradients;
  private final int gradientFloats;
  private final GradientSums sums;
  private final double[] losses;
  private final int[] hits;
  private final long[] answers;
  private final UpdateRanges.Range[] updates;
  private final List<UpdateRanges.Range> still;
  private final long seed;

  /** All threads on one block; null where a block is too little work. */
  private final @Nullable BlockCrew crew;

  private @Nullable Staging staging;
  private int scored;

  private final Workers.Job gradientJob = this::runCopy;
  private final Workers.Job sumJob = this::sumRange;
  private final Workers.Job updateJob = this::updateRange;

  /** Whether blocks may add to the gradients of those before them in the step's former parts, which costs nothing. */
  private final boolean addsInPlace;

  /** Where the gradients of a step's parts are added up otherwise; empty as long as steps have one part. */
  private float[] total = {};

  private final Workers.Job totalJob = this::addRange;

  // The step in hand.
  private BatchPlan batch;
  private int stepStart;
  private int stepSamples;
  private int copies;
  private long stepHits;
  private long stepAnswers;
  private BatchPlan smallPlan;
  private int @Nullable [] order;
  private int start;
  private int phase;
  private boolean adding;
  private @Nullable BlockCrew together;
  private float[] parameters = {};
  private float[][] slots = {};
  private double[] totals = {};
  private float rate;
  private long step;

  /**
   * Steps that take at most so many samples at once, and more of them in parts; {@link #learnFrom} says of what data.
   *
   * @param ranges what a step updates
   */
  HostSteps(
      KernelProgram program, NetworkSpec spec, int batchSize, long seed, Workers team,
      List<UpdateRanges.Range> ranges) {
    this.program = program;
    this.seed = seed;
    this.spec = spec;
    this.team = team;
    training =
        Objects.requireNonNull(program.training(batchSize, spec), "a network with a loss has a training program");
    plan = BatchPlan.of(batchSize, training.lanes(), spec.gradientFloats());
    smallPlan = plan;
    batch = plan;
    blockPerBlock = training.phases() > 1;
    blockPerCopy = plan.copies() <= team.size();
    gradientFloats = Math.addExact(spec.gradientFloats(), training.parts());
    gradients = Regions.array(Math.multiplyExact(plan.copies(), gradientFloats));
    addsInPlace =
        training.phases() == 1 && training.parts() == 0 && spec.trainedFloats() == spec.updatedFloats();
    working = new float[blockPerBlock ? team.size() : 0][];
    blocks = blockPerBlock ? blocksOfABatch() : blocksOfWorkers();
    for (Block block : blocks) {
      block.gradients = gradients;
      block.shared = blocks[0].shared;
    }
    crew = team.size() > 1 && training.hasPieces() ? new BlockCrew(training, blocks[0], team) : null;
    sums = new GradientSums(program, spec);
    losses = new double[plan.blocks()];
    hits = new int[plan.blocks()];
    answers = new long[plan.blocks()];
    int share = Math.max(LEAST_RANGE, Math.ceilDiv(updated(spec), 2 * team.size()));
    updates = UpdateRanges.pieces(ranges, share);
    still = ranges.stream().filter(range -> range.factor() == 0).toList();
  }

  private Block[] blocksOfWorkers() {
    Block[] result = new Block[Math.min(team.size(), plan.copies())];
    for (int i = 0; i < result.length; i++) {
      result[i] = Block.lasting(training, spec);
    }
    return result;
  }

  /** A block for each of the batch, which works in the memory of the worker that runs it. */
  private Block[] blocksOfABatch() {
    for (int worker = 0; worker < working.length; worker++) {
      working[worker] = Block.working(training);
    }
    Block[] result = new Block[plan.blocks()];
    for (int i = 0; i < result.length; i++) {
      result[i] = Block.lasting(training, spec, working[0]);
    }
    return result;
  }

  /** Threads that find something to do in a step: the items of its largest job. */
  static int usefulThreads(KernelProgram program, NetworkSpec spec, int batchSize) {
    BlockProgram training = program.training(batchSize, spec);
    int copies = training == null ? 1 : BatchPlan.of(batchSize, training.lanes(), spec.gradientFloats()).copies();
    int ofABlock = training != null && training.hasPieces() ? TOGETHER : 1;
    return Math.max(Math.max(copies, ofABlock), Math.ceilDiv(updated(spec), LEAST_RANGE));
  }

  /** How many elements a step changes. */
  private static int updated(NetworkSpec spec) {
    return Math.max(0, spec.updatedFloats() - spec.parameterStart());
  }

  @Override
  public void learnFrom(Staging data) {
    staging = data;
    scored = data.scored();
  }

  @Override
  public int answersPerSample() {
    return staging().answersPerSample(scored);
  }

  private Staging staging() {
    return Objects.requireNonNull(staging, "nothing to learn from");
  }

  @Override
  public void load(float[] parameters, float[][] slots) {
    this.parameters = parameters;
    this.slots = slots;
  }

  /** Nothing is updated where the loss is not finite. */
  @Override
  public double step(int @Nullable [] order, int start, int count, float rate, long number) {
    step = number;
    stepStart = start;
    stepSamples = count;
    stepHits = 0;
    stepAnswers = 0;
    adding = false;
    staging().begin(order, start, count);
    double loss = count <= plan.samples() ? computeGradients(order, start, count) : accumulate(order, start, count);
    if (Double.isFinite(loss)) {
      this.rate = rate;
      if (sums.ranges() > 0) {
        leaveOut();
        team.run(sumJob, sums.ranges());
      }
      totals = sums.totals();
      team.run(updateJob, updates.length);
    }
    return loss;
  }

  /** They are there already. */
  @Override
  public void fetch(float[] parameters, float[][] slots) {}

  @Override
  public int suspect() {
    int block = 0;
    while (block < batch.blocks() - 1 && Double.isFinite(losses[block])) {
      block++;
    }
    return block * batch.lanes();
  }

  @Override
  public float[] gradient() {
    float[] sum = new float[Math.max(spec.parameterFloats(), spec.gradientFloats())];
    for (int copy = 0; copy < copies; copy++) {
      for (int i = spec.parameterStart(); i < spec.gradientFloats(); i++) {
        sum[i] += gradients[copy * gradientFloats + i];
      }
    }
    return sum;
  }

  private double computeGradients(int @Nullable [] order, int start, int count) {
    this.order = order;
    this.start = start;
    batch = planFor(count);
    copies = batch.copies();
    prepare(blocks[0]);
    int phases = training.phases();
    together = 2 * batch.copies() <= team.size() ? crew : null;
    for (phase = 0; phase < phases; phase++) {
      once(phase);
      if (together != null) {
        for (int copy = 0; copy < batch.copies(); copy++) {
          runCopy(copy, 0);
        }
      } else {
        team.run(gradientJob, batch.copies());
      }
    }
    once(phases);
    double sum = 0;
    for (int block = 0; block < batch.blocks(); block++) {
      sum += losses[block];
      stepHits += hits[block];
      stepAnswers += answers[block];
    }
    return sum;
  }

  /** The gradients of more samples than fit into memory at once, part by part; the first part has the most copies. */
  private double accumulate(int @Nullable [] order, int start, int count) {
    if (!addsInPlace) {
      return accumulateInTotal(order, start, count);
    }
    double loss = computeGradients(order, start, plan.samples());
    int most = copies;
    adding = true;
    for (int done = plan.samples(); done < count && Double.isFinite(loss); done += plan.samples()) {
      loss += computeGradients(order, start + done, Math.min(plan.samples(), count - done));
    }
    copies = most;
    return loss;
  }

  /** The same where something follows from the gradients of each part. They then are the one copy. */
  private double accumulateInTotal(int @Nullable [] order, int start, int count) {
    if (total.length == 0) {
      total = Regions.array(spec.gradientFloats());
    }
    Arrays.fill(total, 0f);
    double loss = 0;
    for (int done = 0; done < count && Double.isFinite(loss); done += plan.samples()) {
      loss += computeGradients(order, start + done, Math.min(plan.samples(), count - done));
      team.run(totalJob, Math.ceilDiv(spec.gradientFloats(), LEAST_RANGE));
    }
    System.arraycopy(total, 0, gradients, 0, spec.gradientFloats());
    copies = 1;
    return loss;
  }

  /** Gradients have the whole step's samples in their shares already; what averages follow is a mean of each part. */
  private void addRange(int item, int worker) {
    int from = item * LEAST_RANGE;
    int to = Math.min(from + LEAST_RANGE, spec.gradientFloats());
    int trained = Math.clamp(spec.trainedFloats(), from, to);
    float share = (float) batch.samples() / stepSamples;
    for (int copy = 0; copy < batch.copies(); copy++) {
      int at = copy * gradientFloats;
      for (int i = from; i < trained; i++) {
        total[i] += gradients[at + i];
      }
      for (int i = trained; i < to; i++) {
        total[i] += share * gradients[at + i];
      }
    }
  }

  private void once(int nextPhase) {
    if (crew == null) {
      training.once(nextPhase, blocks[0]);
    } else {
      training.once(nextPhase, blocks[0], crew.on(blocks[0]));
    }
  }

  /** Gives a block what is the same for all blocks of the step. */
  private void prepare(Block block) {
    block.beginStep(seed, step, batch.samples());
    block.parameters = parameters;
    block.copies = batch.copies();
  }

  /** The last batch of an epoch may be smaller than the others. */
  private BatchPlan planFor(int count) {
    if (count == plan.samples()) {
      return plan;
    }
    if (count != smallPlan.samples()) {
      smallPlan = BatchPlan.of(count, training.lanes(), spec.gradientFloats());
    }
    return smallPlan;
  }

  @Override
  public long answers() {
    return stepAnswers;
  }

  @Override
  public long hits() {
    return stepHits;
  }

  /** A norm of the gradient is that by the parameters that change. */
  private void leaveOut() {
    for (UpdateRanges.Range range : still) {
      for (int copy = 0; copy < copies; copy++) {
        Arrays.fill(gradients, copy * gradientFloats + range.from(), copy * gradientFloats + range.to(), 0f);
      }
    }
  }

  private void sumRange(int range, int worker) {
    sums.sum(range, parameters, gradients, copies, slots, rate, step);
  }

  private void updateRange(int item, int worker) {
    UpdateRanges.Range range = updates[item];
    program.update(parameters, gradients, copies, slots, rate * range.factor(), step, totals, range.from(),
        range.to());
  }

  private void runCopy(int copy, int worker) {
    int first = batch.firstBlock(copy);
    int end = batch.firstBlock(copy + 1);
    for (int number = first; number < end; number++) {
      Block block = blocks[blockPerBlock ? number : blockPerCopy ? copy : worker];
      prepare(block);
      if (phase == 0) {
        staging().fill(block, order, position(number), batch.live(number));
      }
      block.firstSample = position(number) - stepStart;
      if (blockPerBlock) {
        block.floats = working[worker];
      }
      block.gradientOffset = copy * gradientFloats;
      block.accumulate = adding || number > first;
      if (together != null) {
        training.run(phase, block, together.on(block));
      } else {
        training.run(phase, block);
      }
      if (phase == training.phases() - 1) {
        collect(block, number);
      }
    }
  }

  private int position(int block) {
    return start + block * batch.lanes();
  }

  private void collect(Block block, int number) {
    int live = batch.live(number);
    losses[number] = staging().lossSum(block, order, position(number), live);
    hits[number] = staging().hits(block, scored, order, position(number), live);
    answers[number] = staging().answers(block, scored, live);
  }
}
