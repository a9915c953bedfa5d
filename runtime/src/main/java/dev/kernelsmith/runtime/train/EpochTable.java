package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.io.DType;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The history of a training as a tensor of doubles: a row per epoch, a column per number, minus infinity where a number was not measured,
 * which no measure can be. Earlier versions wrote NaN there.
 */
final class EpochTable {
  /** The tensor's name. */
  static final String NAME = "history";

  private static final int COLUMNS = 7;
  private static final double NOT_MEASURED = Double.NEGATIVE_INFINITY;

  private EpochTable() {}

  static Tensor of(List<EpochMetrics> history) {
    double[] table = new double[history.size() * COLUMNS];
    int at = 0;
    for (EpochMetrics epoch : history) {
      table[at++] = epoch.loss();
      table[at++] = epoch.accuracy().orElse(NOT_MEASURED);
      table[at++] = epoch.validationLoss().orElse(NOT_MEASURED);
      table[at++] = epoch.validationAccuracy().orElse(NOT_MEASURED);
      table[at++] = epoch.learningRate();
      table[at++] = epoch.samplesPerSecond();
      table[at++] = epoch.seconds();
    }
    return Tensor.of(List.of(history.size(), COLUMNS), table);
  }

  /**
   * Reads it.
   *
   * @param early whether an earlier version wrote it
   */
  static List<EpochMetrics> read(Path file, @Nullable Tensor tensor, int epochs, boolean early) {
    List<Integer> shape = List.of(epochs, COLUMNS);
    if (tensor == null || !tensor.shape().equals(shape) || tensor.dtype() != DType.F64) {
      throw new DataFormatException(
          file, String.format(Locale.ROOT, "its tensor \"%s\" is %s", NAME, tensor), "F64 " + shape,
          "use another checkpoint");
    }
    double[] table = tensor.doubles();
    List<EpochMetrics> history = new ArrayList<>();
    for (int row = 0; row < epochs; row++) {
      int at = row * COLUMNS;
      history.add(
          new EpochMetrics(
              row + 1,
              table[at],
              measured(table[at + 1], early),
              measured(table[at + 2], early),
              measured(table[at + 3], early),
              (float) table[at + 4],
              table[at + 5],
              table[at + 6]));
    }
    return history;
  }

  private static OptionalDouble measured(double value, boolean early) {
    return value == NOT_MEASURED || early && Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
