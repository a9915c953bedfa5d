package dev.kernelsmith.data.sequences;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words as tokens, and how often which two stand beside each other; only words that have a merged pair are counted anew. */
final class Pairs {
  private static final long LEAST = 2;

  private final List<int[]> words = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();
  private final Map<Long, Long> frequencies = new HashMap<>();
  private final Map<Long, Set<Integer>> places = new HashMap<>();
  private final PriorityQueue<Pair> queue = new PriorityQueue<>(
      Comparator.comparingLong(Pair::frequency).reversed().thenComparingInt(Pair::left).thenComparingInt(Pair::right));
  private boolean counted;

  /**
   * Two tokens beside each other.
   *
   * @param frequency how often, when it was queued
   */
  record Pair(int left, int right, long frequency) {}

  static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  void add(int[] word, long count) {
    words.add(word);
    counts.add(count);
    count(words.size() - 1, count, null);
  }

  /** Adds the pairs of a word, or takes them away. */
  private void count(int word, long count, @Nullable Set<Long> changed) {
    int[] tokens = words.get(word);
    for (int i = 0; i + 1 < tokens.length; i++) {
      long key = key(tokens[i], tokens[i + 1]);
      frequencies.merge(key, count, Long::sum);
      places.computeIfAbsent(key, pair -> new HashSet<>()).add(word);
      if (changed != null) {
        changed.add(key);
      }
    }
  }

  /** The most frequent pair; null where none stands twice. */
  @Nullable
  Pair best() {
    if (!counted) {
      counted = true;
      frequencies.keySet().forEach(this::queue);
    }
    while (!queue.isEmpty()) {
      Pair best = queue.remove();
      if (frequencies.getOrDefault(key(best.left(), best.right()), 0L) == best.frequency()) {
        return best;
      }
    }
    return null;
  }

  private void queue(long key) {
    long frequency = frequencies.getOrDefault(key, 0L);
    if (frequency >= LEAST) {
      queue.add(new Pair((int) (key >> 32), (int) key, frequency));
    }
  }

  /** Makes a pair one token, wherever it stands. */
  void merge(Pair pair, int token) {
    Set<Long> changed = new HashSet<>();
    for (int word : places.getOrDefault(key(pair.left(), pair.right()), Set.of()).stream().sorted().toList()) {
      count(word, -counts.get(word), changed);
      words.set(word, merged(words.get(word), pair, token));
      count(word, counts.get(word), changed);
    }
    for (long key : changed) {
      if (frequencies.getOrDefault(key, 0L) == 0) {
        frequencies.remove(key);
        places.remove(key);
      } else {
        queue(key);
      }
    }
  }

  private static int[] merged(int[] tokens, Pair pair, int token) {
    int[] merged = new int[tokens.length];
    int count = 0;
    for (int i = 0; i < tokens.length; i++) {
      boolean here = i + 1 < tokens.length && tokens[i] == pair.left() && tokens[i + 1] == pair.right();
      merged[count++] = here ? token : tokens[i];
      i += here ? 1 : 0;
    }
    return Arrays.copyOf(merged, count);
  }
}
