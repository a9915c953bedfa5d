package dev.kernelsmith.runtime.data;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.testing.Wrapping;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which data sets have every copy of a sample checked. */
class CheckedDatasetTest {
  private static final Dataset ARRAY = Samples.clusters(20, 4, 3, 1);

  /** A data set of a user, which hands on what another one has. */
  private record Foreign(Dataset base) implements Wrapping {}

  @Test
  void ourOwnAreNotCheckedAgainAndAgain() {
    for (Dataset own : List.of(ARRAY, Split.random(ARRAY, 0.5, 1).training(),
        Samples.line(20, 4, 2, 1))) {
      for (Dataset view : views(own)) {
        assertFalse(CheckedDataset.of(view, "data").checksCopies(), view::toString);
        for (Dataset foreign : views(new Foreign(view))) {
          assertTrue(CheckedDataset.of(foreign, "data").checksCopies(), foreign::toString);
        }
      }
    }
  }

  private static List<Dataset> views(Dataset data) {
    Dataset part = Subset.range(data, 0, 1);
    Normalization scale = Normalization.standard(data);
    return List.of(data, part, scale.apply(data), scale.apply(part), Subset.of(scale.apply(data), 0, 0));
  }
}
