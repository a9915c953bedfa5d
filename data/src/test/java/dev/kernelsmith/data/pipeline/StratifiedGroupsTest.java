package dev.kernelsmith.data.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Divisions that tear no group apart and keep the shares of classes. */
class StratifiedGroupsTest {
  private static final int CLASSES = 3;

  /** Samples whose input is their number, in groups of 1 to 9 that have few classes each. */
  private record Drawn(Dataset data, int[] groupOf, int groups) {
    static Drawn of(long seed, int groups) {
      Random random = new Random(seed);
      List<Integer> classes = new ArrayList<>();
      List<Integer> groupOf = new ArrayList<>();
      for (int group = 0; group < groups; group++) {
        int usual = group < CLASSES ? group : random.nextInt(4) == 0 ? 2 : random.nextInt(2);
        for (int i = random.nextInt(9); i >= 0; i--) {
          classes.add(random.nextInt(4) == 0 ? random.nextInt(CLASSES) : usual);
          groupOf.add(group);
        }
      }
      float[][] inputs = new float[classes.size()][1];
      Arrays.setAll(inputs, i -> new float[] {i});
      return new Drawn(ArrayDataset.ofClasses(inputs, classes.stream().mapToInt(Integer::intValue).toArray()),
          groupOf.stream().mapToInt(Integer::intValue).toArray(), groups);
    }

    Groups of() {
      return Groups.of(data, i -> groupOf[i]);
    }
  }

  private static int[] samples(Dataset part) {
    int[] samples = new int[part.size()];
    float[] value = new float[1];
    for (int i = 0; i < samples.length; i++) {
      part.copyInput(i, value, 0);
      samples[i] = (int) value[0];
    }
    return samples;
  }

  private static double[] counts(Dataset part) {
    double[] counts = new double[CLASSES];
    for (int i = 0; i < part.size(); i++) {
      counts[part.classOf(i)]++;
    }
    return counts;
  }

  /** The farthest that a class's share of a part is from what it should be. */
  private static double worst(Drawn drawn, List<Split> parts, double wanted) {
    double worst = 0;
    double[] all = counts(drawn.data());
    for (Split part : parts) {
      double[] counts = counts(part.validation());
      for (int number = 0; number < CLASSES; number++) {
        worst = Math.max(worst, Math.abs(counts[number] / all[number] - wanted));
      }
    }
    return worst;
  }

  private static void requireWhole(Drawn drawn, Split part) {
    boolean[] training = new boolean[drawn.groups()];
    boolean[] seen = new boolean[drawn.data().size()];
    for (int sample : samples(part.training())) {
      training[drawn.groupOf()[sample]] = true;
      seen[sample] = true;
    }
    assertTrue(part.validation().size() > 0 && part.training().size() > 0);
    for (int sample : samples(part.validation())) {
      assertFalse(training[drawn.groupOf()[sample]], "a group is in both parts");
      assertFalse(seen[sample]);
      seen[sample] = true;
    }
    for (boolean one : seen) {
      assertTrue(one, "a sample is lost");
    }
  }

  @Test
  void foldsKeepGroupsWholeAndClassesNear() {
    double plain = 0;
    double stratified = 0;
    for (int seed = 1; seed <= 60; seed++) {
      Drawn drawn = Drawn.of(seed, 60);
      int k = 2 + seed % 4;
      List<Split> folds = drawn.of().stratified().folds(k, seed);
      assertEquals(k, folds.size());
      folds.forEach(fold -> requireWhole(drawn, fold));
      assertEquals(drawn.data().size(), folds.stream().mapToInt(fold -> fold.validation().size()).sum());
      double worst = worst(drawn, folds, 1.0 / k);
      assertTrue(worst < 0.06, seed + ": " + worst);
      stratified += worst;
      plain += worst(drawn, drawn.of().folds(k, seed), 1.0 / k);
      List<Split> again = drawn.of().stratified().folds(k, seed);
      for (int i = 0; i < k; i++) {
        assertArrayEquals(samples(folds.get(i).validation()), samples(again.get(i).validation()));
      }
    }
    assertTrue(3 * stratified < plain, stratified + " against " + plain);
  }

  @Test
  void splitsKeepGroupsWholeAndClassesNear() {
    for (int seed = 1; seed <= 60; seed++) {
      Drawn drawn = Drawn.of(seed, 80);
      double share = 0.1 + 0.1 * (seed % 5);
      Split parts = drawn.of().stratified().split(share, seed);
      requireWhole(drawn, parts);
      double worst = worst(drawn, List.of(parts), share);
      assertTrue(worst < 0.06, seed + ": " + worst);
      assertArrayEquals(samples(parts.validation()),
          samples(drawn.of().stratified().split(share, seed).validation()));
    }
  }

  @Test
  void noPartIsEmptyHoweverFewGroupsThereAre() {
    for (int groups = 3; groups < 8; groups++) {
      for (int seed = 1; seed <= 20; seed++) {
        Drawn drawn = Drawn.of(seed, groups);
        requireWhole(drawn, drawn.of().stratified().split(0.01, seed));
        requireWhole(drawn, drawn.of().stratified().split(0.99, seed));
        drawn.of().stratified().folds(groups, seed).forEach(fold -> requireWhole(drawn, fold));
      }
    }
    Dataset values = ArrayDataset.ofValues(new float[4][1], new float[4][1]);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Groups.of(values, i -> i).stratified()).getMessage();
    assertTrue(message.contains("nothing to stratify by"), message);
  }
}
