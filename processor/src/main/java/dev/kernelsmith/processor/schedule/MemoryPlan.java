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

    boolean meets(Life other) {
      return first <= other.last && other.first <= last;
    }
  }

  private record Placed(Layout layout, Life life) {}

  /** What has its place, by offset. */
  private final List<Placed> placed = new ArrayList<>();

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

  /** Places all buffers; the result has their offsets. */
  Map<Buffer, Layout> place(Map<Layout, Life> lives) {
    List<Map.Entry<Layout, Life>> bySize = new ArrayList<>(lives.entrySet());
    bySize.sort(Comparator.comparing(e -> -e.getKey().size()));
    Map<Buffer, Layout> result = new LinkedHashMap<>();
    for (Map.Entry<Layout, Life> entry : bySize) {
      Layout layout = entry.getKey();
      Life life =
          layout.hasHalo() || kept.contains(layout.buffer()) ? Life.ALWAYS : entry.getValue();
      Layout at = layout.at(free(layout.size(), life));
      insert(new Placed(at, life));
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
  private void insert(Placed added) {
    int low = 0;
    int high = placed.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (placed.get(middle).layout().offset() <= added.layout().offset()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    placed.add(low, added);
  }

  /** The lowest offset with so much room during a life. */
  private int free(int size, Life life) {
    int at = start;
    for (Placed other : placed) {
      if (!other.life().meets(life)) {
        continue;
      }
      if (other.layout().offset() - at >= size) {
        return at;
      }
      int next = Math.addExact(other.layout().offset(), other.layout().size());
      at = Math.max(at, start + Target.padded(next - start));
    }
    return at;
  }
}
