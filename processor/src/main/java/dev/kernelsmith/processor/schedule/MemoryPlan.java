package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places the buffers of a program in one array so that those that live at the same time do not overlap: largest first, each at
 * the lowest free offset. A buffer with a halo has its place to itself, so that the halo, filled once, stays.
 */
final class MemoryPlan {
  /**
   * The kernels during which a buffer holds something.
   *
   * @param first the kernel that writes it
   * @param last the last kernel that reads it
   */
  record Life(int first, int last) {
    /** From the beginning to the end. */
    static final Life ALWAYS = new Life(0, Integer.MAX_VALUE);
  }

  /**
   * What has its place, by offset: where each starts and ends, and the first and last kernel of its life. A new one is compared with all of them, so these are
   * plain numbers in a row.
   */
  private final int[][] placed = new int[4][];

  private int count;
  private final int start;
  private final Set<Buffer> kept;
  private int end;

  /**
   * A plan.
   *
   * @param start first free float of the array
   * @param kept further buffers with a place to themselves: zeros that nobody writes stay zeros
   */
  MemoryPlan(int start, Set<Buffer> kept) {
    this.start = start;
    this.kept = kept;
    this.end = start;
  }

  /** Places all buffers, once; the result has their offsets. */
  Map<Buffer, Layout> place(Map<Layout, Life> lives) {
    List<Map.Entry<Layout, Life>> bySize = new ArrayList<>(lives.entrySet());
    bySize.sort(Comparator.comparing(e -> -e.getKey().size()));
    for (int row = 0; row < placed.length; row++) {
      placed[row] = new int[bySize.size()];
    }
    Map<Buffer, Layout> result = new LinkedHashMap<>();
    for (Map.Entry<Layout, Life> entry : bySize) {
      Layout layout = entry.getKey();
      Life life =
          layout.hasHalo() || kept.contains(layout.buffer()) ? Life.ALWAYS : entry.getValue();
      Layout at = layout.at(free(layout.size(), life));
      insert(at, life);
      end = Math.max(end, Math.addExact(at.offset(), at.size()));
      result.put(layout.buffer(), at);
    }
    return result;
  }

  /** Floats used, from the start of the array. */
  int end() {
    return end;
  }

  /** Adds one behind those with the same offset. */
  private void insert(Layout layout, Life life) {
    int[] starts = placed[0];
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] <= layout.offset()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int[] added = {layout.offset(), Math.addExact(layout.offset(), layout.size()), life.first(), life.last()};
    for (int row = 0; row < placed.length; row++) {
      System.arraycopy(placed[row], low, placed[row], low + 1, count - low);
      placed[row][low] = added[row];
    }
    count++;
  }

  /** The lowest offset with so much room during a life. */
  private int free(int size, Life life) {
    int[] starts = placed[0];
    int[] ends = placed[1];
    int[] firsts = placed[2];
    int[] lasts = placed[3];
    int at = start;
    for (int i = 0; i < count; i++) {
      if (firsts[i] > life.last() || life.first() > lasts[i]) {
        continue;
      }
      if (starts[i] - at >= size) {
        return at;
      }
      at = Math.max(at, start + Target.padded(ends[i] - start));
    }
    return at;
  }
}
