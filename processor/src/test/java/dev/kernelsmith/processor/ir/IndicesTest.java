package dev.kernelsmith.processor.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sets of indices against bits. */
class IndicesTest {
  @Test
  void areWhatBitsAre() {
    Random random = new Random(3);
    int common = 0;
    for (int i = 0; i < 2000; i++) {
      Indices one = indices(random);
      Indices other = indices(random);
      BitSet bits = bits(one);
      assertEquals(bits.cardinality(), one.size());
      assertEquals(bits.intersects(bits(other)), one.intersects(other), () -> one + " and " + other);
      common += one.intersects(other) ? 1 : 0;
    }
    assertTrue(common > 200 && common < 1800, common + " of 2000 pairs have something in common");
  }

  private static Indices indices(Random random) {
    int first = random.nextInt(20);
    return random.nextBoolean() ? Indices.between(first, first + random.nextInt(8) - 2L)
        : Indices.of(IntStream.generate(() -> random.nextInt(40)).limit(random.nextInt(6)));
  }

  private static BitSet bits(Indices indices) {
    BitSet bits = new BitSet();
    indices.stream().forEach(bits::set);
    return bits;
  }

  /** Neither a row of all numbers nor the largest of them. */
  @Test
  void takeNoRoomForLargeNumbers() {
    Indices all = Indices.between(0, Integer.MAX_VALUE);
    Indices last = Indices.of(IntStream.of(Integer.MAX_VALUE, 7, Integer.MAX_VALUE));
    assertEquals(1L << 31, all.size());
    assertEquals(2, last.size());
    assertTrue(all.intersects(last));
    assertFalse(last.intersects(Indices.between(8, Integer.MAX_VALUE - 1L)));
  }
}
