package dev.kernelsmith.data.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.kernelsmith.data.Rows;
import dev.kernelsmith.runtime.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The first 24,000 images of MNIST, where they are at hand; the expected sums were computed by another program. */
class MnistTest {
  @Test
  void training() throws IOException {
    Dataset dataset = IdxFiles.mnist(mnist(), IdxFiles.Part.TRAIN);
    assertEquals(20_000, dataset.size());
    assertArrayEquals(new int[] {5, 0, 4, 1, 9, 2, 1, 3, 1, 4}, Arrays.copyOf(Rows.classes(dataset), 10));
    assertClassCounts(dataset, 1994, 2281, 1929, 2076, 1945, 1775, 1971, 2093, 1922, 2014);
    assertPixels(dataset, 526_107_050L, 27_525);
  }

  @Test
  void test() throws IOException {
    Dataset dataset = IdxFiles.mnist(mnist(), IdxFiles.Part.TEST);
    assertEquals(4_000, dataset.size());
    assertArrayEquals(new int[] {5, 9, 7, 3, 7, 6, 5, 2, 4, 3}, Arrays.copyOf(Rows.classes(dataset), 10));
    assertClassCounts(dataset, 387, 451, 418, 411, 402, 369, 399, 396, 370, 397);
    assertPixels(dataset, 107_032_624L, 36_396);
  }

  private static void assertClassCounts(Dataset dataset, int... expected) {
    int[] counts = new int[10];
    Arrays.stream(Rows.classes(dataset)).forEach(c -> counts[c]++);
    assertArrayEquals(expected, counts);
  }

  private static void assertPixels(Dataset dataset, long sum, long firstSum) {
    assertEquals(28 * 28, dataset.inputLength());
    float least = 1;
    float greatest = 0;
    long total = 0;
    long first = 0;
    for (int i = 0; i < dataset.size(); i++) {
      for (float pixel : Rows.input(dataset, i)) {
        least = Math.min(least, pixel);
        greatest = Math.max(greatest, pixel);
        total += Math.round(pixel * 255);
      }
      first = i == 0 ? total : first;
    }
    assertEquals(0f, least);
    assertEquals(1f, greatest);
    assertEquals(sum, total);
    assertEquals(firstSum, first);
  }

  private static Path mnist() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path directory = up.resolve("shared").resolve("data").resolve("mnist");
      if (Files.isDirectory(directory)) {
        assertTrue(Files.isReadable(directory), directory + " cannot be read");
        return directory;
      }
    }
    return abort("there is no shared/data/mnist in a directory above: the test on real digits is skipped");
  }
}
