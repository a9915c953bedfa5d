package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.OptionalDouble;

/** Where a training stands: a view that changes with every step. */
public interface TrainingState {
  /** The network in training. */
  NetworkSpec network();

  /** The epoch in hand, from 1. */
  int epoch();

  /** The epoch that is to be the last, those of earlier fits and before a resume counted. */
  int epochs();

  /** Steps done in this epoch. */
  int step();

  /** Steps of an epoch. */
  int steps();

  /** Training samples of an epoch. */
  int samples();

  /** Samples learned from in this epoch. */
  int samplesDone();

  /** Mean loss of the samples of this epoch so far. */
  double loss();

  /** Share of the samples of this epoch so far with the right class, or of right labels; empty for a regression. */
  OptionalDouble accuracy();

  /** How the learning rate changes. */
  LearningRate schedule();

  /** Rate of the last step. */
  float learningRate();

  /** Seconds since this epoch began. */
  double seconds();

  /** Ends training after this step; the epoch in hand then counts as not finished, unless this is its end. */
  void stop();
}
