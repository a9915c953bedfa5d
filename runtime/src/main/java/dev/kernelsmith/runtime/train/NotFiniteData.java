package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.NotFinite;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a batch has numbers that are NaN or infinite, for messages. */
final class NotFiniteData {
  private NotFiniteData() {}

  /** What is wrong with the data: the first such number of the samples {@code order[start .. start + count)}, and what to do; empty where there is none. */
  static String describe(
      Dataset data, String role, int @Nullable [] order, int start, int count) {
    for (int i = start; i < start + count; i++) {
      int sample = order == null ? i : order[i];
      for (int input = 0; input < data.inputs(); input++) {
        Dataset part = data.ofInput(input);
        float[] values = new float[part.inputLength()];
        part.copyInput(sample, values, 0);
        int at = NotFinite.first(values, 0, values.length);
        if (at >= 0) {
          return describe(named("value", input), at, values[at], sample, role);
        }
      }
      for (int target = 0; target < data.targets(); target++) {
        Dataset part = data.ofTarget(target);
        float[] values = new float[part.hasClasses() ? 0 : part.targetLength()];
        if (values.length > 0) {
          part.copyTarget(sample, values, 0);
        }
        int at = NotFinite.first(values, 0, values.length);
        if (at >= 0) {
          return describe(named("target value", target), at, values[at], sample, role);
        }
      }
    }
    return "";
  }

  private static String named(String what, int number) {
    return number == 0 ? what : what + " (" + number + ")";
  }

  private static String describe(String what, int at, float value, int sample, String role) {
    return String.format(Locale.ROOT,
        "The cause is in the data: %s %d of sample %d of the %s is %s. Clean the data, or leave the sample out.",
        what, at, sample, role, value);
  }
}
