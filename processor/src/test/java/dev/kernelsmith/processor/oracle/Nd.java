package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * An array of any rank, for references that know coordinates and nothing of the statement language.
 *
 * @param shape its extents
 * @param values its elements, row-major
 */
record Nd(List<Integer> shape, double[] values) {
  static Nd of(List<Integer> shape, double... values) {
    return new Nd(shape, values);
  }

  static Nd random(Random random, Integer... shape) {
    return new Nd(List.of(shape), random.doubles(size(List.of(shape)), -1, 1).toArray());
  }

  /** An array whose elements follow from their coordinates. */
  static Nd filled(List<Integer> shape, ToDoubleFunction<int[]> element) {
    double[] values = new double[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = element.applyAsDouble(at(shape, i));
    }
    return new Nd(shape, values);
  }

  /** The coordinates of an element by its number. */
  static int[] at(List<Integer> shape, int number) {
    int[] at = new int[shape.size()];
    int rest = number;
    for (int d = at.length - 1; d >= 0; d--) {
      at[d] = rest % shape.get(d);
      rest /= shape.get(d);
    }
    return at;
  }

  static int size(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  int dim(int d) {
    return shape.get(d);
  }

  double get(int... at) {
    int number = 0;
    for (int d = 0; d < at.length; d++) {
      number = number * shape.get(d) + at[d];
    }
    return values[number];
  }

  /** What a layer makes of one sample. */
  static Nd run(String kind, Map<String, ?> attributes, Nd... inputs) {
    Shape[] shapes = Arrays.stream(inputs).map(input -> new Shape(input.shape())).toArray(Shape[]::new);
    LayerFixture layer = LayerFixture.of(kind, attributes, shapes);
    Tensors tensors = new Tensors(1);
    for (int i = 0; i < inputs.length; i++) {
      Buffer buffer = layer.inputs().get(i);
      tensors.put(buffer, inputs[i].values());
    }
    Interpreter.run(layer.program(), tensors);
    return new Nd(layer.node().shape().dims(), tensors.get(layer.output()));
  }
}
