package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceException;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a device computes what the CPU computes: a prediction, and the first training steps. Every step starts from the CPU's
 * parameters and optimizer state, since two trainings part after some hundred steps whatever one does. Compared are logits, losses,
 * every parameter's gradient, and parameters and optimizer state after the update, the latter against the CPU's update by the device's
 * gradients. The network's parameters stay as they are.
 *
 * <p>How far results may be apart follows from the number of terms that are added ({@code Rounding} says how). A rectifier or a maximum
 * whose inputs are equal but for rounding may fall either way, and moves a gradient by more than that; so before a gradient counts as
 * different, the CPU's own is recomputed with parameters changed by a millionth, more where
 * statistics of batches add to rounding, and what that moves is allowed too.
 *
 * @param steps training steps that were compared
 * @param difference the first difference, in the order of the tasks; empty where there is none
 * @param worst greatest ratio of a difference to what is allowed, 0 to 1 where there is no difference
 */
public record DeviceCheck(int steps, Optional<Difference> difference, double worst) {
  /** Steps that are compared where nothing else is asked for. */
  public static final int STEPS = 10;

  /**
   * Compares, and stops at the first difference.
   *
   * @param network a network on a device, that can be trained there
   * @param data what to train on; from its beginning again where it is too small
   * @param batchSize samples of a step, at most the network's {@link DeviceNetwork#trainBatch}
   * @param steps training steps to compare; 0 for a prediction only
   * @throws DeviceException if the device fails, or the CPU stands in for it
   * @throws IllegalArgumentException if the data does not fit, or a number makes no sense
   * @throws IllegalStateException if the network is being trained
   */
  public static DeviceCheck run(DeviceNetwork network, Dataset data, int batchSize, int steps) {
    if (steps < 0 || batchSize < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "steps must be at least 0 and batchSize at least 1, not %d and %d", steps,
              batchSize));
    }
    DevicePlace place = DevicePlace.of(network);
    int batch = Math.min(batchSize, data.size());
    return place.exclusively(() -> new DeviceComparison(place, data, batch).run(steps));
  }

  /**
   * Does nothing where there is no difference.
   *
   * @throws DeviceException if there is one
   */
  public void requireEqual() {
    if (difference.isPresent()) {
      throw new DeviceException(
          String.format(Locale.ROOT,
              "the device does not compute what the CPU does: %s. Do not train on it; please report this with the annotated class and the name of the device.",
              difference.get().message()));
    }
  }

  /** In words. */
  @Override
  public String toString() {
    String steps = "prediction and " + MetricText.count(this.steps, "training step") + " compared with the CPU: ";
    return steps + difference.map(Difference::message)
        .orElseGet(() -> "no difference (at most " + MetricText.percent(worst) + " of what rounding explains)");
  }
}
