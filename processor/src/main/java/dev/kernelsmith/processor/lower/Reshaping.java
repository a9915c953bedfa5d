package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Axes by which both of two shapes with as many elements can be indexed: each extent of either is a product of theirs.
 *
 * @param axes the axes, outermost first, none of extent 1
 * @param from index in the one
 * @param to index in the other
 */
record Reshaping(List<Axis> axes, List<Affine> from, List<Affine> to) {
  private static final List<String> NAMES = List.of("i", "j", "k", "l", "m", "o", "p", "q");

  /** Such axes; null where there are none, as between 2 x 3 and 3 x 2. */
  static @Nullable Reshaping of(List<Integer> from, List<Integer> to) {
    TreeSet<Integer> strides = new TreeSet<>(strides(from));
    strides.addAll(strides(to));
    List<Axis> axes = new ArrayList<>();
    List<Integer> inner = new ArrayList<>();
    for (int stride : strides.headSet(strides.last(), false).descendingSet()) {
      int outer = strides.higher(stride);
      if (outer % stride != 0) {
        return null;
      }
      axes.add(new Axis(NAMES.get(axes.size()), outer / stride));
      inner.add(stride);
    }
    return new Reshaping(axes, index(from, axes, inner), index(to, axes, inner));
  }

  /** Distances of neighbours along each extent, and the number of all elements. */
  private static List<Integer> strides(List<Integer> shape) {
    List<Integer> strides = new ArrayList<>(List.of(1));
    for (int extent : shape.reversed()) {
      strides.add(strides.getLast() * extent);
    }
    return strides;
  }

  private static List<Affine> index(List<Integer> shape, List<Axis> axes, List<Integer> inner) {
    List<Integer> strides = strides(shape).reversed();
    List<Affine> index = new ArrayList<>();
    for (int d = 0; d < shape.size(); d++) {
      Affine place = Affine.ZERO;
      for (int a = 0; a < axes.size(); a++) {
        boolean within = inner.get(a) >= strides.get(d + 1) && inner.get(a) < strides.get(d);
        place = within ? place.plus(Affine.of(axes.get(a)).times(inner.get(a) / strides.get(d + 1))) : place;
      }
      index.add(place);
    }
    return index;
  }
}
