package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.data.Subset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Divides samples that belong together in groups, such as pictures of a patient: samples of a group are either all learned from or all validated with. Divided without regard to groups, a network is praised for what it knows by heart.
 *
 * <pre>{@code
 * Split parts = Groups.of(data, sample -> patients.get(sample)).split(0.2, 1);
 * }</pre>
 *
 * <p>Without groups, {@link Split} divides at random or by classes. Parts are views that keep the order of the samples. The same groups, numbers and seed give the same parts.
 */
public final class Groups {
  private final Dataset data;
  private final List<int[]> groups;

  private Groups(Dataset data, List<int[]> groups) {
    this.data = data;
    this.groups = groups;
  }

  /**
   * Samples with a group each.
   *
   * @param groupOf gives the group of a sample, anything that has {@code equals}
   * @throws RecordException if it gives null, or throws something
   * @throws IllegalArgumentException if all samples are in one group
   */
  public static Groups of(Dataset data, IntFunction<?> groupOf) {
    Objects.requireNonNull(groupOf, "the function that gives the group is null");
    Map<Object, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < data.size(); i++) {
      int index = i;
      String place = "sample " + i;
      Object group =
          Faults.required(Faults.call(place, "the function of groups", () -> groupOf.apply(index)), place,
              "the function of groups");
      members.computeIfAbsent(group, key -> new ArrayList<>()).add(i);
    }
    if (members.size() < 2) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "the %d samples are in %d group: at least 2 groups are needed to divide them", data.size(), members.size()));
    }
    return new Groups(data,
        members.values().stream().map(list -> list.stream().mapToInt(Integer::intValue).toArray()).toList());
  }

  /** How many groups there are. */
  public int count() {
    return groups.size();
  }

  /**
   * Divides at random.
   *
   * @param validationFraction share of the samples to validate with, above 0 and below 1; as near as groups drawn one after another come to it, and at least a group on either side
   * @param seed chooses the groups
   * @throws IllegalArgumentException if the fraction is out of range
   */
  public Split split(double validationFraction, long seed) {
    if (!(validationFraction > 0 && validationFraction < 1)) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "the validation fraction is %s: it must be above 0 and below 1", validationFraction));
    }
    int[] order = EpochOrder.of(groups.size(), seed, 1);
    double wanted = data.size() * validationFraction;
    boolean[] validating = new boolean[groups.size()];
    long count = 0;
    int taken = 0;
    int smallest = order[0];
    for (int group : order) {
      int size = groups.get(group).length;
      smallest = size < groups.get(smallest).length ? group : smallest;
      if (taken < groups.size() - 1 && Math.abs(count + size - wanted) < Math.abs(count - wanted)) {
        validating[group] = true;
        count += size;
        taken++;
      }
    }
    validating[smallest] |= taken == 0;
    return parts(group -> validating[group]);
  }

  /**
   * Divides into folds of whole groups, about as large as each other: the largest groups first, each to the fold that has fewest samples.
   *
   * @param k how many folds, at least 2 and at most as many as groups
   * @param seed of the order of groups that are equally large
   * @return for each fold, all else and the fold
   * @throws IllegalArgumentException if the number of folds is out of range
   */
  public List<Split> folds(int k, long seed) {
    if (k < 2 || k > groups.size()) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "%d groups can be divided into 2 to %d folds, not %d", groups.size(), groups.size(), k));
    }
    List<Integer> order = new ArrayList<>();
    Arrays.stream(EpochOrder.of(groups.size(), seed, 1)).forEach(order::add);
    order.sort((a, b) -> Integer.compare(groups.get(b).length, groups.get(a).length));
    int[] foldOf = new int[groups.size()];
    long[] sizes = new long[k];
    for (int group : order) {
      int least = 0;
      for (int fold = 1; fold < k; fold++) {
        least = sizes[fold] < sizes[least] ? fold : least;
      }
      foldOf[group] = least;
      sizes[least] += groups.get(group).length;
    }
    return IntStream.range(0, k).mapToObj(fold -> parts(group -> foldOf[group] == fold)).toList();
  }

  private Split parts(IntPredicate validating) {
    return new Split(part(group -> !validating.test(group)), part(validating));
  }

  private Dataset part(IntPredicate chosen) {
    return Subset.of(data, IntStream.range(0, groups.size()).filter(chosen)
        .flatMap(group -> Arrays.stream(groups.get(group))).sorted().toArray());
  }

  /** In words. */
  @Override
  public String toString() {
    return groups.size() + " groups of " + data;
  }
}
