package dev.kernelsmith.tools;

import dev.kernelsmith.metrics.Predictions;
import dev.kernelsmith.metrics.Presentation;
import dev.kernelsmith.metrics.RegressionReport;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.train.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a test came to, in lines: one for all, and tables of classes by their names or of values in their units. */
final class Scores {
  private Scores() {}

  /** Loss, which is that of scaled values where targets are, and accuracy, beside that of the most frequent class where it is no better. */
  static String line(Evaluation evaluation, Dataset test, Presentation shown) {
    return Texts.evaluation(evaluation) + (shown.targetNames().isEmpty() ? "" : " (of targets as the network has them)")
        + (evaluation.accuracy().isPresent() && test.hasClasses() ? constant(evaluation.accuracy().getAsDouble(), test)
            : "");
  }

  private static String constant(double accuracy, Dataset test) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < test.size(); i++) {
      counts.merge(test.classOf(i), 1, Integer::sum);
    }
    Map.Entry<Integer, Integer> most = Collections.max(counts.entrySet(), Map.Entry.comparingByValue());
    double share = most.getValue() / (double) test.size();
    int number = most.getKey();
    List<String> names = test.classNames();
    return accuracy > share || accuracy == 1 ? ""
        : Texts.format("; no better than to always say %s, which is right in %.2f %%",
            number < names.size() ? "\"" + DatasetText.excerpt(names.get(number)) + "\"" : "class " + number,
            100 * share);
  }

  /** A row for each class, or for each value that has a name. */
  static List<String> table(CompiledNetwork network, Dataset test, Presentation shown) {
    List<String> lines = new ArrayList<>();
    boolean several = network.engine().spec().losses().size() > 1;
    if (!several && !test.hasClasses() && shown.targetNames().isEmpty()) {
      return lines;
    }
    for (Predictions raw : Predictions.all(network, test)) {
      if (several) {
        lines.add("output " + raw.output() + ":");
      }
      if (raw.kind() == Predictions.Kind.CLASSES) {
        lines.addAll(Confusion.of(raw).lines());
      } else if (raw.kind() == Predictions.Kind.VALUES && raw.length() == shown.targetNames().size()) {
        lines.addAll(values(shown.inUnits(raw).regression(), shown.targetNames()));
      } else if (raw.kind() == Predictions.Kind.VALUES) {
        lines.addAll(values(raw.regression(), raw.length() == 1 ? List.of(raw.output())
            : IntStream.range(0, raw.length()).mapToObj(i -> raw.output() + "[" + i + "]").toList()));
      } else {
        raw.classification().toString().lines().forEach(lines::add);
      }
    }
    return lines;
  }

  private static List<String> values(RegressionReport report, List<String> names) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("VALUE", "MEAN ABSOLUTE ERROR", "ROOT MEAN SQUARED ERROR", "R2"));
    for (int i = 0; i < names.size(); i++) {
      rows.add(List.of(names.get(i), Texts.format("%.5g", report.meanAbsoluteError(i)),
          Texts.format("%.5g", report.rootMeanSquaredError(i)), Texts.format("%.4f", report.r2(i))));
    }
    return Texts.table(rows, 1);
  }
}
