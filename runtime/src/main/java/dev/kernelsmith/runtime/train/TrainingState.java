package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.OptionalDouble;

/** Where a training stands: a view that changes with every step. */
public interface TrainingState {
  /** The network in training. */
  NetworkSpec network();

  /** The epoch in hand, from 1. Between epochs, as when training begins, it is the last one, of which no {@link #step} is told when training begins; 0 before the first. */
  int epoch();

  /** The epoch that is to be the last, those of earlier fits and before a resume counted; 0 where none is to be. */
  int epochs();

  /** Steps done in this epoch. */
  long step();

  /** Steps done since training began, those of earlier fits and before a resume counted: the number of the last step. */
  long stepsDone();

  /** Steps of an epoch, where all batches but the last are as large as the largest so far; 0 where nobody knows. */
  int steps();

  /** Training samples of an epoch; 0 in steps and streams without {@link Trainer#samplesPerEpoch}, which then are all one epoch. */
  int samples();

  /** Samples learned from in this epoch. */
  long samplesDone();

  /** Mean loss of the samples of the last step; NaN before the first. */
  double stepLoss();

  /** Share of the samples of the last step with the right class, or of right labels; empty for a regression. */
  OptionalDouble stepAccuracy();

  /** Mean loss of the samples of this epoch so far. */
  double loss();

  /** Share of the samples of this epoch so far with the right class, or of right labels; empty for a regression. */
  OptionalDouble accuracy();

  /**
   * The gradient of the loss of the last step by each parameter, before it is clipped, in the order of {@link dev.kernelsmith.runtime.NetworkEngine#parameters()}: each call adds the
   * step's gradients up into an array of the caller.
   *
   * @return empty before the first step, and on devices, where it stays
   */
  float[] gradient();

  /** How the learning rate changes. */
  LearningRate schedule();

  /** Rate of the last step. */
  float learningRate();

  /** Seconds that this epoch has taken so far. */
  double seconds();

  /**
   * Ends training after this step; the epoch in hand then counts as not finished, unless this is its end. Who trains by {@link Trainer#step} finds it in
   * the step's result.
   */
  void stop();
}
