package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.LossSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Sums over predicted samples: of one block, and of blocks in their order. */
final class Score {
  private final double[] losses;
  private final long[] hits;
  private int unanswered;

  /** A score of a network with so many losses; nothing is counted yet. */
  Score(int losses) {
    this.losses = new double[losses];
    hits = new long[losses];
  }

  /** Makes this the score of the first samples of a block, which begins at a position of the data. */
  void of(Block block, Staging staging, SampleLosses sampleLosses, int first, int live) {
    sampleLosses.sum(block, live, losses);
    for (int i = 0; i < hits.length; i++) {
      hits[i] = staging.hits(block, i, null, first, live);
    }
    unanswered = staging.unanswered(block, live);
  }

  /** Adds another one's. */
  void add(Score other) {
    for (int i = 0; i < losses.length; i++) {
      losses[i] += other.losses[i];
      hits[i] += other.hits[i];
    }
    unanswered += other.unanswered;
  }

  /** The means over all samples of the data. */
  Evaluation mean(Staging staging) {
    int size = staging.size();
    double sum = 0;
    List<Evaluation.Part> parts = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      LossSpec loss = staging.losses().get(i);
      sum += loss.weight() * losses[i];
      int answers = staging.answersPerSample(i);
      OptionalDouble accuracy =
          answers > 0 ? OptionalDouble.of((double) hits[i] / ((long) size * answers)) : OptionalDouble.empty();
      parts.add(new Evaluation.Part(loss.layer(), loss.function(), loss.weight(), losses[i] / size, accuracy));
    }
    return new Evaluation(size, sum / size, parts.get(staging.scored()).accuracy(), unanswered, parts);
  }
}
