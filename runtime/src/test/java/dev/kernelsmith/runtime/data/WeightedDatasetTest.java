package dev.kernelsmith.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedDatasetTest {
  private static final Dataset DATA =
      ArrayDataset.ofClasses(new float[][] {{1}, {2}, {3}}, new int[] {0, 1, -100});

  @Test
  void aSampleCountsOnceUnlessItIsWeighted() {
    assertEquals(1, DATA.weightOf(2));
    double[] weights = {0, 0.5, 2};
    Dataset weighted = DATA.weighted(weights);
    weights[0] = 7;
    assertEquals(List.of(0.0, 0.5, 2.0), List.of(weighted.weightOf(0), weighted.weightOf(1), weighted.weightOf(2)));
    assertEquals(6, weighted.weighted(1, 1, 3).weightOf(2));
    assertEquals(-100, weighted.classOf(2));
    assertEquals("weighted data set: 3 samples of 1 value, classes -100 to 1", weighted.toString());
  }

  @Test
  void viewsPassWeightsOn() {
    Dataset weighted = DATA.weighted(0, 0.5, 2);
    assertEquals(2, Subset.of(weighted, 2, 1).weightOf(0));
    assertEquals(0.5, CheckedDataset.of(weighted, "data").weightOf(1));
    assertEquals(0.5, Normalization.of(new float[] {0}, new float[] {1}).apply(weighted).weightOf(1));
    Dataset joined = JoinedDataset.of(List.of(DATA), List.of(DATA, weighted));
    assertEquals(1, joined.weightOf(1));
    assertEquals(0.5, joined.ofTarget(1).weightOf(1));
    Dataset twice = joined.weighted(3, 3, 3);
    assertEquals(3, twice.ofTarget(0).weightOf(1));
    assertEquals(1.5, twice.ofTarget(1).weightOf(1));
    assertEquals(1.5, Subset.range(twice, 1, 3).ofTarget(1).weightOf(0));
  }

  @Test
  void weightsAreFiniteAndNotNegative() {
    assertEquals(
        "there are 3 samples, but 2 weights: one per sample is needed",
        assertThrows(IllegalArgumentException.class, () -> DATA.weighted(1, 2)).getMessage());
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
      assertEquals(
          "the weight of sample 1 is " + bad + ": weights are finite, and at least 0",
          assertThrows(IllegalArgumentException.class, () -> DATA.weighted(1, bad, 1)).getMessage());
    }
  }

  /** Weights are of losses, which inputs have none of. */
  @Test
  void weightsOfAnInputAreNotLost() {
    Dataset plain = ArrayDataset.ofClasses(new float[][] {{1}, {2}, {3}}, new int[] {0, 1, 0});
    Dataset weighted = plain.weighted(1, 0.5, 1);
    assertEquals(
        "sample 1 of the data of input 1 has the weight 0.5, which no target has: weights are factors of losses, so call weighted(...) on the data of target 0 or target 1",
        assertThrows(IllegalArgumentException.class,
            () -> JoinedDataset.of(List.of(plain, Subset.range(weighted, 0, 3)), List.of(plain, plain))).getMessage());
    JoinedDataset same = JoinedDataset.of(List.of(weighted, plain), List.of(plain, weighted));
    assertEquals(1, same.ofTarget(0).weightOf(1));
    assertEquals(0.5, same.ofTarget(1).weightOf(1));
    JoinedDataset.of(List.of(plain), List.of(weighted));
  }
}
