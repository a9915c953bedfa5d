package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many samples each class has, and what makes that even. */
final class ClassBalance {
  private final Dataset data;

  /** The samples of each class that has some, by its number. */
  private final Map<Integer, int[]> members;

  private ClassBalance(Dataset data, Map<Integer, int[]> members) {
    this.data = data;
    this.members = members;
  }

  static ClassBalance of(Dataset data) {
    if (!data.hasClasses()) {
      throw new IllegalArgumentException("the targets are values, not classes: there is nothing to balance or encode");
    }
    CheckedDataset checked = CheckedDataset.of(data, "data");
    Map<Integer, List<Integer>> found = new TreeMap<>();
    for (int i = 0; i < data.size(); i++) {
      found.computeIfAbsent(checked.classOf(i), key -> new ArrayList<>()).add(i);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("the data set has no samples: at least one is needed");
    }
    Map<Integer, int[]> members = new TreeMap<>();
    found.forEach((number, list) -> members.put(number, list.stream().mapToInt(Integer::intValue).toArray()));
    return new ClassBalance(data, members);
  }

  /** A factor for each class number. */
  double[] weights() {
    double[] weights = new double[members.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1];
    Arrays.fill(weights, 1);
    members.forEach((number, list) -> weights[number] = data.size() / ((double) members.size() * list.length));
    return weights;
  }

  Dataset weighted() {
    double[] ofClasses = weights();
    double[] all = new double[data.size()];
    Arrays.setAll(all, i -> ofClasses[data.classOf(i)]);
    return data.weighted(all);
  }

  /** As many of each class, up or down to the largest or smallest. */
  Dataset balanced(boolean up, long seed) {
    int[][] lists = members.values().toArray(int[][]::new);
    int each = Arrays.stream(lists).mapToInt(list -> list.length).reduce(up ? Math::max : Math::min).orElse(0);
    long size = (long) each * lists.length;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          lists.length + " classes of " + each
              + " samples are too many for a data set: use undersampled, or classWeighted");
    }
    return new EpochDataset(data, (int) size, epoch -> indices(lists, each, seed, epoch),
        up ? "oversampled classes" : "undersampled classes");
  }

  private static int[] indices(int[][] lists, int each, long seed, int epoch) {
    int classes = lists.length;
    int[] indices = new int[each * classes];
    for (int own = 0; own < classes; own++) {
      int[] drawn = lists[own].clone();
      EpochOrder.shuffle(drawn, EpochOrder.mixed(EpochOrder.mixed(seed) + own) + epoch);
      for (int i = 0; i < each; i++) {
        indices[i * classes + own] = drawn[i % drawn.length];
      }
    }
    return indices;
  }
}
