package dev.kernelsmith.runtime.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small blocks have the length that they need; larger ones that of half a region of the G1 collector. */
class RegionsTest {
  /** Heaps in MiB, regions as the JVM's log has them ({@code -Xlog:gc+init}). */
  @ParameterizedTest
  @CsvSource({"64,1", "512,1", "2048,1", "3072,2", "4096,2", "6144,4", "8192,4", "12288,8", "16384,8"})
  void anArrayOfHalfARegionIsNotMoved(long heap, int region) {
    int half = region << 18 >> 1;
    assertEquals(half, Regions.floats(100_000, heap << 20));
    assertEquals(half, Regions.floats(half, heap << 20));
    assertEquals(half + 1, Regions.floats(half + 1, heap << 20));
    assertEquals(Regions.SMALL - 1, Regions.floats(Regions.SMALL - 1, heap << 20));
    assertTrue(4L * half + 16 > (long) region << 20 >> 1, "with its header it is more than half");
  }

  @ParameterizedTest
  @ValueSource(longs = {20L << 30, 1L << 40, Long.MAX_VALUE})
  void hugeRegionsAreNotPaidFor(long heap) {
    assertEquals(100_000, Regions.floats(100_000, heap));
  }
}
