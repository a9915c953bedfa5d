package dev.kernelsmith.benchmarks.peers;

import static dev.kernelsmith.benchmarks.peers.PeerLayer.Activation.NONE;
import static dev.kernelsmith.benchmarks.peers.PeerLayer.Activation.RELU;
import static dev.kernelsmith.benchmarks.peers.PeerLayer.Activation.TANH;

import dev.kernelsmith.benchmarks.peers.PeerLayer.Activation;
import dev.kernelsmith.benchmarks.peers.PeerLayer.BatchNorm;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Convolution;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Dense;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Flatten;
import dev.kernelsmith.benchmarks.peers.PeerLayer.MaxPool;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Mean;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Residual;
import dev.kernelsmith.benchmarks.peers.PeerNetwork.Optimizer;
import dev.kernelsmith.benchmarks.peers.PeerNetwork.Rule;
import dev.kernelsmith.benchmarks.suite.Workload;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.List;

/** What libraries are told of the workloads' networks. Weights and their extents are those of the compiled network. */
final class PeerNetworks {
  private final NetworkSpec spec;
  private final float[] parameters;

  private PeerNetworks(CompiledNetwork network) {
    spec = network.engine().spec();
    parameters = network.engine().parameters();
  }

  /** The network of a workload, with channels last. */
  static PeerNetwork of(Workload workload) {
    PeerNetworks names = new PeerNetworks(workload.network());
    NetworkSpec spec = names.spec;
    return new PeerNetwork(
        workload, spec.inputs().getFirst().shape(), false,
        new Optimizer(Rule.valueOf(spec.optimizerName()), spec.learningRate()), names.layers(workload));
  }

  private List<PeerLayer> layers(Workload workload) {
    return switch (workload) {
      case W1 -> List.of(dense("hidden1", RELU), dense("hidden2", RELU), dense("digit", NONE));
      case W2 -> List.of(convolution("conv1", 1, 2, RELU), new MaxPool(), convolution("conv2", 1, 0, RELU),
          new MaxPool(), new Flatten(5, 5, 16), dense("dense1", RELU), dense("dense2", RELU), dense("digit", NONE));
      case W3 -> List.of(convolution("conv1", 1, 1, RELU), convolution("conv2", 1, 1, RELU), new MaxPool(),
          convolution("conv3", 1, 1, RELU), convolution("conv4", 1, 1, RELU), new MaxPool(),
          convolution("conv5", 1, 1, RELU), convolution("conv6", 1, 1, RELU), new MaxPool(),
          new Flatten(4, 4, 128), dense("dense1", RELU), dense("label", NONE));
      case W4 ->
          List.of(convolution("stem", 1, 1, NONE), norm("stem", RELU), block("a", 1), block("b", 2), block("c", 2),
              new Mean(), dense("label", NONE));
      case W5 -> List.of(dense("hidden", TANH), dense("species", NONE));
    };
  }

  private Dense dense(String layer, Activation activation) {
    List<Integer> extents = parameter(layer + ".weights").shape();
    return new Dense(extents.get(0), extents.get(1), values(layer + ".weights"), values(layer + ".bias"), activation);
  }

  private Convolution convolution(String layer, int stride, int padding, Activation activation) {
    List<Integer> extents = parameter(layer + ".weights").shape();
    boolean biased = spec.parameters().stream().anyMatch(p -> p.name().equals(layer + ".bias"));
    return new Convolution(
        extents.get(0), extents.get(2), extents.get(3), stride, padding, values(layer + ".weights"),
        biased ? values(layer + ".bias") : new float[0], activation);
  }

  private BatchNorm norm(String layer, Activation activation) {
    return new BatchNorm(parameter(layer + "Norm.gamma").length(), 1e-5f, 0.9f, activation);
  }

  private Residual block(String name, int stride) {
    List<PeerLayer> path = List.of(convolution(name + "1", stride, 1, NONE), norm(name + "1", RELU),
        convolution(name + "2", 1, 1, NONE), norm(name + "2", NONE));
    String shortcut = name + "Short";
    return new Residual(
        path, stride == 1 ? List.of() : List.of(convolution(shortcut, stride, 0, NONE), norm(shortcut, NONE)));
  }

  private float[] values(String name) {
    return parameter(name).read(parameters);
  }

  private ParameterSpec parameter(String name) {
    return spec.parameters().stream().filter(p -> p.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalStateException(spec + " has no parameter " + name));
  }
}
