package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.io.Tensor;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * What the values of a tensor are like. All but the number of those that are not finite is of the finite ones, and NaN where there are none.
 *
 * @param count number of values
 * @param min the least
 * @param max the greatest
 * @param mean their mean
 * @param deviation their standard deviation, of all values rather than of a sample
 * @param norm square root of the sum of their squares
 * @param zeros how many are 0
 * @param notFinite how many values are NaN or infinite
 */
record TensorStatistics(
    int count, double min, double max, double mean, double deviation, double norm, long zeros, long notFinite) {
  static TensorStatistics of(Tensor tensor) {
    return of(tensor.length(), at -> value(tensor, at));
  }

  /** Of values by their number. */
  static TensorStatistics of(int count, IntToDoubleFunction values) {
    double min = Double.NaN;
    double max = Double.NaN;
    double sum = 0;
    double squares = 0;
    long zeros = 0;
    int finite = 0;
    for (int i = 0; i < count; i++) {
      double value = values.applyAsDouble(i);
      if (Double.isFinite(value)) {
        min = finite == 0 ? value : Math.min(min, value);
        max = finite == 0 ? value : Math.max(max, value);
        sum += value;
        squares += value * value;
        zeros += value == 0 ? 1 : 0;
        finite++;
      }
    }
    double mean = finite == 0 ? Double.NaN : sum / finite;
    double distances = 0; // a second pass: the difference of two large sums would have no digits left
    for (int i = 0; i < count; i++) {
      double distance = values.applyAsDouble(i) - mean;
      distances += Double.isFinite(distance) ? distance * distance : 0;
    }
    double deviation = finite == 0 ? Double.NaN : Math.sqrt(distances / finite);
    double norm = finite == 0 ? Double.NaN : Math.sqrt(squares);
    return new TensorStatistics(count, min, max, mean, deviation, norm, zeros, count - finite);
  }

  private static double value(Tensor tensor, int at) {
    return switch (tensor.dtype()) {
      case F32 -> tensor.floats()[at];
      case F64 -> tensor.doubles()[at];
      case I32 -> tensor.ints()[at];
      case I64 -> tensor.longs()[at];
    };
  }

  /** The figures in the order of the table's columns. */
  List<Double> figures() {
    return List.of(min, max, mean, deviation, norm);
  }
}
