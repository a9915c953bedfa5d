package dev.kernelsmith.processor.schedule;

import org.jspecify.annotations.Nullable;

/**
 * The programs of one variant for the CPU. Training, evaluation and prediction take samples in blocks where these fit.
 *
 * @param vector whether the kernels are of vectors
 * @param registers floating-point registers that a tile may fill
 * @param training null without a loss
 * @param singleTraining of batches that fill a small part of a block, one sample at a time; null where there is none
 * @param evaluation null without a loss
 * @param prediction of many samples
 * @param single prediction of one sample; the same as the other where that takes one sample at a time
 * @param steps prediction of one sample step by step; null where that is not asked for
 */
public record CpuSchedules(
    boolean vector, int registers, @Nullable ScheduledProgram training, @Nullable ScheduledProgram singleTraining,
    @Nullable ScheduledProgram evaluation, ScheduledProgram prediction, ScheduledProgram single,
    @Nullable ScheduledProgram steps) {}
