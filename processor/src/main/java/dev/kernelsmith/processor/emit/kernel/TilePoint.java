package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of the results that a register tile computes of each sum.
 *
 * @param place values of output axes, where they are not those of the tile's first result
 * @param suffix what tells the names of its locals from those of the others
 */
record TilePoint(Map<Axis, Affine> place, String suffix) {
  /**
   * All of a tile; those that differ in the operand with more registers lie far apart, so that it streams.
   *
   * @param tile values of each output axis that the tile covers
   * @param single axes along which this tile alone begins, at 0, and which no loop runs over
   */
  static List<TilePoint> of(Kernel kernel, List<Integer> tile, Set<Axis> single) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < tile.size(); i++) {
      order.add(i);
    }
    Expr.Read streaming = streaming(kernel, tile);
    if (streaming != null) {
      order.sort(Comparator.comparing(i -> !uses(streaming, kernel.loops().get(i).axis())));
    }
    List<int[]> positions = List.of(new int[tile.size()]);
    for (int loop : order) {
      positions = positions.stream().flatMap(at -> along(at, loop, tile.get(loop))).toList();
    }
    return positions.stream().map(at -> point(kernel, tile, single, at)).toList();
  }

  /** The positions that a position becomes along one more loop. */
  private static Stream<int[]> along(int[] at, int loop, int count) {
    return IntStream.range(0, count).mapToObj(i -> {
      int[] next = at.clone();
      next[loop] = i;
      return next;
    });
  }

  private static TilePoint point(Kernel kernel, List<Integer> tile, Set<Axis> single, int[] at) {
    Map<Axis, Affine> place = new HashMap<>();
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < at.length; i++) {
      Axis axis = kernel.loops().get(i).axis();
      if (tile.get(i) > 1) {
        suffix.append(Names.numbered(axis, at[i]));
      }
      if (kernel.loops().get(i).unrolled() || single.contains(axis)) {
        place.put(axis, Affine.of(at[i]));
      } else if (at[i] > 0) {
        boolean lane = axis.equals(kernel.laneAxis());
        place.put(
            axis, lane ? Affine.of(axis).plus(Affine.of(Scope.LANES).times(at[i])) : Affine.of(axis).plus(at[i]));
      }
    }
    return new TilePoint(place, suffix.toString());
  }

  /** The operand of which the tile holds most elements. */
  private static Expr.@Nullable Read streaming(Kernel kernel, List<Integer> tile) {
    Expr.Read best = null;
    int most = 0;
    for (Expr.Read read : kernel.main().value().reads()) {
      int count = 1;
      for (int i = 0; i < tile.size(); i++) {
        count *= uses(read, kernel.loops().get(i).axis()) ? tile.get(i) : 1;
      }
      if (count > most) {
        most = count;
        best = read;
      }
    }
    return best;
  }

  private static boolean uses(Expr.Read read, Axis axis) {
    return read.index().stream().anyMatch(i -> i.uses(axis));
  }

  /** The element that a statement sets at this point. */
  Expr.Read target(Statement s) {
    return Expr.read(s.target(), s.index().stream().map(i -> i.substitute(place)).toList());
  }
}
