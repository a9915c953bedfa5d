package dev.kernelsmith.benchmarks.jmh;

import dev.kernelsmith.benchmarks.DigitData;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Predicts with LeNet-5: probabilities of one sample at a time, or of {@value #MANY} at once; one network for all threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class PredictionBenchmark {
  static final int MANY = 256;

  private final CompiledNetwork network = warmedUp();
  private final double flops = Networks.predictionFlops(network);
  private final float[][] images = DigitData.load(MANY).images();

  private static CompiledNetwork warmedUp() {
    CompiledNetwork network = Networks.lenet5(1);
    network.engine().warmUp();
    return network;
  }

  /** Walks through the images, so that no two calls in a row see the same one. */
  @State(Scope.Thread)
  public static class Cursor {
    private int next;

    float[] image(float[][] images) {
      next = (next + 1) % images.length;
      return images[next];
    }
  }

  /** One sample, by one thread. */
  @Benchmark
  public float[] one(Cursor cursor, Work work) {
    work.add(flops);
    return network.predict(cursor.image(images));
  }

  /** One sample at a time, by two threads. */
  @Benchmark
  @Threads(2)
  public float[] oneTwoThreads(Cursor cursor, Work work) {
    return one(cursor, work);
  }

  /** The distribution of the time for one sample; JMH adds about 25 ns of its own. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public float[] latency(Cursor cursor) {
    return network.predict(cursor.image(images));
  }

  /** Many samples in one call, by one thread. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public float[][] many(Work work) {
    return many(work, 1);
  }

  private float[][] many(Work work, int threads) {
    work.add(flops * MANY);
    network.engine().threads(threads);
    return network.engine().predict(images);
  }

  /** Many samples in one call, shared out among all processors. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public float[][] manyShared(Work work) {
    return many(work, Runtime.getRuntime().availableProcessors());
  }

  /** Many samples a call, by two threads that call. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  @Threads(2)
  public float[][] manyTwoThreads(Work work) {
    return many(work);
  }

  /** With the scalar kernels. */
  @Fork(value = 2, jvmArgsAppend = "-Dkernelsmith.kernels=scalar")
  public static class Scalar extends PredictionBenchmark {}

  /** With the kernels of the Vector API. */
  @Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dkernelsmith.kernels=vector"})
  public static class Vector extends PredictionBenchmark {}
}
