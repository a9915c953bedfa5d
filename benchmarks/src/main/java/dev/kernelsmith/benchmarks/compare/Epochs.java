package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.util.ArrayList;
import java.util.List;

/** Trains for some epochs and tells how fast they were. */
final class Epochs {
  private Epochs() {}

  /** Samples a second of each epoch. */
  static List<Double> speeds(CompiledNetwork network, Dataset data, int epochs, int batch, int threads) {
    List<Double> speeds = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onEpoch(TrainingState state, EpochMetrics metrics) {
            speeds.add(metrics.samplesPerSecond());
          }
        };
    Trainer.of(network).epochs(epochs).batchSize(batch).threads(threads).listener(listener).fit(data);
    return speeds;
  }
}
