package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import java.util.ArrayList;
import java.util.List;

/** Small networks that have all layers, activations, losses and optimizers between them, for tests that try each on devices. */
final class DeviceNetworks {
  private static final String SOFTMAX = "SOFTMAX_CROSS_ENTROPY";
  private static final String SIGMOID = "SIGMOID_CROSS_ENTROPY";
  private static final String SQUARED = "MEAN_SQUARED_ERROR";

  private DeviceNetworks() {}

  /** All of them. */
  static List<NetworkSource> all() {
    return List.of(
        WellKnown.twoDense(),
        WellKnown.convolution(),
        WellKnown.skip(),
        WellKnown.branching(),
        WellKnown.dropouts(),
        fixedNumbers(),
        quotient(),
        doubled(),
        chain("OneUnit", "3", "type = OptimizerType.SGD", SIGMOID, "Dense units = 1"),
        chain("OneValue", "1", "type = OptimizerType.MOMENTUM, momentum = 0.7f", SQUARED,
            "Dense units = 1, activation = Activation.TANH", "Dense units = 1, bias = false"),
        chain("DirectInput", "{10, 10, 3}", "type = OptimizerType.SGD", SOFTMAX,
            "Dense units = 120, activation = Activation.RELU", "Dense units = 3"),
        chain("SharedInput", "48", "", SQUARED, "Dense units = 20, activation = Activation.TANH", "Dense units = 2"),
        chain("OnePixel", "{1, 1, 1}", "", SOFTMAX, "Conv2D filters = 1, kernel = 1", "Dense units = 1"),
        chain("Activations", "{2, 3, 2}", "type = OptimizerType.ADAM, beta1 = 0.8f, beta2 = 0.9f, epsilon = 1e-6f",
            SIGMOID,
            "Conv2D filters = 3, kernel = 1, activation = Activation.SOFTMAX",
            "Conv2D filters = 4, kernel = 2, padding = Padding.SAME, activation = Activation.SIGMOID",
            "Pool size = 2, stride = 1, type = PoolType.AVERAGE, activation = Activation.TANH",
            "Dense units = 5, activation = Activation.SOFTMAX",
            "Dense units = 7, activation = Activation.SIGMOID",
            "Dense units = 5, activation = Activation.TANH",
            "Dense units = 17, activation = Activation.RELU",
            "Dense units = 4, activation = Activation.IDENTITY"),
        chain("Strides", "{13, 9, 2}", "type = OptimizerType.MOMENTUM, nesterov = true", SOFTMAX,
            "Conv2D filters = 5, kernel = {3, 2}, stride = {2, 1}, activation = Activation.RELU",
            "Conv2D filters = 17, kernel = {1, 3}, stride = {1, 2}, padding = Padding.SAME, activation = Activation.TANH",
            "Conv2D filters = 2, kernel = 5, stride = 3, padding = Padding.SAME", "Dense units = 3"),
        chain("Pools", "{12, 10, 3}", "type = OptimizerType.SGD", SQUARED,
            "Pool size = 3, stride = 1, padding = Padding.SAME",
            "Conv2D filters = 6, kernel = 3, padding = Padding.SAME, activation = Activation.RELU",
            "Pool size = 2, activation = Activation.TANH",
            "Pool size = {2, 3}, stride = {1, 2}, type = PoolType.AVERAGE, padding = Padding.SAME",
            "Pool size = 2, stride = 3"),
        chain("Windows", "{9, 8, 2}", "", SOFTMAX,
            "Conv2D filters = 6, kernel = 3, dilation = {2, 1}, padding = Padding.SAME_LOWER, activation = Activation.RELU",
            "Conv2D filters = 9, kernel = 2, groups = 3, pads = {1, 0, 0, 2}, activation = Activation.TANH",
            "Pool size = 2, dilation = 2, padding = Padding.SAME, stride = 2, type = PoolType.AVERAGE",
            "Dense units = 3"),
        chain("Normalisations", "{4, 3, 2}", "type = OptimizerType.SGD", SQUARED,
            "Conv2D filters = 6, kernel = 2, bias = false", "GroupNorm groups = 3, activation = Activation.GELU",
            "LayerNorm axis = 0, shift = false", "PRelu ",
            "InstanceNorm scale = false, activation = Activation.SOFTPLUS",
            "RmsNorm activation = Activation.ELU, alpha = 0.5f", "CRelu ", "LocalResponseNorm alpha = 0.5f",
            "Activate value = Activation.LOG_SOFTMAX, axis = 0", "Dense units = 3"),
        chain("Convolutions", "{5, 4, 3}", "", SOFTMAX,
            "ConvTranspose2D filters = 4, kernel = 3, stride = 2, padding = Padding.SAME, activation = Activation.RELU",
            "ConvTranspose2D filters = 6, kernel = 2, groups = 2, activation = Activation.TANH",
            "DepthwiseConv2D kernel = 3, stride = 2, multiplier = 2, activation = Activation.TANH",
            "SeparableConv2D kernel = 2, filters = 5, multiplier = 2", "Dense units = 3"),
        chain("Steps", "{11, 3}", "", SOFTMAX,
            "Conv1D filters = 5, kernel = 3, dilation = 2, padding = Padding.CAUSAL, activation = Activation.RELU",
            "Conv1D filters = 4, kernel = 2, stride = 2", "Dense units = 3"),
        chain("Recurrent", "{7, 3}", "type = OptimizerType.SGD", SOFTMAX,
            "Lstm units = 5, sequences = true, bidirectional = true",
            "Gru units = 17, sequences = true, reversed = true",
            "SimpleRnn units = 4, activation = Activation.SIGMOID", "Dense units = 3"),
        chain("Attention", "{6, 5}", "type = OptimizerType.SGD", SOFTMAX,
            "ArgMax axes = 1", "Embedding vocabulary = 5, units = 8", "PositionalEncoding ", "PositionalEmbedding ",
            "SelfAttention heads = 2, causal = true, rotary = true", "FeedForward units = 12",
            "SelfAttention heads = 1, bias = false", "Dense units = 3"),
        chain("Positions", "{3, 4, 2}", "type = OptimizerType.SGD",
            SOFTMAX + ", classWeights = {1, 2, 0.5, 0}, ignoredClass = 255, labelSmoothing = 0.1",
            "Conv2D filters = 3, kernel = 1", "BatchNorm activation = Activation.TANH",
            "Conv2D filters = 4, kernel = 1"),
        chain("Focus", "6", "type = OptimizerType.SGD", SOFTMAX + ", distributions = true, gamma = 1.5",
            "Dense units = 5"),
        chain("Focal", "6", "type = OptimizerType.SGD", "FOCAL, gamma = 0.5", "Dense units = 5"),
        chain("Triplets", "6", "type = OptimizerType.SGD", "TRIPLET", "Dense units = 12"),
        chain("Angles", "{3, 4}", "type = OptimizerType.SGD", "COSINE", "Conv1D filters = 5, kernel = 1"),
        chain("PredictOnly", "{8, 8, 1}", "", "",
            "Conv2D filters = 4, kernel = 3, activation = Activation.RELU", "Pool size = 2",
            "Dense units = 4, activation = Activation.SOFTMAX"),
        chain("ThreeDense", "4", "", SOFTMAX,
            "Dense units = 8, activation = Activation.RELU", "Dense units = 8, activation = Activation.RELU",
            "Dense units = 2"),
        chain("WideDense", "130", "type = OptimizerType.ADAM", SOFTMAX,
            "Dense units = 65, activation = Activation.RELU", "Dense units = 33, activation = Activation.SIGMOID",
            "Dense units = 10"),
        chain("NoParameters", "{4, 3, 2}", "type = OptimizerType.ADAM", SQUARED,
            "Pool size = 2, activation = Activation.TANH"),
        chain("Products", "{3, 5, 7}", "type = OptimizerType.SGD", SOFTMAX,
            "Dense units = 513, activation = Activation.RELU", "Dense units = 70, activation = Activation.TANH",
            "Dense units = 4"),
        chain("Images", "{20, 19, 3}", "type = OptimizerType.SGD", SOFTMAX,
            "Conv2D filters = 17, kernel = 3, stride = {2, 1}, padding = Padding.SAME, activation = Activation.RELU",
            "BatchNorm activation = Activation.TANH",
            "Conv2D filters = 33, kernel = {2, 3}, stride = {2, 3}, dilation = {1, 2}",
            "Conv2D filters = 16, kernel = 1, bias = false", "Dense units = 5"),
        chain("ImageProducts", "{8, 8, 2}", "type = OptimizerType.ADAM", SQUARED,
            "Conv2D filters = 9, kernel = 1, activation = Activation.TANH",
            "Dense units = 64, activation = Activation.RELU", "Dense units = 2"));
  }

  /** Of an input of zeros it makes NaN, as of no sample: what only rounds a batch up must be a sample. */
  private static NetworkSource quotient() {
    return new NetworkSource(
        "Quotient", "6", "", List.of(
            new LayerSource("scaled", "PRelu", "", List.of("input")),
            new LayerSource("quotient", "Divide", "", List.of("scaled", "input")),
            new LayerSource("out", "Dense", "units = 3", List.of("quotient"))),
        SOFTMAX);
  }

  /** Products that are added to themselves. */
  private static NetworkSource doubled() {
    return new NetworkSource(
        "Doubled", "6", "", List.of(
            new LayerSource("gated", "Dense", "units = 5, activation = Activation.GELU_TANH", List.of("input")),
            new LayerSource("twice", "Add", "activation = Activation.SWISH", List.of("gated", "gated")),
            new LayerSource("bounded", "Dense", "units = 5, activation = Activation.HARD_SWISH", List.of("twice")),
            new LayerSource("again", "Add", "", List.of("bounded", "bounded")),
            new LayerSource("out", "Dense", "units = 3", List.of("again"))),
        SOFTMAX);
  }

  private static NetworkSource fixedNumbers() {
    return new NetworkSource(
        "FixedNumbers", "{3, 4}", "", List.of(
            new LayerSource("mask", "Constant", "{0.5f, 1, 1, -2}", List.of()),
            new LayerSource("kernel", "Constant", "value = {1, 0, 0.25f, 0.25f, 2, -1, 0, 3}, shape = {4, 2}",
                List.of()),
            new LayerSource("dense", "Dense", "units = 12", List.of("input")),
            new LayerSource("rows", "Reshape", "{3, 4}", List.of("dense")),
            new LayerSource("masked", "Multiply", "", List.of("rows", "mask")),
            new LayerSource("product", "MatMul", "", List.of("masked", "kernel")),
            new LayerSource("largest", "ArgMax", "axes = 1", List.of("rows")),
            new LayerSource("places", "OneHot", "classes = 2", List.of("largest")),
            new LayerSource("both", "Concat", "", List.of("product", "places")),
            new LayerSource("out", "Dense", "units = 3", List.of("both"))),
        SOFTMAX);
  }

  /** Layers of which each reads the one before, given by kind and values. */
  private static NetworkSource chain(String name, String input, String optimizer, String loss, String... layers) {
    List<LayerSource> sources = new ArrayList<>();
    String before = "input";
    for (String layer : layers) {
      int space = layer.indexOf(' ');
      String field = "layer" + sources.size();
      sources.add(new LayerSource(field, layer.substring(0, space), layer.substring(space + 1), List.of(before)));
      before = field;
    }
    return new NetworkSource(name, input, optimizer, sources, loss);
  }
}
