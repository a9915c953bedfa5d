package dev.kernelsmith.processor.graph;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt name may have meant. */
final class Spelling {
  private Spelling() {}

  /** The nearest of some names, if it is near: at most a third of the letters differ. */
  static Optional<String> nearest(String name, Collection<String> names) {
    return names.stream()
        .filter(candidate -> near(distance(name, candidate), Math.max(name.length(), candidate.length())))
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  private static boolean near(int distance, int length) {
    return distance < length && distance <= Math.max(1, length / 3);
  }

  /** Letters to insert, remove, replace or swap with their neighbour (optimal string alignment), whatever their case. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, cost, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int[][] cost, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
