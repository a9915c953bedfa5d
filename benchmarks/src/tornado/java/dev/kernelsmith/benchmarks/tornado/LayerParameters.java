package dev.kernelsmith.benchmarks.tornado;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Weights and bias of one layer with what trains them: rows of weights, and the bias as one row more. */
final class LayerParameters implements StoredLayer {
  final FloatArray values;
  final FloatArray gradients;
  final FloatArray means;
  final FloatArray squares;
  final int rows;
  final int units;

  /**
   * Allocates the arrays on the host.
   *
   * @param rows products that a unit sums up
   * @param units outputs, or filters
   * @param copies gradients that the optimizer adds up
   */
  LayerParameters(int rows, int units, int copies) {
    this.rows = rows;
    this.units = units;
    int length = (rows + 1) * units;
    values = new FloatArray(length);
    gradients = new FloatArray(copies * length);
    means = new FloatArray(length);
    squares = new FloatArray(length);
    means.init(0f);
    squares.init(0f);
  }

  /** Number of values. */
  int length() {
    return (rows + 1) * units;
  }

  @Override
  public void load(float[] weights, float[] bias) {
    if (weights.length != rows * units || bias.length != units) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "a layer of %d rows and %d units has %d weights and as many biases as units, not %d and %d", rows, units,
              rows * units, weights.length, bias.length));
    }
    MemorySegment segment = values.getSegment();
    MemorySegment.copy(weights, 0, segment, ValueLayout.JAVA_FLOAT, 0, weights.length);
    MemorySegment.copy(bias, 0, segment, ValueLayout.JAVA_FLOAT, (long) Float.BYTES * weights.length, units);
  }

  @Override
  public FloatArray values() {
    return values;
  }

  @Override
  public float[] weights() {
    return copy(0, rows * units);
  }

  @Override
  public float[] bias() {
    return copy(rows * units, units);
  }

  private float[] copy(int from, int length) {
    float[] copy = new float[length];
    MemorySegment.copy(values.getSegment(), ValueLayout.JAVA_FLOAT, (long) Float.BYTES * from, copy, 0, length);
    return copy;
  }
}
