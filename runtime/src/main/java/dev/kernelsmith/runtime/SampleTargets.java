package dev.kernelsmith.runtime;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import java.util.Locale;

/** Targets of one sample, given as arguments. */
final class SampleTargets {
  private SampleTargets() {}

  /**
   * Copies targets to where the losses of a block read them.
   *
   * @param targets one for each loss: an Integer or a {@code float[]}
   * @throws IllegalArgumentException if one does not fit
   * @throws IllegalStateException if the network has no loss
   */
  static void copy(NetworkSpec spec, Object[] targets, Block block) {
    if (spec.losses().isEmpty()) {
      throw new IllegalStateException(spec.lossMissing());
    }
    if (targets == null || targets.length != spec.losses().size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network %s has the losses %s: give a target for each, not %d", spec.name(),
              spec.lossName(), targets == null ? 0 : targets.length));
    }
    for (int i = 0; i < targets.length; i++) {
      copy(spec, i, targets[i], block);
    }
  }

  private static void copy(NetworkSpec spec, int number, Object target, Block block) {
    LossSpec loss = spec.losses().get(number);
    if (loss.target() == TargetKind.NONE) {
      return;
    }
    if (target instanceof Integer label && loss.positions() <= 1) {
      copyLabel(spec, number, label, block);
    } else if (loss.positions() > 1 && target instanceof float[] classes && classes.length == loss.positions()) {
      for (int i = 0; i < classes.length; i++) {
        block.classes[number][i] = (int) classes[i];
        if (classes[i] != (int) classes[i]) {
          throw misfit(spec, loss, classes[i]);
        }
        checkLabel(spec, loss, (int) classes[i], spec.rawOutput(loss.output()).shape().getLast());
      }
    } else if (loss.target() != TargetKind.CLASS && target instanceof float[] values
        && values.length == loss.targetLength()) {
      System.arraycopy(values, 0, block.targets[number], 0, values.length);
      checkProbabilities(spec, loss, values);
    } else {
      throw misfit(spec, loss, target);
    }
  }

  /** A class number; for a loss over values 1 at the class and 0 elsewhere, or the one probability. */
  private static void copyLabel(NetworkSpec spec, int number, int label, Block block) {
    LossSpec loss = spec.losses().get(number);
    boolean one = loss.target() != TargetKind.CLASS && loss.targetLength() == 1;
    if (one && loss.activation() != Activation.SIGMOID && loss.target() != TargetKind.LABELS) {
      throw misfit(spec, loss, label);
    }
    checkLabel(spec, loss, label, one ? 2 : spec.rawOutput(loss.output()).length());
    if (loss.target() == TargetKind.CLASS) {
      block.classes[number][0] = label;
    } else {
      block.targets[number][one ? 0 : label] = one ? label : 1;
    }
  }

  private static void checkLabel(NetworkSpec spec, LossSpec loss, int label, int classes) {
    if ((label < 0 || label >= classes) && !(loss.target() == TargetKind.CLASS && label == loss.ignoredClass())) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the classes of output '%s' of network %s are 0 to %d, not %d", loss.layer(),
              spec.name(), classes - 1, label));
    }
  }

  private static void checkProbabilities(NetworkSpec spec, LossSpec loss, float[] values) {
    for (float value : values) {
      if (loss.target().isShare() && !(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT,
                "the loss %s of output '%s' of network %s takes %s, not %s", loss.function(), loss.layer(), spec.name(),
                loss.target() == TargetKind.LABELS ? "0 for no and 1 for yes" : "probabilities from 0 to 1", value));
      }
    }
  }

  private static IllegalArgumentException misfit(NetworkSpec spec, LossSpec loss, Object target) {
    String wanted =
        loss.target() == TargetKind.CLASS
            ? loss.positions() > 1 ? String.format(Locale.ROOT, "a float[] of %d class numbers", loss.positions())
                : "a class number (an int)"
            : String.format(Locale.ROOT, "a float[] of %d values", loss.targetLength());
    String given =
        switch (target) {
          case null -> "null";
          case float[] values -> String.format(Locale.ROOT, "a float[] of %d values", values.length);
          case Number number -> target.getClass().getSimpleName() + " " + number;
          default -> target.getClass().getSimpleName();
        };
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "the loss %s of output '%s' of network %s takes %s, not %s", loss.function(),
            loss.layer(), spec.name(), wanted, given));
  }
}
