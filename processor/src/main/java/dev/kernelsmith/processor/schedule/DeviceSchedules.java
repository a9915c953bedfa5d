package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.lower.Mode;
import org.jspecify.annotations.Nullable;

/**
 * The programs of a network for one kind of device.
 *
 * @param kind the kind
 * @param training null without a loss
 * @param prediction of a batch
 */
public record DeviceSchedules(DeviceSchedule kind, @Nullable ScheduledProgram training, ScheduledProgram prediction) {
  /** The program of a mode, or null where there is none. */
  public @Nullable ScheduledProgram of(Mode mode) {
    return switch (mode) {
      case TRAINING -> training;
      case PREDICTION -> prediction;
    };
  }
}
