package dev.kernelsmith.benchmarks.tornado;

import dev.kernelsmith.benchmarks.DigitData;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.List;
import java.util.Random;

/** The networks that are measured on devices; all but {@link #RESNET8} are there both ways, compiled from annotations and as a task graph by hand. */
public enum Workload {
  /** The perceptron 784-128-64-10. */
  MLP,
  /** LeNet-5. */
  LENET5,
  /** A block of two convolutions of 3 x 3. */
  CONV,
  /** ResNet-8 with batch normalisation. */
  RESNET8;

  /** Those of which a task graph was written by hand. */
  static List<Workload> byHand() {
    return List.of(MLP, LENET5, CONV);
  }

  /** A batch: samples one after another, and the class of each. */
  record Batch(float[] input, int[] classes) {}

  /** The compiled network with the initial weights of a seed. */
  public CompiledNetwork compiled(long seed) {
    return switch (this) {
      case MLP -> Networks.mlp(seed);
      case LENET5 -> Networks.lenet5(seed);
      case CONV -> Networks.convBlock(seed);
      case RESNET8 -> Networks.resnet8(seed);
    };
  }

  /**
   * The task graph by hand, with the parameters of a compiled network.
   *
   * @param skill of who wrote it
   * @param network of this workload
   * @param batch samples of a step
   * @param backend number of the driver, as TornadoVM counts them
   * @param device number of the device within the driver
   */
  public HandWritten byHand(Skill skill, CompiledNetwork network, int batch, int backend, int device) {
    HandWritten made =
        skill == Skill.SIMPLE ? simple(batch, backend, device) : expert(batch, backend, device);
    made.load(canonical(network.engine().spec(), network.engine().parameters()));
    return made;
  }

  private HandWritten simple(int batch, int backend, int device) {
    return switch (this) {
      case MLP -> new HandWrittenMlp(batch, backend, device);
      case LENET5 -> new HandWrittenLeNet5(batch, backend, device);
      case CONV -> new HandWrittenConvBlock(batch, backend, device);
      case RESNET8 -> throw notWritten();
    };
  }

  private HandWritten expert(int batch, int backend, int device) {
    return switch (this) {
      case MLP -> new ExpertMlp(batch, backend, device);
      case LENET5 -> new ExpertLeNet5(batch, backend, device);
      case CONV -> new ExpertConvBlock(batch, backend, device);
      case RESNET8 -> throw notWritten();
    };
  }

  private static IllegalArgumentException notWritten() {
    return new IllegalArgumentException("no task graph was written by hand for ResNet-8");
  }

  /**
   * A batch of drawn digits, or of random images where the network does not take digits; the same for the same seed.
   */
  Batch batch(int samples, long seed) {
    if (this == CONV || this == RESNET8) {
      Random random = new Random(seed);
      float[] input = new float[samples * 32 * 32 * (this == CONV ? 16 : 3)];
      for (int i = 0; i < input.length; i++) {
        input[i] = (float) random.nextGaussian();
      }
      return new Batch(input, random.ints(samples, 0, HandWrittenStep.CLASSES).toArray());
    }
    DigitData digits = DigitData.synthetic(samples, seed);
    int length = digits.images()[0].length;
    float[] input = new float[samples * length];
    for (int n = 0; n < samples; n++) {
      System.arraycopy(digits.images()[n], 0, input, n * length, length);
    }
    return new Batch(input, digits.labels());
  }

  /** The parameters out of a flat array, one array each. */
  static List<float[]> canonical(NetworkSpec spec, float[] flat) {
    return spec.parameters().stream().map((ParameterSpec parameter) -> parameter.read(flat)).toList();
  }
}
