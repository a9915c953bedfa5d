package dev.kernelsmith.metrics;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a trained network makes of test data, as a run folder has it: figures, tables, and the worst mistakes with their inputs. */
final class RunEvaluation {
  private static final int MOST_MISTAKES = 24;
  private static final int MOST_VALUES = 16;
  private static final int MOST_POINTS = 500;
  private static final int MOST_CLASSES = 200;

  private final CompiledNetwork network;
  private final Dataset data;
  private final List<String> features;
  private final Presentation shown;

  private RunEvaluation(CompiledNetwork network, Dataset data, List<String> features, Presentation shown) {
    this.shown = shown;
    this.network = network;
    this.data = data;
    this.features = features;
  }

  static Map<String, Object> of(CompiledNetwork network, Dataset data, List<String> features, Presentation shown) {
    RunEvaluation evaluation = new RunEvaluation(network, data, features, shown);
    List<Object> outputs = new ArrayList<>();
    for (Predictions predictions : Predictions.all(network, data)) {
      outputs.add(evaluation.output(predictions));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("samples", data.size());
    all.put("outputs", outputs);
    return all;
  }

  private Map<String, Object> output(Predictions predictions) {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("output", predictions.output());
    output.put("kind", predictions.kind().name());
    output.put("samples", predictions.size());
    if (predictions.kind() == Predictions.Kind.VALUES) {
      values(output, shown.inUnits(predictions));
    } else {
      classes(output, predictions);
    }
    return output;
  }

  private void classes(Map<String, Object> output, Predictions predictions) {
    ClassificationReport report = predictions.classification();
    output.put("accuracy", report.accuracy());
    output.put("unanswered", report.unanswered());
    int shown = Math.min(report.classes(), MOST_CLASSES);
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      rows.add(row(report.of(i), report.auc(i)));
    }
    output.put("classes", rows);
    output.put("means", List.of(row(report.macro(), report.auc()), row(report.weighted(), report.weightedAuc())));
    if (predictions.kind() == Predictions.Kind.CLASSES && report.classes() <= MOST_CLASSES) {
      output.put("confusion", List.of((Object[]) report.confusion()));
    }
    if (predictions.kind() == Predictions.Kind.CLASSES && predictions.size() == data.size()) {
      output.put("mistakes", mistakes(predictions));
    }
  }

  private static Map<String, Object> row(ClassificationReport.Row row, double auc) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("name", row.name());
    figures.put("precision", row.precision());
    figures.put("recall", row.recall());
    figures.put("f1", row.f1());
    figures.put("auc", auc);
    figures.put("samples", row.samples());
    return figures;
  }

  /** The wrong answers that the network was the surest of: those with the least probability of the right class. */
  private List<Object> mistakes(Predictions predictions) {
    List<Object> mistakes = new ArrayList<>();
    IntStream.range(0, predictions.size())
        .filter(sample -> predictions.predictedClass(sample) != predictions.targetClass(sample))
        .boxed()
        .sorted(Comparator.comparingDouble(sample -> predictions.ofClass(sample, predictions.targetClass(sample))))
        .limit(MOST_MISTAKES)
        .forEach(sample -> {
          int answer = predictions.predictedClass(sample);
          Map<String, Object> mistake = sample(sample);
          mistake.put("is", predictions.className(predictions.targetClass(sample)));
          mistake.put("was", answer < 0 ? "no answer" : predictions.className(answer));
          mistake.put("probability", answer < 0 ? null : (double) predictions.ofClass(sample, answer));
          mistakes.add(mistake);
        });
    return mistakes;
  }

  private void values(Map<String, Object> output, Predictions predictions) {
    RegressionReport report = predictions.regression();
    List<String> names = shown.targetNames().size() == predictions.length() ? shown.targetNames() : List.of();
    if (predictions.length() > 1 && predictions.length() <= MOST_VALUES || !names.isEmpty()) {
      List<Object> rows = new ArrayList<>();
      for (int i = 0; i < predictions.length(); i++) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", i < names.size() ? names.get(i) : Integer.toString(i));
        row.put("meanAbsoluteError", report.meanAbsoluteError(i));
        row.put("rootMeanSquaredError", report.rootMeanSquaredError(i));
        row.put("r2", report.r2(i));
        rows.add(row);
      }
      output.put("targets", rows);
    }
    output.put("meanAbsoluteError", report.meanAbsoluteError());
    output.put("rootMeanSquaredError", report.rootMeanSquaredError());
    output.put("r2", report.r2());
    List<Object> points = new ArrayList<>();
    int step = Math.max(1, predictions.size() / MOST_POINTS);
    for (int i = 0; i < predictions.size(); i += step) {
      points.add(List.of(predictions.target(i, 0), predictions.value(i, 0)));
    }
    output.put("points", points);
    List<Object> worst = new ArrayList<>();
    IntStream.range(0, predictions.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer sample) -> error(predictions, sample)).reversed())
        .limit(MOST_MISTAKES)
        .forEach(sample -> {
          Map<String, Object> mistake = sample(sample);
          int shown = Math.min(predictions.length(), MOST_VALUES);
          mistake.put("target", IntStream.range(0, shown).mapToObj(i -> predictions.target(sample, i)).toList());
          mistake.put("value", IntStream.range(0, shown).mapToObj(i -> predictions.value(sample, i)).toList());
          mistake.put("error", error(predictions, sample));
          worst.add(mistake);
        });
    output.put("mistakes", worst);
  }

  /** Root of the mean square over the units; NaN comes as the greatest. */
  private static double error(Predictions predictions, int sample) {
    double sum = 0;
    for (int i = 0; i < predictions.length(); i++) {
      double distance = predictions.value(sample, i) - predictions.target(sample, i);
      sum += distance * distance;
    }
    return Math.sqrt(sum / predictions.length());
  }

  /** Number and input of a sample: a picture, or its first values with their names. */
  private Map<String, Object> sample(int sample) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("sample", sample);
    float[] input = new float[data.inputLength()];
    data.copyInput(sample, input, 0);
    List<Integer> shape = data.inputShape();
    int[] extents = RunPictures.extents(shape.isEmpty() ? network.engine().spec().inputs().getFirst().shape() : shape);
    shown.put(text, sample, MOST_VALUES);
    if (extents != null && input.length == extents[0] * extents[1] * extents[2]) {
      text.put("picture", RunPictures.picture(input, extents));
    } else if (!shown.hasRows()) {
      int most = Math.min(input.length, MOST_VALUES);
      text.put("row", IntStream.range(0, most).mapToObj(i -> input[i]).toList());
      text.put("features",
          IntStream.range(0, most).mapToObj(i -> i < features.size() ? features.get(i) : Integer.toString(i)).toList());
    }
    return text;
  }
}
