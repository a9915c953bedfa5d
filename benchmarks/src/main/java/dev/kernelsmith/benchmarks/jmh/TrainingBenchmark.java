package dev.kernelsmith.benchmarks.jmh;

import dev.kernelsmith.benchmarks.DigitData;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Trains LeNet-5 through the public API: an invocation is one epoch of {@value #SAMPLES} samples (gathering the batch, forward,
 * backward, Adam, losses); the score is samples per second. Where the batch does not divide the epoch, the last one is smaller.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public abstract class TrainingBenchmark {
  static final int SAMPLES = 3200;

  /** Samples of a step. */
  @Param({"64", "1", "7", "100"}) public int batch;

  /** Threads that compute. */
  @Param({"1", "2"}) public int threads;

  private final CompiledNetwork network = Networks.lenet5(1);
  private final float[] initial = network.engine().parameters();
  private final Dataset data = DigitData.load(SAMPLES).dataset();

  /** Starts every iteration from the same weights: none measures a network that has nothing left to learn. */
  @Setup(Level.Iteration)
  public void restart() {
    network.engine().publish(initial);
  }

  /** One epoch. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public TrainingHistory train(Work work) {
    TrainingHistory history = Trainer.of(network).epochs(1).batchSize(batch).threads(threads).fit(data);
    work.add((double) Networks.trainingFlops(network) * SAMPLES);
    return history;
  }

  /** With the scalar kernels. */
  @Fork(value = 2, jvmArgsAppend = "-Dkernelsmith.kernels=scalar")
  public static class Scalar extends TrainingBenchmark {}

  /** With the kernels of the Vector API. */
  @Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dkernelsmith.kernels=vector"})
  public static class Vector extends TrainingBenchmark {}
}
