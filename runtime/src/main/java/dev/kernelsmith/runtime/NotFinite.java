package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where numbers are NaN or infinite, for messages. */
public final class NotFinite {
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private NotFinite() {}

  /** Index of the first value that is not finite in {@code values[from .. from + length)}, counted from {@code from}; -1 for none. */
  public static int first(float[] values, int from, int length) {
    for (int i = 0; i < length; i++) {
      if (!Float.isFinite(values[from + i])) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the first values of an array are all finite. Looks at all of them without a branch, so that the JIT uses vectors: some 10 GB/s. */
  public static boolean isNone(float[] values, int length) {
    int most = 0;
    for (int i = 0; i < length; i++) {
      most = Math.max(most, Float.floatToRawIntBits(values[i]) & Integer.MAX_VALUE);
    }
    return most < INFINITY;
  }

  /** The parameters of a flat array that are not finite: one phrase for each tensor that has some, in order. */
  public static List<String> parameters(NetworkSpec spec, float[] flat) {
    List<String> phrases = new ArrayList<>();
    for (ParameterSpec parameter : spec.parameters()) {
      String phrase = phrase(parameter.name(), parameter.read(flat), parameter.shape());
      if (!phrase.isEmpty()) {
        phrases.add(phrase);
      }
    }
    return phrases;
  }

  /** What a tensor has that is not finite, in words that begin with its name; empty where there is nothing of that kind. */
  public static String phrase(String name, float[] values, List<Integer> shape) {
    int first = first(values, 0, values.length);
    if (first < 0) {
      return "";
    }
    int count = 0;
    for (float value : values) {
      count += Float.isFinite(value) ? 0 : 1;
    }
    return String.format(Locale.ROOT, "%s has %d of %d values that are not finite, the first is %s at %s", name, count,
        values.length, values[first], position(first, shape));
  }

  /** Indices of a value by its number in canonical order. */
  static List<Integer> position(int flat, List<Integer> shape) {
    List<Integer> position = new ArrayList<>();
    int rest = flat;
    for (int extent : shape.reversed()) {
      position.addFirst(rest % extent);
      rest /= extent;
    }
    return position;
  }

  /**
   * Why a network gives something that is not finite, and what to do.
   *
   * @param inputs the network's inputs of floats
   * @param parameters the flat parameter array that it used
   */
  static String cause(NetworkSpec spec, float[][] inputs, float[] parameters) {
    for (int i = 0; i < inputs.length; i++) {
      int at = first(inputs[i], 0, inputs[i].length);
      if (at >= 0) {
        String which = inputs.length == 1 ? "input" : spec.inputs().get(i).name();
        return String.format(Locale.ROOT, "Value %d of its %s is %s: clean the data, or leave the sample out.", at,
            which,
            inputs[i][at]);
      }
    }
    List<String> broken = parameters(spec, parameters);
    if (!broken.isEmpty()) {
      return String.format(Locale.ROOT, "Parameter %s: load or train other weights.", broken.getFirst());
    }
    return "Input and parameters are finite, so numbers grew too large in between: scale the input to about -1..1, as the training data were, or load weights of a training that did not diverge.";
  }
}
