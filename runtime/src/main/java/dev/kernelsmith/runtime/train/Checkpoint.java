package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.io.SafetensorsFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a training behind a step. Arrays are not copied.
 *
 * @param identity what must be the same when training is resumed
 * @param preparation what data goes through before it is an input; see {@link dev.kernelsmith.runtime.NetworkEngine#preparation()}
 * @param schedule description of the learning rate's schedule; null where the file does not tell
 * @param epochs the epoch that was to be the last; 0 where the file does not tell
 * @param epoch finished epochs
 * @param step finished steps
 * @param part the sums of the epoch in hand; null where the step was the last of an epoch
 * @param largestBatch samples of the largest batch; 0 where the file does not tell
 * @param history what was measured in each finished epoch
 * @param bestSince finished epochs before the first that was looked at for the best
 * @param bestEpoch number of the best epoch
 * @param bestValue the watched metric in that epoch
 * @param parameters the flat parameter array
 * @param slots the optimizer's slots, flat as the trained parameters
 * @param bestParameters parameters of the best epoch; null where they are not kept
 */
@SuppressWarnings("ArrayRecordComponent")
record Checkpoint(
    CheckpointIdentity identity,
    SafetensorsFile preparation,
    @Nullable String schedule,
    int epochs,
    int epoch,
    long step,
    EpochProgress.@Nullable Part part,
    int largestBatch,
    List<EpochMetrics> history,
    int bestSince,
    int bestEpoch,
    double bestValue,
    float[] parameters,
    float[][] slots,
    float @Nullable [] bestParameters) {}
