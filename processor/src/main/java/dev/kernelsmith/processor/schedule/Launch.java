package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * One kernel launch on a device.
 *
 * @param name of its method and task
 * @param form what a thread does
 * @param stages the loop nests: in order where a thread has a sample to itself, side by side where threads sum over samples; all of a sequence, whose steps are
 *     a loop around them, or none. There is a barrier between one stage and the next where threads share a sample; else there is one stage
 */
public record Launch(String name, Form form, List<List<Kernel>> stages) {
  /** How the work is shared out. */
  public enum Form {
    /** A thread computes one register tile of one sample. */
    TILES,
    /** A thread computes everything of one sample. */
    SAMPLES,
    /** A work group computes everything of some samples, its threads register tiles of one kernel after the other. */
    COOPERATIVE,
    /** A thread computes one register tile that all samples share, summed over them or not. */
    SUMS,
    /** A work group computes one register tile of a long sum that all samples share, its threads a share of the sum each. */
    TREE,
    /** A work group computes a block of a product of matrices, whose operands pass through local memory. */
    BLOCKED
  }

  /** Copies the lists. */
  public Launch {
    stages = stages.stream().map(List::copyOf).toList();
  }

  /** All loop nests, in order. */
  public List<Kernel> kernels() {
    return stages.stream().flatMap(List::stream).toList();
  }

  /** The first loop nest. */
  public Kernel first() {
    return stages.getFirst().getFirst();
  }

  /** Register tiles that a kernel's output is cut into, for one sample. */
  public static int tiles(Kernel kernel) {
    int tiles = 1;
    for (Kernel.Loop loop : kernel.loops()) {
      tiles = Math.multiplyExact(tiles, kernel.tiles(loop));
    }
    return tiles;
  }

  /** Register tiles of all kernels. */
  public int tiles() {
    return kernels().stream().mapToInt(Launch::tiles).reduce(0, Math::addExact);
  }

  /** Operations per sample. */
  public long flops() {
    return flops(kernels().stream().filter(k -> !k.once()));
  }

  /** Operations that do not depend on the number of samples. */
  public long sharedFlops() {
    return flops(kernels().stream().filter(Kernel::once));
  }

  private static long flops(Stream<Kernel> kernels) {
    return kernels.flatMap(k -> k.statements().stream()).mapToLong(Statement::flops).sum();
  }

  /** Whether all that it computes follows from parameters alone, and holds as long as these do. */
  public boolean derives() {
    return kernels().stream()
        .flatMap(k -> k.statements().stream())
        .allMatch(s -> s.target().scope() == Buffer.Scope.PARAMETER);
  }
}
