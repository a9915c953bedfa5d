package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.data.Subset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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

  /** Samples of each class, by group; empty where classes do not count. */
  private final List<int[]> counts;

  private Groups(Dataset data, List<int[]> groups, List<int[]> counts) {
    this.data = data;
    this.groups = groups;
    this.counts = counts;
  }

  /**
   * Samples with a group each.
   *
   * @param groupOf gives the group of a sample, anything that has {@code equals}
   * @throws RecordException if it gives null, or throws something
   * @throws IllegalArgumentException if all samples are in one group
   */
  public static Groups of(Dataset data, IntFunction<?> groupOf) {
    Objects.requireNonNull(data, "data");
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
        members.values().stream().map(list -> list.stream().mapToInt(Integer::intValue).toArray()).toList(), List.of());
  }

  /**
   * The same groups, divided so that each part also has its share of each class, as near as whole groups allow.
   *
   * <p>The algorithm is greedy, after scikit-learn's {@code StratifiedGroupKFold}: groups whose classes are most uneven in number come first, equal ones in the order of the seed; each goes to the part where the
   * variance over all parts of what they have of a class, relative to what they should have, summed over the classes, is least, and of equal parts to the one with fewest samples. A part that
   * would else stay empty gets one of the last groups.
   *
   * @throws IllegalArgumentException if the targets are not classes
   */
  public Groups stratified() {
    if (!data.hasClasses()) {
      throw new IllegalArgumentException(
          "the targets are values, not classes: there is nothing to stratify by; leave stratified() out");
    }
    CheckedDataset checked = CheckedDataset.of(data, "data");
    int[] classes = IntStream.range(0, data.size()).map(checked::classOf).toArray();
    int[] numbers = Arrays.stream(classes).distinct().sorted().toArray(); // a class number may be large
    List<int[]> found = new ArrayList<>();
    for (int[] group : groups) {
      int[] count = new int[numbers.length];
      Arrays.stream(group).forEach(sample -> count[Arrays.binarySearch(numbers, classes[sample])]++);
      found.add(count);
    }
    return new Groups(data, groups, found);
  }

  /** How many groups there are. */
  public int count() {
    return groups.size();
  }

  /**
   * Divides at random.
   *
   * @param validationFraction share of the samples to validate with, above 0 and below 1; as near as groups drawn one after another come to it, and at least a group on either side; of each class, where this is
   *     {@link #stratified}
   * @param seed chooses the groups
   * @throws IllegalArgumentException if the fraction is out of range
   */
  public Split split(double validationFraction, long seed) {
    if (!(validationFraction > 0 && validationFraction < 1)) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "the validation fraction is %s: it must be above 0 and below 1", validationFraction));
    }
    int[] order = EpochOrder.of(groups.size(), seed, 1);
    if (!counts.isEmpty()) {
      int[] partOf = stratified(order, 1 - validationFraction, validationFraction);
      return parts(group -> partOf[group] == 1);
    }
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
   * Divides into folds of whole groups, about as large as each other: the largest groups first, each to the fold that has fewest samples; or by classes, where this is {@link #stratified}.
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
    if (!counts.isEmpty()) {
      double[] shares = new double[k];
      Arrays.fill(shares, 1.0 / k);
      int[] partOf = stratified(EpochOrder.of(groups.size(), seed, 1), shares);
      return IntStream.range(0, k).mapToObj(fold -> parts(group -> partOf[group] == fold)).toList();
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

  /** The part of each group, as {@link #stratified()} says; shares are those of the parts. */
  private int[] stratified(int[] drawn, double... shares) {
    int classes = counts.getFirst().length;
    long[] totals = new long[classes];
    counts.forEach(count -> Arrays.setAll(totals, number -> totals[number] + count[number]));
    List<Integer> order = new ArrayList<>();
    Arrays.stream(drawn).forEach(order::add);
    order.sort(Comparator.comparingDouble(group -> -variance(counts.get(group))));
    double[][] filled = new double[classes][shares.length]; // what a part has of what it should have
    long[] sizes = new long[shares.length];
    int[] partOf = new int[groups.size()];
    int left = groups.size();
    for (int group : order) {
      int[] count = counts.get(group);
      boolean mustFill = left-- <= Arrays.stream(sizes).filter(size -> size == 0).count();
      int best = -1;
      double least = 0;
      for (int part = 0; part < shares.length; part++) {
        if (mustFill && sizes[part] > 0) {
          continue;
        }
        double uneven = 0;
        for (int number = 0; number < classes; number++) {
          double before = filled[number][part];
          filled[number][part] += count[number] / (shares[part] * totals[number]);
          uneven += variance(filled[number]);
          filled[number][part] = before;
        }
        if (best < 0 || uneven < least || uneven == least && sizes[part] < sizes[best]) {
          best = part;
          least = uneven;
        }
      }
      partOf[group] = best;
      sizes[best] += groups.get(group).length;
      for (int number = 0; number < classes; number++) {
        filled[number][best] += count[number] / (shares[best] * totals[number]);
      }
    }
    return partOf;
  }

  private static double variance(int[] values) {
    return variance(Arrays.stream(values).asDoubleStream().toArray());
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum() / values.length;
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
