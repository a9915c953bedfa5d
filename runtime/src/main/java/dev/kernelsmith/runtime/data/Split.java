package dev.kernelsmith.runtime.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * A dataset divided into samples to train on and samples to validate with. Both parts are views that keep the
 * dataset's order. The same dataset, fraction and seed always give the same split, on any machine.
 *
 * @param training samples to train on
 * @param validation samples to validate with; none of them is in {@code training}
 */
public record Split(Dataset training, Dataset validation) {
  /**
   * Divides at random.
   *
   * @param dataset what to divide
   * @param validationFraction share of the samples to validate with, above 0 and below 1; rounded to whole samples
   * @param seed chooses the samples
   * @throws IllegalArgumentException if the fraction is out of range or leaves one part without a sample
   */
  public static Split random(Dataset dataset, double validationFraction, long seed) {
    CheckedDataset.of(dataset, "data to split").requireMemory(2 * Integer.BYTES, "their order");
    int validation = validationSize(dataset, validationFraction);
    int[] order = new int[dataset.size()];
    Arrays.setAll(order, i -> i);
    shuffle(order, new Random(seed));
    return of(dataset, Arrays.copyOf(order, validation));
  }

  /**
   * Divides at random, with each class's share of the validation samples as close as whole samples allow to its share
   * of the dataset. Every class keeps at least one sample to train on, so that the validation part may be a little
   * smaller than asked for.
   *
   * @param dataset what to divide; its targets must be classes
   * @param validationFraction share of the samples to validate with, above 0 and below 1; rounded to whole samples
   * @param seed chooses the samples
   * @throws IllegalArgumentException if the dataset has no classes, or the fraction is out of range or leaves one
   *     part without a sample
   */
  public static Split stratified(Dataset dataset, double validationFraction, long seed) {
    if (!Objects.requireNonNull(dataset, "dataset").hasClasses()) {
      throw new IllegalArgumentException(
          "a stratified split needs classes, but the targets are values: use Split.random");
    }
    CheckedDataset checked = CheckedDataset.of(dataset, "data to split");
    checked.requireMemory(8 * Integer.BYTES, "their order");
    int wanted = validationSize(dataset, validationFraction);
    List<ClassShare> shares = shares(checked, wanted);
    Random random = new Random(seed);
    int[] chosen = new int[wanted];
    int count = 0;
    for (ClassShare share : shares) {
      shuffle(share.members, random);
      System.arraycopy(share.members, 0, chosen, count, share.taken);
      count += share.taken;
    }
    if (count == 0) {
      throw new IllegalArgumentException("no class has a second sample to validate with: use Split.random");
    }
    return of(dataset, Arrays.copyOf(chosen, count));
  }

  private static int validationSize(Dataset dataset, double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the validation fraction is %s: it must be above 0 and below 1", fraction));
    }
    long size = Math.round(dataset.size() * fraction);
    if (size < 1 || size >= dataset.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "a validation fraction of %s of %d samples leaves one part empty: both need at least one sample",
              fraction, dataset.size()));
    }
    return (int) size;
  }

  /** How many samples each class gives, by the method of largest remainders; in the order of the class numbers. */
  private static List<ClassShare> shares(Dataset dataset, int wanted) {
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < dataset.size(); i++) {
      members.computeIfAbsent(dataset.classOf(i), key -> new ArrayList<>()).add(i);
    }
    List<ClassShare> shares = new ArrayList<>();
    members.values().forEach(list -> shares.add(new ClassShare(list, wanted, dataset.size())));
    int left = wanted - shares.stream().mapToInt(share -> share.taken).sum();
    List<ClassShare> byRemainder = new ArrayList<>(shares);
    byRemainder.sort(Comparator.comparingLong(share -> -share.remainder));
    for (ClassShare share : byRemainder) {
      if (left > 0 && share.taken < share.members.length - 1) {
        share.taken++;
        left--;
      }
    }
    return shares;
  }

  private static Split of(Dataset dataset, int[] validation) {
    boolean[] held = new boolean[dataset.size()];
    for (int index : validation) {
      held[index] = true;
    }
    int[] sorted = validation.clone();
    Arrays.sort(sorted);
    int[] training = new int[dataset.size() - validation.length];
    int count = 0;
    for (int i = 0; i < held.length; i++) {
      if (!held[i]) {
        training[count++] = i;
      }
    }
    return new Split(Subset.of(dataset, training), Subset.of(dataset, sorted));
  }

  /** Fisher and Yates's shuffle with {@link Random}, whose numbers its documentation fixes for all Java versions. */
  private static void shuffle(int[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  /** The samples of one class, and how many of them are taken for validation. */
  private static final class ClassShare {
    private final int[] members;
    private final long remainder;
    private int taken;

    ClassShare(List<Integer> members, int wanted, int size) {
      this.members = members.stream().mapToInt(Integer::intValue).toArray();
      long quota = (long) members.size() * wanted;
      taken = (int) (quota / size);
      remainder = quota % size;
    }
  }

  /** In words. */
  @Override
  public String toString() {
    return "training: " + training + "; validation: " + validation;
  }
}
