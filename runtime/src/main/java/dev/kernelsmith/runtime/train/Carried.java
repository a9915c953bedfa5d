package dev.kernelsmith.runtime.train;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one fit of a trainer leaves for the next. Arrays are not copied: the next fit works in them.
 *
 * @param parameters the flat parameter array, as the last step left it
 * @param slots the optimizer's slots
 * @param epoch finished epochs
 * @param step finished steps
 * @param history what was measured in each finished epoch
 * @param best the best epoch
 * @param watched the data that it was measured on
 * @param stopped the epoch that was stopped in its midst; null where there is none
 * @param largestBatch samples of the largest batch of a step or a stream
 * @param publications of the network, when the fit ended: with another number, it has got other parameters since
 */
@SuppressWarnings("ArrayRecordComponent")
record Carried(
    float[] parameters,
    float[][] slots,
    int epoch,
    long step,
    List<EpochMetrics> history,
    BestTracker best,
    DataFingerprint watched,
    @Nullable Stopped stopped,
    int largestBatch,
    long publications) {
  /**
   * An epoch that was stopped.
   *
   * @param part its sums
   * @param data what it went through
   * @param seed seed of its order
   * @param shuffle whether it had an order of its own
   */
  record Stopped(EpochProgress.Part part, DataFingerprint data, long seed, boolean shuffle) {
    /** Whether a fit takes the samples in the same order. */
    boolean goesOnWith(TrainingSettings settings, DataFingerprint training) {
      return seed == settings.seed() && shuffle == settings.shuffle() && data.equals(training);
    }
  }
}
