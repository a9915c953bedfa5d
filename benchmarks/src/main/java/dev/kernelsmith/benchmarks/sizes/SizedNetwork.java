package dev.kernelsmith.benchmarks.sizes;

import java.util.Locale;

/**
 * A network to be measured.
 *
 * @param kind of its layers
 * @param height of an image; 1 for dense layers
 * @param width of an image; 1 for dense layers
 * @param channels of an image, and filters of each convolution; units of every other dense layer
 * @param depth number of convolutions, or of dense layers before the last one
 */
public record SizedNetwork(Kind kind, int height, int width, int channels, int depth) {
  /** Values of a sample, and units of the other dense layers. */
  static final int VALUES = 256;

  /** What a network is made of. */
  public enum Kind {
    DENSE, CONVOLUTION
  }

  static SizedNetwork dense(int units, int depth) {
    return new SizedNetwork(Kind.DENSE, 1, 1, units, depth);
  }

  static SizedNetwork convolution(int height, int width, int channels, int depth) {
    return new SizedNetwork(Kind.CONVOLUTION, height, width, channels, depth);
  }

  /** Values of a sample. */
  int floats() {
    return kind == Kind.DENSE ? VALUES : height * width * channels;
  }

  /** Name of the class. */
  String className() {
    return kind == Kind.DENSE ? String.format(Locale.ROOT, "Dense%dDeep%d", channels, depth)
        : String.format(Locale.ROOT, "Convolution%dOn%dBy%dDeep%d", channels, height, width, depth);
  }

  /** What it is, in words. */
  String words() {
    return kind == Kind.DENSE
        ? String.format(Locale.ROOT, "%d dense layers, every other one of %d units, the others of %d", depth, channels,
            VALUES)
        : String.format(Locale.ROOT, "%d convolutions of 3 x 3 with %d channels on %d x %d", depth, channels, height,
            width);
  }

  /** Source of the annotated class. */
  String source() {
    StringBuilder text = new StringBuilder("""
        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.Layer;

        """);
    text.append(String.format(Locale.ROOT, "@Network(input = %s)%n",
        kind == Kind.DENSE ? Integer.toString(VALUES)
            : String.format(Locale.ROOT, "{%d, %d, %d}", height, width, channels)));
    text.append(String.format(Locale.ROOT,
        "@Optimizer(type = OptimizerType.MOMENTUM, learningRate = 1e-4)%npublic class %s {%n", className()));
    for (int i = 0; i < depth; i++) {
      text.append(String.format(Locale.ROOT,
          kind == Kind.DENSE ? "  @Dense(units = %d, activation = Activation.RELU) Layer layer%d;%n"
              : "  @Conv2D(filters = %d, kernel = 3, padding = Padding.SAME, activation = Activation.RELU) Layer layer%d;%n",
          kind == Kind.DENSE && i % 2 == 1 ? VALUES : channels, i));
    }
    if (kind == Kind.CONVOLUTION) {
      text.append(String.format(Locale.ROOT, "  @Pool(size = {%d, %d}, type = PoolType.AVERAGE) Layer means;%n", height,
          width));
    }
    return text.append("  @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer label;\n}\n").toString();
  }
}
