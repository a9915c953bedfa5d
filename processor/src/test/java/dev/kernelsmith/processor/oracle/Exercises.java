package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Single layers run on given numbers. */
final class Exercises {
  private Exercises() {}

  /** Runs a layer without bias on samples that lie one after another. */
  static double[] run(LayerFixture layer, double[] x, double[]... weights) {
    Tensors tensors = new Tensors(x.length / layer.input().elements()).put(layer.input(), x);
    List<Buffer> parameters = layer.parameters().stream().map(p -> p.buffer()).toList();
    for (int i = 0; i < weights.length; i++) {
      tensors.put(parameters.get(i), weights[i]);
    }
    Interpreter.run(layer.program(), tensors);
    return tensors.get(layer.output());
  }

  /** Samples of several vectors, each joined to one. */
  static double[] joined(int samples, double[]... parts) {
    return joined(Arrays.stream(parts).map(part -> Shape.of(part.length / samples)).toList(), parts);
  }

  /** Samples of several shapes, each joined to one. */
  static double[] joined(List<Shape> shapes, double[]... parts) {
    List<String> names = IntStream.range(0, parts.length).mapToObj(i -> "x" + i).toList();
    LayerFixture layer = LayerFixture.of("Concat", Map.of("value", names), shapes.toArray(Shape[]::new));
    Tensors tensors = new Tensors(parts[0].length / shapes.getFirst().elements());
    for (int i = 0; i < parts.length; i++) {
      tensors.put(layer.inputs().get(i), parts[i]);
    }
    Interpreter.run(layer.program(), tensors);
    return tensors.get(layer.output());
  }

  /** A convolution without bias; the kernel's shape is height, width, channels, filters. */
  static LayerFixture convolution(Shape image, List<Integer> kernel, List<Integer> stride, String padding) {
    return LayerFixture.of(
        "Conv2D",
        Map.of(
            "filters", kernel.get(3),
            "kernel", kernel.subList(0, 2),
            "stride", stride,
            "padding", padding,
            "bias", false),
        image);
  }

  /** A pooling. */
  static LayerFixture pooling(Shape image, String type, List<Integer> size, List<Integer> stride, String padding) {
    return LayerFixture.of("Pool", Map.of("type", type, "size", size, "stride", stride, "padding", padding), image);
  }

  /** A dense layer without bias. */
  static LayerFixture dense(int in, int units) {
    return LayerFixture.of("Dense", Map.of("units", units, "bias", false), Shape.of(in));
  }

  /** An image with rows and columns of zeros around it. */
  static double[] padded(double[] x, Shape image, int top, int bottom, int left, int right) {
    int height = image.dims().get(0);
    int width = image.dims().get(1);
    int channels = image.channels();
    int outWidth = left + width + right;
    double[] y = new double[(top + height + bottom) * outWidth * channels];
    for (int h = 0; h < height; h++) {
      System.arraycopy(
          x, h * width * channels, y, ((top + h) * outWidth + left) * channels, width * channels);
    }
    return y;
  }

  /** The full convolution of one channel: the kernel without a flip over the image with zeros around it. */
  static double[] full(double[] x, List<Integer> shape, double[] k, List<Integer> kernel) {
    int rows = kernel.get(0) - 1;
    int columns = kernel.get(1) - 1;
    double[] wide = padded(x, Shape.of(shape.get(0), shape.get(1), 1), rows, rows, columns, columns);
    Shape image = Shape.of(shape.get(0) + 2 * rows, shape.get(1) + 2 * columns, 1);
    List<Integer> all = new ArrayList<>(kernel);
    all.addAll(List.of(1, 1));
    return run(convolution(image, all, List.of(1), "VALID"), wide, k);
  }

  /** The transpose of a matrix. */
  static double[] transposed(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      result[i % columns * rows + i / columns] = matrix[i];
    }
    return result;
  }
}
