package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.testing.LinearNetwork;
import org.junit.jupiter.api.Test;

class BlockSharesTest {
  @Test
  void workIsThatOfLayersAndOfWhatIsHandedInAndOut() {
    assertEquals(1000 + 16 * (5 + 3 + 3) + 2 * 5 * 3,
        BlockShares.work(LinearNetwork.classifier(5, 3, 1).engine().spec()));
  }

  @Test
  void threadsFollowFromTheWork() {
    assertEquals(1, BlockShares.of(1_300, 256, 16, 64).threads());
    assertEquals(1, BlockShares.of(240_000, 16, 16, 64).threads(), "one block is for one thread");
    assertEquals(3, BlockShares.of(240_000, 48, 16, 64).threads());
    assertEquals(16, BlockShares.of(240_000, 256, 16, 64).threads());
    assertEquals(2, BlockShares.of(240_000, 256, 16, 2).threads());
    assertEquals(1, BlockShares.of(240_000, 256, 16, 1).threads());
    assertEquals(64, BlockShares.of(Long.MAX_VALUE, Integer.MAX_VALUE, 16, 64).threads());
  }

  @Test
  void aThreadTakesSeveralBlocksWhereTheseAreSmall() {
    assertEquals(1, BlockShares.of(240_000, 256, 16, 2).blocks());
    BlockShares small = BlockShares.of(1_300, 10_000, 16, 2);
    assertEquals(2, small.threads());
    assertTrue(small.blocks() > 10 && small.blocks() * 16 * 4 < 10_000, small::toString);
  }
}
