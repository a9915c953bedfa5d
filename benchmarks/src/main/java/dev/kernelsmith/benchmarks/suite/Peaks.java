package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.benchmarks.compare.Medians;
import dev.kernelsmith.benchmarks.jmh.Tiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a core can do at most: fused multiply-adds that touch no memory, and a loop that does little else than read and write. */
final class Peaks {
  private static final int PARTS = 9;
  private static final int LOOPS = 100_000;
  private static final int ARRAYS = 3;
  private static final int LEAST_BYTES = 1 << 12;
  private static final int MOST_BYTES = 1 << 28;
  private static final long PART_NANOS = 20_000_000;

  /** Bytes a second by the bytes that a stream goes through. */
  private final Map<Integer, Double> streams = new TreeMap<>();

  /** Operations a second of fused multiply-adds in registers, on the calling thread. */
  static double multiplyAdds() {
    float[] values = new float[10 * Tiles.vectorLength()];
    List<Double> speeds = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      int rounds = 0;
      long start = System.nanoTime();
      long end;
      do {
        Tiles.multiplyAdd(values, LOOPS);
        rounds++;
        end = System.nanoTime();
      } while (end - start < PART_NANOS);
      speeds.add(2e9 * LOOPS * values.length * rounds / (end - start));
    }
    return Medians.of(speeds);
  }

  /**
   * Bytes a second of {@code a[i] = b[i] + 0.5 * c[i]} over three arrays, on the calling thread.
   *
   * @param bytes of the three together; rounded up to a power of two, from 4 KiB to 256 MiB
   */
  double stream(long bytes) {
    int rounded = LEAST_BYTES;
    while (rounded < bytes && rounded < MOST_BYTES) {
      rounded *= 2;
    }
    return streams.computeIfAbsent(rounded, Peaks::streamOf);
  }

  /**
   * The same for arrays that no cache holds.
   *
   * @param threads how many do so at the same time
   */
  static double streamFromMemory(int threads) {
    return streamOf(Math.max(LEAST_BYTES, MOST_BYTES / threads));
  }

  private static double streamOf(int bytes) {
    int floats = bytes / Float.BYTES / ARRAYS;
    float[] a = new float[floats];
    float[] b = new float[floats];
    float[] c = new float[floats];
    int turns = Math.max(1, (1 << 20) / bytes);
    List<Double> speeds = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      long moved = 0;
      long start = System.nanoTime();
      long end;
      do {
        for (int turn = 0; turn < turns; turn++) {
          triad(a, b, c);
        }
        moved += (long) turns * ARRAYS * Float.BYTES * floats;
        end = System.nanoTime();
      } while (end - start < PART_NANOS);
      speeds.add(moved * 1e9 / (end - start));
    }
    return Medians.of(speeds);
  }

  private static void triad(float[] a, float[] b, float[] c) {
    for (int i = 0; i < a.length; i++) {
      a[i] = b[i] + 0.5f * c[i];
    }
  }
}
