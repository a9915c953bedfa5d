package dev.kernelsmith.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the values of one output of a network are off, by unit and as the mean of all units. Definitions are those of scikit-learn's {@code mean_absolute_error},
 * {@code mean_squared_error}, {@code root_mean_squared_error} and {@code r2_score}, whose means over units are plain ones ({@code uniform_average}): so the root
 * mean squared error of all is the mean of the roots. Each is NaN or infinite where a value of a prediction is.
 */
public final class RegressionReport {
  /** Units up to which each is printed. */
  private static final int PRINTED = 20;

  private final int samples;
  private final int units;

  /** By unit, and behind them of all: absolute error, squared error, its root, R2. */
  private final double[][] figures;

  RegressionReport(Predictions predictions) {
    samples = predictions.size();
    units = predictions.length();
    figures = new double[units + 1][4];
    for (int unit = 0; unit < units; unit++) {
      double[] row = figures[unit];
      double mean = 0;
      boolean equal = true; // by the targets themselves: their mean is rounded
      for (int i = 0; i < samples; i++) {
        equal &= predictions.target(i, unit) == predictions.target(0, unit);
        double error = (double) predictions.value(i, unit) - predictions.target(i, unit);
        row[0] += Math.abs(error) / samples;
        row[1] += error * error / samples;
        mean += (double) predictions.target(i, unit) / samples;
      }
      double spread = 0;
      for (int i = 0; i < samples; i++) {
        double distance = predictions.target(i, unit) - mean;
        spread += distance * distance / samples;
      }
      row[2] = Math.sqrt(row[1]);
      boolean ratio = !equal || Double.isNaN(row[1]);
      row[3] = samples < 2 ? Double.NaN : ratio ? 1 - row[1] / spread : row[0] == 0 ? 1 : 0;
      for (int i = 0; i < row.length; i++) {
        figures[units][i] += row[i] / units;
      }
    }
  }

  /** Number of units: values of a sample. */
  public int units() {
    return units;
  }

  /** Number of samples. */
  public int samples() {
    return samples;
  }

  /** Mean of the distances of predicted values and targets, over all units. */
  public double meanAbsoluteError() {
    return meanAbsoluteError(units);
  }

  /** The same of one unit, from 0. */
  public double meanAbsoluteError(int unit) {
    return figures[unit][0];
  }

  /** Mean of the squares of these distances, over all units. */
  public double meanSquaredError() {
    return meanSquaredError(units);
  }

  /** The same of one unit, from 0. */
  public double meanSquaredError(int unit) {
    return figures[unit][1];
  }

  /** Mean over all units of the root of the mean squared error: in what targets are measured in. */
  public double rootMeanSquaredError() {
    return rootMeanSquaredError(units);
  }

  /** The same of one unit, from 0. */
  public double rootMeanSquaredError(int unit) {
    return figures[unit][2];
  }

  /**
   * Coefficient of determination, mean over all units: 1 less the squared errors by those of the targets' mean. 1 is the best, 0 what that mean gives; less is possible.
   *
   * @return NaN for fewer than two samples
   */
  public double r2() {
    return r2(units);
  }

  /** The same of one unit, from 0. Where all targets are equal, it is 1 if all predictions are right, else 0. */
  public double r2(int unit) {
    return figures[unit][3];
  }

  /** A table: a row for all units, and one for each where there are several, but not too many. */
  @Override
  public String toString() {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"", "mean absolute", "mean squared", "root mean squared", "R2"});
    for (int unit = units > PRINTED || units == 1 ? units : 0; unit <= units; unit++) {
      String[] row = new String[5];
      row[0] = unit == units ? "all" : Integer.toString(unit);
      for (int i = 1; i < row.length; i++) {
        row[i] = Text.decimal(figures[unit][i - 1]);
      }
      rows.add(row);
    }
    return Text.table(rows) + "errors of " + Text.count(samples, "sample");
  }
}
