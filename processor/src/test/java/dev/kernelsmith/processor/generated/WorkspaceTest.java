package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A block of samples takes the memory that its network needs. */
class WorkspaceTest {
  private static final GeneratedNetwork SMALL = GeneratedNetwork.compile(WellKnown.twoDense());
  private static final GeneratedNetwork LE_NET = GeneratedNetwork.compile(WellKnown.leNet5());

  @ParameterizedTest
  @EnumSource(Variant.class)
  void aSmallNetworkTakesKilobytes(Variant variant) {
    KernelProgram kernels = SMALL.kernels(variant);
    for (BlockProgram program : List.of(training(kernels), kernels.prediction(), kernels.single())) {
      Block block = Block.lasting(program, SMALL.spec());
      assertEquals(program.floats(), block.floats.length);
      assertTrue(Float.BYTES * block.floats.length < 8 << 10, variant + ": " + block.floats.length);
    }
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void aLargerOneWhatItNeedsAndAPlaceWhereCacheLinesBegin(Variant variant) {
    NetworkSpec spec = LE_NET.spec();
    BlockProgram program = training(LE_NET.kernels(variant));
    assertEquals(program.floats(), new Block(program, spec).floats.length);
    assertTrue(Block.lasting(program, spec).floats.length >= program.floats());
    assertTrue(program.floats() < 1 << 19, "far below 4 MiB: " + program.floats());
  }

  private static BlockProgram training(KernelProgram kernels) {
    return Objects.requireNonNull(kernels.training(), "the network has a loss");
  }
}
