package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Statement;
import java.util.List;

/**
 * One kernel launch on a device.
 *
 * @param name of its method and task
 * @param form what a thread does
 * @param kernels the loop nests: in order where a thread has a sample to itself, side by side where threads sum over samples
 */
public record Launch(String name, Form form, List<Kernel> kernels) {
  /** How the work is shared out. */
  public enum Form {
    /** A thread computes one register tile of one sample. */
    TILES,
    /** A thread computes everything of one sample. */
    SAMPLES,
    /** A thread computes one register tile that sums over all samples. */
    SUMS,
    /** A work group computes one register tile that sums over all samples, its threads a share of the sum each. */
    TREE,
    /** A work group computes a block of a product of matrices, whose operands pass through local memory. */
    BLOCKED
  }

  /** Copies the list. */
  public Launch {
    kernels = List.copyOf(kernels);
  }

  /** The first loop nest. */
  public Kernel first() {
    return kernels.getFirst();
  }

  /** Register tiles that a kernel's output is cut into, for one sample. */
  public static int tiles(Kernel kernel) {
    int tiles = 1;
    for (Kernel.Loop loop : kernel.loops()) {
      tiles = Math.multiplyExact(tiles, loop.unrolled() ? 1 : loop.axis().extent() / loop.tile());
    }
    return tiles;
  }

  /** Register tiles of all kernels. */
  public int tiles() {
    return kernels.stream().mapToInt(Launch::tiles).reduce(0, Math::addExact);
  }

  /** Operations per sample. */
  public long flops() {
    return kernels.stream().flatMap(k -> k.statements().stream()).mapToLong(Statement::flops).sum();
  }
}
