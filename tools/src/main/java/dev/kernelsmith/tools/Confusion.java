package dev.kernelsmith.tools;

import dev.kernelsmith.metrics.ClassificationReport;
import dev.kernelsmith.metrics.Predictions;
import java.util.ArrayList;
import java.util.List;

/**
 * How often each class was taken for which.
 *
 * @param names of the classes
 * @param counts samples by their own class, then by the class that the network gave them
 * @param samples of each class
 */
record Confusion(List<String> names, int[][] counts, long[] samples) {
  /** What is read as what is told of at most so many classes. */
  private static final int MOST_CLASSES = 40;

  /** Counts. */
  static Confusion of(Predictions predictions) {
    ClassificationReport report = predictions.classification();
    List<String> names = new ArrayList<>();
    long[] samples = new long[report.classes()];
    for (int i = 0; i < samples.length; i++) {
      names.add(report.of(i).name());
      samples[i] = report.of(i).samples();
    }
    return new Confusion(names, report.confusion(), samples);
  }

  /** Samples of a class to which the network had no answer, because an output was not a number. */
  long unanswered(int own) {
    long answered = 0;
    for (int count : counts[own]) {
      answered += count;
    }
    return samples[own] - answered;
  }

  /** The table, a row for each class that occurs. */
  List<String> lines() {
    int classes = names.size();
    boolean matrix = classes <= MOST_CLASSES;
    boolean unanswered = false;
    for (int own = 0; own < classes; own++) {
      unanswered |= unanswered(own) > 0;
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("CLASS", "SAMPLES", "CORRECT"));
    for (int read = 0; matrix && read < classes; read++) {
      head.add((read == 0 ? "  READ AS " : "") + names.get(read));
    }
    if (unanswered) {
      head.add("NONE");
    }
    rows.add(head);
    for (int own = 0; own < classes; own++) {
      if (samples[own] > 0) {
        List<String> row = new ArrayList<>(List.of(names.get(own), Texts.grouped(samples[own]),
            Texts.format("%.2f %%", 100.0 * counts[own][own] / samples[own])));
        for (int read = 0; matrix && read < classes; read++) {
          row.add(Integer.toString(counts[own][read]));
        }
        if (unanswered) {
          row.add(Long.toString(unanswered(own)));
        }
        rows.add(row);
      }
    }
    return Texts.table(rows, 1);
  }
}
