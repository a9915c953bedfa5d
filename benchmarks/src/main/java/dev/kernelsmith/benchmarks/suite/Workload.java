package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.util.Arrays;
import java.util.List;

/** The networks that are measured, each with the samples of a training step. */
public enum Workload {
  W1("multilayer perceptron 784-128-64-10, relu, Adam, batch 64", "mlp", 10, 64), W2(
      "LeNet-5 on 28x28x1, Adam, batch 64", "lenet5", 10,
      64), W3("six convolutions of 3x3 on 32x32x3, momentum, batch 64", "cifarConvNet", 10, 64), W4(
          "ResNet-8 with batch normalisation on 32x32x3, momentum, batch 64", "resnet8", 10,
          64), W5("multilayer perceptron 4-16-3, tanh, Adam, batch 16", "flowers", 3, 16);

  private final String title;
  private final String factory;
  private final int classes;
  private final int batch;

  Workload(String title, String factory, int classes, int batch) {
    this.title = title;
    this.factory = factory;
    this.classes = classes;
    this.batch = batch;
  }

  /** Names of all, in their order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Enum::name).toList();
  }

  /** What it is, in words. */
  public String title() {
    return title;
  }

  /** The method of {@link Networks} that makes the network. */
  public String factory() {
    return factory;
  }

  /** A network with the initial weights of seed 1. In a start that is timed, a lambda for each would count. */
  public CompiledNetwork network() {
    return switch (this) {
      case W1 -> Networks.mlp(1);
      case W2 -> Networks.lenet5(1);
      case W3 -> Networks.cifarConvNet(1);
      case W4 -> Networks.resnet8(1);
      case W5 -> Networks.flowers(1);
    };
  }

  /** Classes that it tells apart. */
  public int classes() {
    return classes;
  }

  /** Samples of a training step. */
  public int batch() {
    return batch;
  }
}
