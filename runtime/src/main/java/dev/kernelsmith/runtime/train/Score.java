package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.LossSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Sums over predicted samples: of one block, and of blocks in their order. */
final class Score {
  private final double[] losses;
  private final double[] counts;
  private final long[] hits;
  private final long[] answers;
  private int unanswered;

  /** A score of a network with so many losses; nothing is counted yet. */
  Score(int losses) {
    this.losses = new double[losses];
    counts = new double[losses];
    hits = new long[losses];
    answers = new long[losses];
  }

  /** Makes this the score of the first samples of a block, which begins at a position of the data. */
  void of(Block block, Staging staging, SampleLosses sampleLosses, int first, int live) {
    sampleLosses.sum(block, staging, first, live, losses);
    for (int i = 0; i < hits.length; i++) {
      counts[i] = staging.count(block, i, live);
      hits[i] = staging.hits(block, i, null, first, live);
      answers[i] = staging.answers(block, i, live);
    }
    unanswered = staging.unanswered(block, live);
  }

  /** Adds another one's. */
  void add(Score other) {
    for (int i = 0; i < losses.length; i++) {
      losses[i] += other.losses[i];
      counts[i] += other.counts[i];
      hits[i] += other.hits[i];
      answers[i] += other.answers[i];
    }
    unanswered += other.unanswered;
  }

  /** The means over the data, as if it were one batch; that of nothing is 0. */
  Evaluation mean(Staging staging) {
    double sum = 0;
    List<Evaluation.Part> parts = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      LossSpec loss = staging.losses().get(i);
      double mean = counts[i] > 0 ? losses[i] / counts[i] : losses[i];
      sum += loss.weight() * mean;
      OptionalDouble accuracy =
          answers[i] > 0 ? OptionalDouble.of((double) hits[i] / answers[i]) : OptionalDouble.empty();
      parts.add(new Evaluation.Part(loss.layer(), loss.function(), loss.weight(), mean, accuracy));
    }
    return new Evaluation(staging.size(), sum, parts.get(staging.scored()).accuracy(), unanswered, parts);
  }
}
