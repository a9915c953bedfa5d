package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Chooses a register tile: how many values of each output axis one pass over the reduced axes computes together. Every
 * combination that fits the registers is costed, in cycles of a core with two loads and two multiply-adds per cycle, tails
 * included; the cheapest wins, of equals the one that loads less.
 */
final class TileChooser {
  /** Accumulators below which the latency of a multiply-add shows: 4 cycles, two a cycle. */
  private static final double LATENCY = 4;

  /** A vector load costs more than a broadcast: Java arrays are not aligned, so most cross a cache line. */
  private static final double VECTOR_LOAD = 1.5;

  private static final double LOOP_OVERHEAD = 1;

  /**
   * What a tile reads.
   *
   * @param axes the output axes its address depends on
   * @param vector whether it is a vector load rather than a broadcast
   */
  record Operand(Set<Axis> axes, boolean vector) {}

  private final List<Axis> axes;
  private final List<Integer> extents;
  private final List<Operand> operands;
  private final int registers;
  private final boolean[] whole;
  private int[] best;
  private double bestCost = Double.POSITIVE_INFINITY;

  /**
   * A search.
   *
   * @param axes the output axes
   * @param extents how many values each has; for the lane axis, how many vectors
   * @param laneAxis index of the lane axis, whose tile must divide its extent, or -1
   * @param operands what one iteration reads
   * @param registers registers of the target
   */
  TileChooser(List<Axis> axes, List<Integer> extents, int laneAxis, List<Operand> operands, int registers) {
    this.axes = axes;
    this.extents = extents;
    this.operands = operands;
    this.registers = registers;
    this.whole = new boolean[axes.size()];
    if (laneAxis >= 0) {
      whole[laneAxis] = true;
    }
    this.best = new int[axes.size()];
    java.util.Arrays.fill(best, 1);
  }

  /** The tile, per axis. */
  List<Integer> choose() {
    search(0, new int[axes.size()], 1);
    List<Integer> tile = new ArrayList<>();
    for (int factor : best) {
      tile.add(factor);
    }
    return tile;
  }

  private void search(int axis, int[] tile, int accumulators) {
    if (axis == axes.size()) {
      if (fits(tile, accumulators)) {
        double cost = total(tile, 0, new int[tile.length], 1);
        if (cost < bestCost * (1 - 1e-9)) {
          bestCost = cost;
          best = tile.clone();
        }
      }
      return;
    }
    for (int factor = 1; factor <= extents.get(axis) && factor * accumulators < registers; factor++) {
      if (!whole[axis] || extents.get(axis) % factor == 0) {
        tile[axis] = factor;
        search(axis + 1, tile, accumulators * factor);
      }
    }
  }

  /** Accumulators, the operands that are held, and one that streams past them. */
  private boolean fits(int[] tile, int accumulators) {
    int held = 0;
    int largest = 0;
    for (Operand operand : operands) {
      int count = count(operand, tile);
      held += count;
      largest = Math.max(largest, count);
    }
    return accumulators + (held - largest) + 1 <= registers;
  }

  private int count(Operand operand, int[] tile) {
    int count = 1;
    for (int a = 0; a < tile.length; a++) {
      if (operand.axes().contains(axes.get(a))) {
        count *= tile[a];
      }
    }
    return count;
  }

  /** Cycles per iteration of the reduced axes, over all tiles and tails. */
  private double total(int[] tile, int axis, int[] part, double times) {
    if (axis == tile.length) {
      return times * cycles(part);
    }
    int full = extents.get(axis) / tile[axis];
    int tail = extents.get(axis) % tile[axis];
    part[axis] = tile[axis];
    double cost = total(tile, axis + 1, part, times * full);
    if (tail > 0) {
      part[axis] = tail;
      cost += total(tile, axis + 1, part, times);
    }
    return cost;
  }

  private double cycles(int[] tile) {
    double accumulators = 1;
    for (int factor : tile) {
      accumulators *= factor;
    }
    double loads = 0;
    for (Operand operand : operands) {
      loads += count(operand, tile) * (operand.vector() ? VECTOR_LOAD : 1);
    }
    double busy = Math.max(accumulators / 2, loads / 2);
    return Math.max(busy, LATENCY) + LOOP_OVERHEAD + loads / 1000;
  }
}
