package dev.kernelsmith.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one core can do, and what it does with the second convolution and the first dense layer of LeNet-5 written as register tiles
 * and as plain loops, for {@value Tiles#LANES} samples. The score of the layers is samples per second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {
  /** Name of the benchmark that measures the peak. */
  public static final String PEAK = "multiplyAdd";

  private static final Tiles.Shape CONV = new Tiles.Shape(14, 6, 5, 16);
  private static final int INPUTS = 400;
  private static final int UNITS = 120;
  private static final int ROUNDS = 100_000;

  private final float[] x = filled(Tiles.LANES * CONV.inputSize() * CONV.inputSize() * CONV.channels());
  private final float[] weights = filled(INPUTS * UNITS);
  private final float[] y = filled(Tiles.LANES * CONV.outputSize() * CONV.outputSize() * CONV.filters());
  private final float[] registers = filled(10 * Tiles.vectorLength());

  private static float[] filled(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = 0.01f * (i % 23 - 11);
    }
    return values;
  }

  /** Fused multiply-adds that touch no memory: the peak of the core. */
  @Benchmark
  public float[] multiplyAdd(Work work) {
    Tiles.multiplyAdd(registers, ROUNDS);
    work.add(2.0 * ROUNDS * registers.length);
    return registers;
  }

  /** The dense layer in tiles. */
  @Benchmark
  @OperationsPerInvocation(Tiles.LANES)
  public float[] denseTiles(Work work) {
    Tiles.dense(x, weights, y, INPUTS, UNITS);
    work.add(2.0 * INPUTS * UNITS * Tiles.LANES);
    return y;
  }

  /** The dense layer in plain loops. */
  @Benchmark
  @OperationsPerInvocation(Tiles.LANES)
  public float[] denseLoops(Work work) {
    Loops.dense(x, weights, y, Tiles.LANES, INPUTS, UNITS);
    work.add(2.0 * INPUTS * UNITS * Tiles.LANES);
    return y;
  }

  /** The convolution in tiles. */
  @Benchmark
  @OperationsPerInvocation(Tiles.LANES)
  public float[] convolutionTiles(Work work) {
    Tiles.convolution(x, weights, y, CONV);
    work.add(CONV.flops() * Tiles.LANES);
    return y;
  }

  /** The convolution in plain loops. */
  @Benchmark
  @OperationsPerInvocation(Tiles.LANES)
  public float[] convolutionLoops(Work work) {
    Loops.convolution(x, weights, y, Tiles.LANES, CONV);
    work.add(CONV.flops() * Tiles.LANES);
    return y;
  }
}
