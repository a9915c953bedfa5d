package dev.kernelsmith.runtime.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a name may have meant that is none of those there are. */
public final class KnownNames {
  /** Names that a message lists. */
  private static final int SHOWN = 12;

  /** Names that are equally near, of which all are told; of more none would be better than another. */
  private static final int MOST_NEAREST = 3;

  private KnownNames() {}

  /**
   * Names of layers or blocks, of which there must be one at least.
   *
   * @throws IllegalArgumentException if there is none: that would be nothing to some, and everything to others
   */
  public static List<String> some(String... names) {
    if (Objects.requireNonNull(names, "names").length == 0) {
      throw new IllegalArgumentException("no layer is named: name one layer or block at least");
    }
    return Arrays.asList(names.clone());
  }

  /**
   * The end of a message that there is no such name: the nearest names if any are near, and some of them all.
   *
   * @return empty where there are no names; else {@code : did you mean 'conv1'? It has conv1, conv2} or {@code ; it has conv1, conv2}
   */
  public static String text(String name, Collection<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    List<String> nearest = nearest(name, names);
    String start = nearest.isEmpty() ? "; it has " : ": did you mean '" + String.join("' or '", nearest) + "'? It has ";
    return start + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (names.size() > SHOWN ? String.format(Locale.ROOT, " and %d more", names.size() - SHOWN) : "");
  }

  private static List<String> nearest(String name, Collection<String> names) {
    List<String> nearest = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    for (String other : names) {
      int distance = isNear(name, other) ? distance(name, other) : Integer.MAX_VALUE;
      if (distance < least) {
        nearest.clear();
        least = distance;
      }
      if (distance == least && least != Integer.MAX_VALUE) {
        nearest.add(other);
      }
    }
    return nearest.size() > MOST_NEAREST ? List.of() : nearest;
  }

  /** Whether at most a third of the letters differ, in each of the parts that dots divide a name into. */
  private static boolean isNear(String name, String other) {
    String[] parts = name.split("\\.", -1);
    String[] others = other.split("\\.", -1);
    boolean near = parts.length == others.length;
    for (int i = 0; near && i < parts.length; i++) {
      near = 3 * distance(parts[i], others[i]) <= Math.max(parts[i].length(), others[i].length());
    }
    return near;
  }

  /** Letters to insert, remove, replace or swap with their neighbour (optimal string alignment), whatever their case. */
  private static int distance(String one, String two) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = two.toLowerCase(Locale.ROOT);
    int[][] costs = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          costs[i][j] = i + j;
          continue;
        }
        int replaced = costs[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        costs[i][j] = Math.min(replaced, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          costs[i][j] = Math.min(costs[i][j], costs[i - 2][j - 2] + 1);
        }
      }
    }
    return costs[a.length()][b.length()];
  }
}
