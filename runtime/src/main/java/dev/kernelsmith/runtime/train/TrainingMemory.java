package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.Regions;
import java.util.Locale;

/**
 * What the arrays of a training on the CPU take, in bytes: known before any of them is made, since all of them are made when a training begins, but
 * for the parameters that are published. Data sets, and what a validation takes, come on top.
 *
 * @param parameters three times the network's parameters: those that are published, those that are trained, and those that take the place of the
 *     first at the end of an epoch
 * @param state the optimizer's memory for each parameter
 * @param gradients all gradient copies
 * @param values working memory: what is handed in and out, what layers compute, and their gradients
 */
public record TrainingMemory(long parameters, long state, long gradients, long values) {
  private static final long COPIES_OF_PARAMETERS = 3;

  /**
   * The memory of a training.
   *
   * @param batchSize samples of a step
   * @param threads threads that may compute
   * @throws IllegalStateException if the network has no loss
   */
  static TrainingMemory of(KernelProgram program, NetworkSpec spec, int batchSize, int threads) {
    BlockProgram training = program.training(batchSize, spec);
    if (training == null) {
      throw new IllegalStateException(spec.lossMissing());
    }
    BatchPlan plan = BatchPlan.of(batchSize, training.lanes(), spec.gradientFloats());
    int team = Math.min(threads, HostSteps.usefulThreads(program, spec, batchSize));
    boolean blockPerBlock = training.phases() > 1;
    long workers = blockPerBlock ? team : Math.min(team, plan.copies());
    long blocks = blockPerBlock ? plan.blocks() : workers;
    return new TrainingMemory(
        COPIES_OF_PARAMETERS * bytes(spec.parameterFloats()),
        spec.slots().size() * bytes(spec.trainedFloats()),
        bytes(Math.multiplyExact(plan.copies(), spec.gradientFloats() + training.parts())),
        workers * Block.workingBytes(training) + blocks * Block.bytes(training, spec)
            + (long) Float.BYTES * training.shared());
  }

  /** Of an array of which so many floats are used. */
  private static long bytes(int floats) {
    return (long) Float.BYTES * Regions.floats(floats);
  }

  /** All of it. */
  public long total() {
    return parameters + state + gradients + values;
  }

  /** In MB of a million bytes: {@code 2214 MB (parameters 1660, optimizer 553, gradients 553, values 120)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s MB (parameters %s, optimizer %s, gradients %s, values %s)",
        megabytes(total()), megabytes(parameters), megabytes(state), megabytes(gradients), megabytes(values));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, bytes < 10_000_000 ? "%.1f" : "%.0f", 1e-6 * bytes);
  }
}
