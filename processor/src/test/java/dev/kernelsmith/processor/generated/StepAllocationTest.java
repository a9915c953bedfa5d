package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.GradientSums;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A training step of LeNet-5, one with dropout and one with long activations allocate nothing: scalar kernels from the second step on, vector
 * kernels once they are compiled. No other test has run their code before: the JIT would build on its guesses, and where these fail make objects of what it
 * kept in registers. None gives the JIT work meanwhile, and what the machine does besides does not count. What a step allocates it allocates in each
 * of several windows; HotSpot itself makes the string constants of a class on the thread by which a method of that class is first queued for
 * compilation, hence in one window.
 */
@Isolated
class StepAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int STEPS = 100;
  private static final int WINDOWS = 5;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

  static List<GeneratedNetwork> networks() {
    return Stream.of(WellKnown.leNet5(), WellKnown.dropouts(), WellKnown.longActivations())
        .map(GeneratedNetwork::compileAnew).toList();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void scalarFromTheSecondStep(GeneratedNetwork network) {
    Training training = new Training(network, Variant.SCALAR);
    training.steps(1);
    allocated(); // what measuring itself needs the first time
    long[] windows = LongStream.range(0, WINDOWS).map(window -> allocatedBy(training)).toArray();
    assertEquals(0, LongStream.of(windows).min().orElseThrow(),
        () -> "bytes in windows of " + STEPS + " steps: " + Arrays.toString(windows));
    assertTrue(training.moved());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void vectorOnceCompiled(GeneratedNetwork network) {
    Training training = new Training(network, Variant.VECTOR_32);
    long start = THREADS.getCurrentThreadCpuTime();
    long bytes = Long.MAX_VALUE;
    while (bytes > 0 && THREADS.getCurrentThreadCpuTime() - start < PATIENCE) {
      bytes = allocatedBy(training);
    }
    assertEquals(0, bytes, () -> "bytes in " + STEPS + " steps, after warming up for 90 s of this thread");
    assertTrue(training.moved());
  }

  private static long allocatedBy(Training training) {
    long before = allocated();
    training.steps(STEPS);
    return allocated() - before;
  }

  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** Steps on one batch of one block. */
  private static final class Training {
    private final KernelProgram kernels;
    private final BlockProgram program;
    private final Block block;
    private final Block[] blocks;
    private final float[][] slots;
    private final int at;
    private final float first;
    private final GradientSums sums;
    private long step;

    Training(GeneratedNetwork network, Variant variant) {
      NetworkSpec spec = network.spec();
      kernels = network.kernels(variant);
      program = Objects.requireNonNull(kernels.training(), "a network with a loss can be trained");
      sums = new GradientSums(kernels, spec);
      block = new Block(program, spec);
      blocks = new Block[] {block};
      Batch.random(spec, program.lanes(), 1).stage(block, 0);
      block.gradients = new float[spec.gradientFloats() + program.parts()];
      slots = new float[spec.slots().size()][spec.trainedFloats()];
      at = spec.parameterStart();
      first = block.parameters[at];
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        program.runAll(blocks);
        sums.update(block.parameters, block.gradients, 1, slots, 1e-3f, ++step);
      }
    }

    boolean moved() {
      return block.parameters[at] != first;
    }
  }
}
