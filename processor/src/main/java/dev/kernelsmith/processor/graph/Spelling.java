package dev.kernelsmith.processor.graph;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds what a misspelt name may have meant. */
final class Spelling {
  /** Names that are equally near, of which all are told; of more none would be better than another. */
  private static final int MOST = 3;

  private Spelling() {}

  /**
   * The nearest of some names, if they are near: at most a third of the letters differ, in each of the parts that dots divide a name into. None where
   * many are equally near.
   */
  static List<String> nearest(String name, Collection<String> names) {
    List<String> near = names.stream().filter(candidate -> near(name, candidate)).distinct().toList();
    int least = near.stream().mapToInt(candidate -> distance(name, candidate)).min().orElse(0);
    List<String> nearest = near.stream().filter(candidate -> distance(name, candidate) == least).toList();
    return nearest.size() > MOST ? List.of() : nearest;
  }

  private static boolean near(String name, String candidate) {
    List<String> parts = List.of(name.split("\\.", -1));
    List<String> others = List.of(candidate.split("\\.", -1));
    boolean near = parts.size() == others.size();
    for (int i = 0; near && i < parts.size(); i++) {
      near = 3 * distance(parts.get(i), others.get(i)) <= Math.max(parts.get(i).length(), others.get(i).length());
    }
    return near;
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
