package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.LossFunction.MEAN_SQUARED_ERROR;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Gru;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.data.sequences.Windows;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Progress;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Locale;
import java.util.Random;

/** A time series: from a week of hourly demand for power to that of the next day. */
@Network(input = {DemandForecast.WEEK, 1})
@Optimizer(type = ADAM, learningRate = 3e-3, clipNorm = 1)
public class DemandForecast {
  static final int DAY = 24;
  static final int WEEK = 7 * DAY;

  // @formatter:off
  @Gru(units = 32)                              Layer past;
  @Dense(units = DAY) @Loss(MEAN_SQUARED_ERROR) Layer demand;
  // @formatter:on

  /**
   * Draws the demand of so many days, 1 on average: less at night and at weekends, more on cold days, of which several come in a row.
   *
   * @param noise standard deviation of what nobody can know
   */
  static float[] draw(int days, double noise, long seed) {
    Random random = new Random(seed);
    float[] demand = new float[days * DAY];
    double cold = 0;
    for (int hour = 0; hour < demand.length; hour++) {
      int day = hour / DAY;
      cold = hour % DAY == 0 ? 0.8 * cold + 0.1 * random.nextGaussian() : cold;
      double ofDay = 0.25 * Math.sin(2 * Math.PI * (hour - 8) / DAY) + 0.1 * Math.sin(4 * Math.PI * (hour - 5) / DAY);
      double ofWeek = day % 7 >= 5 ? -0.2 : 0.08;
      demand[hour] = (float) (1 + ofDay + ofWeek + cold + noise * random.nextGaussian());
    }
    return demand;
  }

  /** A network, and how far off it is on days that it has not seen. */
  record Forecast(DemandForecastNetwork network, double error) {}

  /** Learns from windows over the first part of a series, and forecasts the last fifth. */
  static Forecast train(float[] demand, int epochs) {
    Split parts = Windows.ofSeries(demand, WEEK).horizon(1, DAY).stride(3).split(0.2);
    DemandForecastNetwork network = new DemandForecastNetwork(1);
    Trainer.of(network).epochs(epochs).batchSize(32).learningRate(LearningRate.cosine(3e-3, 1e-4, epochs))
        .validation(parts.validation()).restoreBest(true).progress(Progress.auto()).fit(parts.training());
    return new Forecast(network, Evaluation.of(network, parts.validation()).loss());
  }

  /** The mean squared error of who says that a day will be as that a week before. */
  static double asLastWeek(float[] demand) {
    double sum = 0;
    int from = demand.length * 4 / 5;
    for (int hour = from; hour < demand.length; hour++) {
      sum += Math.pow(demand[hour] - demand[hour - WEEK], 2);
    }
    return sum / (demand.length - from);
  }

  /** Draws a year, learns, and compares. */
  public static void main(String[] args) {
    float[] year = draw(365, 0.03, 1);
    Forecast forecast = train(year, 30);
    System.out.printf(Locale.ROOT, "Mean squared error %.4f; as a week before: %.4f%n", forecast.error(),
        asLastWeek(year));
    float[] week = new float[WEEK];
    System.arraycopy(year, year.length - WEEK, week, 0, WEEK);
    float[] tomorrow = forecast.network().predict(week);
    System.out.printf(Locale.ROOT, "The day after the last: %.2f at 4 in the morning, %.2f at 6 in the evening%n",
        tomorrow[4], tomorrow[18]);
  }
}
