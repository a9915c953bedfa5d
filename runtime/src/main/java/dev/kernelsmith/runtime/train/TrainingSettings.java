package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Trainer} was set up with when {@code fit} was called; see there for the meaning of each. There are 0 epochs and no learning
 * rate where none was set, and 0 samples of an epoch, and 0 steps between two publications. Rate factors are by layer.
 */
record TrainingSettings(
    int epochs,
    int batchSize,
    int accumulate,
    long seed,
    int threads,
    boolean shuffle,
    @Nullable LearningRate learningRate,
    @Nullable Dataset validation,
    @Nullable EarlyStopping earlyStopping,
    boolean restoreBest,
    List<TrainingListener> listeners,
    @Nullable Path checkpoint,
    int checkpointEvery,
    @Nullable Checkpoints checkpoints,
    int samplesPerEpoch,
    int publishEvery,
    Map<String, Double> rateFactors,
    @Nullable Resumption resume) {
  /** Epochs where nothing else is asked for. */
  static final int EPOCHS = 10;

  /** What is watched for the best epoch. */
  Metric watched() {
    if (earlyStopping != null) {
      return earlyStopping.metric();
    }
    return validation == null ? Metric.LOSS : Metric.VALIDATION_LOSS;
  }

  /** A tracker of the best epoch, before the first. */
  BestTracker tracker(int finishedEpochs) {
    return new BestTracker(watched(), minDelta(), restoreBest, finishedEpochs);
  }

  /** Samples of a step, which are taken in parts of {@link #batchSize}. */
  int stepSamples() {
    return (int) Math.min(Integer.MAX_VALUE, (long) batchSize * accumulate);
  }

  /** Epochs of this fit. */
  int epochsOrDefault() {
    return epochs == 0 ? EPOCHS : epochs;
  }

  /** Whether this training has to do with checkpoints. */
  boolean usesCheckpoints() {
    return checkpoint != null || checkpoints != null || resume != null;
  }

  /** Least change that counts as better. */
  double minDelta() {
    return earlyStopping == null ? 0 : earlyStopping.minDelta();
  }
}
