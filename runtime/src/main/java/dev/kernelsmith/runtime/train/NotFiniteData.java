package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.NotFinite;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.Locale;

/** Where a batch has numbers that are NaN or infinite, for messages. */
final class NotFiniteData {
  private NotFiniteData() {}

  /** The first such number of the samples {@code order[start .. start + count)}, and what to do; empty where there is none. */
  static String describe(Dataset data, int[] order, int start, int count) {
    float[] input = new float[data.inputLength()];
    float[] target = new float[data.hasClasses() ? 0 : data.targetLength()];
    for (int i = start; i < start + count; i++) {
      data.copyInput(order[i], input, 0);
      int at = NotFinite.first(input, 0, input.length);
      if (at >= 0) {
        return describe("value", at, input[at], order[i]);
      }
      if (target.length > 0) {
        data.copyTarget(order[i], target, 0);
        at = NotFinite.first(target, 0, target.length);
        if (at >= 0) {
          return describe("target value", at, target[at], order[i]);
        }
      }
    }
    return "";
  }

  private static String describe(String what, int at, float value, int sample) {
    return String.format(Locale.ROOT,
        "The cause is in the data: %s %d of sample %d of the training data is %s. Clean the data, or leave the sample out.",
        what, at, sample, value);
  }
}
