package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.function.IntConsumer;

/** Tells when a training begins on numbers far from unit scale, from which networks learn badly or not at all: by some samples, since it only is a hint. */
final class ScaleHint {
  private static final int SAMPLES = 100;
  private static final float FAR = 100;

  private ScaleHint() {}

  /** Logs a warning where there is something to say. */
  static void log(NetworkSpec spec, Dataset data, String role) {
    String text = text(spec, data, role);
    if (!text.isEmpty()) {
      System.getLogger("dev.kernelsmith").log(Level.WARNING, text);
    }
  }

  static String text(NetworkSpec spec, Dataset data, String role) {
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < spec.inputs().size(); i++) {
      if (!spec.inputs().get(i).isInt()) {
        Dataset part = CheckedDataset.of(data.ofInput(i), role);
        float[] values = new float[part.inputLength()];
        add(found, "inputs", data.size(), values, sample -> part.copyInput(sample, values, 0));
      }
    }
    for (int i = 0; i < spec.losses().size(); i++) {
      Dataset part = CheckedDataset.of(data.ofTarget(i), role);
      if (spec.losses().get(i).target() == TargetKind.VALUES && !part.hasClasses()) {
        float[] values = new float[part.targetLength()];
        add(found, "targets", data.size(), values, sample -> part.copyTarget(sample, values, 0));
      }
    }
    return found.isEmpty() ? ""
        : "The training data of network " + spec.name() + " is far from unit scale: " + found
            + ". Networks learn best from numbers of about 1: subtract the mean and divide by the deviation "
            + "(Normalization for inputs, scaled() for tables), and turn predictions back by the same numbers";
  }

  private static void add(StringBuilder found, String what, int size, float[] values,
      IntConsumer copy) {
    int step = Math.max(1, size / SAMPLES);
    float greatest = 0;
    for (int sample = 0; sample < size; sample += step) {
      copy.accept(sample);
      for (float value : values) {
        greatest = Math.max(greatest, Math.abs(value)); // a NaN is told where it spoils a step
      }
    }
    if (greatest > FAR && greatest <= Float.MAX_VALUE) {
      found.append(found.isEmpty() ? "" : ", ").append(what)
          .append(String.format(Locale.ROOT, " of up to %.3g", greatest));
    }
  }
}
