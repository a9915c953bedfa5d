package dev.kernelsmith.runtime.spi;

import org.jspecify.annotations.Nullable;

/** One variant (scalar or vector) of a compiled network: all generated code that one choice at start-up selects. */
public interface KernelProgram {
  /** In words, for people: {@code scalar} or {@code vector, 512 bits, 32 registers}. */
  String description();

  /** One training step for a block of samples; null where the network has no loss. */
  @Nullable
  BlockProgram training();

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

  /** Calls every kernel often enough that the JIT compiles it, mostly where it has nothing to do. Touches nothing but memory of its own. */
  void warmUp();
}
