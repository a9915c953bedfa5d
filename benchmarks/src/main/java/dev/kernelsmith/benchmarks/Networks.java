package dev.kernelsmith.benchmarks;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.LayerSpec;

/** The compiled networks under test, for the other packages. */
public final class Networks {
  private Networks() {}

  /** LeNet-5 with the initial weights of a seed. */
  public static CompiledNetwork lenet5(long seed) {
    return new LeNet5Network(seed);
  }

  /** The multilayer perceptron 784-128-64-10 with the initial weights of a seed. */
  public static CompiledNetwork mlp(long seed) {
    return new MlpNetwork(seed);
  }

  /** The block of two convolutions of 3 x 3 with the initial weights of a seed. */
  public static CompiledNetwork convBlock(long seed) {
    return new ConvBlockNetwork(seed);
  }

  /** Three pairs of convolutions of 3 x 3 for images of 32 x 32 x 3, with the initial weights of a seed. */
  public static CompiledNetwork cifarConvNet(long seed) {
    return new CifarConvNetNetwork(seed);
  }

  /** The multilayer perceptron 4-16-3 with the initial weights of a seed. */
  public static CompiledNetwork flowers(long seed) {
    return new FlowersNetwork(seed);
  }

  /** ResNet-8 with batch normalisation, with the initial weights of a seed. */
  public static CompiledNetwork resnet8(long seed) {
    return new ResNet8Network(seed);
  }

  /** A small network with nine cuts in a training step, with the initial weights of a seed. */
  public static CompiledNetwork smallNormalised(long seed) {
    return new SmallNormalisedNetwork(seed);
  }

  /** Six convolutions of 1 x 1 with the initial weights of a seed. */
  public static CompiledNetwork pointwiseConv(long seed) {
    return new PointwiseConvNetwork(seed);
  }

  /** Six dense layers that do at a sample what these do at a position, with the initial weights of a seed. */
  public static CompiledNetwork pointwiseDense(long seed) {
    return new PointwiseDenseNetwork(seed);
  }

  /** Two recurrent layers over a window of 64 characters, with the initial weights of a seed. */
  public static CompiledNetwork charLstm(long seed) {
    return new CharLstmNetwork(seed);
  }

  /** The same with the table of characters as a product of matrices. */
  public static CompiledNetwork charLstmOneHot(long seed) {
    return new CharLstmOneHotNetwork(seed);
  }

  /** A transformer of two layers over a window of 64 characters, with the initial weights of a seed. */
  public static CompiledNetwork charTransformer(long seed) {
    return new CharTransformerNetwork(seed);
  }

  /** The same with the table of characters as a product of matrices. */
  public static CompiledNetwork charTransformerOneHot(long seed) {
    return new CharTransformerOneHotNetwork(seed);
  }

  /** Floating-point operations of forward and backward pass for one sample. */
  public static long trainingFlops(CompiledNetwork network) {
    return network.engine().spec().trainingFlops();
  }

  /** Floating-point operations of the forward pass for one sample. */
  public static long predictionFlops(CompiledNetwork network) {
    return network.engine().spec().layers().stream().mapToLong(LayerSpec::flops).sum();
  }
}
