package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A way to train the same network, whose cost is asked for. */
enum CostVariant {
  FIT("fit", ""), CLIP_VALUE("fit, clipValue", "clipValue = 0.01"), CLIP_NORM("fit, clipNorm", "clipNorm = 1"), AVERAGE(
      "fit, averageDecay", "averageDecay = 0.999"), ALL("fit, all three",
          "clipValue = 0.01, clipNorm = 1, averageDecay = 0.999"), ACCUMULATE_SAME_STEP(
              "fit, accumulate(4), batches of a quarter", "") {
            @Override
            Trainer trainer(CompiledNetwork network, int batch, int threads) {
              return super.trainer(network, Math.max(1, batch / 4), threads).accumulate(4);
            }
          },
  LARGE_BATCH("fit, batches four times as large", "") {
    @Override
    Trainer trainer(CompiledNetwork network, int batch, int threads) {
      return super.trainer(network, 4 * batch, threads);
    }

    @Override
    int samplesOfStep(int batch) {
      return 4 * batch;
    }
  },
  ACCUMULATE("fit, accumulate(4)", "") {
    @Override
    Trainer trainer(CompiledNetwork network, int batch, int threads) {
      return super.trainer(network, batch, threads).accumulate(4);
    }

    @Override
    int samplesOfStep(int batch) {
      return 4 * batch;
    }
  },
  STREAM("fit of a stream", "") {
    @Override
    Trainer trainer(CompiledNetwork network, int batch, int threads) {
      return Trainer.of(network).threads(threads);
    }

    @Override
    void train(Trainer trainer, Dataset data, int batch) {
      trainer.fit(batches(data, batch).iterator());
    }
  },
  STEP("step", "") {
    @Override
    Trainer trainer(CompiledNetwork network, int batch, int threads) {
      return Trainer.of(network).threads(threads);
    }

    @Override
    void train(Trainer trainer, Dataset data, int batch) {
      batches(data, batch).forEach(trainer::step);
    }
  },
  STEP_RARELY_PUBLISHED("step, publishEvery(100)", "") {
    @Override
    Trainer trainer(CompiledNetwork network, int batch, int threads) {
      return Trainer.of(network).threads(threads).publishEvery(100);
    }

    @Override
    void train(Trainer trainer, Dataset data, int batch) {
      batches(data, batch).forEach(trainer::step);
      trainer.publish();
    }
  };

  private final String title;
  private final String attributes;

  CostVariant(String title, String attributes) {
    this.title = title;
    this.attributes = attributes;
  }

  /** What it is, in words. */
  String title() {
    return title;
  }

  /** What {@code @Optimizer} has besides rule and rate. */
  String attributes() {
    return attributes;
  }

  /** A trainer that goes once through the data. */
  Trainer trainer(CompiledNetwork network, int batch, int threads) {
    return Trainer.of(network).epochs(1).batchSize(batch).threads(threads);
  }

  /** Samples of a step, where batches are of so many. */
  int samplesOfStep(int batch) {
    return batch;
  }

  /** Trains once through the data. */
  void train(Trainer trainer, Dataset data, int batch) {
    trainer.fit(data);
  }

  /** Batches in a random order of samples, as a fit cuts them. */
  private static List<Dataset> batches(Dataset data, int batch) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, data.size()).boxed().toList());
    Collections.shuffle(order, new Random(1));
    int[] indices = order.stream().mapToInt(Integer::intValue).toArray();
    List<Dataset> batches = new ArrayList<>();
    for (int from = 0; from < indices.length; from += batch) {
      batches.add(Subset.of(data, IntStream.range(from, Math.min(indices.length, from + batch)).map(i -> indices[i])
          .toArray()));
    }
    return batches;
  }
}
