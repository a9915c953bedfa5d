package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernels in a row that go through their values together, some rows at a time: what one of them writes of a row is still in a near cache when the next reads it. Each
 * has its rows as the range of its method, and is called for the same rows as the others.
 *
 * @param name tells chains of a program apart
 * @param outer axes around the rows, outermost first, whose values each call is given
 * @param row the axis of the rows
 * @param rows how many of them a near cache holds
 */
public record Chain(String name, List<Axis> outer, Axis row, int rows) {
  /** The longest register tile along rows. */
  private static final int MOST_TILE = 16;

  /** Copies the axes. */
  public Chain {
    outer = List.copyOf(outer);
  }

  /** This of any name. */
  Chain anonymous() {
    return new Chain("", outer, row, 0);
  }

  /** The axes that tell a row. */
  List<Axis> axes() {
    List<Axis> axes = new ArrayList<>(outer);
    axes.add(row);
    return axes;
  }

  /** How long a tile along rows is that would best have some length: a power of two, so that the longest is whole tiles of each, of which there are several. */
  int tile(int best) {
    return Math.min(MOST_TILE, Integer.highestOneBit(Math.min(best, row.extent() / 2)));
  }

  /** How many rows kernels take at a time: whole tiles of each. */
  public int step(List<Kernel> kernels) {
    int longest = kernels.stream().mapToInt(kernel -> kernel.loops().getFirst().tile()).max().orElseThrow();
    return Math.min(row.extent(), Math.max(longest, rows / longest * longest));
  }
}
