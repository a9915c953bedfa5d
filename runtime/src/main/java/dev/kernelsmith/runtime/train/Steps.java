package dev.kernelsmith.runtime.train;

import org.jspecify.annotations.Nullable;

/** Training steps, wherever they run. Parameters and optimizer state stay there between steps. */
interface Steps {
  /** Has the steps that follow learn from samples of other data. */
  void learnFrom(Staging data);

  /** Takes up parameters and optimizer state; where steps run on the CPU they work in these very arrays. */
  void load(float[] parameters, float[][] slots);

  /**
   * Forward, loss, backward and update for the samples {@code order[start .. start + count)} of the data. Where the loss is not finite, what
   * becomes of parameters and state is open, but on the CPU nothing of them changes.
   *
   * @param order numbers of the samples; null for the order of the data
   * @param rate learning rate of this step
   * @param number number of this step, from 1
   * @return the sum of the samples' losses, added in the order of the batch
   */
  double step(int @Nullable [] order, int start, int count, float rate, long number);

  /** Position in the last batch from which on losses are not finite, as far as this is known; behind a step whose loss was not. */
  default int suspect() {
    return 0;
  }

  /** The gradient of the last step, as long as the parameters; null where it is elsewhere, and so are parameters behind a step whose loss is not finite. */
  default float @Nullable [] gradient() {
    return null;
  }

  /** How many answers of the last step were right. */
  long hits();

  /** How many answers of the last step could be right: those of its samples, but for what the loss ignores. */
  long answers();

  /** Answers of a sample that {@link #hits} counts; 0 where it counts none. */
  int answersPerSample();

  /**
   * Brings parameters and optimizer state to the arrays that were given to {@link #load}.
   *
   * @param slots may be empty where only the parameters are wanted
   */
  void fetch(float[] parameters, float[][] slots);
}
