package dev.kernelsmith.benchmarks.jmh;

import dev.kernelsmith.benchmarks.hand.HandCase;
import dev.kernelsmith.benchmarks.hand.HandKernel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Single kernels of a training, for a block of samples on one thread: generated, in plain loops by hand, and as an expert of the Vector API
 * writes them. The score is calls per second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dkernelsmith.kernels=vector"})
public class HandWrittenBenchmark {
  /** What is computed. */
  @Param public HandCase kernel;

  private Runnable generated;
  private HandKernel plain;
  private HandKernel expert;

  /** Makes all versions. */
  @Setup
  public void make() {
    generated = kernel.generated();
    generated.run();
    plain = kernel.plain();
    expert = kernel.expert();
  }

  /** What the processor has written. */
  @Benchmark
  public void generated(Work work) {
    generated.run();
    work.add(kernel.flops());
  }

  /** Plain loops. */
  @Benchmark
  public HandKernel plain(Work work) {
    plain.run();
    work.add(kernel.flops());
    return plain;
  }

  /** Register tiles. */
  @Benchmark
  public HandKernel expert(Work work) {
    expert.run();
    work.add(kernel.flops());
    return expert;
  }
}
