package dev.kernelsmith.processor.schedule;

import org.jspecify.annotations.Nullable;

/**
 * The programs of a network for one kind of device.
 *
 * @param kind the kind
 * @param training null without a loss
 * @param prediction of a batch
 */
public record DeviceSchedules(DeviceSchedule kind, @Nullable ScheduledProgram training, ScheduledProgram prediction) {}
