import javax.annotation.processing.Generated;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Kernels of {@link TwoDense} for accelerators, as TornadoVM compiles them.
 *
 * <p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit. Array {@code values} holds
 * the values of all samples, {@code [h][w][c][n]}; {@code batch} is the number of samples, rounded up to whole groups.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class TwoDenseTornadoKernels {
  private TwoDenseTornadoKernels() {
  }

  /** Uses what an upload sends, as a task graph demands. Changes nothing. */
  public static void uploadTouch(FloatArray parameters, FloatArray m, FloatArray v,
      FloatArray predictValues, FloatArray trainValues, FloatArray gradients) {
    for (@Parallel int i = 0; i < 64; i++) {
      if (i == 0) {
        parameters.set(i, parameters.get(i));
        m.set(i, m.get(i));
        v.set(i, v.get(i));
        predictValues.set(i, predictValues.get(i));
        trainValues.set(i, trainValues.get(i));
        gradients.set(i, gradients.get(i));
      }
    }
  }

  /** A vector with the same number in every lane. */
  static Float16 splat(float value) {
    return new Float16(value, value, value, value, value, value, value, value, value, value, value, value, value, value, value, value);
  }

  /** Puts the lanes of a vector into an array. */
  static void spill(Float16 vector, float[] into, int at) {
    into[at] = vector.get(0);
    into[at + 1] = vector.get(1);
    into[at + 2] = vector.get(2);
    into[at + 3] = vector.get(3);
    into[at + 4] = vector.get(4);
    into[at + 5] = vector.get(5);
    into[at + 6] = vector.get(6);
    into[at + 7] = vector.get(7);
    into[at + 8] = vector.get(8);
    into[at + 9] = vector.get(9);
    into[at + 10] = vector.get(10);
    into[at + 11] = vector.get(11);
    into[at + 12] = vector.get(12);
    into[at + 13] = vector.get(13);
    into[at + 14] = vector.get(14);
    into[at + 15] = vector.get(15);
  }

  /** The vector whose lanes an array has. */
  static Float16 joined(float[] from, int at) {
    return new Float16(from[at], from[at + 1], from[at + 2], from[at + 3], from[at + 4], from[at + 5], from[at + 6], from[at + 7], from[at + 8], from[at + 9], from[at + 10], from[at + 11], from[at + 12], from[at + 13], from[at + 14], from[at + 15]);
  }

  /** The sum of the lanes of a vector. */
  static float sum(Float16 vector) {
    return vector.get(0) + vector.get(1) + (vector.get(2) + vector.get(3)) + (vector.get(4) + vector.get(5) + (vector.get(6) + vector.get(7))) + (vector.get(8) + vector.get(9) + (vector.get(10) + vector.get(11)) + (vector.get(12) + vector.get(13) + (vector.get(14) + vector.get(15))));
  }

  /**
   * Lanes without denormal numbers: what is added takes all that is below 2^-126, and of numbers below 2^-102 the last bits.
   */
  static Float16 flushed(Float16 vector) {
    Float16 tiny = splat(1.9721523E-31f);
    return Float16.sub(Float16.add(vector, tiny), tiny);
  }

  /** The function of that name of each lane. */
  static Float16 sqrt(Float16 vector) {
    return new Float16(TornadoMath.sqrt(vector.get(0)), TornadoMath.sqrt(vector.get(1)), TornadoMath.sqrt(vector.get(2)), TornadoMath.sqrt(vector.get(3)), TornadoMath.sqrt(vector.get(4)), TornadoMath.sqrt(vector.get(5)), TornadoMath.sqrt(vector.get(6)), TornadoMath.sqrt(vector.get(7)), TornadoMath.sqrt(vector.get(8)), TornadoMath.sqrt(vector.get(9)), TornadoMath.sqrt(vector.get(10)), TornadoMath.sqrt(vector.get(11)), TornadoMath.sqrt(vector.get(12)), TornadoMath.sqrt(vector.get(13)), TornadoMath.sqrt(vector.get(14)), TornadoMath.sqrt(vector.get(15)));
  }

  /** The greater of two numbers; NaN where one is. */
  static float maximum(float a, float b) {
    return b != b ? b : a < b ? b : a;
  }

  /** Kernels of a training step, for a GPU. */
  public static final class GpuTraining {
    /** Threads of a work group that adds up sums, a power of two. */
    private static final int GROUP = 128;

    /** Threads that share a sample. */
    private static final int SHARERS = 32;

    /**
     * Floats 0 to 4 of each sample: [5]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int HIDDEN = 0;

    /**
     * Floats 16 to 20 of each sample: [5]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int HIDDEN_SUM_GRADIENT = 16;

    /** Floats 16 to 18 of each sample: [3]; trainInputToOutputBackwardToHidden alone. */
    private static final int OUTPUT = 16;

    /**
     * Floats 32 to 35 of each sample: [4]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int SAMPLE = 32;

    /** Floats 48 to 48 of each sample: one value; trainInputToOutputBackwardToHidden alone. */
    private static final int LOSS_CLASS_LOGIT = 48;

    /**
     * Floats 48 to 50 of each sample: [3]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int OUTPUT_GRADIENT = 48;

    /** Floats 48 to 50 of each sample: [3]; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES_EXP = 48;

    /** Floats 64 to 66 of each sample: [3]; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES = 64;

    /** Floats 80 to 80 of each sample: one value; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES_MAX = 80;

    /** Floats 96 to 96 of each sample: one value; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES_EXP_SUM = 96;
    private static final int INPUT_SAMPLE = 4;
    private static final int LOGITS_OUT_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 1;

    /** Index in {@code step}. */
    private static final int INDEX_OF_RATE = 0;

    /** Index in {@code step}. */
    private static final int INDEX_OF_EPSILON = 1;

    /** Index in {@code step}. */
    private static final int START_OF_LOSS_GRADIENTS = 2;
    private static final int HIDDEN_WEIGHTS = 16;
    private static final int HIDDEN_WEIGHTS_ROW = 16;
    private static final int HIDDEN_BIAS = 160;
    private static final int OUTPUT_WEIGHTS = 80;
    private static final int OUTPUT_WEIGHTS_ROW = 16;
    private static final int OUTPUT_BIAS = 176;

    private GpuTraining() {
    }

    /**
     * For {@link TwoDense#hidden}, {@link TwoDense#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * hiddenSum[n, u] starts from hiddenBias[u]
     * hiddenSum[n, u] += sample[n, k] * hiddenWeights[k, u]
     * hidden[n, u] = max(hiddenSum[n, u], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += hidden[n, k] * outputWeights[k, u]
     * output[n, u] = outputSum[n, u]
     * probabilitiesMax[n] max= output[n, u]
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * lossClassLogit[n] += (u == target[n] ? output[n, u] : 0)
     * loss[n] = (log(probabilitiesExpSum[n]) + probabilitiesMax[n]) - lossClassLogit[n]
     * outputGradient[n, u] = (lossGradient[n] > 0 ? (probabilities[n, u] - (u == target[n] ? 1 : 0)) * lossGradient[n] : 0)
     * logitsOut[n, u] = output[n, u]
     * hiddenGradient[n, k] += outputGradient[n, u] * outputWeights[k, u]
     * hiddenSumGradient[n, k] = (hidden[n, k] > 0 ? hiddenGradient[n, k] : 0)
     * }</pre>
     */
    public static void trainInputToOutputBackwardToHidden(KernelContext context,
        FloatArray values, FloatArray parameters, FloatArray input, FloatArray results,
        IntArray classes, FloatArray step, int batch) {
      int n = context.globalIdx;
      int thread = context.localIdy;
      for (int u = thread; u < 4; u += SHARERS) {
        values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
      }
      context.globalBarrier();
      for (int u = thread; u < 5; u += SHARERS) {
        float sum = parameters.get(HIDDEN_BIAS + u);
        for (int k = 0; k < 4; k++) {
          sum += values.get((SAMPLE + k) * batch + n) * parameters.get(HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW + u);
        }
        values.set((HIDDEN + u) * batch + n, maximum(sum, 0f));
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        float sum1 = parameters.get(OUTPUT_BIAS + u);
        for (int k = 0; k < 5; k++) {
          sum1 += values.get((HIDDEN + k) * batch + n) * parameters.get(OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u);
        }
        values.set((OUTPUT + u) * batch + n, sum1);
      }
      context.globalBarrier();
      if (thread == 0) {
        int outputAt1 = OUTPUT * batch + n;
        float best = values.get(outputAt1);
        best = maximum(best, values.get(outputAt1 + batch));
        best = maximum(best, values.get(outputAt1 + 2 * batch));
        values.set(PROBABILITIES_MAX * batch + n, best);
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
      }
      context.globalBarrier();
      if (thread == 0) {
        float sum2 = 0f;
        for (int u = 0; u < 3; u++) {
          sum2 += values.get((PROBABILITIES_EXP + u) * batch + n);
        }
        values.set(PROBABILITIES_EXP_SUM * batch + n, sum2);
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
      }
      context.globalBarrier();
      if (thread == 0) {
        float sum3 = 0f;
        for (int u = 0; u < 3; u++) {
          float output5 = values.get((OUTPUT + u) * batch + n);
          sum3 += u == classes.get(n) ? output5 : 0f;
        }
        values.set(LOSS_CLASS_LOGIT * batch + n, sum3);
      }
      context.globalBarrier();
      if (thread == 0) {
        results.set(n, TornadoMath.log(values.get(PROBABILITIES_EXP_SUM * batch + n)) + values.get(PROBABILITIES_MAX * batch + n) - values.get(LOSS_CLASS_LOGIT * batch + n));
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        float lossGradient1 = step.get(START_OF_LOSS_GRADIENTS + n);
        float probabilities1 = values.get((PROBABILITIES + u) * batch + n);
        int target2 = classes.get(n);
        values.set((OUTPUT_GRADIENT + u) * batch + n, lossGradient1 > 0f ? (probabilities1 - (u == target2 ? 1f : 0f)) * lossGradient1 : 0f);
      }
      for (int u = thread; u < 3; u += SHARERS) {
        results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
      }
      context.globalBarrier();
      for (int k = thread; k < 5; k += SHARERS) {
        float sum4 = 0f;
        for (int u = 0; u < 3; u++) {
          sum4 += values.get((OUTPUT_GRADIENT + u) * batch + n) * parameters.get(OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u);
        }
        values.set((HIDDEN_SUM_GRADIENT + k) * batch + n, values.get((HIDDEN + k) * batch + n) > 0f ? sum4 : 0f);
      }
    }

    /**
     * For {@link TwoDense#output}, {@link TwoDense#hidden}:
     *
     * <pre>{@code
     * outputBiasGradient[u] += outputGradient[n, u]
     * outputWeightsGradient[k, u] += outputGradient[n, u] * hidden[n, k]
     * hiddenBiasGradient[u] += hiddenSumGradient[n, u]
     * hiddenWeightsGradient[k, u] += hiddenSumGradient[n, u] * sample[n, k]
     * }</pre>
     */
    public static void trainOutputBiasGradientToHiddenWeightsGradient(KernelContext context,
        FloatArray values, FloatArray gradients, FloatArray parameters, FloatArray m,
        FloatArray v, FloatArray step, int batch) {
      float rate = step.get(INDEX_OF_RATE);
      float epsilon = step.get(INDEX_OF_EPSILON);
      int thread = context.localIdx;
      int tile = context.groupIdx;
      float[] shared = context.allocateFloatLocalArray(5 * GROUP);
      if (tile < 1) {
        float sumU0 = 0f;
        float sumU1 = 0f;
        float sumU2 = 0f;
        for (int n = thread; n < batch; n += GROUP) {
          int outputGradientAt = OUTPUT_GRADIENT * batch + n;
          sumU0 += values.get(outputGradientAt);
          sumU1 += values.get(outputGradientAt + batch);
          sumU2 += values.get(outputGradientAt + 2 * batch);
        }
        shared[thread] = sumU0;
        shared[thread + GROUP] = sumU1;
        shared[thread + 2 * GROUP] = sumU2;
        shared[thread + 3 * GROUP] = 0f;
        shared[thread + 4 * GROUP] = 0f;
      } else if (tile < 4) {
        int u = tile - 1;
        float sumK0 = 0f;
        float sumK1 = 0f;
        float sumK2 = 0f;
        float sumK3 = 0f;
        float sumK4 = 0f;
        for (int n = thread; n < batch; n += GROUP) {
          float outputGradient4 = values.get((OUTPUT_GRADIENT + u) * batch + n);
          int hiddenAt = HIDDEN * batch + n;
          sumK0 += outputGradient4 * values.get(hiddenAt);
          sumK1 += outputGradient4 * values.get(hiddenAt + batch);
          sumK2 += outputGradient4 * values.get(hiddenAt + 2 * batch);
          sumK3 += outputGradient4 * values.get(hiddenAt + 3 * batch);
          sumK4 += outputGradient4 * values.get(hiddenAt + 4 * batch);
        }
        shared[thread] = sumK0;
        shared[thread + GROUP] = sumK1;
        shared[thread + 2 * GROUP] = sumK2;
        shared[thread + 3 * GROUP] = sumK3;
        shared[thread + 4 * GROUP] = sumK4;
      } else if (tile < 5) {
        float sumU0_1 = 0f;
        float sumU1_1 = 0f;
        float sumU2_1 = 0f;
        float sumU3 = 0f;
        float sumU4 = 0f;
        for (int n = thread; n < batch; n += GROUP) {
          int hiddenSumGradientAt = HIDDEN_SUM_GRADIENT * batch + n;
          sumU0_1 += values.get(hiddenSumGradientAt);
          sumU1_1 += values.get(hiddenSumGradientAt + batch);
          sumU2_1 += values.get(hiddenSumGradientAt + 2 * batch);
          sumU3 += values.get(hiddenSumGradientAt + 3 * batch);
          sumU4 += values.get(hiddenSumGradientAt + 4 * batch);
        }
        shared[thread] = sumU0_1;
        shared[thread + GROUP] = sumU1_1;
        shared[thread + 2 * GROUP] = sumU2_1;
        shared[thread + 3 * GROUP] = sumU3;
        shared[thread + 4 * GROUP] = sumU4;
      } else {
        int k = tile - 5;
        float sumU0_2 = 0f;
        float sumU1_2 = 0f;
        float sumU2_2 = 0f;
        float sumU3_1 = 0f;
        float sumU4_1 = 0f;
        for (int n = thread; n < batch; n += GROUP) {
          int hiddenSumGradientAt1 = HIDDEN_SUM_GRADIENT * batch + n;
          float sample1 = values.get((SAMPLE + k) * batch + n);
          sumU0_2 += values.get(hiddenSumGradientAt1) * sample1;
          sumU1_2 += values.get(hiddenSumGradientAt1 + batch) * sample1;
          sumU2_2 += values.get(hiddenSumGradientAt1 + 2 * batch) * sample1;
          sumU3_1 += values.get(hiddenSumGradientAt1 + 3 * batch) * sample1;
          sumU4_1 += values.get(hiddenSumGradientAt1 + 4 * batch) * sample1;
        }
        shared[thread] = sumU0_2;
        shared[thread + GROUP] = sumU1_2;
        shared[thread + 2 * GROUP] = sumU2_2;
        shared[thread + 3 * GROUP] = sumU3_1;
        shared[thread + 4 * GROUP] = sumU4_1;
      }
      context.localBarrier();
      for (int half = GROUP / 2; half > 0; half = half / 2) {
        if (thread < half) {
          shared[thread] = shared[thread] + shared[thread + half];
          shared[thread + GROUP] = shared[thread + GROUP] + shared[thread + half + GROUP];
          shared[thread + 2 * GROUP] = shared[thread + 2 * GROUP] + shared[thread + half + 2 * GROUP];
          shared[thread + 3 * GROUP] = shared[thread + 3 * GROUP] + shared[thread + half + 3 * GROUP];
          shared[thread + 4 * GROUP] = shared[thread + 4 * GROUP] + shared[thread + half + 4 * GROUP];
        }
        context.localBarrier();
      }
      if (thread == 0) {
        if (tile < 1) {
          int outputBiasGradientAt = OUTPUT_BIAS;
          gradients.set(outputBiasGradientAt, shared[0]);
          gradients.set(outputBiasGradientAt + 1, shared[GROUP]);
          gradients.set(outputBiasGradientAt + 2, shared[2 * GROUP]);
          for (int uInTile = 0; uInTile < 3; uInTile++) {
            update(parameters, gradients, m, v, outputBiasGradientAt + uInTile, rate, epsilon);
          }
        } else if (tile < 4) {
          int u = tile - 1;
          int outputWeightsGradientAt = OUTPUT_WEIGHTS + u;
          gradients.set(outputWeightsGradientAt, shared[0]);
          gradients.set(outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW, shared[GROUP]);
          gradients.set(outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW, shared[2 * GROUP]);
          gradients.set(outputWeightsGradientAt + 3 * OUTPUT_WEIGHTS_ROW, shared[3 * GROUP]);
          gradients.set(outputWeightsGradientAt + 4 * OUTPUT_WEIGHTS_ROW, shared[4 * GROUP]);
          for (int kInTile = 0; kInTile < 5; kInTile++) {
            update(parameters, gradients, m, v, outputWeightsGradientAt + kInTile * OUTPUT_WEIGHTS_ROW, rate, epsilon);
          }
        } else if (tile < 5) {
          int hiddenBiasGradientAt = HIDDEN_BIAS;
          gradients.set(hiddenBiasGradientAt, shared[0]);
          gradients.set(hiddenBiasGradientAt + 1, shared[GROUP]);
          gradients.set(hiddenBiasGradientAt + 2, shared[2 * GROUP]);
          gradients.set(hiddenBiasGradientAt + 3, shared[3 * GROUP]);
          gradients.set(hiddenBiasGradientAt + 4, shared[4 * GROUP]);
          for (int uInTile1 = 0; uInTile1 < 5; uInTile1++) {
            update(parameters, gradients, m, v, hiddenBiasGradientAt + uInTile1, rate, epsilon);
          }
        } else {
          int k = tile - 5;
          int hiddenWeightsGradientAt = HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW;
          gradients.set(hiddenWeightsGradientAt, shared[0]);
          gradients.set(hiddenWeightsGradientAt + 1, shared[GROUP]);
          gradients.set(hiddenWeightsGradientAt + 2, shared[2 * GROUP]);
          gradients.set(hiddenWeightsGradientAt + 3, shared[3 * GROUP]);
          gradients.set(hiddenWeightsGradientAt + 4, shared[4 * GROUP]);
          for (int uInTile2 = 0; uInTile2 < 5; uInTile2++) {
            update(parameters, gradients, m, v, hiddenWeightsGradientAt + uInTile2, rate, epsilon);
          }
        }
      }
    }

    /** A step of the optimizer for parameter {@code i}. */
    static void update(FloatArray parameters, FloatArray gradients, FloatArray m, FloatArray v,
        int i, float rate, float epsilon) {
      float gradient = gradients.get(i);
      float parameter = parameters.get(i);
      float vOld = v.get(i);
      float mNext = m.get(i) * 0.9f + gradient * 0.1f;
      float mNew = TornadoMath.abs(mNext) < 1.1754944E-38f ? 0f : mNext;
      m.set(i, mNew);
      float vNext = vOld * 0.999f + gradient * gradient * 0.001f;
      float vNew = TornadoMath.abs(vNext) < 1.1754944E-38f ? 0f : vNext;
      v.set(i, vNew);
      parameters.set(i, parameter - mNew * rate / (TornadoMath.sqrt(vNew) + epsilon));
    }
  }

  /** Kernels of a training step, for a CPU. */
  public static final class CpuTraining {
    /** Samples of a vector. */
    private static final int LANES = 16;

    /**
     * Floats 0 to 4 of each sample: [5]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int HIDDEN = 0;

    /**
     * Floats 16 to 20 of each sample: [5]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int HIDDEN_SUM_GRADIENT = 16;

    /** Floats 16 to 18 of each sample: [3]; trainInputToOutputBackwardToHidden alone. */
    private static final int OUTPUT = 16;

    /**
     * Floats 32 to 35 of each sample: [4]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int SAMPLE = 32;

    /** Floats 48 to 48 of each sample: one value; trainInputToOutputBackwardToHidden alone. */
    private static final int LOSS_CLASS_LOGIT = 48;

    /**
     * Floats 48 to 50 of each sample: [3]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int OUTPUT_GRADIENT = 48;

    /** Floats 48 to 50 of each sample: [3]; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES_EXP = 48;

    /** Floats 64 to 66 of each sample: [3]; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES = 64;

    /** Floats 80 to 80 of each sample: one value; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES_MAX = 80;

    /** Floats 96 to 96 of each sample: one value; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES_EXP_SUM = 96;
    private static final int INPUT_SAMPLE = 4;
    private static final int LOGITS_OUT_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 1;

    /** Index in {@code step}. */
    private static final int INDEX_OF_RATE = 0;

    /** Index in {@code step}. */
    private static final int INDEX_OF_EPSILON = 1;

    /** Index in {@code step}. */
    private static final int START_OF_LOSS_GRADIENTS = 2;
    private static final int HIDDEN_WEIGHTS = 16;
    private static final int HIDDEN_WEIGHTS_ROW = 16;
    private static final int HIDDEN_BIAS = 160;
    private static final int OUTPUT_WEIGHTS = 80;
    private static final int OUTPUT_WEIGHTS_ROW = 16;
    private static final int OUTPUT_BIAS = 176;

    private CpuTraining() {
    }

    /**
     * For {@link TwoDense#hidden}, {@link TwoDense#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * hiddenSum[n, u] starts from hiddenBias[u]
     * hiddenSum[n, u] += sample[n, k] * hiddenWeights[k, u]
     * hidden[n, u] = max(hiddenSum[n, u], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += hidden[n, k] * outputWeights[k, u]
     * output[n, u] = outputSum[n, u]
     * probabilitiesMax[n] max= output[n, u]
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * lossClassLogit[n] += (u == target[n] ? output[n, u] : 0)
     * loss[n] = (log(probabilitiesExpSum[n]) + probabilitiesMax[n]) - lossClassLogit[n]
     * outputGradient[n, u] = (lossGradient[n] > 0 ? (probabilities[n, u] - (u == target[n] ? 1 : 0)) * lossGradient[n] : 0)
     * logitsOut[n, u] = output[n, u]
     * hiddenGradient[n, k] += outputGradient[n, u] * outputWeights[k, u]
     * hiddenSumGradient[n, k] = (hidden[n, k] > 0 ? hiddenGradient[n, k] : 0)
     * }</pre>
     */
    public static void trainInputToOutputBackwardToHidden(FloatArray values,
        FloatArray parameters, FloatArray input, FloatArray results, IntArray classes,
        FloatArray step, int batch) {
      for (@Parallel int block = 0; block < batch / LANES; block++) {
        int blocks = batch / LANES;
        VectorFloat16 lanes = new VectorFloat16(values);
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int u = 0; u < 4; u++) {
            values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
          }
        }
        int hiddenBiasAt = HIDDEN_BIAS;
        Float16 sumU0 = splat(parameters.get(hiddenBiasAt));
        Float16 sumU1 = splat(parameters.get(hiddenBiasAt + 1));
        Float16 sumU2 = splat(parameters.get(hiddenBiasAt + 2));
        Float16 sumU3 = splat(parameters.get(hiddenBiasAt + 3));
        Float16 sumU4 = splat(parameters.get(hiddenBiasAt + 4));
        for (int k = 0; k < 4; k++) {
          Float16 sample1 = lanes.get((SAMPLE + k) * blocks + block);
          int hiddenWeightsAt = HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW;
          sumU0 = Float16.add(sumU0, Float16.mult(sample1, splat(parameters.get(hiddenWeightsAt))));
          sumU1 = Float16.add(sumU1, Float16.mult(sample1, splat(parameters.get(hiddenWeightsAt + 1))));
          sumU2 = Float16.add(sumU2, Float16.mult(sample1, splat(parameters.get(hiddenWeightsAt + 2))));
          sumU3 = Float16.add(sumU3, Float16.mult(sample1, splat(parameters.get(hiddenWeightsAt + 3))));
          sumU4 = Float16.add(sumU4, Float16.mult(sample1, splat(parameters.get(hiddenWeightsAt + 4))));
        }
        float[] sums = new float[5 * LANES];
        spill(sumU0, sums, 0);
        spill(sumU1, sums, LANES);
        spill(sumU2, sums, 2 * LANES);
        spill(sumU3, sums, 3 * LANES);
        spill(sumU4, sums, 4 * LANES);
        for (int lane = 0; lane < LANES; lane++) {
          int n = block * LANES + lane;
          float sum2 = sums[lane + LANES];
          float sum3 = sums[lane + 2 * LANES];
          float sum4 = sums[lane + 3 * LANES];
          float sum5 = sums[lane + 4 * LANES];
          int hiddenAt = HIDDEN * batch + n;
          values.set(hiddenAt, maximum(sums[lane], 0f));
          values.set(hiddenAt + batch, maximum(sum2, 0f));
          values.set(hiddenAt + 2 * batch, maximum(sum3, 0f));
          values.set(hiddenAt + 3 * batch, maximum(sum4, 0f));
          values.set(hiddenAt + 4 * batch, maximum(sum5, 0f));
        }
        int outputBiasAt = OUTPUT_BIAS;
        Float16 sumU0_1 = splat(parameters.get(outputBiasAt));
        Float16 sumU1_1 = splat(parameters.get(outputBiasAt + 1));
        Float16 sumU2_1 = splat(parameters.get(outputBiasAt + 2));
        for (int k = 0; k < 5; k++) {
          Float16 hidden1 = lanes.get((HIDDEN + k) * blocks + block);
          int outputWeightsAt = OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW;
          sumU0_1 = Float16.add(sumU0_1, Float16.mult(hidden1, splat(parameters.get(outputWeightsAt))));
          sumU1_1 = Float16.add(sumU1_1, Float16.mult(hidden1, splat(parameters.get(outputWeightsAt + 1))));
          sumU2_1 = Float16.add(sumU2_1, Float16.mult(hidden1, splat(parameters.get(outputWeightsAt + 2))));
        }
        float[] sums1 = new float[3 * LANES];
        spill(sumU0_1, sums1, 0);
        spill(sumU1_1, sums1, LANES);
        spill(sumU2_1, sums1, 2 * LANES);
        for (int lane1 = 0; lane1 < LANES; lane1++) {
          int n = block * LANES + lane1;
          float sum7 = sums1[lane1 + LANES];
          float sum8 = sums1[lane1 + 2 * LANES];
          int outputAt = OUTPUT * batch + n;
          values.set(outputAt, sums1[lane1]);
          values.set(outputAt + batch, sum7);
          values.set(outputAt + 2 * batch, sum8);
        }
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          int outputAt1 = OUTPUT * batch + n;
          float best = values.get(outputAt1);
          best = maximum(best, values.get(outputAt1 + batch));
          best = maximum(best, values.get(outputAt1 + 2 * batch));
          values.set(PROBABILITIES_MAX * batch + n, best);
          for (int u = 0; u < 3; u++) {
            values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
          }
        }
        Float16 sum = splat(0f);
        for (int u = 0; u < 3; u++) {
          sum = Float16.add(sum, lanes.get((PROBABILITIES_EXP + u) * blocks + block));
        }
        lanes.set(PROBABILITIES_EXP_SUM * blocks + block, sum);
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int u = 0; u < 3; u++) {
            values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
          }
          float sum9 = 0f;
          for (int u = 0; u < 3; u++) {
            float output5 = values.get((OUTPUT + u) * batch + n);
            sum9 += u == classes.get(n) ? output5 : 0f;
          }
          values.set(LOSS_CLASS_LOGIT * batch + n, sum9);
          results.set(n, TornadoMath.log(values.get(PROBABILITIES_EXP_SUM * batch + n)) + values.get(PROBABILITIES_MAX * batch + n) - values.get(LOSS_CLASS_LOGIT * batch + n));
          for (int u = 0; u < 3; u++) {
            float lossGradient1 = step.get(START_OF_LOSS_GRADIENTS + n);
            float probabilities1 = values.get((PROBABILITIES + u) * batch + n);
            int target2 = classes.get(n);
            values.set((OUTPUT_GRADIENT + u) * batch + n, lossGradient1 > 0f ? (probabilities1 - (u == target2 ? 1f : 0f)) * lossGradient1 : 0f);
          }
          for (int u = 0; u < 3; u++) {
            results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
          }
        }
        Float16 sumK0 = splat(0f);
        Float16 sumK1 = splat(0f);
        Float16 sumK2 = splat(0f);
        Float16 sumK3 = splat(0f);
        Float16 sumK4 = splat(0f);
        for (int u = 0; u < 3; u++) {
          Float16 outputGradient1 = lanes.get((OUTPUT_GRADIENT + u) * blocks + block);
          int outputWeightsAt1 = OUTPUT_WEIGHTS + u;
          sumK0 = Float16.add(sumK0, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1))));
          sumK1 = Float16.add(sumK1, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + OUTPUT_WEIGHTS_ROW))));
          sumK2 = Float16.add(sumK2, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + 2 * OUTPUT_WEIGHTS_ROW))));
          sumK3 = Float16.add(sumK3, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + 3 * OUTPUT_WEIGHTS_ROW))));
          sumK4 = Float16.add(sumK4, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + 4 * OUTPUT_WEIGHTS_ROW))));
        }
        float[] sums2 = new float[5 * LANES];
        spill(sumK0, sums2, 0);
        spill(sumK1, sums2, LANES);
        spill(sumK2, sums2, 2 * LANES);
        spill(sumK3, sums2, 3 * LANES);
        spill(sumK4, sums2, 4 * LANES);
        for (int lane2 = 0; lane2 < LANES; lane2++) {
          int n = block * LANES + lane2;
          float sum11 = sums2[lane2 + LANES];
          float sum12 = sums2[lane2 + 2 * LANES];
          float sum13 = sums2[lane2 + 3 * LANES];
          float sum14 = sums2[lane2 + 4 * LANES];
          int hiddenAt2 = HIDDEN * batch + n;
          int hiddenSumGradientAt = HIDDEN_SUM_GRADIENT * batch + n;
          values.set(hiddenSumGradientAt, values.get(hiddenAt2) > 0f ? sums2[lane2] : 0f);
          values.set(hiddenSumGradientAt + batch, values.get(hiddenAt2 + batch) > 0f ? sum11 : 0f);
          values.set(hiddenSumGradientAt + 2 * batch, values.get(hiddenAt2 + 2 * batch) > 0f ? sum12 : 0f);
          values.set(hiddenSumGradientAt + 3 * batch, values.get(hiddenAt2 + 3 * batch) > 0f ? sum13 : 0f);
          values.set(hiddenSumGradientAt + 4 * batch, values.get(hiddenAt2 + 4 * batch) > 0f ? sum14 : 0f);
        }
      }
    }

    /**
     * For {@link TwoDense#output}, {@link TwoDense#hidden}:
     *
     * <pre>{@code
     * outputBiasGradient[u] += outputGradient[n, u]
     * outputWeightsGradient[k, u] += outputGradient[n, u] * hidden[n, k]
     * hiddenBiasGradient[u] += hiddenSumGradient[n, u]
     * hiddenWeightsGradient[k, u] += hiddenSumGradient[n, u] * sample[n, k]
     * }</pre>
     */
    public static void trainOutputBiasGradientToHiddenWeightsGradient(FloatArray values,
        FloatArray gradients, FloatArray parameters, FloatArray m, FloatArray v,
        FloatArray step, int batch) {
      float rate = step.get(INDEX_OF_RATE);
      float epsilon = step.get(INDEX_OF_EPSILON);
      for (@Parallel int tile = 0; tile < 7; tile++) {
        int blocks = batch / LANES;
        VectorFloat16 lanes = new VectorFloat16(values);
        if (tile < 1) {
          Float16 sumU0 = splat(0f);
          Float16 sumU1 = splat(0f);
          Float16 sumU2 = splat(0f);
          for (int block = 0; block < blocks; block++) {
            int outputGradientAt = OUTPUT_GRADIENT * blocks + block;
            sumU0 = Float16.add(sumU0, lanes.get(outputGradientAt));
            sumU1 = Float16.add(sumU1, lanes.get(outputGradientAt + blocks));
            sumU2 = Float16.add(sumU2, lanes.get(outputGradientAt + 2 * blocks));
          }
          int outputBiasGradientAt = OUTPUT_BIAS;
          gradients.set(outputBiasGradientAt, sum(sumU0));
          gradients.set(outputBiasGradientAt + 1, sum(sumU1));
          gradients.set(outputBiasGradientAt + 2, sum(sumU2));
          for (int uInTile = 0; uInTile < 3; uInTile++) {
            update(parameters, gradients, m, v, outputBiasGradientAt + uInTile, rate, epsilon);
          }
        } else if (tile < 4) {
          int u = tile - 1;
          Float16 sumK0 = splat(0f);
          Float16 sumK1 = splat(0f);
          Float16 sumK2 = splat(0f);
          Float16 sumK3 = splat(0f);
          Float16 sumK4 = splat(0f);
          for (int block = 0; block < blocks; block++) {
            Float16 outputGradient4 = lanes.get((OUTPUT_GRADIENT + u) * blocks + block);
            int hiddenAt = HIDDEN * blocks + block;
            sumK0 = Float16.add(sumK0, Float16.mult(outputGradient4, lanes.get(hiddenAt)));
            sumK1 = Float16.add(sumK1, Float16.mult(outputGradient4, lanes.get(hiddenAt + blocks)));
            sumK2 = Float16.add(sumK2, Float16.mult(outputGradient4, lanes.get(hiddenAt + 2 * blocks)));
            sumK3 = Float16.add(sumK3, Float16.mult(outputGradient4, lanes.get(hiddenAt + 3 * blocks)));
            sumK4 = Float16.add(sumK4, Float16.mult(outputGradient4, lanes.get(hiddenAt + 4 * blocks)));
          }
          int outputWeightsGradientAt = OUTPUT_WEIGHTS + u;
          gradients.set(outputWeightsGradientAt, sum(sumK0));
          gradients.set(outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW, sum(sumK1));
          gradients.set(outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW, sum(sumK2));
          gradients.set(outputWeightsGradientAt + 3 * OUTPUT_WEIGHTS_ROW, sum(sumK3));
          gradients.set(outputWeightsGradientAt + 4 * OUTPUT_WEIGHTS_ROW, sum(sumK4));
          for (int kInTile = 0; kInTile < 5; kInTile++) {
            update(parameters, gradients, m, v, outputWeightsGradientAt + kInTile * OUTPUT_WEIGHTS_ROW, rate, epsilon);
          }
        } else if (tile < 5) {
          Float16 sumU0_1 = splat(0f);
          Float16 sumU1_1 = splat(0f);
          Float16 sumU2_1 = splat(0f);
          Float16 sumU3 = splat(0f);
          Float16 sumU4 = splat(0f);
          for (int block = 0; block < blocks; block++) {
            int hiddenSumGradientAt = HIDDEN_SUM_GRADIENT * blocks + block;
            sumU0_1 = Float16.add(sumU0_1, lanes.get(hiddenSumGradientAt));
            sumU1_1 = Float16.add(sumU1_1, lanes.get(hiddenSumGradientAt + blocks));
            sumU2_1 = Float16.add(sumU2_1, lanes.get(hiddenSumGradientAt + 2 * blocks));
            sumU3 = Float16.add(sumU3, lanes.get(hiddenSumGradientAt + 3 * blocks));
            sumU4 = Float16.add(sumU4, lanes.get(hiddenSumGradientAt + 4 * blocks));
          }
          int hiddenBiasGradientAt = HIDDEN_BIAS;
          gradients.set(hiddenBiasGradientAt, sum(sumU0_1));
          gradients.set(hiddenBiasGradientAt + 1, sum(sumU1_1));
          gradients.set(hiddenBiasGradientAt + 2, sum(sumU2_1));
          gradients.set(hiddenBiasGradientAt + 3, sum(sumU3));
          gradients.set(hiddenBiasGradientAt + 4, sum(sumU4));
          for (int uInTile1 = 0; uInTile1 < 5; uInTile1++) {
            update(parameters, gradients, m, v, hiddenBiasGradientAt + uInTile1, rate, epsilon);
          }
        } else {
          int k = (tile - 5) * 2;
          Float16 sumK0U0 = splat(0f);
          Float16 sumK1U0 = splat(0f);
          Float16 sumK0U1 = splat(0f);
          Float16 sumK1U1 = splat(0f);
          Float16 sumK0U2 = splat(0f);
          Float16 sumK1U2 = splat(0f);
          Float16 sumK0U3 = splat(0f);
          Float16 sumK1U3 = splat(0f);
          Float16 sumK0U4 = splat(0f);
          Float16 sumK1U4 = splat(0f);
          for (int block = 0; block < blocks; block++) {
            int hiddenSumGradientAt1 = HIDDEN_SUM_GRADIENT * blocks + block;
            Float16 hiddenSumGradient6 = lanes.get(hiddenSumGradientAt1);
            int sampleAt = (SAMPLE + k) * blocks + block;
            Float16 sample1 = lanes.get(sampleAt);
            sumK0U0 = Float16.add(sumK0U0, Float16.mult(hiddenSumGradient6, sample1));
            Float16 sample2 = lanes.get(sampleAt + blocks);
            sumK1U0 = Float16.add(sumK1U0, Float16.mult(hiddenSumGradient6, sample2));
            Float16 hiddenSumGradient7 = lanes.get(hiddenSumGradientAt1 + blocks);
            sumK0U1 = Float16.add(sumK0U1, Float16.mult(hiddenSumGradient7, sample1));
            sumK1U1 = Float16.add(sumK1U1, Float16.mult(hiddenSumGradient7, sample2));
            Float16 hiddenSumGradient8 = lanes.get(hiddenSumGradientAt1 + 2 * blocks);
            sumK0U2 = Float16.add(sumK0U2, Float16.mult(hiddenSumGradient8, sample1));
            sumK1U2 = Float16.add(sumK1U2, Float16.mult(hiddenSumGradient8, sample2));
            Float16 hiddenSumGradient9 = lanes.get(hiddenSumGradientAt1 + 3 * blocks);
            sumK0U3 = Float16.add(sumK0U3, Float16.mult(hiddenSumGradient9, sample1));
            sumK1U3 = Float16.add(sumK1U3, Float16.mult(hiddenSumGradient9, sample2));
            Float16 hiddenSumGradient10 = lanes.get(hiddenSumGradientAt1 + 4 * blocks);
            sumK0U4 = Float16.add(sumK0U4, Float16.mult(hiddenSumGradient10, sample1));
            sumK1U4 = Float16.add(sumK1U4, Float16.mult(hiddenSumGradient10, sample2));
          }
          int hiddenWeightsGradientAt = HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW;
          gradients.set(hiddenWeightsGradientAt, sum(sumK0U0));
          gradients.set(hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW, sum(sumK1U0));
          gradients.set(hiddenWeightsGradientAt + 1, sum(sumK0U1));
          gradients.set(hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW + 1, sum(sumK1U1));
          gradients.set(hiddenWeightsGradientAt + 2, sum(sumK0U2));
          gradients.set(hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW + 2, sum(sumK1U2));
          gradients.set(hiddenWeightsGradientAt + 3, sum(sumK0U3));
          gradients.set(hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW + 3, sum(sumK1U3));
          gradients.set(hiddenWeightsGradientAt + 4, sum(sumK0U4));
          gradients.set(hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW + 4, sum(sumK1U4));
          for (int kInTile1 = 0; kInTile1 < 2; kInTile1++) {
            for (int uInTile2 = 0; uInTile2 < 5; uInTile2++) {
              update(parameters, gradients, m, v, hiddenWeightsGradientAt + kInTile1 * HIDDEN_WEIGHTS_ROW + uInTile2, rate, epsilon);
            }
          }
        }
      }
    }

    /** A step of the optimizer for parameter {@code i}. */
    static void update(FloatArray parameters, FloatArray gradients, FloatArray m, FloatArray v,
        int i, float rate, float epsilon) {
      float gradient = gradients.get(i);
      float parameter = parameters.get(i);
      float vOld = v.get(i);
      float mNext = m.get(i) * 0.9f + gradient * 0.1f;
      float mNew = TornadoMath.abs(mNext) < 1.1754944E-38f ? 0f : mNext;
      m.set(i, mNew);
      float vNext = vOld * 0.999f + gradient * gradient * 0.001f;
      float vNew = TornadoMath.abs(vNext) < 1.1754944E-38f ? 0f : vNext;
      v.set(i, vNew);
      parameters.set(i, parameter - mNew * rate / (TornadoMath.sqrt(vNew) + epsilon));
    }
  }

  /** Kernels of a training step, for a FPGA. */
  public static final class FpgaTraining {
    /**
     * Floats 0 to 4 of each sample: [5]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int HIDDEN = 0;

    /**
     * Floats 16 to 20 of each sample: [5]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int HIDDEN_SUM_GRADIENT = 16;

    /** Floats 16 to 18 of each sample: [3]; trainInputToOutputBackwardToHidden alone. */
    private static final int OUTPUT = 16;

    /**
     * Floats 32 to 35 of each sample: [4]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int SAMPLE = 32;

    /** Floats 48 to 48 of each sample: one value; trainInputToOutputBackwardToHidden alone. */
    private static final int LOSS_CLASS_LOGIT = 48;

    /**
     * Floats 48 to 50 of each sample: [3]; from trainInputToOutputBackwardToHidden to trainOutputBiasGradientToHiddenWeightsGradient.
     */
    private static final int OUTPUT_GRADIENT = 48;

    /** Floats 48 to 50 of each sample: [3]; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES_EXP = 48;

    /** Floats 64 to 66 of each sample: [3]; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES = 64;

    /** Floats 80 to 80 of each sample: one value; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES_MAX = 80;

    /** Floats 96 to 96 of each sample: one value; trainInputToOutputBackwardToHidden alone. */
    private static final int PROBABILITIES_EXP_SUM = 96;
    private static final int INPUT_SAMPLE = 4;
    private static final int LOGITS_OUT_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 1;

    /** Index in {@code step}. */
    private static final int INDEX_OF_RATE = 0;

    /** Index in {@code step}. */
    private static final int INDEX_OF_EPSILON = 1;

    /** Index in {@code step}. */
    private static final int START_OF_LOSS_GRADIENTS = 2;
    private static final int HIDDEN_WEIGHTS = 16;
    private static final int HIDDEN_WEIGHTS_ROW = 16;
    private static final int HIDDEN_BIAS = 160;
    private static final int OUTPUT_WEIGHTS = 80;
    private static final int OUTPUT_WEIGHTS_ROW = 16;
    private static final int OUTPUT_BIAS = 176;

    private FpgaTraining() {
    }

    /**
     * For {@link TwoDense#hidden}, {@link TwoDense#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * hiddenSum[n, u] starts from hiddenBias[u]
     * hiddenSum[n, u] += sample[n, k] * hiddenWeights[k, u]
     * hidden[n, u] = max(hiddenSum[n, u], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += hidden[n, k] * outputWeights[k, u]
     * output[n, u] = outputSum[n, u]
     * probabilitiesMax[n] max= output[n, u]
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * lossClassLogit[n] += (u == target[n] ? output[n, u] : 0)
     * loss[n] = (log(probabilitiesExpSum[n]) + probabilitiesMax[n]) - lossClassLogit[n]
     * outputGradient[n, u] = (lossGradient[n] > 0 ? (probabilities[n, u] - (u == target[n] ? 1 : 0)) * lossGradient[n] : 0)
     * logitsOut[n, u] = output[n, u]
     * hiddenGradient[n, k] += outputGradient[n, u] * outputWeights[k, u]
     * hiddenSumGradient[n, k] = (hidden[n, k] > 0 ? hiddenGradient[n, k] : 0)
     * }</pre>
     */
    public static void trainInputToOutputBackwardToHidden(FloatArray values,
        FloatArray parameters, FloatArray input, FloatArray results, IntArray classes,
        FloatArray step, int batch) {
      for (@Parallel int n = 0; n < batch; n++) {
        for (int u = 0; u < 4; u++) {
          values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
        }
        for (int u = 0; u < 5; u++) {
          float sum = parameters.get(HIDDEN_BIAS + u);
          int sampleAt1 = SAMPLE * batch + n;
          int hiddenWeightsAt = HIDDEN_WEIGHTS + u;
          sum += values.get(sampleAt1) * parameters.get(hiddenWeightsAt);
          sum += values.get(sampleAt1 + batch) * parameters.get(hiddenWeightsAt + HIDDEN_WEIGHTS_ROW);
          sum += values.get(sampleAt1 + 2 * batch) * parameters.get(hiddenWeightsAt + 2 * HIDDEN_WEIGHTS_ROW);
          sum += values.get(sampleAt1 + 3 * batch) * parameters.get(hiddenWeightsAt + 3 * HIDDEN_WEIGHTS_ROW);
          values.set((HIDDEN + u) * batch + n, maximum(sum, 0f));
        }
        int outputBiasAt = OUTPUT_BIAS;
        float sumU0 = parameters.get(outputBiasAt);
        float sumU1 = parameters.get(outputBiasAt + 1);
        float sumU2 = parameters.get(outputBiasAt + 2);
        int hiddenAt1 = HIDDEN * batch + n;
        float hidden1 = values.get(hiddenAt1);
        int outputWeightsAt = OUTPUT_WEIGHTS;
        sumU0 += hidden1 * parameters.get(outputWeightsAt);
        sumU1 += hidden1 * parameters.get(outputWeightsAt + 1);
        sumU2 += hidden1 * parameters.get(outputWeightsAt + 2);
        float hidden2 = values.get(hiddenAt1 + batch);
        sumU0 += hidden2 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW);
        sumU1 += hidden2 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + 1);
        sumU2 += hidden2 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + 2);
        float hidden3 = values.get(hiddenAt1 + 2 * batch);
        sumU0 += hidden3 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW);
        sumU1 += hidden3 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 1);
        sumU2 += hidden3 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 2);
        float hidden4 = values.get(hiddenAt1 + 3 * batch);
        sumU0 += hidden4 * parameters.get(outputWeightsAt + 3 * OUTPUT_WEIGHTS_ROW);
        sumU1 += hidden4 * parameters.get(outputWeightsAt + 3 * OUTPUT_WEIGHTS_ROW + 1);
        sumU2 += hidden4 * parameters.get(outputWeightsAt + 3 * OUTPUT_WEIGHTS_ROW + 2);
        float hidden5 = values.get(hiddenAt1 + 4 * batch);
        sumU0 += hidden5 * parameters.get(outputWeightsAt + 4 * OUTPUT_WEIGHTS_ROW);
        sumU1 += hidden5 * parameters.get(outputWeightsAt + 4 * OUTPUT_WEIGHTS_ROW + 1);
        sumU2 += hidden5 * parameters.get(outputWeightsAt + 4 * OUTPUT_WEIGHTS_ROW + 2);
        int outputAt = OUTPUT * batch + n;
        values.set(outputAt, sumU0);
        values.set(outputAt + batch, sumU1);
        values.set(outputAt + 2 * batch, sumU2);
        int outputAt1 = OUTPUT * batch + n;
        float best = values.get(outputAt1);
        best = maximum(best, values.get(outputAt1 + batch));
        best = maximum(best, values.get(outputAt1 + 2 * batch));
        values.set(PROBABILITIES_MAX * batch + n, best);
        for (int u = 0; u < 3; u++) {
          values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
        }
        float sum1 = 0f;
        int probabilitiesExpAt1 = PROBABILITIES_EXP * batch + n;
        sum1 += values.get(probabilitiesExpAt1);
        sum1 += values.get(probabilitiesExpAt1 + batch);
        sum1 += values.get(probabilitiesExpAt1 + 2 * batch);
        values.set(PROBABILITIES_EXP_SUM * batch + n, sum1);
        for (int u = 0; u < 3; u++) {
          values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
        }
        float sum2 = 0f;
        int target1 = classes.get(n);
        int outputAt3 = OUTPUT * batch + n;
        float output5 = values.get(outputAt3);
        sum2 += 0 == target1 ? output5 : 0f;
        float output6 = values.get(outputAt3 + batch);
        sum2 += 1 == target1 ? output6 : 0f;
        float output7 = values.get(outputAt3 + 2 * batch);
        sum2 += 2 == target1 ? output7 : 0f;
        values.set(LOSS_CLASS_LOGIT * batch + n, sum2);
        results.set(n, TornadoMath.log(values.get(PROBABILITIES_EXP_SUM * batch + n)) + values.get(PROBABILITIES_MAX * batch + n) - values.get(LOSS_CLASS_LOGIT * batch + n));
        for (int u = 0; u < 3; u++) {
          float lossGradient1 = step.get(START_OF_LOSS_GRADIENTS + n);
          float probabilities1 = values.get((PROBABILITIES + u) * batch + n);
          int target2 = classes.get(n);
          values.set((OUTPUT_GRADIENT + u) * batch + n, lossGradient1 > 0f ? (probabilities1 - (u == target2 ? 1f : 0f)) * lossGradient1 : 0f);
        }
        for (int u = 0; u < 3; u++) {
          results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
        }
        for (int k = 0; k < 5; k++) {
          float sum3 = 0f;
          int outputGradientAt1 = OUTPUT_GRADIENT * batch + n;
          int outputWeightsAt1 = OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW;
          sum3 += values.get(outputGradientAt1) * parameters.get(outputWeightsAt1);
          sum3 += values.get(outputGradientAt1 + batch) * parameters.get(outputWeightsAt1 + 1);
          sum3 += values.get(outputGradientAt1 + 2 * batch) * parameters.get(outputWeightsAt1 + 2);
          values.set((HIDDEN_SUM_GRADIENT + k) * batch + n, values.get((HIDDEN + k) * batch + n) > 0f ? sum3 : 0f);
        }
      }
    }

    /**
     * For {@link TwoDense#output}, {@link TwoDense#hidden}:
     *
     * <pre>{@code
     * outputBiasGradient[u] += outputGradient[n, u]
     * outputWeightsGradient[k, u] += outputGradient[n, u] * hidden[n, k]
     * hiddenBiasGradient[u] += hiddenSumGradient[n, u]
     * hiddenWeightsGradient[k, u] += hiddenSumGradient[n, u] * sample[n, k]
     * }</pre>
     */
    public static void trainOutputBiasGradientToHiddenWeightsGradient(FloatArray values,
        FloatArray gradients, FloatArray parameters, FloatArray m, FloatArray v,
        FloatArray step, int batch) {
      float rate = step.get(INDEX_OF_RATE);
      float epsilon = step.get(INDEX_OF_EPSILON);
      for (@Parallel int tile = 0; tile < 64; tile++) {
        if (tile < 18) {
          if (tile < 3) {
            int u = tile;
            float sum = 0f;
            for (int n = 0; n < batch; n++) {
              sum += values.get((OUTPUT_GRADIENT + u) * batch + n);
            }
            int outputBiasGradientAt = OUTPUT_BIAS + u;
            gradients.set(outputBiasGradientAt, sum);
            update(parameters, gradients, m, v, outputBiasGradientAt, rate, epsilon);
          } else if (tile < 8) {
            int k = tile - 3;
            float sumU0 = 0f;
            float sumU1 = 0f;
            float sumU2 = 0f;
            for (int n = 0; n < batch; n++) {
              int outputGradientAt1 = OUTPUT_GRADIENT * batch + n;
              float hidden1 = values.get((HIDDEN + k) * batch + n);
              sumU0 += values.get(outputGradientAt1) * hidden1;
              sumU1 += values.get(outputGradientAt1 + batch) * hidden1;
              sumU2 += values.get(outputGradientAt1 + 2 * batch) * hidden1;
            }
            int outputWeightsGradientAt = OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW;
            gradients.set(outputWeightsGradientAt, sumU0);
            gradients.set(outputWeightsGradientAt + 1, sumU1);
            gradients.set(outputWeightsGradientAt + 2, sumU2);
            for (int uInTile = 0; uInTile < 3; uInTile++) {
              update(parameters, gradients, m, v, outputWeightsGradientAt + uInTile, rate, epsilon);
            }
          } else if (tile < 13) {
            int u = tile - 8;
            float sum1 = 0f;
            for (int n = 0; n < batch; n++) {
              sum1 += values.get((HIDDEN_SUM_GRADIENT + u) * batch + n);
            }
            int hiddenBiasGradientAt = HIDDEN_BIAS + u;
            gradients.set(hiddenBiasGradientAt, sum1);
            update(parameters, gradients, m, v, hiddenBiasGradientAt, rate, epsilon);
          } else {
            int u = tile - 13;
            float sumK0 = 0f;
            float sumK1 = 0f;
            float sumK2 = 0f;
            float sumK3 = 0f;
            for (int n = 0; n < batch; n++) {
              float hiddenSumGradient2 = values.get((HIDDEN_SUM_GRADIENT + u) * batch + n);
              int sampleAt = SAMPLE * batch + n;
              sumK0 += hiddenSumGradient2 * values.get(sampleAt);
              sumK1 += hiddenSumGradient2 * values.get(sampleAt + batch);
              sumK2 += hiddenSumGradient2 * values.get(sampleAt + 2 * batch);
              sumK3 += hiddenSumGradient2 * values.get(sampleAt + 3 * batch);
            }
            int hiddenWeightsGradientAt = HIDDEN_WEIGHTS + u;
            gradients.set(hiddenWeightsGradientAt, sumK0);
            gradients.set(hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW, sumK1);
            gradients.set(hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW, sumK2);
            gradients.set(hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW, sumK3);
            for (int kInTile = 0; kInTile < 4; kInTile++) {
              update(parameters, gradients, m, v, hiddenWeightsGradientAt + kInTile * HIDDEN_WEIGHTS_ROW, rate, epsilon);
            }
          }
        }
      }
    }

    /** A step of the optimizer for parameter {@code i}. */
    static void update(FloatArray parameters, FloatArray gradients, FloatArray m, FloatArray v,
        int i, float rate, float epsilon) {
      float gradient = gradients.get(i);
      float parameter = parameters.get(i);
      float vOld = v.get(i);
      float mNext = m.get(i) * 0.9f + gradient * 0.1f;
      float mNew = TornadoMath.abs(mNext) < 1.1754944E-38f ? 0f : mNext;
      m.set(i, mNew);
      float vNext = vOld * 0.999f + gradient * gradient * 0.001f;
      float vNew = TornadoMath.abs(vNext) < 1.1754944E-38f ? 0f : vNext;
      v.set(i, vNew);
      parameters.set(i, parameter - mNew * rate / (TornadoMath.sqrt(vNew) + epsilon));
    }
  }

  /** Kernels of a prediction, for a GPU. */
  public static final class GpuPrediction {
    /** Threads that share a sample. */
    private static final int SHARERS = 32;

    /** Floats 0 to 4 of each sample: [5]; predictInputToProbabilitiesOut alone. */
    private static final int HIDDEN = 0;

    /** Floats 0 to 2 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP = 0;

    /** Floats 16 to 18 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int OUTPUT = 16;

    /** Floats 16 to 19 of each sample: [4]; predictInputToProbabilitiesOut alone. */
    private static final int SAMPLE = 16;

    /** Floats 32 to 34 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES = 32;

    /** Floats 32 to 32 of each sample: one value; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_MAX = 32;

    /** Floats 48 to 48 of each sample: one value; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP_SUM = 48;
    private static final int INPUT_SAMPLE = 4;
    private static final int LOGITS_OUT_SAMPLE = 3;
    private static final int PROBABILITIES_OUT_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 0;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_PROBABILITIES = 3;
    private static final int HIDDEN_WEIGHTS = 16;
    private static final int HIDDEN_WEIGHTS_ROW = 16;
    private static final int HIDDEN_BIAS = 160;
    private static final int OUTPUT_WEIGHTS = 80;
    private static final int OUTPUT_WEIGHTS_ROW = 16;
    private static final int OUTPUT_BIAS = 176;

    private GpuPrediction() {
    }

    /**
     * For {@link TwoDense#hidden}, {@link TwoDense#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * hiddenSum[n, u] starts from hiddenBias[u]
     * hiddenSum[n, u] += sample[n, k] * hiddenWeights[k, u]
     * hidden[n, u] = max(hiddenSum[n, u], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += hidden[n, k] * outputWeights[k, u]
     * output[n, u] = outputSum[n, u]
     * probabilitiesMax[n] max= output[n, u]
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * logitsOut[n, u] = output[n, u]
     * probabilitiesOut[n, u] = probabilities[n, u]
     * }</pre>
     */
    public static void predictInputToProbabilitiesOut(KernelContext context, FloatArray values,
        FloatArray parameters, FloatArray input, FloatArray results, int batch) {
      int n = context.globalIdx;
      int thread = context.localIdy;
      for (int u = thread; u < 4; u += SHARERS) {
        values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
      }
      context.globalBarrier();
      for (int u = thread; u < 5; u += SHARERS) {
        float sum = parameters.get(HIDDEN_BIAS + u);
        for (int k = 0; k < 4; k++) {
          sum += values.get((SAMPLE + k) * batch + n) * parameters.get(HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW + u);
        }
        values.set((HIDDEN + u) * batch + n, maximum(sum, 0f));
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        float sum1 = parameters.get(OUTPUT_BIAS + u);
        for (int k = 0; k < 5; k++) {
          sum1 += values.get((HIDDEN + k) * batch + n) * parameters.get(OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u);
        }
        values.set((OUTPUT + u) * batch + n, sum1);
      }
      context.globalBarrier();
      if (thread == 0) {
        int outputAt1 = OUTPUT * batch + n;
        float best = values.get(outputAt1);
        best = maximum(best, values.get(outputAt1 + batch));
        best = maximum(best, values.get(outputAt1 + 2 * batch));
        values.set(PROBABILITIES_MAX * batch + n, best);
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
      }
      context.globalBarrier();
      if (thread == 0) {
        float sum2 = 0f;
        for (int u = 0; u < 3; u++) {
          sum2 += values.get((PROBABILITIES_EXP + u) * batch + n);
        }
        values.set(PROBABILITIES_EXP_SUM * batch + n, sum2);
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
      }
      for (int u = thread; u < 3; u += SHARERS) {
        results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        results.set(START_OF_PROBABILITIES * batch + u + n * PROBABILITIES_OUT_SAMPLE, values.get((PROBABILITIES + u) * batch + n));
      }
    }
  }

  /** Kernels of a prediction, for a CPU. */
  public static final class CpuPrediction {
    /** Samples of a vector. */
    private static final int LANES = 16;

    /** Floats 0 to 4 of each sample: [5]; predictInputToProbabilitiesOut alone. */
    private static final int HIDDEN = 0;

    /** Floats 0 to 2 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP = 0;

    /** Floats 16 to 18 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int OUTPUT = 16;

    /** Floats 16 to 19 of each sample: [4]; predictInputToProbabilitiesOut alone. */
    private static final int SAMPLE = 16;

    /** Floats 32 to 34 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES = 32;

    /** Floats 32 to 32 of each sample: one value; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_MAX = 32;

    /** Floats 48 to 48 of each sample: one value; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP_SUM = 48;
    private static final int INPUT_SAMPLE = 4;
    private static final int LOGITS_OUT_SAMPLE = 3;
    private static final int PROBABILITIES_OUT_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 0;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_PROBABILITIES = 3;
    private static final int HIDDEN_WEIGHTS = 16;
    private static final int HIDDEN_WEIGHTS_ROW = 16;
    private static final int HIDDEN_BIAS = 160;
    private static final int OUTPUT_WEIGHTS = 80;
    private static final int OUTPUT_WEIGHTS_ROW = 16;
    private static final int OUTPUT_BIAS = 176;

    private CpuPrediction() {
    }

    /**
     * For {@link TwoDense#hidden}, {@link TwoDense#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * hiddenSum[n, u] starts from hiddenBias[u]
     * hiddenSum[n, u] += sample[n, k] * hiddenWeights[k, u]
     * hidden[n, u] = max(hiddenSum[n, u], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += hidden[n, k] * outputWeights[k, u]
     * output[n, u] = outputSum[n, u]
     * probabilitiesMax[n] max= output[n, u]
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * logitsOut[n, u] = output[n, u]
     * probabilitiesOut[n, u] = probabilities[n, u]
     * }</pre>
     */
    public static void predictInputToProbabilitiesOut(FloatArray values, FloatArray parameters,
        FloatArray input, FloatArray results, int batch) {
      for (@Parallel int block = 0; block < batch / LANES; block++) {
        int blocks = batch / LANES;
        VectorFloat16 lanes = new VectorFloat16(values);
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int u = 0; u < 4; u++) {
            values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
          }
        }
        int hiddenBiasAt = HIDDEN_BIAS;
        Float16 sumU0 = splat(parameters.get(hiddenBiasAt));
        Float16 sumU1 = splat(parameters.get(hiddenBiasAt + 1));
        Float16 sumU2 = splat(parameters.get(hiddenBiasAt + 2));
        Float16 sumU3 = splat(parameters.get(hiddenBiasAt + 3));
        Float16 sumU4 = splat(parameters.get(hiddenBiasAt + 4));
        for (int k = 0; k < 4; k++) {
          Float16 sample1 = lanes.get((SAMPLE + k) * blocks + block);
          int hiddenWeightsAt = HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW;
          sumU0 = Float16.add(sumU0, Float16.mult(sample1, splat(parameters.get(hiddenWeightsAt))));
          sumU1 = Float16.add(sumU1, Float16.mult(sample1, splat(parameters.get(hiddenWeightsAt + 1))));
          sumU2 = Float16.add(sumU2, Float16.mult(sample1, splat(parameters.get(hiddenWeightsAt + 2))));
          sumU3 = Float16.add(sumU3, Float16.mult(sample1, splat(parameters.get(hiddenWeightsAt + 3))));
          sumU4 = Float16.add(sumU4, Float16.mult(sample1, splat(parameters.get(hiddenWeightsAt + 4))));
        }
        float[] sums = new float[5 * LANES];
        spill(sumU0, sums, 0);
        spill(sumU1, sums, LANES);
        spill(sumU2, sums, 2 * LANES);
        spill(sumU3, sums, 3 * LANES);
        spill(sumU4, sums, 4 * LANES);
        for (int lane = 0; lane < LANES; lane++) {
          int n = block * LANES + lane;
          float sum2 = sums[lane + LANES];
          float sum3 = sums[lane + 2 * LANES];
          float sum4 = sums[lane + 3 * LANES];
          float sum5 = sums[lane + 4 * LANES];
          int hiddenAt = HIDDEN * batch + n;
          values.set(hiddenAt, maximum(sums[lane], 0f));
          values.set(hiddenAt + batch, maximum(sum2, 0f));
          values.set(hiddenAt + 2 * batch, maximum(sum3, 0f));
          values.set(hiddenAt + 3 * batch, maximum(sum4, 0f));
          values.set(hiddenAt + 4 * batch, maximum(sum5, 0f));
        }
        int outputBiasAt = OUTPUT_BIAS;
        Float16 sumU0_1 = splat(parameters.get(outputBiasAt));
        Float16 sumU1_1 = splat(parameters.get(outputBiasAt + 1));
        Float16 sumU2_1 = splat(parameters.get(outputBiasAt + 2));
        for (int k = 0; k < 5; k++) {
          Float16 hidden1 = lanes.get((HIDDEN + k) * blocks + block);
          int outputWeightsAt = OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW;
          sumU0_1 = Float16.add(sumU0_1, Float16.mult(hidden1, splat(parameters.get(outputWeightsAt))));
          sumU1_1 = Float16.add(sumU1_1, Float16.mult(hidden1, splat(parameters.get(outputWeightsAt + 1))));
          sumU2_1 = Float16.add(sumU2_1, Float16.mult(hidden1, splat(parameters.get(outputWeightsAt + 2))));
        }
        float[] sums1 = new float[3 * LANES];
        spill(sumU0_1, sums1, 0);
        spill(sumU1_1, sums1, LANES);
        spill(sumU2_1, sums1, 2 * LANES);
        for (int lane1 = 0; lane1 < LANES; lane1++) {
          int n = block * LANES + lane1;
          float sum7 = sums1[lane1 + LANES];
          float sum8 = sums1[lane1 + 2 * LANES];
          int outputAt = OUTPUT * batch + n;
          values.set(outputAt, sums1[lane1]);
          values.set(outputAt + batch, sum7);
          values.set(outputAt + 2 * batch, sum8);
        }
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          int outputAt1 = OUTPUT * batch + n;
          float best = values.get(outputAt1);
          best = maximum(best, values.get(outputAt1 + batch));
          best = maximum(best, values.get(outputAt1 + 2 * batch));
          values.set(PROBABILITIES_MAX * batch + n, best);
          for (int u = 0; u < 3; u++) {
            values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
          }
        }
        Float16 sum = splat(0f);
        for (int u = 0; u < 3; u++) {
          sum = Float16.add(sum, lanes.get((PROBABILITIES_EXP + u) * blocks + block));
        }
        lanes.set(PROBABILITIES_EXP_SUM * blocks + block, sum);
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int u = 0; u < 3; u++) {
            values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
          }
          for (int u = 0; u < 3; u++) {
            results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
          }
          for (int u = 0; u < 3; u++) {
            results.set(START_OF_PROBABILITIES * batch + u + n * PROBABILITIES_OUT_SAMPLE, values.get((PROBABILITIES + u) * batch + n));
          }
        }
      }
    }
  }

  /** Kernels of a prediction, for a FPGA. */
  public static final class FpgaPrediction {
    /** Floats 0 to 4 of each sample: [5]; predictInputToProbabilitiesOut alone. */
    private static final int HIDDEN = 0;

    /** Floats 0 to 2 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP = 0;

    /** Floats 16 to 18 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int OUTPUT = 16;

    /** Floats 16 to 19 of each sample: [4]; predictInputToProbabilitiesOut alone. */
    private static final int SAMPLE = 16;

    /** Floats 32 to 34 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES = 32;

    /** Floats 32 to 32 of each sample: one value; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_MAX = 32;

    /** Floats 48 to 48 of each sample: one value; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP_SUM = 48;
    private static final int INPUT_SAMPLE = 4;
    private static final int LOGITS_OUT_SAMPLE = 3;
    private static final int PROBABILITIES_OUT_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 0;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_PROBABILITIES = 3;
    private static final int HIDDEN_WEIGHTS = 16;
    private static final int HIDDEN_WEIGHTS_ROW = 16;
    private static final int HIDDEN_BIAS = 160;
    private static final int OUTPUT_WEIGHTS = 80;
    private static final int OUTPUT_WEIGHTS_ROW = 16;
    private static final int OUTPUT_BIAS = 176;

    private FpgaPrediction() {
    }

    /**
     * For {@link TwoDense#hidden}, {@link TwoDense#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * hiddenSum[n, u] starts from hiddenBias[u]
     * hiddenSum[n, u] += sample[n, k] * hiddenWeights[k, u]
     * hidden[n, u] = max(hiddenSum[n, u], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += hidden[n, k] * outputWeights[k, u]
     * output[n, u] = outputSum[n, u]
     * probabilitiesMax[n] max= output[n, u]
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * logitsOut[n, u] = output[n, u]
     * probabilitiesOut[n, u] = probabilities[n, u]
     * }</pre>
     */
    public static void predictInputToProbabilitiesOut(FloatArray values, FloatArray parameters,
        FloatArray input, FloatArray results, int batch) {
      for (@Parallel int n = 0; n < batch; n++) {
        for (int u = 0; u < 4; u++) {
          values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
        }
        for (int u = 0; u < 5; u++) {
          float sum = parameters.get(HIDDEN_BIAS + u);
          int sampleAt1 = SAMPLE * batch + n;
          int hiddenWeightsAt = HIDDEN_WEIGHTS + u;
          sum += values.get(sampleAt1) * parameters.get(hiddenWeightsAt);
          sum += values.get(sampleAt1 + batch) * parameters.get(hiddenWeightsAt + HIDDEN_WEIGHTS_ROW);
          sum += values.get(sampleAt1 + 2 * batch) * parameters.get(hiddenWeightsAt + 2 * HIDDEN_WEIGHTS_ROW);
          sum += values.get(sampleAt1 + 3 * batch) * parameters.get(hiddenWeightsAt + 3 * HIDDEN_WEIGHTS_ROW);
          values.set((HIDDEN + u) * batch + n, maximum(sum, 0f));
        }
        int outputBiasAt = OUTPUT_BIAS;
        float sumU0 = parameters.get(outputBiasAt);
        float sumU1 = parameters.get(outputBiasAt + 1);
        float sumU2 = parameters.get(outputBiasAt + 2);
        int hiddenAt1 = HIDDEN * batch + n;
        float hidden1 = values.get(hiddenAt1);
        int outputWeightsAt = OUTPUT_WEIGHTS;
        sumU0 += hidden1 * parameters.get(outputWeightsAt);
        sumU1 += hidden1 * parameters.get(outputWeightsAt + 1);
        sumU2 += hidden1 * parameters.get(outputWeightsAt + 2);
        float hidden2 = values.get(hiddenAt1 + batch);
        sumU0 += hidden2 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW);
        sumU1 += hidden2 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + 1);
        sumU2 += hidden2 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + 2);
        float hidden3 = values.get(hiddenAt1 + 2 * batch);
        sumU0 += hidden3 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW);
        sumU1 += hidden3 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 1);
        sumU2 += hidden3 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 2);
        float hidden4 = values.get(hiddenAt1 + 3 * batch);
        sumU0 += hidden4 * parameters.get(outputWeightsAt + 3 * OUTPUT_WEIGHTS_ROW);
        sumU1 += hidden4 * parameters.get(outputWeightsAt + 3 * OUTPUT_WEIGHTS_ROW + 1);
        sumU2 += hidden4 * parameters.get(outputWeightsAt + 3 * OUTPUT_WEIGHTS_ROW + 2);
        float hidden5 = values.get(hiddenAt1 + 4 * batch);
        sumU0 += hidden5 * parameters.get(outputWeightsAt + 4 * OUTPUT_WEIGHTS_ROW);
        sumU1 += hidden5 * parameters.get(outputWeightsAt + 4 * OUTPUT_WEIGHTS_ROW + 1);
        sumU2 += hidden5 * parameters.get(outputWeightsAt + 4 * OUTPUT_WEIGHTS_ROW + 2);
        int outputAt = OUTPUT * batch + n;
        values.set(outputAt, sumU0);
        values.set(outputAt + batch, sumU1);
        values.set(outputAt + 2 * batch, sumU2);
        int outputAt1 = OUTPUT * batch + n;
        float best = values.get(outputAt1);
        best = maximum(best, values.get(outputAt1 + batch));
        best = maximum(best, values.get(outputAt1 + 2 * batch));
        values.set(PROBABILITIES_MAX * batch + n, best);
        for (int u = 0; u < 3; u++) {
          values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
        }
        float sum1 = 0f;
        int probabilitiesExpAt1 = PROBABILITIES_EXP * batch + n;
        sum1 += values.get(probabilitiesExpAt1);
        sum1 += values.get(probabilitiesExpAt1 + batch);
        sum1 += values.get(probabilitiesExpAt1 + 2 * batch);
        values.set(PROBABILITIES_EXP_SUM * batch + n, sum1);
        for (int u = 0; u < 3; u++) {
          values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
        }
        for (int u = 0; u < 3; u++) {
          results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
        }
        for (int u = 0; u < 3; u++) {
          results.set(START_OF_PROBABILITIES * batch + u + n * PROBABILITIES_OUT_SAMPLE, values.get((PROBABILITIES + u) * batch + n));
        }
      }
    }
  }
}
