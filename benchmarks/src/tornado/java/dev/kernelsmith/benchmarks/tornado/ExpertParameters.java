package dev.kernelsmith.benchmarks.tornado;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * Parameters of all layers in one array, with what trains them, so that one kernel can move them all. Of each layer
 * there are rows of weights and the bias as one row more, padded with zeros.
 */
final class ExpertParameters {
  final FloatArray values;
  final FloatArray means;
  final FloatArray squares;
  final FloatArray gradients;

  private final List<Layer> layers = new ArrayList<>();

  /**
   * The size of a layer.
   *
   * @param inputs products that a unit sums up
   * @param rows the same with padding; the bias comes after them
   * @param units outputs, or filters
   * @param pitch the same with padding
   */
  record Shape(int inputs, int rows, int units, int pitch) {
    int length() {
      return (rows + 1) * pitch;
    }
  }

  /** Allocates the arrays on the host. */
  ExpertParameters(Shape... shapes) {
    int length = 0;
    for (Shape shape : shapes) {
      length += shape.length();
    }
    values = zeros(length);
    means = zeros(length);
    squares = zeros(length);
    gradients = zeros(length);
    int start = 0;
    for (Shape shape : shapes) {
      layers.add(new Layer(values, start, shape));
      start += shape.length();
    }
  }

  /** The layers, in the order they were given. */
  List<Layer> layers() {
    return List.copyOf(layers);
  }

  /** An array of zeros. */
  static FloatArray zeros(int length) {
    FloatArray array = new FloatArray(length);
    array.init(0f);
    return array;
  }

  /** One of the layers. */
  static final class Layer implements StoredLayer {
    final int start;

    private final FloatArray values;
    private final Shape shape;
    private FloatArray turned = new FloatArray(0);
    private int turnedStart;
    private int turnedPitch;

    private Layer(FloatArray values, int start, Shape shape) {
      this.values = values;
      this.start = start;
      this.shape = shape;
    }

    /** Has weights that are loaded put into another array as well, a unit's after the other's. */
    void alsoTurned(FloatArray array, int from, int pitch) {
      turned = array;
      turnedStart = from;
      turnedPitch = pitch;
    }

    @Override
    public FloatArray values() {
      return values;
    }

    @Override
    public void load(float[] weights, float[] bias) {
      int units = shape.units();
      if (weights.length != shape.inputs() * units || bias.length != units) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT,
                "a layer of %d rows and %d units has %d weights and as many biases as units, not %d and %d",
                shape.inputs(), units, shape.inputs() * units, weights.length, bias.length));
      }
      for (int row = 0; row < shape.inputs(); row++) {
        MemorySegment.copy(weights, row * units, values.getSegment(), ValueLayout.JAVA_FLOAT, at(row), units);
      }
      MemorySegment.copy(bias, 0, values.getSegment(), ValueLayout.JAVA_FLOAT, at(shape.rows()), units);
      if (turned.getSize() > 0) {
        for (int i = 0; i < weights.length; i++) {
          turned.set(turnedStart + i % units * turnedPitch + i / units, weights[i]);
        }
      }
    }

    @Override
    public float[] weights() {
      float[] copy = new float[shape.inputs() * shape.units()];
      for (int row = 0; row < shape.inputs(); row++) {
        copy(row, copy, row * shape.units());
      }
      return copy;
    }

    @Override
    public float[] bias() {
      float[] copy = new float[shape.units()];
      copy(shape.rows(), copy, 0);
      return copy;
    }

    private void copy(int row, float[] to, int index) {
      MemorySegment.copy(values.getSegment(), ValueLayout.JAVA_FLOAT, at(row), to, index, shape.units());
    }

    private long at(int row) {
      return (long) Float.BYTES * (start + row * shape.pitch());
    }
  }
}
