package dev.kernelsmith.benchmarks.peers.onnxruntime;

import dev.kernelsmith.benchmarks.peers.PeerLayer;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Activation;
import dev.kernelsmith.benchmarks.peers.PeerLayer.BatchNorm;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Convolution;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Dense;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Flatten;
import dev.kernelsmith.benchmarks.peers.PeerLayer.MaxPool;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Mean;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Residual;
import dev.kernelsmith.benchmarks.peers.PeerNetwork;
import java.util.Arrays;
import java.util.List;

/** Writes a network as an ONNX model for so many samples. The numbers of fields are those of {@code onnx.proto}. */
final class OnnxModel {
  static final String INPUT = "input";
  static final String OUTPUT = "probabilities";

  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 17;
  private static final int FLOAT = 1;

  private final Message graph = new Message();
  private int names;

  private OnnxModel() {}

  static byte[] of(PeerNetwork network, int samples) {
    OnnxModel model = new OnnxModel();
    String logits = model.add(INPUT, network.layers());
    model.node("Softmax", List.of(logits), OUTPUT, number("axis", 1));
    model.graph.put(2, "network").put(11, value(INPUT, network.extents(samples)))
        .put(12, value(OUTPUT, samples, network.classes()));
    Message operators = new Message().put(1, "").put(2, OPERATORS);
    return new Message().put(1, IR_VERSION).put(7, model.graph).put(8, operators).bytes();
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
      case Dense d -> activated(
          node("Gemm",
              List.of(input, tensor(d.weights(), d.inputs(), d.units()), tensor(d.bias(), d.units()))),
          d.activation());
      case Convolution c -> activated(convolution(input, c), c.activation());
      case MaxPool pool -> node("MaxPool", List.of(input), numbers("kernel_shape", 2, 2), numbers("strides", 2, 2));
      case Mean mean -> node("Flatten", List.of(node("GlobalAveragePool", List.of(input))), number("axis", 1));
      case Flatten f -> node("Flatten", List.of(input), number("axis", 1));
      case BatchNorm n -> activated(normalised(input, n), n.activation());
      case Residual r -> node("Relu", List.of(node("Add", List.of(add(input, r.path()), add(input, r.shortcut())))));
    };
  }

  private String convolution(String input, Convolution c) {
    String filters = tensor(c.weights(), c.filters(), c.channels(), c.kernel(), c.kernel());
    List<String> inputs =
        c.bias().length == 0 ? List.of(input, filters) : List.of(input, filters, tensor(c.bias(), c.filters()));
    return node("Conv", inputs, numbers("kernel_shape", c.kernel(), c.kernel()),
        numbers("strides", c.stride(), c.stride()),
        numbers("pads", c.padding(), c.padding(), c.padding(), c.padding()));
  }

  private String normalised(String input, BatchNorm n) {
    float[] ones = new float[n.channels()];
    Arrays.fill(ones, 1);
    String one = tensor(ones, n.channels());
    String zero = tensor(new float[n.channels()], n.channels());
    Message epsilon = new Message().put(1, "epsilon").put(2, n.epsilon()).put(20, 1);
    return node("BatchNormalization", List.of(input, one, zero, zero, one), epsilon);
  }

  private String activated(String value, Activation activation) {
    return switch (activation) {
      case NONE -> value;
      case RELU -> node("Relu", List.of(value));
      case TANH -> node("Tanh", List.of(value));
    };
  }

  private String node(String operator, List<String> inputs, Message... attributes) {
    return node(operator, inputs, name(), attributes);
  }

  private String node(String operator, List<String> inputs, String output, Message... attributes) {
    Message node = new Message();
    inputs.forEach(input -> node.put(1, input));
    node.put(2, output).put(4, operator);
    for (Message attribute : attributes) {
      node.put(5, attribute);
    }
    graph.put(1, node);
    return output;
  }

  private String tensor(float[] values, long... extents) {
    Message tensor = new Message();
    for (long extent : extents) {
      tensor.put(1, extent);
    }
    String name = name();
    graph.put(5, tensor.put(2, FLOAT).put(8, name).put(9, Message.littleEndian(values)));
    return name;
  }

  private String name() {
    names++;
    return "value" + names;
  }

  private static Message value(String name, long... extents) {
    Message shape = new Message();
    for (long extent : extents) {
      shape.put(1, new Message().put(1, extent));
    }
    Message type = new Message().put(1, new Message().put(1, FLOAT).put(2, shape));
    return new Message().put(1, name).put(2, type);
  }

  private static Message number(String name, long value) {
    return new Message().put(1, name).put(3, value).put(20, 2);
  }

  private static Message numbers(String name, long... values) {
    Message attribute = new Message().put(1, name);
    for (long value : values) {
      attribute.put(8, value);
    }
    return attribute.put(20, 7);
  }
}
