package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/**
 * How often each class was taken for which.
 *
 * @param counts samples by their own class, then by the class that the network gave them; a last column counts those to whose class it
 *     had no answer, because an output was not a number
 */
record Confusion(long[][] counts) {
  /**
   * Counts.
   *
   * @param outputs the network's output for each sample
   * @param classes number of classes
   */
  static Confusion of(Dataset data, float[][] outputs, int classes) {
    long[][] counts = new long[classes][classes + 1];
    for (int i = 0; i < outputs.length; i++) {
      counts[data.classOf(i)][answer(outputs[i])]++;
    }
    return new Confusion(counts);
  }

  /** Index of the greatest output, the first of equals; their number where one is not a number. */
  private static int answer(float[] outputs) {
    int best = 0;
    for (int i = 0; i < outputs.length; i++) {
      if (Float.isNaN(outputs[i])) {
        return outputs.length;
      }
      if (outputs[i] > outputs[best]) {
        best = i;
      }
    }
    return best;
  }

  /** The table, a row for each class that occurs. */
  List<String> lines() {
    int classes = counts.length;
    boolean unanswered = samples(classes) > 0;
    StringBuilder head = new StringBuilder("CLASS  SAMPLES  CORRECT   READ AS");
    for (int read = 0; read < classes; read++) {
      head.append(Texts.format(read == 0 ? "%2d" : "%7d", read));
    }
    List<String> lines = new ArrayList<>();
    lines.add(head + (unanswered ? "   NONE" : ""));
    for (int own = 0; own < classes; own++) {
      long samples = 0;
      StringBuilder row = new StringBuilder();
      for (int read = 0; read < classes + (unanswered ? 1 : 0); read++) {
        samples += counts[own][read];
        row.append(Texts.format(read == 0 ? "%12d" : "%7d", counts[own][read]));
      }
      if (samples > 0) {
        lines.add(Texts.format("%5d %8d %6.2f %%", own, samples, 100.0 * counts[own][own] / samples) + row);
      }
    }
    return lines;
  }

  private long samples(int answer) {
    long samples = 0;
    for (long[] row : counts) {
      samples += row[answer];
    }
    return samples;
  }
}
