package dev.kernelsmith.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  /** Sample i has the input i; 50 samples of class 0, 30 of class 1, 19 of class 2, 1 of class 3. */
  private static Dataset hundred() {
    float[] inputs = new float[100];
    int[] classes = new int[100];
    for (int i = 0; i < 100; i++) {
      inputs[i] = i;
      classes[i] = i < 50 ? 0 : i < 80 ? 1 : i < 99 ? 2 : 3;
    }
    return ArrayDataset.ofClasses(inputs, 1, classes);
  }

  private static int[] members(Dataset part) {
    return IntStream.range(0, part.size()).map(i -> (int) Rows.input(part, i)[0]).toArray();
  }

  private static void assertDivides(Split split) {
    int[] all = IntStream.concat(Arrays.stream(members(split.training())), Arrays.stream(members(split.validation())))
        .sorted()
        .toArray();
    assertArrayEquals(IntStream.range(0, 100).toArray(), all);
  }

  @Test
  void randomDividesWithoutOverlapInTheDatasetsOrder() {
    Split split = Split.random(hundred(), 0.25, 1);
    assertEquals(25, split.validation().size());
    assertDivides(split);
    int[] members = members(split.validation());
    assertArrayEquals(Arrays.stream(members).sorted().toArray(), members);
    assertFalse(Arrays.equals(IntStream.range(0, 25).toArray(), members));
  }

  @Test
  void theSeedDecides() {
    assertArrayEquals(members(Split.random(hundred(), 0.1, 5).validation()),
        members(Split.random(hundred(), 0.1, 5).validation()));
    assertFalse(
        Arrays.equals(members(Split.random(hundred(), 0.1, 5).validation()),
            members(Split.random(hundred(), 0.1, 6).validation())));
    assertArrayEquals(
        members(Split.stratified(hundred(), 0.1, 5).training()),
        members(Split.stratified(hundred(), 0.1, 5).training()));
  }

  @Test
  void everySampleIsChosenAboutAsOften() {
    int[] counts = new int[100];
    for (int seed = 0; seed < 1000; seed++) {
      for (int member : members(Split.random(hundred(), 0.2, seed).validation())) {
        counts[member]++;
      }
    }
    // Binomial with n = 1000, p = 0.2: mean 200, deviation 12.6; six deviations.
    assertTrue(Arrays.stream(counts).allMatch(count -> Math.abs(count - 200) < 76), Arrays.toString(counts));
  }

  @Test
  void stratifiedKeepsTheSharesOfTheClasses() {
    Split split = Split.stratified(hundred(), 0.1, 2);
    assertDivides(split);
    long[] counts = new long[4];
    Arrays.stream(Rows.classes(split.validation())).forEach(c -> counts[c]++);
    assertArrayEquals(new long[] {5, 3, 2, 0}, counts);
    assertEquals(10, split.validation().size());
  }

  @Test
  void stratifiedLeavesEveryClassASampleToTrainOn() {
    Dataset four = ArrayDataset.ofClasses(new float[4], 1, new int[] {0, 1, 1, 2});
    Split split = Split.stratified(four, 0.75, 1);
    assertEquals(1, split.validation().size());
    assertEquals(1, split.validation().classOf(0));
    Dataset different = ArrayDataset.ofClasses(new float[3], 1, new int[] {0, 1, 2});
    assertThrows(IllegalArgumentException.class, () -> Split.stratified(different, 0.5, 1));
  }

  @Test
  void refusesFractionsThatLeaveAPartEmpty() {
    for (double fraction : new double[] {0, 1, -0.1, 1.5, Double.NaN, 0.001, 0.999}) {
      assertThrows(IllegalArgumentException.class, () -> Split.random(hundred(), fraction, 1), "fraction " + fraction);
      assertThrows(IllegalArgumentException.class, () -> Split.stratified(hundred(), fraction, 1),
          "fraction " + fraction);
    }
    Dataset values = ArrayDataset.ofValues(new float[4][1], new float[4][1]);
    assertThrows(IllegalArgumentException.class, () -> Split.stratified(values, 0.5, 1));
  }

  @Test
  void subsetsAreViews() {
    Subset chosen = Subset.of(hundred(), 99, 0, 0);
    assertArrayEquals(new int[] {99, 0, 0}, members(chosen));
    assertArrayEquals(new int[] {3, 0, 0}, Rows.classes(chosen));
    assertArrayEquals(new int[] {5, 6}, members(Subset.range(hundred(), 5, 7)));
    Dataset values = Subset.of(ArrayDataset.ofValues(new float[2][1], new float[][] {{1}, {2}}), 1);
    assertArrayEquals(new float[] {2}, Rows.target(values, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> chosen.classOf(3));
    assertThrows(IllegalArgumentException.class, () -> Subset.of(hundred()));
    assertThrows(IllegalArgumentException.class, () -> Subset.of(hundred(), 100));
    assertThrows(IllegalArgumentException.class, () -> Subset.range(hundred(), 5, 5));
    assertThrows(IllegalArgumentException.class, () -> Subset.range(hundred(), 90, 101));
  }
}
