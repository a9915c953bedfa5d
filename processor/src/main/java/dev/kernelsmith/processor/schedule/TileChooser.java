package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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

  /** Share of a load's time that multiply-adds do not hide. */
  private static final double UNHIDDEN = 0.15;

  /** Floats of a cache line, and sets and ways of a first-level cache. */
  private static final int LINE = 16;

  private static final int SETS = 64;
  private static final int WAYS = 8;

  /** Cycles of a load that misses the first-level cache. */
  private static final double CONFLICT = 5;

  /** Accumulators beyond which HotSpot's register allocation suffers, whatever the registers. */
  static final int MOST = 25;

  /**
   * Accumulators for sums that share no operand, as many as hide the latency of an addition: what more of them save is the loop's overhead, and they
   * take the compiler as long as a tile of a convolution.
   */
  private static final int MOST_APART = 8;

  /**
   * What a tile reads.
   *
   * @param strides distance of its elements along each axis that its address depends on, in floats
   * @param vector whether it is a vector load rather than a broadcast
   * @param streams whether an element of it is used for one iteration alone, so that it needs no register of its own
   */
  record Operand(Map<Axis, Integer> strides, boolean vector, boolean streams) {}

  /**
   * An output axis, along which a tile has a side.
   *
   * @param axis the axis
   * @param extent how many values it has; for the lane axis, how many vectors
   * @param divided whether the tile must divide its extent
   * @param single whether the tile is 1 along it
   * @param covered whether the tile covers it whole
   */
  record Side(Axis axis, int extent, boolean divided, boolean single, boolean covered) {}

  /**
   * What a tile is looked for.
   *
   * @param sides the output axes
   * @param sums how many sums are computed for each of their values
   * @param operands what one iteration reads
   * @param registers registers of the target
   * @param loadsFirst whether HotSpot loads all operands of an iteration before it multiplies any, whether or not there are registers for
   *     that; sums for which there is none wait in memory, and for each other
   */
  record Question(List<Side> sides, int sums, List<Operand> operands, int registers, boolean loadsFirst) {
    /** Copies the lists. */
    Question {
      sides = List.copyOf(sides);
      operands = List.copyOf(operands);
    }
  }

  private final List<Side> sides;
  private final int sums;
  private final List<Operand> operands;
  private final int registers;
  private final boolean loadsFirst;
  private final int most;
  private int[] best;
  private double bestCost = Double.POSITIVE_INFINITY;

  private TileChooser(Question question) {
    sides = question.sides();
    sums = question.sums();
    operands = question.operands();
    registers = question.registers();
    loadsFirst = question.loadsFirst();
    most = shares() || sides.stream().anyMatch(Side::covered) ? MOST : Math.max(MOST_APART, sums);
    best = new int[sides.size()];
    Arrays.fill(best, 1);
  }

  /** The tile, per side. */
  static List<Integer> choose(Question question) {
    TileChooser search = new TileChooser(question);
    search.search(0, new int[search.sides.size()], search.sums);
    return IntStream.of(search.best).boxed().toList();
  }

  /** Whether some operand is used for several values, so that a larger tile loads less. */
  private boolean shares() {
    return sides.stream()
        .filter(side -> side.extent() > 1 && !side.single())
        .anyMatch(side -> operands.stream().anyMatch(operand -> !operand.strides().containsKey(side.axis())));
  }

  private void search(int at, int[] tile, int accumulators) {
    if (at == sides.size()) {
      if (fits(tile, accumulators)) {
        double cost = total(tile, 0, new int[tile.length], 1);
        if (cost < bestCost * (1 - 1e-9)) {
          bestCost = cost;
          best = tile.clone();
        }
      }
      return;
    }
    Side side = sides.get(at);
    int least = side.covered() ? side.extent() : 1;
    for (int factor = least;
        factor <= side.extent() && factor * accumulators < registers && factor * accumulators <= most; factor++) {
      boolean divides = !side.divided() || side.extent() % factor == 0;
      if (divides && (factor == 1 || !side.single())) {
        tile[at] = factor;
        search(at + 1, tile, accumulators * factor);
      }
    }
  }

  /** Accumulators, the operands that are held, and one that streams past them. */
  private boolean fits(int[] tile, int accumulators) {
    int held = 0;
    int largest = 0;
    for (Operand operand : operands) {
      int count = operand.streams() ? 0 : count(operand, tile);
      held += count;
      largest = Math.max(largest, count);
    }
    if (operands.stream().anyMatch(Operand::streams)) {
      largest = 0;
    }
    return accumulators + (held - largest) + 1 <= registers
        && (!loadsFirst || accumulators + loadedFirst(tile) <= registers + 1);
  }

  /** Registers of operands that are loaded at once: those of which each value is used once pass by. */
  private int loadedFirst(int[] tile) {
    int all = 1;
    for (int factor : tile) {
      all *= factor;
    }
    int loaded = 0;
    for (Operand operand : operands) {
      int count = count(operand, tile);
      loaded += operand.streams() ? 0 : count < all ? count : Math.min(count, 2);
    }
    return loaded;
  }

  private int count(Operand operand, int[] tile) {
    int count = 1;
    for (int a = 0; a < tile.length; a++) {
      if (operand.strides().containsKey(sides.get(a).axis())) {
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
    int full = sides.get(axis).extent() / tile[axis];
    int tail = sides.get(axis).extent() % tile[axis];
    part[axis] = tile[axis];
    double cost = total(tile, axis + 1, part, times * full);
    if (tail > 0) {
      part[axis] = tail;
      cost += total(tile, axis + 1, part, times);
    }
    return cost;
  }

  /** Loads that share a set of the first-level cache with more others than it has ways. */
  private int conflicts(Operand operand, int[] tile) {
    int count = count(operand, tile);
    if (count <= WAYS) {
      return 0;
    }
    int[] sets = new int[SETS];
    place(operand, tile, 0, 0, sets);
    int excess = 0;
    for (int lines : sets) {
      excess += Math.max(0, lines - WAYS);
    }
    return excess;
  }

  private void place(Operand operand, int[] tile, int axis, int at, int[] sets) {
    if (axis == tile.length) {
      sets[at / LINE % SETS]++;
      return;
    }
    int stride = Math.abs(operand.strides().getOrDefault(sides.get(axis).axis(), 0));
    for (int i = 0; i < (stride == 0 ? 1 : tile[axis]); i++) {
      place(operand, tile, axis + 1, at + i * stride, sets);
    }
  }

  private double cycles(int[] tile) {
    double accumulators = sums;
    for (int factor : tile) {
      accumulators *= factor;
    }
    double loads = 0;
    for (Operand operand : operands) {
      loads += count(operand, tile) * (operand.vector() ? VECTOR_LOAD : 1);
    }
    double busy = Math.max(accumulators / 2, loads / 2);
    for (Operand operand : operands) {
      busy += CONFLICT * conflicts(operand, tile);
    }
    return Math.max(busy, LATENCY) + LOOP_OVERHEAD + loads * UNHIDDEN;
  }
}
