package dev.kernelsmith.benchmarks.jmh;

import dev.kernelsmith.benchmarks.Inside;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.Block;
import java.util.Random;
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
 * Convolutions of 1 x 1 with 64 channels and filters beside dense layers of 64 units, whose samples are their positions: compare GFLOP/s. Generated code
 * alone, by one thread on one block; the score is blocks per second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dkernelsmith.kernels=vector"})
public class PointwiseBenchmark {
  /** Which of the two networks. */
  @Param({"conv", "dense"}) public String layers;

  private CompiledNetwork network;
  private BlockTask training;
  private BlockTask prediction;

  /** Compiles all kernels of the network together. */
  @Setup
  public void open() {
    network = layers.equals("conv") ? Networks.pointwiseConv(1) : Networks.pointwiseDense(1);
    Inside.program(network).warmUp();
    training = new BlockTask(network, BlockTask.training(network), PointwiseBenchmark::draw);
    prediction = new BlockTask(network, Inside.program(network).prediction(), PointwiseBenchmark::draw);
  }

  private static void draw(Block block) {
    Random random = new Random(1);
    for (int i = 0; i < block.inputs[0].length; i++) {
      block.inputs[0][i] = random.nextFloat() - 0.5f;
    }
  }

  /** Forward and backward pass. */
  @Benchmark
  public Block train(Work work) {
    return training.run(Networks.trainingFlops(network), work);
  }

  /** Forward pass. */
  @Benchmark
  public Block predict(Work work) {
    return prediction.run(Networks.predictionFlops(network), work);
  }
}
