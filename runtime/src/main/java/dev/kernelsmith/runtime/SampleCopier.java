package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.Block;

/** Copies a sample into a lane of a block. */
interface SampleCopier {
  void copy(int index, Block block, int lane);
}
