package dev.kernelsmith.processor.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** NumPy's rule for operands of different shapes: aligned at the last extent, two extents are equal, or one is 1 or missing. */
public final class Broadcast {
  private Broadcast() {}

  /** The extents of what two operands give element by element; null where they do not go together. */
  public static @Nullable List<Integer> of(List<Integer> a, List<Integer> b) {
    int rank = Math.max(a.size(), b.size());
    List<Integer> dims = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      int one = extent(a, d - rank + a.size());
      int other = extent(b, d - rank + b.size());
      if (one != other && one != 1 && other != 1) {
        return null;
      }
      dims.add(Math.max(one, other));
    }
    return dims;
  }

  private static int extent(List<Integer> dims, int d) {
    return d < 0 ? 1 : dims.get(d);
  }
}
