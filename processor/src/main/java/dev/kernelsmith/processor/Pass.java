package dev.kernelsmith.processor;

import dev.kernelsmith.processor.schedule.Scheduler;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole compiler: every pass, in order. Those from {@link #FILLERS} to {@link #MEMORY} are made for
 * each program and target.
 */
public enum Pass {
  /** What is annotated, with its values: package {@code read}. */
  READ,
  /** Which layer reads which, all shapes known: package {@code graph}. */
  GRAPH,
  /** The forward pass of a mode, and the update, as statements: package {@code lower}. */
  LOWER,
  /** Programs with losses and gradients, only what is needed, scales folded into weights: packages {@code autodiff} and {@code program}. */
  DIFFERENTIATE,
  /** Sums over small windows are computed by fewer products. */
  WINOGRAD(Scheduler::winograd),
  /** Samples that only fill a block are kept out of sums over the batch. */
  FILLERS(Scheduler::fillers),
  /** Sums over the batch that statements read are told from the parts that blocks add up. */
  PARTIAL_SUMS(Scheduler::partialSums),
  /** Operands of large gradients are packed into rows. */
  PACKING(Scheduler::packing),
  /** Sums start from the bias that is added to them. */
  BIAS_FIRST(Scheduler::biasFirst),
  /** Sums that use a weight once for each sample are computed in rows. */
  ROW_SUMS(Scheduler::rowSums),
  /** Weights that lanes of channels would read in strides are copied, once for each set of parameters. */
  TRANSPOSED_WEIGHTS(Scheduler::transposedWeights),
  /** Products of matrices read inputs where they were handed in, on devices with groups of threads. */
  DIRECT_INPUT(Scheduler::directInput),
  /** Padding becomes a halo of zeros. */
  HALOS(Scheduler::halos),
  /** Sums over the batch are cut into shares for groups of threads. */
  SHARES(Scheduler::shares),
  /** The program is cut wherever a sum over the batch is read. */
  PHASES(Scheduler::phases),
  /** Pointwise statements join the kernel whose result they read. */
  FUSION(Scheduler::fusion),
  /** Maxima join the kernel that computes what they search. */
  POOL_FUSION(Scheduler::poolFusion),
  /** Lanes run along columns of an image where a layer has few filters for one sample. */
  COLUMN_LANES(Scheduler::columnLanes),
  /** Kernels that can share a launch on a device stand next to each other. */
  DEVICE_ORDER(Scheduler::deviceOrder),
  /** Each buffer gets strides, and an array to lie in. */
  LAYOUTS(Scheduler::layouts),
  /** Each kernel gets lanes and register tiles. */
  TILES(Scheduler::tiles),
  /** Each buffer gets a place in its array. */
  MEMORY(Scheduler::memory),
  /** Java source: package {@code emit}. */
  EMIT;

  private final @Nullable Consumer<Scheduler> schedule;

  Pass() {
    this(null);
  }

  Pass(@Nullable Consumer<Scheduler> schedule) {
    this.schedule = schedule;
  }

  /** The passes that make a schedule of a program. */
  static List<Pass> schedule() {
    return Stream.of(values()).filter(pass -> pass.schedule != null).toList();
  }

  /** Makes a pass of a schedule. */
  void run(Scheduler scheduler) {
    schedule.accept(scheduler);
  }

  /** The name of what shows its result, {@code 07-packing}. */
  String title() {
    return String.format(
        Locale.ROOT, "%02d-%s", ordinal() + 1, name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
