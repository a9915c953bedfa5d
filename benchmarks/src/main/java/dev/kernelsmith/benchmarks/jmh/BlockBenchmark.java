package dev.kernelsmith.benchmarks.jmh;

import dev.kernelsmith.benchmarks.DigitData;
import dev.kernelsmith.benchmarks.Inside;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Generated code alone, by one thread on one block of samples, without what the runtime adds. The score is blocks per second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
public abstract class BlockBenchmark {
  private final CompiledNetwork network = Networks.lenet5(1);
  private final NetworkSpec spec = network.engine().spec();
  private final KernelProgram kernels = Inside.program(network);
  private final float[] parameters = network.engine().parameters();
  private final float[] gradients = new float[spec.gradientFloats()];
  private final float[][] slots = new float[spec.slots().size()][spec.parameterFloats()];
  private final BlockTask training = new BlockTask(network, BlockTask.training(network), this::digits);
  private final BlockTask prediction = new BlockTask(network, kernels.prediction(), this::digits);
  private final BlockTask single = new BlockTask(network, kernels.single(), this::digits);
  private long step;

  /** Has all kernels compiled together. */
  protected BlockBenchmark() {
    kernels.warmUp();
  }

  private void digits(Block block) {
    int samples = block.lanes;
    DigitData data = DigitData.load(samples);
    int length = spec.inputs().getFirst().length();
    for (int n = 0; n < samples; n++) {
      System.arraycopy(data.images()[n], 0, block.inputs[0], n * length, length);
      block.classes[0][n] = data.labels()[n];
    }
  }

  /** Forward and backward pass. */
  @Benchmark
  public Block train(Work work) {
    return training.run(Networks.trainingFlops(network), work);
  }

  /** Forward pass of a block of samples. */
  @Benchmark
  public Block predict(Work work) {
    return prediction.run(Networks.predictionFlops(network), work);
  }

  /** Forward pass of a block that is one sample. */
  @Benchmark
  public Block predictOne(Work work) {
    return single.run(Networks.predictionFlops(network), work);
  }

  /** One step of Adam on all parameters; the rate 0 keeps them as they are. */
  @Benchmark
  public float[] update() {
    step++;
    kernels.update(parameters, gradients, 1, slots, 0, step, new double[0], spec.parameterStart(),
        spec.updatedFloats());
    return parameters;
  }

  /** The scalar kernels. */
  @Fork(value = 2, jvmArgsAppend = "-Dkernelsmith.kernels=scalar")
  public static class Scalar extends BlockBenchmark {}

  /** The kernels of the Vector API. */
  @Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dkernelsmith.kernels=vector"})
  public static class Vector extends BlockBenchmark {}
}
