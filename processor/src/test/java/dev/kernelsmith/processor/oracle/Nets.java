package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Padding;
import dev.kernelsmith.annotations.PoolType;
import dev.kernelsmith.processor.graph.Shape;
import java.util.List;
import java.util.Map;

/** Well-known networks. */
final class Nets {
  private Nets() {}

  /** LeNet-5 of the documentation, for 28x28 images. */
  static GraphBuilder leNet() {
    return new GraphBuilder(Shape.of(28, 28, 1))
        .add(
            "Conv2D",
            "conv1",
            Map.of("filters", 6, "kernel", List.of(5), "padding", Padding.SAME, "activation", Activation.RELU))
        .add("Pool", "pool1", Map.of("size", List.of(2)))
        .add("Conv2D", "conv2", Map.of("filters", 16, "kernel", List.of(5), "activation", Activation.RELU))
        .add("Pool", "pool2", Map.of("size", List.of(2)))
        .add("Dense", "dense1", Map.of("units", 120, "activation", Activation.RELU))
        .add("Dense", "dense2", Map.of("units", 84, "activation", Activation.RELU))
        .add("Dense", "digit", Map.of("units", 10));
  }

  /** A small residual network with strided and overlapping windows. */
  static GraphBuilder residual() {
    return new GraphBuilder(Shape.of(9, 8, 2))
        .add("Conv2D", "stem", conv(4, 3, 2, Activation.TANH))
        .add("Conv2D", "left", conv(4, 3, 1, Activation.RELU))
        .add("Conv2D", "right", conv(4, 1, 1, Activation.IDENTITY))
        .add("Add", "sum", Map.of("value", List.of("stem", "right"), "activation", Activation.RELU), "stem", "right")
        .add("Add", "again", Map.of("value", List.of("sum", "left", "stem")), "sum", "left", "stem")
        .add("Pool", "pool", Map.of("size", List.of(3), "stride", List.of(2), "padding", Padding.SAME))
        .add("Pool", "mean", Map.of("size", List.of(2), "stride", List.of(1), "type", PoolType.AVERAGE))
        .add("Dense", "out", Map.of("units", 5));
  }

  private static Map<String, ?> conv(int filters, int kernel, int stride, Activation activation) {
    return Map.of(
        "filters", filters,
        "kernel", List.of(kernel),
        "stride", List.of(stride),
        "padding", Padding.SAME,
        "activation", activation);
  }

  /** VGG-16 for 224x224 images of 3 channels (Simonyan and Zisserman, 2015, configuration D). */
  static GraphBuilder vgg16() {
    GraphBuilder net = new GraphBuilder(Shape.of(224, 224, 3));
    int[][] blocks = {{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};
    for (int b = 0; b < blocks.length; b++) {
      for (int c = 0; c < blocks[b].length; c++) {
        net.add("Conv2D", "conv%d_%d".formatted(b + 1, c + 1), conv(blocks[b][c], 3, 1, Activation.RELU));
      }
      net.add("Pool", "pool" + (b + 1), Map.of("size", List.of(2)));
    }
    return net.add("Dense", "fc6", Map.of("units", 4096, "activation", Activation.RELU))
        .add("Dense", "fc7", Map.of("units", 4096, "activation", Activation.RELU))
        .add("Dense", "fc8", Map.of("units", 1000));
  }
}
