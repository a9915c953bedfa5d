package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import org.junit.jupiter.api.Test;

class StagingTest {
  private static final int LANES = 4;
  private static final Dataset DATA =
      ArrayDataset.ofClasses(new float[][] {{10}, {11}, {12}, {13}, {14}, {15}, {16}}, new int[] {0, 1, 2, 0, 1, 2, 0});

  private final NetworkSpec spec = LinearNetwork.classifier(1, 3, 1).engine().spec();
  private final Staging staging = new Staging(spec, DATA, Targets.of(spec, DATA, "data"));
  private final Block block = new Block(LANES, spec);

  /** Seven samples are a full block and one with a filler; each sample counts for a seventh of either. */
  @Test
  void samplesShareTheLossOfTheirBatch() {
    int[] order = {6, 5, 4, 3, 2, 1, 0};
    block.beginStep(3, 1, order.length);
    staging.begin(order, 0, order.length);
    staging.fill(block, order, 0, LANES);
    assertArrayEquals(new float[] {16, 15, 14, 13}, block.inputs[0]);
    assertArrayEquals(new float[] {1f / 7, 1f / 7, 1f / 7, 1f / 7}, block.lossGradients[0]);
    staging.fill(block, order, LANES, 3);
    assertArrayEquals(new float[] {12, 11, 10, 12}, block.inputs[0]);
    assertArrayEquals(new int[] {2, 1, 0, 2}, block.classes[0]);
    assertArrayEquals(new float[] {1f / 7, 1f / 7, 1f / 7, Block.FILLER}, block.lossGradients[0]);
    assertEquals(1f / 7, block.inverseSamples);
  }

  /** The last batch of an epoch may be smaller: what the block kept of the one before is gone. */
  @Test
  void aSmallerBatchHasLargerShares() {
    block.beginStep(3, 1, 7);
    staging.begin(null, 0, 7);
    staging.fill(block, null, 0, LANES);
    block.beginStep(3, 2, 2);
    staging.begin(null, 4, 2);
    staging.fill(block, null, 4, 2);
    assertArrayEquals(new float[] {0.5f, 0.5f, Block.FILLER, Block.FILLER}, block.lossGradients[0]);
    assertEquals(0.5f, block.inverseSamples);
    assertEquals(2, block.step);
  }
}
