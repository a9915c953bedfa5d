package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Transform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Frees sums of products from bounds tests: where an operand is read outside its buffer, the buffer gets a halo of zeros, so that
 * the product is 0 there and no loop needs a test.
 */
final class Halos {
  private final Map<Buffer, int[][]> halos = new HashMap<>();

  /**
   * The statement without the guards that a halo takes over. Where a large part of the products would be with zeros of the halo, the
   * guard stays and cuts the range of the window instead, for one direction: the other is needed for the register tile.
   */
  Statement absorb(Statement s) {
    if (s.guards().isEmpty() || !Contraction.is(s) && !Transform.is(s)) {
      return s;
    }
    List<Guard> left = new ArrayList<>();
    for (Guard guard : s.guards()) {
      boolean cut = left.isEmpty() && !s.sumsOverSamples() && wasteful(guard);
      if (cut || !absorbed(guard, s.value().reads())) {
        left.add(guard);
      }
    }
    return s.guarded(left);
  }

  /** Whether less than 85 % of the iterations satisfy a guard on a window, {@code 0 <= h + r < extent}. */
  private static boolean wasteful(Guard guard) {
    boolean window = guard.index().terms().values().stream().allMatch(c -> Math.abs(c) == 1);
    return window && guard.index().axes().size() == 2 && guard.share() < 0.85;
  }

  private boolean absorbed(Guard guard, List<Expr.Read> reads) {
    for (Expr.Read read : reads) {
      Buffer buffer = read.buffer();
      for (int d = 0; d < read.index().size(); d++) {
        boolean covers =
            buffer.perSample()
                && !buffer.isExternal()
                && read.index().get(d).equals(guard.index())
                && buffer.shape().get(d) == guard.extent();
        if (covers) {
          int[][] halo = halos.computeIfAbsent(buffer, b -> new int[2][b.shape().size()]);
          halo[0][d] = Math.max(halo[0][d], -guard.index().min());
          halo[1][d] = Math.max(halo[1][d], guard.index().max() - guard.extent() + 1);
          return true;
        }
      }
    }
    return false;
  }

  /** The buffers that have one. */
  Set<Buffer> haloed() {
    return halos.keySet();
  }

  /** Halo before the first element, per dimension. */
  List<Integer> before(Buffer buffer) {
    return side(buffer, 0);
  }

  /** Halo after the last element, per dimension. */
  List<Integer> after(Buffer buffer) {
    return side(buffer, 1);
  }

  private List<Integer> side(Buffer buffer, int side) {
    List<Integer> result = new ArrayList<>();
    int[][] halo = halos.get(buffer);
    for (int d = 0; d < buffer.shape().size(); d++) {
      result.add(halo == null ? 0 : halo[side][d]);
    }
    return result;
  }
}
