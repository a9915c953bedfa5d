package dev.kernelsmith.benchmarks.jmh;

import dev.kernelsmith.benchmarks.DigitData;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.benchmarks.plain.PlainLeNet5;
import java.util.Arrays;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What {@link TrainingBenchmark} measures, for the LeNet-5 written by hand in plain Java. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class PlainTrainingBenchmark {
  private static final int SAMPLES = 640;

  /** Samples of a step. */
  @Param("64") public int batch;

  /** Threads that compute. */
  @Param({"1", "2"}) public int threads;

  private final DigitData data = DigitData.load(SAMPLES);
  private final double flops = (double) Networks.trainingFlops(Networks.lenet5(1)) * SAMPLES;
  private PlainLeNet5 network = new PlainLeNet5(1, 1);

  /** Starts every iteration from the same weights. */
  @Setup(Level.Iteration)
  public void restart() {
    network.close();
    network = new PlainLeNet5(1, threads);
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    network.close();
  }

  /** One epoch. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double train(Work work) {
    double loss = 0;
    for (int from = 0; from < SAMPLES; from += batch) {
      int to = Math.min(SAMPLES, from + batch);
      loss +=
          network.train(Arrays.copyOfRange(data.images(), from, to), Arrays.copyOfRange(data.labels(), from, to), 1e-3);
    }
    work.add(flops);
    return loss;
  }
}
