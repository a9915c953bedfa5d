package dev.kernelsmith.processor.schedule;

/**
 * The programs that look into a network, in scalar code for one sample.
 *
 * @param activations the values of all layers
 * @param gradients gradients by inputs
 */
public record InspectionSchedules(ScheduledProgram activations, ScheduledProgram gradients) {}
