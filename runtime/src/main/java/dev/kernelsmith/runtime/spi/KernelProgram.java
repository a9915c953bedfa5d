package dev.kernelsmith.runtime.spi;

import org.jspecify.annotations.Nullable;

/** One variant (scalar or vector) of a compiled network: all generated code that one choice at start-up selects. */
public interface KernelProgram {
  /**
   * Operations of a sample for each parameter, from which half a block takes less time sample by sample, and below which no more than an eighth does; a quarter between them. One by one, samples have gradients of their
   * own, which take memory traffic, and convolutions then lose less to whole blocks than dense layers do. Measured with two cores of an AMD EPYC: a perceptron has 6 and takes as long for 3 samples as for a
   * block of 16, LeNet-5 has 38 and does for 6, six convolutions have some hundreds and do for 9 to 12.
   */
  double MANY_USES = 64;

  /** See {@link #MANY_USES}. */
  double FEW_USES = 16;

  /** In words, for people: {@code scalar} or {@code vector, 512 bits, 32 registers}. */
  String description();

  /** One training step for a block of samples; null where the network has no loss. */
  @Nullable
  BlockProgram training();

  /**
   * The same for one sample at a time ({@code lanes() == 1}), which takes less time for a batch that fills a small part of a block. Null where {@link
   * #training} takes one sample at a time itself, and where it would be too much code.
   */
  @Nullable
  default BlockProgram singleTraining() {
    return null;
  }

  /**
   * The training program for batches of so many samples. It follows from nothing else, and all batches of a training have the same: their last ones,
   * too, which may be smaller.
   */
  @Nullable
  default BlockProgram training(int batchSize, NetworkSpec spec) {
    return trainsSingly(batchSize, spec) ? singleTraining() : training();
  }

  /** Whether that is {@link #singleTraining}. */
  default boolean trainsSingly(int batchSize, NetworkSpec spec) {
    BlockProgram blocks = training();
    if (blocks == null || singleTraining() == null) {
      return false;
    }
    double uses = spec.trainingFlops() / (double) Math.max(1, spec.gradientFloats());
    int part = uses < FEW_USES ? 8 : uses < MANY_USES ? 4 : 2;
    return batchSize <= blocks.lanes() / part;
  }

  /**
   * The losses of a block of samples from their raw outputs and targets: its inputs ({@link Block#inputs}) are, for each loss, the raw
   * output that it is of. Null where the network has no loss.
   */
  @Nullable
  BlockProgram evaluation();

  /** Prediction for a block of samples. */
  BlockProgram prediction();

  /** Prediction for one sample ({@code lanes() == 1}). */
  BlockProgram single();

  /**
   * The same step by step, on a {@link Block#ofSteps}: phase 0 begins a sequence, phase 1 is the step {@link Block#place}, and phase 2, where there
   * is one, has the sequence go on with step 0 once all steps are done. Null where that was not asked for.
   */
  @Nullable
  default BlockProgram steps() {
    return null;
  }

  /**
   * The optimizer and the moving averages, on the elements {@code from} (inclusive) to {@code to} (exclusive) of the flat parameter
   * array. Gradient copies are added in their order, so the result does not depend on how the range is cut.
   *
   * @param parameters the flat parameter array, changed in place
   * @param gradients {@code copies} gradient copies, each {@link NetworkSpec#gradientFloats} and the training program's
   *     {@link BlockProgram#parts} long
   * @param copies number of copies that hold a gradient
   * @param slots one array per optimizer slot, each {@link NetworkSpec#trainedFloats} long, changed in place
   * @param learningRate the rate of this step
   * @param step number of this step, from 1
   * @param sums the {@link #sums} that it needs
   * @param from first element: a multiple of 16 behind {@link NetworkSpec#parameterStart}
   * @param to end of the range, also one, at most {@link NetworkSpec#updatedFloats}
   */
  void update(
      float[] parameters, float[] gradients, int copies, float[][] slots, float learningRate, long step, double[] sums,
      int from, int to);

  /** How many sums over all gradients {@link #update} needs; {@link GradientSums} adds them up. */
  default int sums() {
    return 0;
  }

  /**
   * Sums up a range of the trained part of the flat arrays, its element {@code i} in lane {@code i} modulo 16. Changes nothing but {@code
   * lanes}; the other arguments are those of {@link #update}.
   *
   * @param lanes takes 16 numbers for each sum
   * @param at where in {@code lanes}
   */
  default void sum(
      float[] parameters, float[] gradients, int copies, float[][] slots, float learningRate, long step, float[] lanes,
      int at, int from, int to) {}

  /**
   * Calls every kernel of a training often enough that the JIT compiles it, mostly where it has nothing to do. Touches nothing but memory of its
   * own.
   */
  void warmUp();

  /** The same for the kernels of {@link #singleTraining}, which {@link #warmUp} leaves out. */
  default void warmUpSingleTraining() {}

  /** The same for the kernels of predictions: those of one sample first, then those of blocks. */
  default void warmUpPredictions() {}
}
