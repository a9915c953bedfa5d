package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Trainer} was set up with when {@code fit} was called; see there for the meaning of each. */
record TrainingSettings(
    int epochs,
    int batchSize,
    long seed,
    int threads,
    boolean shuffle,
    LearningRate learningRate,
    @Nullable Dataset validation,
    @Nullable EarlyStopping earlyStopping,
    boolean restoreBest,
    List<TrainingListener> listeners,
    @Nullable Path checkpoint,
    int checkpointEvery,
    @Nullable Path resume) {

  /** What is watched for the best epoch. */
  Metric watched() {
    if (earlyStopping != null) {
      return earlyStopping.metric();
    }
    return validation == null ? Metric.LOSS : Metric.VALIDATION_LOSS;
  }

  /** Least change that counts as better. */
  double minDelta() {
    return earlyStopping == null ? 0 : earlyStopping.minDelta();
  }
}
