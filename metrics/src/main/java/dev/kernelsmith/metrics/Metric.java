package dev.kernelsmith.metrics;

import java.util.function.ToDoubleFunction;

/**
 * A number that says how well one output of a network does on data. Those here are for every output of their kind; others are made by {@link #maximise} and
 * {@link #minimise}, or implement this type:
 *
 * <pre>{@code
 * Metric firstClass = Metric.maximise("F1 of cats", predictions -> predictions.classification().of(0).f1());
 * }</pre>
 */
public interface Metric {
  /** Share of the right classes, or labels; see {@link ClassificationReport#accuracy}. */
  Metric ACCURACY = maximise("accuracy", predictions -> predictions.classification().accuracy());

  /** Mean precision of the classes; see {@link ClassificationReport#macro}. */
  Metric MACRO_PRECISION = maximise("macro precision", predictions -> predictions.classification().macro().precision());

  /** Mean recall of the classes, also called balanced accuracy; see {@link ClassificationReport#macro}. */
  Metric MACRO_RECALL = maximise("macro recall", predictions -> predictions.classification().macro().recall());

  /** Mean F1 of the classes; see {@link ClassificationReport#macro}. */
  Metric MACRO_F1 = maximise("macro F1", predictions -> predictions.classification().macro().f1());

  /** F1 of all classes taken together; see {@link ClassificationReport#micro}. */
  Metric MICRO_F1 = maximise("micro F1", predictions -> predictions.classification().micro().f1());

  /** Mean F1 of the classes, weighted by their samples; see {@link ClassificationReport#weighted}. */
  Metric WEIGHTED_F1 = maximise("weighted F1", predictions -> predictions.classification().weighted().f1());

  /** Area under the ROC curve; see {@link ClassificationReport#auc()}. */
  Metric AUC = maximise("AUC", predictions -> predictions.classification().auc());

  /** Mean absolute error; see {@link RegressionReport#meanAbsoluteError()}. */
  Metric MEAN_ABSOLUTE_ERROR =
      minimise("mean absolute error", predictions -> predictions.regression().meanAbsoluteError());

  /** Mean squared error; see {@link RegressionReport#meanSquaredError()}. */
  Metric MEAN_SQUARED_ERROR =
      minimise("mean squared error", predictions -> predictions.regression().meanSquaredError());

  /** Root mean squared error; see {@link RegressionReport#rootMeanSquaredError()}. */
  Metric ROOT_MEAN_SQUARED_ERROR =
      minimise("root mean squared error", predictions -> predictions.regression().rootMeanSquaredError());

  /** Coefficient of determination; see {@link RegressionReport#r2()}. */
  Metric R2 = maximise("R2", predictions -> predictions.regression().r2());

  /**
   * Share of the samples whose class is among the first ones of the prediction; see {@link ClassificationReport#topK}.
   *
   * @param k how many of them, at least 1
   * @throws IllegalArgumentException if there are fewer
   */
  static Metric topK(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("top-k accuracy takes a k of at least 1, not " + k);
    }
    return maximise("top-" + k + " accuracy", predictions -> predictions.classification().topK(k));
  }

  /** A metric of which more is better. */
  static Metric maximise(String name, ToDoubleFunction<Predictions> value) {
    return new FunctionMetric(name, true, value);
  }

  /** A metric of which less is better. */
  static Metric minimise(String name, ToDoubleFunction<Predictions> value) {
    return new FunctionMetric(name, false, value);
  }

  /** Its name. */
  String name();

  /** Whether more is better. */
  boolean higherIsBetter();

  /** Its value; NaN where it is not defined. */
  double of(Predictions predictions);
}
