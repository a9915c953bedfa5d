package dev.kernelsmith.benchmarks.peers.deeplearning4j;

import dev.kernelsmith.benchmarks.peers.PeerLayer;
import dev.kernelsmith.benchmarks.peers.PeerLayer.BatchNorm;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Convolution;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Dense;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Flatten;
import dev.kernelsmith.benchmarks.peers.PeerLayer.MaxPool;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Mean;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Residual;
import dev.kernelsmith.benchmarks.peers.PeerNetwork;
import dev.kernelsmith.benchmarks.peers.PeerNetwork.Optimizer;
import dev.kernelsmith.benchmarks.peers.PeerNetwork.Rule;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Makes a computation graph with its weights. */
final class GraphBuilder {
  private static final String INPUT = "input";

  private final ComputationGraphConfiguration.GraphBuilder graph;
  private final PeerLayer last;
  private final List<Weight> weights = new ArrayList<>();
  private int names;

  private record Weight(String layer, String parameter, float[] values, long[] shape) {}

  private GraphBuilder(PeerNetwork network) {
    List<Integer> shape = network.shape();
    InputType type =
        network.isImage() ? InputType.convolutional(shape.get(0), shape.get(1), shape.get(2))
            : InputType.feedForward(shape.getFirst());
    graph =
        new NeuralNetConfiguration.Builder().updater(updater(network.optimizer())).dataType(DataType.FLOAT)
            .graphBuilder().addInputs(INPUT).setInputTypes(type);
    last = network.layers().getLast();
  }

  static ComputationGraph of(PeerNetwork network) {
    GraphBuilder builder = new GraphBuilder(network);
    builder.graph.setOutputs(builder.add(INPUT, network.layers()));
    ComputationGraph built = new ComputationGraph(builder.graph.build());
    built.init();
    for (Weight w : builder.weights) {
      built.getLayer(w.layer).getParam(w.parameter).assign(Nd4j.create(w.values, w.shape, 'c'));
    }
    return built;
  }

  private static IUpdater updater(Optimizer optimizer) {
    return optimizer.rule() == Rule.ADAM
        ? new Adam(optimizer.rate(), Optimizer.KEPT, Optimizer.KEPT_SQUARE, Optimizer.EPSILON)
        : new Momentum(optimizer.rate(), Optimizer.KEPT);
  }

  private String add(String input, List<PeerLayer> layers) {
    String value = input;
    for (PeerLayer layer : layers) {
      value = add(value, layer);
    }
    return value;
  }

  private String add(String input, PeerLayer layer) {
    return switch (layer) {
      case Dense d -> dense(input, d);
      case Convolution c -> convolution(input, c);
      case MaxPool pool -> layer(
          input,
          new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build());
      case Mean mean -> layer(input, new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
      case Flatten f -> input; // the library adds one
      case BatchNorm n -> activated(
          layer(input,
              new BatchNormalization.Builder().nOut(n.channels()).eps(n.epsilon()).decay(n.momentum()).build()),
          n.activation());
      case Residual r -> {
        String sum = name();
        graph.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), add(input, r.path()),
            add(input, r.shortcut()));
        yield activated(sum, PeerLayer.Activation.RELU);
      }
    };
  }

  private String dense(String input, Dense d) {
    Layer layer =
        d == last
            ? new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).nIn(d.inputs())
                .nOut(d.units()).build()
            : new DenseLayer.Builder().nIn(d.inputs()).nOut(d.units()).activation(activation(d.activation())).build();
    String name = layer(input, layer);
    weights.add(new Weight(name, "W", d.weights(), new long[] {d.inputs(), d.units()}));
    weights.add(new Weight(name, "b", d.bias(), new long[] {1, d.units()}));
    return name;
  }

  private String convolution(String input, Convolution c) {
    String name =
        layer(input,
            new ConvolutionLayer.Builder(c.kernel(), c.kernel()).nIn(c.channels()).nOut(c.filters())
                .stride(c.stride(), c.stride()).padding(c.padding(), c.padding()).hasBias(c.bias().length > 0)
                .activation(activation(c.activation())).build());
    weights.add(
        new Weight(name, "W", c.weights(), new long[] {c.filters(), c.channels(), c.kernel(), c.kernel()}));
    if (c.bias().length > 0) {
      weights.add(new Weight(name, "b", c.bias(), new long[] {1, c.filters()}));
    }
    return name;
  }

  private String activated(String input, PeerLayer.Activation activation) {
    return activation == PeerLayer.Activation.NONE ? input
        : layer(input, new ActivationLayer.Builder().activation(activation(activation)).build());
  }

  private static Activation activation(PeerLayer.Activation activation) {
    return switch (activation) {
      case NONE -> Activation.IDENTITY;
      case RELU -> Activation.RELU;
      case TANH -> Activation.TANH;
    };
  }

  private String layer(String input, Layer layer) {
    String name = name();
    graph.addLayer(name, layer, input);
    return name;
  }

  private String name() {
    names++;
    return "layer" + names;
  }
}
