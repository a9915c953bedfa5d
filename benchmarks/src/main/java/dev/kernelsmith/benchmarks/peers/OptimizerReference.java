package dev.kernelsmith.benchmarks.peers;

import java.util.List;

/**
 * What another library made of a case.
 *
 * @param of the case
 * @param how what was called, and with which settings where they are not the case's
 * @param agrees whether that is the same rule; false where the library has another convention
 * @param type {@code double} or {@code float}, in which the library computed
 * @param values the parameters after each step
 */
public record OptimizerReference(OptimizerCase of, String how, boolean agrees, String type, List<double[]> values) {
  /** As a line with tabs between its parts. */
  String line(String library) {
    StringBuilder line =
        new StringBuilder(String.join("\t", of.name(), library, how, agrees ? "same" : "other", type));
    for (double[] step : values) {
      for (double value : step) {
        line.append('\t').append(type.equals("float") ? Float.toString((float) value) : Double.toString(value));
      }
    }
    return line.toString();
  }
}
