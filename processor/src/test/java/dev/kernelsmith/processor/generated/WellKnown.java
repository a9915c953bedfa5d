package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import java.util.ArrayList;
import java.util.List;

/** Sources of networks that several tests use. */
final class WellKnown {
  private static final String RELU = "activation = Activation.RELU";

  private WellKnown() {}

  /** LeNet-5 of the documentation. */
  static NetworkSource leNet5() {
    Chain chain = new Chain();
    chain.add("Conv2D", "conv1", "filters = 6, kernel = 5, padding = Padding.SAME, " + RELU);
    chain.add("Pool", "pool1", "size = 2");
    chain.add("Conv2D", "conv2", "filters = 16, kernel = 5, " + RELU);
    chain.add("Pool", "pool2", "size = 2");
    chain.add("Dense", "dense1", "units = 120, " + RELU);
    chain.add("Dense", "dense2", "units = 84, " + RELU);
    chain.add("Dense", "digit", "units = 10");
    return chain.network("LeNet5", "{28, 28, 1}");
  }

  /** The residual network of the samples. */
  static NetworkSource residual() {
    Chain chain = new Chain();
    String same = ", kernel = 3, padding = Padding.SAME";
    chain.add("Conv2D", "stem", "filters = 8" + same + ", " + RELU);
    chain.add("Pool", "halved", "size = 2");
    chain.add("Conv2D", "a1", "filters = 8" + same + ", " + RELU);
    chain.add("Conv2D", "a2", "filters = 8" + same);
    chain.add("Add", "a", RELU, "halved", "a2");
    chain.add("Conv2D", "b1", "filters = 16, stride = 2" + same + ", " + RELU);
    chain.add("Conv2D", "b2", "filters = 16" + same);
    chain.add("Conv2D", "shortcut", "filters = 16, kernel = 1, stride = 2, padding = Padding.SAME", "a");
    chain.add("Add", "b", RELU, "b2", "shortcut");
    chain.add("Pool", "means", "size = 3, type = PoolType.AVERAGE");
    chain.add("Dense", "digit", "units = 10");
    return chain.network("ResidualDigits", "{28, 28, 1}");
  }

  /** The residual network of the benchmarks, for images of a quarter of its width: normalisation by the batch, blocks of two widths and steps of two. */
  static NetworkSource resNet8() {
    Chain chain = new Chain();
    String same = ", kernel = 3, padding = Padding.SAME, bias = false";
    chain.add("Conv2D", "stem", "filters = 16" + same);
    chain.add("BatchNorm", "stemNorm", RELU);
    chain.add("Conv2D", "a1", "filters = 16" + same);
    chain.add("BatchNorm", "a1Norm", RELU);
    chain.add("Conv2D", "a2", "filters = 16" + same);
    chain.add("BatchNorm", "a2Norm", "");
    chain.add("Add", "a", RELU, "stemNorm", "a2Norm");
    String before = "a";
    for (String block : List.of("b", "c")) {
      String filters = "filters = " + (block.equals("b") ? 32 : 64);
      chain.add("Conv2D", block + "1", filters + ", kernel = 3, stride = 2, pads = 1, bias = false");
      chain.add("BatchNorm", block + "1Norm", RELU);
      chain.add("Conv2D", block + "2", filters + same);
      chain.add("BatchNorm", block + "2Norm", "");
      chain.add(
          "Conv2D", block + "Short", filters + ", kernel = 1, stride = 2, padding = Padding.SAME, bias = false",
          before);
      chain.add("BatchNorm", block + "ShortNorm", "");
      chain.add("Add", block, RELU, block + "2Norm", block + "ShortNorm");
      before = block;
    }
    chain.add("Pool", "means", "size = 2, type = PoolType.AVERAGE");
    chain.add("Dense", "label", "units = 10");
    return chain.network("ResNet8", "{8, 8, 3}");
  }

  /** VGG-16 for 224x224 images of 3 channels (Simonyan and Zisserman, 2015, configuration D). */
  static NetworkSource vgg16() {
    Chain chain = new Chain();
    int[] filters = {64, 128, 256, 512, 512};
    int[] depth = {2, 2, 3, 3, 3};
    for (int b = 0; b < filters.length; b++) {
      for (int c = 1; c <= depth[b]; c++) {
        chain.add(
            "Conv2D", "conv" + (b + 1) + "x" + c,
            "filters = %d, kernel = 3, padding = Padding.SAME, %s".formatted(filters[b], RELU));
      }
      chain.add("Pool", "pool" + (b + 1), "size = 2");
    }
    chain.add("Dense", "fc6", "units = 4096, " + RELU);
    chain.add("Dense", "fc7", "units = 4096, " + RELU);
    chain.add("Dense", "fc8", "units = 1000");
    return chain.network("Vgg16", "{224, 224, 3}");
  }

  /** One dense layer with 16 million weights. */
  static NetworkSource wide() {
    Chain chain = new Chain();
    chain.add("Dense", "output", "units = 4096");
    return chain.network("Wide", "4096");
  }

  /** A chain of 200 layers, every second of which adds the two before it. */
  static NetworkSource deep() {
    Chain chain = new Chain();
    String before = "input";
    for (int i = 1; i <= 100; i++) {
      chain.add("Dense", "dense" + i, "units = 8, activation = Activation.TANH");
      chain.add("Add", "sum" + i, "", "dense" + i, before);
      before = "sum" + i;
    }
    return chain.network("Deep", "8");
  }

  /** Skip connections, strides, overlapping windows, both kinds of pools and activations of all kinds. */
  static NetworkSource branching() {
    Chain chain = new Chain();
    chain.add("Conv2D", "stem",
        "filters = 9, kernel = 3, stride = 2, padding = Padding.SAME, activation = Activation.TANH");
    chain.add("Conv2D", "left", "filters = 9, kernel = {3, 1}, padding = Padding.SAME, " + RELU);
    chain.add("Conv2D", "right", "filters = 9, kernel = 1, bias = false, activation = Activation.SIGMOID", "stem");
    chain.add("Add", "sum", RELU, "left", "right", "stem");
    chain.add("Pool", "highest", "size = 3, stride = 2, padding = Padding.SAME");
    chain.add("Pool", "mean", "size = {2, 3}, stride = 2, padding = Padding.SAME, type = PoolType.AVERAGE", "sum");
    chain.add("Add", "both", "activation = Activation.SOFTMAX", "highest", "mean");
    chain.add("Dense", "hidden", "units = 19, activation = Activation.TANH");
    chain.add("Dense", "output", "units = 5");
    return chain.network("Branching", "{11, 9, 3}");
  }

  /** Dropout of all kinds, beside a layer that reads what it leaves alone. */
  static NetworkSource dropouts() {
    Chain chain = new Chain();
    chain.add("Conv2D", "conv", "filters = 5, kernel = 3, padding = Padding.SAME, " + RELU);
    chain.add("Dropout", "channels", "rate = 0.25f, each = DropoutUnit.CHANNEL");
    chain.add("Pool", "pool", "size = 2");
    chain.add("Dropout", "positions", "rate = 0.1f, each = DropoutUnit.POSITION");
    chain.add("Dense", "hidden", "units = 21, " + RELU);
    chain.add("Dropout", "units", "rate = 0.5f");
    chain.add("Dense", "branch", "units = 21, " + RELU);
    chain.add("Dropout", "path", "rate = 0.2f, each = DropoutUnit.SAMPLE");
    chain.add("Add", "sum", "", "path", "hidden");
    chain.add("Concat", "all", "", "sum", "units", "branch");
    chain.add("Dense", "output", "units = 4");
    return chain.network("Dropouts", "{8, 6, 2}");
  }

  /** Normalisation by the batch behind a convolution, a sum and a dense layer. */
  static NetworkSource normalised() {
    Chain chain = new Chain();
    chain.add("Conv2D", "conv", "filters = 5, kernel = 3, padding = Padding.SAME, bias = false");
    chain.add("BatchNorm", "norm", "momentum = 0.5f, " + RELU);
    chain.add("Conv2D", "again", "filters = 5, kernel = 3, padding = Padding.SAME");
    chain.add("BatchNorm", "linear", "");
    chain.add("Add", "sum", RELU, "linear", "norm");
    chain.add("Dense", "hidden", "units = 21");
    chain.add("BatchNorm", "units", "epsilon = 1e-3f, " + RELU);
    chain.add("Dense", "output", "units = 4");
    return chain.network("Normalised", "{8, 6, 2}");
  }

  /** Residual blocks that differ in nothing. */
  static NetworkSource blocks(int count) {
    Chain chain = new Chain();
    String convolution = "filters = 5, kernel = 3, padding = Padding.SAME, bias = false";
    chain.add("Conv2D", "stem", convolution);
    String before = "stem";
    for (int b = 1; b <= count; b++) {
      chain.add("Conv2D", "a" + b, convolution, before);
      chain.add("BatchNorm", "aNorm" + b, "epsilon = 1e-2f, " + RELU);
      chain.add("Conv2D", "b" + b, convolution);
      chain.add("BatchNorm", "bNorm" + b, "epsilon = 1e-2f");
      chain.add("Add", "sum" + b, RELU, "bNorm" + b, before);
      before = "sum" + b;
    }
    chain.add("Dense", "output", "units = 4");
    return chain.network("Blocks" + count, "{6, 5, 5}");
  }

  /** Normalises its input; the moving averages forget all but the last batch. */
  static NetworkSource normalisedInput() {
    Chain chain = new Chain();
    chain.add("BatchNorm", "norm", "momentum = 0f");
    chain.add("Dense", "output", "units = 2");
    return chain.network("NormalisedInput", "{6, 5, 3}");
  }

  /** A branch that is computed between a convolution and the pool behind it, and added to that pool. */
  static NetworkSource besidePool() {
    Chain chain = new Chain();
    chain.add("Conv2D", "conv", "filters = 3, kernel = 3, padding = Padding.SAME");
    chain.add("Conv2D", "beside", "filters = 3, kernel = 2, stride = 2", "input");
    chain.add("Pool", "pool", "size = 2", "conv");
    chain.add("Add", "sum", RELU, "pool", "beside");
    chain.add("Dense", "output", "units = 3");
    return chain.network("BesidePool", "{8, 6, 2}");
  }

  /** Two dense layers. */
  static NetworkSource twoDense() {
    Chain chain = new Chain();
    chain.add("Dense", "hidden", "units = 5, " + RELU);
    chain.add("Dense", "output", "units = 3");
    return chain.network("TwoDense", "4");
  }

  /** A convolution and a pool. */
  static NetworkSource convolution() {
    Chain chain = new Chain();
    chain.add("Conv2D", "conv", "filters = 3, kernel = 3, padding = Padding.SAME, " + RELU);
    chain.add("Pool", "pool", "size = 2");
    chain.add("Dense", "output", "units = 2");
    return chain.network("Convolution", "{6, 4, 1}");
  }

  /** Convolutions of windows of three with enough channels to be computed by fewer products, over images that tiles do not divide. */
  static NetworkSource windows() {
    Chain chain = new Chain();
    chain.add("Conv2D", "a", "filters = 16, kernel = 3, padding = Padding.SAME, " + RELU);
    chain.add("Conv2D", "b", "filters = 32, kernel = 3, padding = Padding.SAME, " + RELU);
    chain.add("Pool", "pool", "size = 2");
    chain.add("Conv2D", "c", "filters = 24, kernel = 3, " + RELU);
    chain.add("Dense", "output", "units = 5");
    return chain.network("Windows", "{13, 18, 16}");
  }

  /** Activations that take many operations, behind sums of several register tiles. */
  static NetworkSource longActivations() {
    Chain chain = new Chain();
    chain.add("Dense", "first", "units = 16, activation = Activation.TANH");
    chain.add("Dense", "second", "units = 24, activation = Activation.SIGMOID");
    chain.add("Dense", "output", "units = 3");
    return chain.network("LongActivations", "4");
  }

  /** A skip connection. */
  static NetworkSource skip() {
    Chain chain = new Chain();
    chain.add("Dense", "first", "units = 3, activation = Activation.TANH");
    chain.add("Dense", "second", "units = 3, bias = false");
    chain.add("Add", "output", "activation = Activation.SIGMOID", "first", "second");
    NetworkSource source = chain.network("Skip", "2");
    return new NetworkSource(
        source.name(), source.input(), "type = OptimizerType.MOMENTUM, nesterov = true", source.layers(),
        "MEAN_SQUARED_ERROR");
  }

  /** Layers of which each reads the one before, where nothing else is said. */
  private static final class Chain {
    private final List<LayerSource> layers = new ArrayList<>();

    void add(String kind, String name, String values, String... inputs) {
      String before = layers.isEmpty() ? "input" : layers.getLast().name();
      layers.add(new LayerSource(name, kind, values, inputs.length == 0 ? List.of(before) : List.of(inputs)));
    }

    NetworkSource network(String name, String input) {
      return new NetworkSource(name, input, "type = OptimizerType.ADAM", layers, "SOFTMAX_CROSS_ENTROPY");
    }
  }
}
