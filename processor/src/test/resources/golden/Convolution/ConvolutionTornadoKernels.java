import java.lang.Math;
import javax.annotation.processing.Generated;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Kernels of {@link Convolution} for accelerators, as TornadoVM compiles them.
 *
 * <p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit. Array {@code values} holds
 * the values of all samples, {@code [h][w][c][n]}; {@code batch} is the number of samples, rounded up to whole groups.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class ConvolutionTornadoKernels {
  private ConvolutionTornadoKernels() {
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

    /** Floats 0 to 71 of each sample: [6, 4, 3]; trainInputToPoolBackwardToConvSum alone. */
    private static final int CONV_SUM = 0;
    private static final int CONV_SUM_ROW = 12;
    private static final int CONV_SUM_COLUMN = 3;

    /**
     * Floats 0 to 71 of each sample: [6, 4, 3]; from trainInputToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int CONV_SUM_GRADIENT = 0;
    private static final int CONV_SUM_GRADIENT_ROW = 12;
    private static final int CONV_SUM_GRADIENT_COLUMN = 3;

    /** Floats 0 to 1 of each sample: [2]; trainInputToPoolBackwardToConvSum alone. */
    private static final int OUTPUT = 0;

    /** Floats 16 to 16 of each sample: one value; trainInputToPoolBackwardToConvSum alone. */
    private static final int LOSS_CLASS_LOGIT = 16;

    /** Floats 16 to 17 of each sample: [2]; trainInputToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES_EXP = 16;

    /** Floats 32 to 33 of each sample: [2]; trainInputToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES = 32;

    /** Floats 48 to 48 of each sample: one value; trainInputToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES_MAX = 48;

    /** Floats 64 to 64 of each sample: one value; trainInputToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES_EXP_SUM = 64;

    /**
     * Floats 80 to 127 of each sample: [6, 4, 1] in a halo of [1, 1, 0] before and [1, 1, 0] after; from trainInputToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int SAMPLE = 80;
    private static final int SAMPLE_ROW = 6;

    /**
     * Floats 128 to 145 of each sample: [3, 2, 3]; from trainInputToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int POOL = 128;
    private static final int POOL_ROW = 6;
    private static final int POOL_COLUMN = 3;

    /** Floats 160 to 177 of each sample: [3, 2, 3]; trainInputToPoolBackwardToConvSum alone. */
    private static final int POOL_ARGMAX = 160;
    private static final int POOL_ARGMAX_ROW = 6;
    private static final int POOL_ARGMAX_COLUMN = 3;

    /**
     * Floats 192 to 209 of each sample: [3, 2, 3]; from trainInputToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int POOL_GRADIENT = 192;
    private static final int POOL_GRADIENT_ROW = 6;
    private static final int POOL_GRADIENT_COLUMN = 3;

    /**
     * Floats 224 to 225 of each sample: [2]; from trainInputToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int OUTPUT_GRADIENT = 224;
    private static final int INPUT_SAMPLE = 24;
    private static final int INPUT_ROW = 4;
    private static final int LOGITS_OUT_SAMPLE = 2;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 1;

    /** Index in {@code step}. */
    private static final int INDEX_OF_RATE = 0;

    /** Index in {@code step}. */
    private static final int INDEX_OF_EPSILON = 1;

    /** Index in {@code step}. */
    private static final int START_OF_LOSS_GRADIENTS = 2;
    private static final int CONV_WEIGHTS = 16;
    private static final int CONV_WEIGHTS_ROW = 48;
    private static final int CONV_WEIGHTS_COLUMN = 16;
    private static final int CONV_BIAS = 448;
    private static final int OUTPUT_WEIGHTS = 160;
    private static final int OUTPUT_WEIGHTS_ROW = 96;
    private static final int OUTPUT_WEIGHTS_COLUMN = 48;
    private static final int OUTPUT_WEIGHTS_CHANNEL = 16;
    private static final int OUTPUT_BIAS = 464;

    private GpuTraining() {
    }

    /**
     * For {@link Convolution#conv}, {@link Convolution#pool}, {@link Convolution#output}:
     *
     * <pre>{@code
     * sample[n, h, w, c] = input[n, h, w, c]
     * convSum[n, h, w, f] starts from convBias[f]  where 0 <= w + s - 1 < 4
     * convSum[n, h, w, f] += sample[n, h + r - 1, w + s - 1, c] * convWeights[r, s, c, f]  where 0 <= w + s - 1 < 4
     * pool[n, h, w, c] max= max(convSum[n, h * 2 + r, w * 2 + s, c], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += pool[n, h, w, c] * outputWeights[h, w, c, u]
     * output[n, u] = outputSum[n, u]
     * probabilitiesMax[n] max= output[n, u]
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * lossClassLogit[n] += (u == target[n] ? output[n, u] : 0)
     * loss[n] = (log(probabilitiesExpSum[n]) + probabilitiesMax[n]) - lossClassLogit[n]
     * outputGradient[n, u] = (lossGradient[n] > 0 ? (probabilities[n, u] - (u == target[n] ? 1 : 0)) * lossGradient[n] : 0)
     * logitsOut[n, u] = output[n, u]
     * poolGradient[n, h, w, c] += outputGradient[n, u] * outputWeights[h, w, c, u]
     * convSumGradient[n, h * 2, w * 2, c] = (poolArgmax[n, h, w, c] == 0 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2, w * 2 + 1, c] = (poolArgmax[n, h, w, c] == 1 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2 + 1, w * 2, c] = (poolArgmax[n, h, w, c] == 2 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2 + 1, w * 2 + 1, c] = (poolArgmax[n, h, w, c] == 3 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * }</pre>
     */
    public static void trainInputToPoolBackwardToConvSum(KernelContext context, FloatArray values,
        FloatArray parameters, FloatArray input, FloatArray results, IntArray classes,
        FloatArray step, int batch) {
      int n = context.globalIdx;
      int thread = context.localIdy;
      for (int tile = thread; tile < 24; tile += SHARERS) {
        int w = tile % 4;
        int h = tile / 4;
        values.set((SAMPLE + SAMPLE_ROW + h * SAMPLE_ROW + w + 1) * batch + n, input.get(h * INPUT_ROW + w + n * INPUT_SAMPLE));
      }
      context.globalBarrier();
      for (int tile = thread; tile < 24; tile += SHARERS) {
        int w = tile % 4;
        int h = tile / 4;
        int convBiasAt = CONV_BIAS;
        float sumF0 = parameters.get(convBiasAt);
        float sumF1 = parameters.get(convBiasAt + 1);
        float sumF2 = parameters.get(convBiasAt + 2);
        int sFirst = Math.max(0, -w + 1);
        int sEnd = Math.min(3, -w + 5);
        for (int r = 0; r < 3; r++) {
          for (int s = sFirst; s < sEnd; s++) {
            float sample1 = values.get((SAMPLE + (h + r) * SAMPLE_ROW + w + s) * batch + n);
            int convWeightsAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN;
            sumF0 += sample1 * parameters.get(convWeightsAt);
            sumF1 += sample1 * parameters.get(convWeightsAt + 1);
            sumF2 += sample1 * parameters.get(convWeightsAt + 2);
          }
        }
        int convSumAt = (CONV_SUM + h * CONV_SUM_ROW + w * CONV_SUM_COLUMN) * batch + n;
        values.set(convSumAt, sumF0);
        values.set(convSumAt + batch, sumF1);
        values.set(convSumAt + 2 * batch, sumF2);
      }
      context.globalBarrier();
      for (int tile = thread; tile < 18; tile += SHARERS) {
        int c = tile % 3;
        int w = tile / 3 % 2;
        int h = tile / 6;
        int convSumAt1 = (CONV_SUM + h * (2 * CONV_SUM_ROW) + w * (2 * CONV_SUM_COLUMN) + c) * batch + n;
        float best = maximum(values.get(convSumAt1), 0f);
        float argmax = 0f;
        float candidate1 = maximum(values.get(convSumAt1 + CONV_SUM_COLUMN * batch), 0f);
        if (candidate1 > best) {
          best = candidate1;
          argmax = 1f;
        }
        float candidate2 = maximum(values.get(convSumAt1 + CONV_SUM_ROW * batch), 0f);
        if (candidate2 > best) {
          best = candidate2;
          argmax = 2f;
        }
        float candidate3 = maximum(values.get(convSumAt1 + (CONV_SUM_ROW + CONV_SUM_COLUMN) * batch), 0f);
        if (candidate3 > best) {
          best = candidate3;
          argmax = 3f;
        }
        values.set((POOL_ARGMAX + h * POOL_ARGMAX_ROW + w * POOL_ARGMAX_COLUMN + c) * batch + n, argmax);
        values.set((POOL + h * POOL_ROW + w * POOL_COLUMN + c) * batch + n, best);
      }
      context.globalBarrier();
      for (int u = thread; u < 2; u += SHARERS) {
        float sum = parameters.get(OUTPUT_BIAS + u);
        for (int hwc = 0; hwc < 18; hwc++) {
          sum += values.get((POOL + hwc) * batch + n) * parameters.get(OUTPUT_WEIGHTS + hwc * OUTPUT_WEIGHTS_CHANNEL + u);
        }
        values.set((OUTPUT + u) * batch + n, sum);
      }
      context.globalBarrier();
      if (thread == 0) {
        int outputAt1 = OUTPUT * batch + n;
        float best1 = values.get(outputAt1);
        best1 = maximum(best1, values.get(outputAt1 + batch));
        values.set(PROBABILITIES_MAX * batch + n, best1);
      }
      context.globalBarrier();
      for (int u = thread; u < 2; u += SHARERS) {
        values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
      }
      context.globalBarrier();
      if (thread == 0) {
        float sum1 = 0f;
        for (int u = 0; u < 2; u++) {
          sum1 += values.get((PROBABILITIES_EXP + u) * batch + n);
        }
        values.set(PROBABILITIES_EXP_SUM * batch + n, sum1);
      }
      context.globalBarrier();
      for (int u = thread; u < 2; u += SHARERS) {
        values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
      }
      context.globalBarrier();
      if (thread == 0) {
        float sum2 = 0f;
        for (int u = 0; u < 2; u++) {
          float output4 = values.get((OUTPUT + u) * batch + n);
          sum2 += u == classes.get(n) ? output4 : 0f;
        }
        values.set(LOSS_CLASS_LOGIT * batch + n, sum2);
      }
      context.globalBarrier();
      if (thread == 0) {
        results.set(n, TornadoMath.log(values.get(PROBABILITIES_EXP_SUM * batch + n)) + values.get(PROBABILITIES_MAX * batch + n) - values.get(LOSS_CLASS_LOGIT * batch + n));
      }
      for (int u = thread; u < 2; u += SHARERS) {
        float lossGradient1 = step.get(START_OF_LOSS_GRADIENTS + n);
        float probabilities1 = values.get((PROBABILITIES + u) * batch + n);
        int target2 = classes.get(n);
        values.set((OUTPUT_GRADIENT + u) * batch + n, lossGradient1 > 0f ? (probabilities1 - (u == target2 ? 1f : 0f)) * lossGradient1 : 0f);
      }
      for (int u = thread; u < 2; u += SHARERS) {
        results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
      }
      context.globalBarrier();
      for (int tile = thread; tile < 18; tile += SHARERS) {
        int c = tile % 3;
        int w = tile / 3 % 2;
        int h = tile / 6;
        float sum3 = 0f;
        for (int u = 0; u < 2; u++) {
          sum3 += values.get((OUTPUT_GRADIENT + u) * batch + n) * parameters.get(OUTPUT_WEIGHTS + h * OUTPUT_WEIGHTS_ROW + w * OUTPUT_WEIGHTS_COLUMN + c * OUTPUT_WEIGHTS_CHANNEL + u);
        }
        values.set((POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN + c) * batch + n, sum3);
      }
      context.globalBarrier();
      for (int tile = thread; tile < 18; tile += SHARERS) {
        int c = tile % 3;
        int w = tile / 3 % 2;
        int h = tile / 6;
        float poolArgmax1 = values.get((POOL_ARGMAX + h * POOL_ARGMAX_ROW + w * POOL_ARGMAX_COLUMN + c) * batch + n);
        float pool2 = values.get((POOL + h * POOL_ROW + w * POOL_COLUMN + c) * batch + n);
        float poolGradient1 = values.get((POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN + c) * batch + n);
        int convSumGradientAt = (CONV_SUM_GRADIENT + h * (2 * CONV_SUM_GRADIENT_ROW) + w * (2 * CONV_SUM_GRADIENT_COLUMN) + c) * batch + n;
        values.set(convSumGradientAt, poolArgmax1 == 0 ? (pool2 > 0f ? poolGradient1 : 0f) : 0f);
        values.set(convSumGradientAt + CONV_SUM_GRADIENT_COLUMN * batch, poolArgmax1 == 1 ? (pool2 > 0f ? poolGradient1 : 0f) : 0f);
        values.set(convSumGradientAt + CONV_SUM_GRADIENT_ROW * batch, poolArgmax1 == 2 ? (pool2 > 0f ? poolGradient1 : 0f) : 0f);
        values.set(convSumGradientAt + (CONV_SUM_GRADIENT_ROW + CONV_SUM_GRADIENT_COLUMN) * batch, poolArgmax1 == 3 ? (pool2 > 0f ? poolGradient1 : 0f) : 0f);
      }
    }

    /**
     * For {@link Convolution#output}, {@link Convolution#pool}, {@link Convolution#conv}:
     *
     * <pre>{@code
     * outputBiasGradient[u] += outputGradient[n, u]
     * outputWeightsGradient[h, w, c, u] += outputGradient[n, u] * pool[n, h, w, c]
     * convBiasGradient[c] += (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0)
     * convWeightsGradient[r, s, c, f] += convSumGradient[n, h, w, f] * sample[n, h + r - 1, w + s - 1, c]
     * }</pre>
     */
    public static void trainOutputBiasGradientToConvWeightsGradient(KernelContext context,
        FloatArray values, FloatArray gradients, FloatArray parameters, FloatArray m,
        FloatArray v, FloatArray step, int batch) {
      float rate = step.get(INDEX_OF_RATE);
      float epsilon = step.get(INDEX_OF_EPSILON);
      int thread = context.localIdx;
      int tile = context.groupIdx;
      float[] shared = context.allocateFloatLocalArray(9 * GROUP);
      if (tile < 1) {
        float sumU0 = 0f;
        float sumU1 = 0f;
        for (int n = thread; n < batch; n += GROUP) {
          int outputGradientAt = OUTPUT_GRADIENT * batch + n;
          sumU0 += values.get(outputGradientAt);
          sumU1 += values.get(outputGradientAt + batch);
        }
        shared[thread] = sumU0;
        shared[thread + GROUP] = sumU1;
        shared[thread + 2 * GROUP] = 0f;
        shared[thread + 3 * GROUP] = 0f;
        shared[thread + 4 * GROUP] = 0f;
        shared[thread + 5 * GROUP] = 0f;
        shared[thread + 6 * GROUP] = 0f;
        shared[thread + 7 * GROUP] = 0f;
        shared[thread + 8 * GROUP] = 0f;
      } else if (tile < 7) {
        int w = (tile - 1) % 2;
        int h = (tile - 1) / 2;
        float sumC0U0 = 0f;
        float sumC0U1 = 0f;
        float sumC1U0 = 0f;
        float sumC1U1 = 0f;
        float sumC2U0 = 0f;
        float sumC2U1 = 0f;
        for (int n = thread; n < batch; n += GROUP) {
          int outputGradientAt1 = OUTPUT_GRADIENT * batch + n;
          float outputGradient3 = values.get(outputGradientAt1);
          int poolAt = (POOL + h * POOL_ROW + w * POOL_COLUMN) * batch + n;
          float pool1 = values.get(poolAt);
          sumC0U0 += outputGradient3 * pool1;
          float outputGradient4 = values.get(outputGradientAt1 + batch);
          sumC0U1 += outputGradient4 * pool1;
          float pool2 = values.get(poolAt + batch);
          sumC1U0 += outputGradient3 * pool2;
          sumC1U1 += outputGradient4 * pool2;
          float pool3 = values.get(poolAt + 2 * batch);
          sumC2U0 += outputGradient3 * pool3;
          sumC2U1 += outputGradient4 * pool3;
        }
        shared[thread] = sumC0U0;
        shared[thread + GROUP] = sumC0U1;
        shared[thread + 2 * GROUP] = sumC1U0;
        shared[thread + 3 * GROUP] = sumC1U1;
        shared[thread + 4 * GROUP] = sumC2U0;
        shared[thread + 5 * GROUP] = sumC2U1;
        shared[thread + 6 * GROUP] = 0f;
        shared[thread + 7 * GROUP] = 0f;
        shared[thread + 8 * GROUP] = 0f;
      } else if (tile < 8) {
        float sumC0 = 0f;
        float sumC1 = 0f;
        float sumC2 = 0f;
        for (int i = thread; i < 6 * batch; i += GROUP) {
          int n = i % batch;
          int w = i / batch % 2;
          int h = i / (2 * batch);
          int poolAt1 = (POOL + h * POOL_ROW + w * POOL_COLUMN) * batch + n;
          int poolGradientAt = (POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN) * batch + n;
          float poolGradient1 = values.get(poolGradientAt);
          sumC0 += values.get(poolAt1) > 0f ? poolGradient1 : 0f;
          float poolGradient2 = values.get(poolGradientAt + batch);
          sumC1 += values.get(poolAt1 + batch) > 0f ? poolGradient2 : 0f;
          float poolGradient3 = values.get(poolGradientAt + 2 * batch);
          sumC2 += values.get(poolAt1 + 2 * batch) > 0f ? poolGradient3 : 0f;
        }
        shared[thread] = sumC0;
        shared[thread + GROUP] = sumC1;
        shared[thread + 2 * GROUP] = sumC2;
        shared[thread + 3 * GROUP] = 0f;
        shared[thread + 4 * GROUP] = 0f;
        shared[thread + 5 * GROUP] = 0f;
        shared[thread + 6 * GROUP] = 0f;
        shared[thread + 7 * GROUP] = 0f;
        shared[thread + 8 * GROUP] = 0f;
      } else {
        int f = tile - 8;
        float sumR0S0 = 0f;
        float sumR0S1 = 0f;
        float sumR0S2 = 0f;
        float sumR1S0 = 0f;
        float sumR1S1 = 0f;
        float sumR1S2 = 0f;
        float sumR2S0 = 0f;
        float sumR2S1 = 0f;
        float sumR2S2 = 0f;
        for (int i1 = thread; i1 < 24 * batch; i1 += GROUP) {
          int n = i1 % batch;
          int w = i1 / batch % 4;
          int h = i1 / (4 * batch);
          float convSumGradient1 = values.get((CONV_SUM_GRADIENT + h * CONV_SUM_GRADIENT_ROW + w * CONV_SUM_GRADIENT_COLUMN + f) * batch + n);
          int sampleAt = (SAMPLE + h * SAMPLE_ROW + w) * batch + n;
          sumR0S0 += convSumGradient1 * values.get(sampleAt);
          sumR0S1 += convSumGradient1 * values.get(sampleAt + batch);
          sumR0S2 += convSumGradient1 * values.get(sampleAt + 2 * batch);
          sumR1S0 += convSumGradient1 * values.get(sampleAt + SAMPLE_ROW * batch);
          sumR1S1 += convSumGradient1 * values.get(sampleAt + (SAMPLE_ROW + 1) * batch);
          sumR1S2 += convSumGradient1 * values.get(sampleAt + (SAMPLE_ROW + 2) * batch);
          sumR2S0 += convSumGradient1 * values.get(sampleAt + 2 * SAMPLE_ROW * batch);
          sumR2S1 += convSumGradient1 * values.get(sampleAt + (2 * SAMPLE_ROW + 1) * batch);
          sumR2S2 += convSumGradient1 * values.get(sampleAt + (2 * SAMPLE_ROW + 2) * batch);
        }
        shared[thread] = sumR0S0;
        shared[thread + GROUP] = sumR0S1;
        shared[thread + 2 * GROUP] = sumR0S2;
        shared[thread + 3 * GROUP] = sumR1S0;
        shared[thread + 4 * GROUP] = sumR1S1;
        shared[thread + 5 * GROUP] = sumR1S2;
        shared[thread + 6 * GROUP] = sumR2S0;
        shared[thread + 7 * GROUP] = sumR2S1;
        shared[thread + 8 * GROUP] = sumR2S2;
      }
      context.localBarrier();
      for (int half = GROUP / 2; half > 0; half = half / 2) {
        if (thread < half) {
          shared[thread] = shared[thread] + shared[thread + half];
          shared[thread + GROUP] = shared[thread + GROUP] + shared[thread + half + GROUP];
          shared[thread + 2 * GROUP] = shared[thread + 2 * GROUP] + shared[thread + half + 2 * GROUP];
          shared[thread + 3 * GROUP] = shared[thread + 3 * GROUP] + shared[thread + half + 3 * GROUP];
          shared[thread + 4 * GROUP] = shared[thread + 4 * GROUP] + shared[thread + half + 4 * GROUP];
          shared[thread + 5 * GROUP] = shared[thread + 5 * GROUP] + shared[thread + half + 5 * GROUP];
          shared[thread + 6 * GROUP] = shared[thread + 6 * GROUP] + shared[thread + half + 6 * GROUP];
          shared[thread + 7 * GROUP] = shared[thread + 7 * GROUP] + shared[thread + half + 7 * GROUP];
          shared[thread + 8 * GROUP] = shared[thread + 8 * GROUP] + shared[thread + half + 8 * GROUP];
        }
        context.localBarrier();
      }
      if (thread == 0) {
        if (tile < 1) {
          int outputBiasGradientAt = OUTPUT_BIAS;
          gradients.set(outputBiasGradientAt, shared[0]);
          gradients.set(outputBiasGradientAt + 1, shared[GROUP]);
          for (int uInTile = 0; uInTile < 2; uInTile++) {
            update(parameters, gradients, m, v, outputBiasGradientAt + uInTile, rate, epsilon);
          }
        } else if (tile < 7) {
          int w = (tile - 1) % 2;
          int h = (tile - 1) / 2;
          int outputWeightsGradientAt = OUTPUT_WEIGHTS + h * OUTPUT_WEIGHTS_ROW + w * OUTPUT_WEIGHTS_COLUMN;
          gradients.set(outputWeightsGradientAt, shared[0]);
          gradients.set(outputWeightsGradientAt + 1, shared[GROUP]);
          gradients.set(outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL, shared[2 * GROUP]);
          gradients.set(outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL + 1, shared[3 * GROUP]);
          gradients.set(outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL, shared[4 * GROUP]);
          gradients.set(outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL + 1, shared[5 * GROUP]);
          for (int cInTile = 0; cInTile < 3; cInTile++) {
            for (int uInTile1 = 0; uInTile1 < 2; uInTile1++) {
              update(parameters, gradients, m, v, outputWeightsGradientAt + cInTile * OUTPUT_WEIGHTS_CHANNEL + uInTile1, rate, epsilon);
            }
          }
        } else if (tile < 8) {
          int convBiasGradientAt = CONV_BIAS;
          gradients.set(convBiasGradientAt, shared[0]);
          gradients.set(convBiasGradientAt + 1, shared[GROUP]);
          gradients.set(convBiasGradientAt + 2, shared[2 * GROUP]);
          for (int cInTile1 = 0; cInTile1 < 3; cInTile1++) {
            update(parameters, gradients, m, v, convBiasGradientAt + cInTile1, rate, epsilon);
          }
        } else {
          int f = tile - 8;
          int convWeightsGradientAt = CONV_WEIGHTS + f;
          gradients.set(convWeightsGradientAt, shared[0]);
          gradients.set(convWeightsGradientAt + CONV_WEIGHTS_COLUMN, shared[GROUP]);
          gradients.set(convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN, shared[2 * GROUP]);
          gradients.set(convWeightsGradientAt + CONV_WEIGHTS_ROW, shared[3 * GROUP]);
          gradients.set(convWeightsGradientAt + CONV_WEIGHTS_ROW + CONV_WEIGHTS_COLUMN, shared[4 * GROUP]);
          gradients.set(convWeightsGradientAt + CONV_WEIGHTS_ROW + 2 * CONV_WEIGHTS_COLUMN, shared[5 * GROUP]);
          gradients.set(convWeightsGradientAt + 2 * CONV_WEIGHTS_ROW, shared[6 * GROUP]);
          gradients.set(convWeightsGradientAt + 2 * CONV_WEIGHTS_ROW + CONV_WEIGHTS_COLUMN, shared[7 * GROUP]);
          gradients.set(convWeightsGradientAt + 2 * CONV_WEIGHTS_ROW + 2 * CONV_WEIGHTS_COLUMN, shared[8 * GROUP]);
          for (int rInTile = 0; rInTile < 3; rInTile++) {
            for (int sInTile = 0; sInTile < 3; sInTile++) {
              update(parameters, gradients, m, v, convWeightsGradientAt + rInTile * CONV_WEIGHTS_ROW + sInTile * CONV_WEIGHTS_COLUMN, rate, epsilon);
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

  /** Kernels of a training step, for a CPU. */
  public static final class CpuTraining {
    /** Samples of a vector. */
    private static final int LANES = 16;

    /** Floats 0 to 71 of each sample: [6, 4, 3]; trainInputToPoolBackwardToConvSum alone. */
    private static final int CONV_SUM = 0;
    private static final int CONV_SUM_ROW = 12;
    private static final int CONV_SUM_COLUMN = 3;

    /**
     * Floats 0 to 71 of each sample: [6, 4, 3]; from trainInputToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int CONV_SUM_GRADIENT = 0;
    private static final int CONV_SUM_GRADIENT_ROW = 12;
    private static final int CONV_SUM_GRADIENT_COLUMN = 3;

    /** Floats 0 to 1 of each sample: [2]; trainInputToPoolBackwardToConvSum alone. */
    private static final int OUTPUT = 0;

    /** Floats 16 to 16 of each sample: one value; trainInputToPoolBackwardToConvSum alone. */
    private static final int LOSS_CLASS_LOGIT = 16;

    /** Floats 16 to 17 of each sample: [2]; trainInputToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES_EXP = 16;

    /** Floats 32 to 33 of each sample: [2]; trainInputToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES = 32;

    /** Floats 48 to 48 of each sample: one value; trainInputToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES_MAX = 48;

    /** Floats 64 to 64 of each sample: one value; trainInputToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES_EXP_SUM = 64;

    /**
     * Floats 80 to 127 of each sample: [6, 4, 1] in a halo of [1, 1, 0] before and [1, 1, 0] after; from trainInputToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int SAMPLE = 80;
    private static final int SAMPLE_ROW = 6;

    /**
     * Floats 128 to 145 of each sample: [3, 2, 3]; from trainInputToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int POOL = 128;
    private static final int POOL_ROW = 6;
    private static final int POOL_COLUMN = 3;

    /** Floats 160 to 177 of each sample: [3, 2, 3]; trainInputToPoolBackwardToConvSum alone. */
    private static final int POOL_ARGMAX = 160;
    private static final int POOL_ARGMAX_ROW = 6;
    private static final int POOL_ARGMAX_COLUMN = 3;

    /**
     * Floats 192 to 209 of each sample: [3, 2, 3]; from trainInputToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int POOL_GRADIENT = 192;
    private static final int POOL_GRADIENT_ROW = 6;
    private static final int POOL_GRADIENT_COLUMN = 3;

    /**
     * Floats 224 to 239 of each sample: [2]; from trainInputToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int OUTPUT_GRADIENT_PACKED = 224;
    private static final int OUTPUT_GRADIENT_PACKED_SAMPLE = 16;

    /**
     * Floats 240 to 241 of each sample: [2]; from trainInputToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int OUTPUT_GRADIENT = 240;
    private static final int INPUT_SAMPLE = 24;
    private static final int INPUT_ROW = 4;
    private static final int LOGITS_OUT_SAMPLE = 2;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 1;

    /** Index in {@code step}. */
    private static final int INDEX_OF_RATE = 0;

    /** Index in {@code step}. */
    private static final int INDEX_OF_EPSILON = 1;

    /** Index in {@code step}. */
    private static final int START_OF_LOSS_GRADIENTS = 2;
    private static final int CONV_WEIGHTS = 16;
    private static final int CONV_WEIGHTS_ROW = 48;
    private static final int CONV_WEIGHTS_COLUMN = 16;
    private static final int CONV_BIAS = 448;
    private static final int OUTPUT_WEIGHTS = 160;
    private static final int OUTPUT_WEIGHTS_ROW = 96;
    private static final int OUTPUT_WEIGHTS_COLUMN = 48;
    private static final int OUTPUT_WEIGHTS_CHANNEL = 16;
    private static final int OUTPUT_BIAS = 464;

    private CpuTraining() {
    }

    /**
     * For {@link Convolution#conv}, {@link Convolution#pool}, {@link Convolution#output}:
     *
     * <pre>{@code
     * sample[n, h, w, c] = input[n, h, w, c]
     * convSum[n, h, w, f] starts from convBias[f]  where 0 <= w + s - 1 < 4
     * convSum[n, h, w, f] += sample[n, h + r - 1, w + s - 1, c] * convWeights[r, s, c, f]  where 0 <= w + s - 1 < 4
     * pool[n, h, w, c] max= max(convSum[n, h * 2 + r, w * 2 + s, c], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += pool[n, h, w, c] * outputWeights[h, w, c, u]
     * output[n, u] = outputSum[n, u]
     * probabilitiesMax[n] max= output[n, u]
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * lossClassLogit[n] += (u == target[n] ? output[n, u] : 0)
     * loss[n] = (log(probabilitiesExpSum[n]) + probabilitiesMax[n]) - lossClassLogit[n]
     * outputGradient[n, u] = (lossGradient[n] > 0 ? (probabilities[n, u] - (u == target[n] ? 1 : 0)) * lossGradient[n] : 0)
     * logitsOut[n, u] = output[n, u]
     * poolGradient[n, h, w, c] += outputGradient[n, u] * outputWeights[h, w, c, u]
     * outputGradientPacked[n, u] = outputGradient[n, u]
     * convSumGradient[n, h * 2, w * 2, c] = (poolArgmax[n, h, w, c] == 0 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2, w * 2 + 1, c] = (poolArgmax[n, h, w, c] == 1 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2 + 1, w * 2, c] = (poolArgmax[n, h, w, c] == 2 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2 + 1, w * 2 + 1, c] = (poolArgmax[n, h, w, c] == 3 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * }</pre>
     */
    public static void trainInputToPoolBackwardToConvSum(FloatArray values, FloatArray parameters,
        FloatArray input, FloatArray results, IntArray classes, FloatArray step, int batch) {
      for (@Parallel int block = 0; block < batch / LANES; block++) {
        int blocks = batch / LANES;
        VectorFloat16 lanes = new VectorFloat16(values);
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int h = 0; h < 6; h++) {
            for (int w = 0; w < 4; w++) {
              values.set((SAMPLE + SAMPLE_ROW + h * SAMPLE_ROW + w + 1) * batch + n, input.get(h * INPUT_ROW + w + n * INPUT_SAMPLE));
            }
          }
        }
        for (int h = 0; h < 6; h += 3) {
          for (int w = 0; w < 4; w++) {
            int convBiasAt = CONV_BIAS;
            Float16 convBias1 = splat(parameters.get(convBiasAt));
            Float16 sumH0F0 = convBias1;
            Float16 convBias2 = splat(parameters.get(convBiasAt + 1));
            Float16 sumH0F1 = convBias2;
            Float16 convBias3 = splat(parameters.get(convBiasAt + 2));
            Float16 sumH0F2 = convBias3;
            Float16 sumH1F0 = convBias1;
            Float16 sumH1F1 = convBias2;
            Float16 sumH1F2 = convBias3;
            Float16 sumH2F0 = convBias1;
            Float16 sumH2F1 = convBias2;
            Float16 sumH2F2 = convBias3;
            int sFirst = Math.max(0, -w + 1);
            int sEnd = Math.min(3, -w + 5);
            for (int r = 0; r < 3; r++) {
              for (int s = sFirst; s < sEnd; s++) {
                int sampleAt1 = (SAMPLE + (h + r) * SAMPLE_ROW + w + s) * blocks + block;
                Float16 sample1 = lanes.get(sampleAt1);
                int convWeightsAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN;
                Float16 convWeights1 = splat(parameters.get(convWeightsAt));
                sumH0F0 = Float16.add(sumH0F0, Float16.mult(sample1, convWeights1));
                Float16 convWeights2 = splat(parameters.get(convWeightsAt + 1));
                sumH0F1 = Float16.add(sumH0F1, Float16.mult(sample1, convWeights2));
                Float16 convWeights3 = splat(parameters.get(convWeightsAt + 2));
                sumH0F2 = Float16.add(sumH0F2, Float16.mult(sample1, convWeights3));
                Float16 sample2 = lanes.get(sampleAt1 + SAMPLE_ROW * blocks);
                sumH1F0 = Float16.add(sumH1F0, Float16.mult(sample2, convWeights1));
                sumH1F1 = Float16.add(sumH1F1, Float16.mult(sample2, convWeights2));
                sumH1F2 = Float16.add(sumH1F2, Float16.mult(sample2, convWeights3));
                Float16 sample3 = lanes.get(sampleAt1 + 2 * SAMPLE_ROW * blocks);
                sumH2F0 = Float16.add(sumH2F0, Float16.mult(sample3, convWeights1));
                sumH2F1 = Float16.add(sumH2F1, Float16.mult(sample3, convWeights2));
                sumH2F2 = Float16.add(sumH2F2, Float16.mult(sample3, convWeights3));
              }
            }
            int convSumAt = (CONV_SUM + h * CONV_SUM_ROW + w * CONV_SUM_COLUMN) * blocks + block;
            lanes.set(convSumAt, sumH0F0);
            lanes.set(convSumAt + blocks, sumH0F1);
            lanes.set(convSumAt + 2 * blocks, sumH0F2);
            lanes.set(convSumAt + CONV_SUM_ROW * blocks, sumH1F0);
            lanes.set(convSumAt + (CONV_SUM_ROW + 1) * blocks, sumH1F1);
            lanes.set(convSumAt + (CONV_SUM_ROW + 2) * blocks, sumH1F2);
            lanes.set(convSumAt + 2 * CONV_SUM_ROW * blocks, sumH2F0);
            lanes.set(convSumAt + (2 * CONV_SUM_ROW + 1) * blocks, sumH2F1);
            lanes.set(convSumAt + (2 * CONV_SUM_ROW + 2) * blocks, sumH2F2);
          }
        }
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int h = 0; h < 3; h++) {
            for (int w = 0; w < 2; w++) {
              for (int c = 0; c < 3; c++) {
                int convSumAt1 = (CONV_SUM + h * (2 * CONV_SUM_ROW) + w * (2 * CONV_SUM_COLUMN) + c) * batch + n;
                float best = maximum(values.get(convSumAt1), 0f);
                float argmax = 0f;
                float candidate1 = maximum(values.get(convSumAt1 + CONV_SUM_COLUMN * batch), 0f);
                if (candidate1 > best) {
                  best = candidate1;
                  argmax = 1f;
                }
                float candidate2 = maximum(values.get(convSumAt1 + CONV_SUM_ROW * batch), 0f);
                if (candidate2 > best) {
                  best = candidate2;
                  argmax = 2f;
                }
                float candidate3 = maximum(values.get(convSumAt1 + (CONV_SUM_ROW + CONV_SUM_COLUMN) * batch), 0f);
                if (candidate3 > best) {
                  best = candidate3;
                  argmax = 3f;
                }
                values.set((POOL_ARGMAX + h * POOL_ARGMAX_ROW + w * POOL_ARGMAX_COLUMN + c) * batch + n, argmax);
                values.set((POOL + h * POOL_ROW + w * POOL_COLUMN + c) * batch + n, best);
              }
            }
          }
        }
        int outputBiasAt = OUTPUT_BIAS;
        Float16 sumU0 = splat(parameters.get(outputBiasAt));
        Float16 sumU1 = splat(parameters.get(outputBiasAt + 1));
        for (int hwc = 0; hwc < 18; hwc++) {
          Float16 pool1 = lanes.get((POOL + hwc) * blocks + block);
          int outputWeightsAt = OUTPUT_WEIGHTS + hwc * OUTPUT_WEIGHTS_CHANNEL;
          sumU0 = Float16.add(sumU0, Float16.mult(pool1, splat(parameters.get(outputWeightsAt))));
          sumU1 = Float16.add(sumU1, Float16.mult(pool1, splat(parameters.get(outputWeightsAt + 1))));
        }
        float[] sums = new float[2 * LANES];
        spill(sumU0, sums, 0);
        spill(sumU1, sums, LANES);
        for (int lane = 0; lane < LANES; lane++) {
          int n = block * LANES + lane;
          float sum2 = sums[lane + LANES];
          int outputAt = OUTPUT * batch + n;
          values.set(outputAt, sums[lane]);
          values.set(outputAt + batch, sum2);
        }
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          int outputAt1 = OUTPUT * batch + n;
          float best1 = values.get(outputAt1);
          best1 = maximum(best1, values.get(outputAt1 + batch));
          values.set(PROBABILITIES_MAX * batch + n, best1);
          for (int u = 0; u < 2; u++) {
            values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
          }
        }
        Float16 sum = splat(0f);
        for (int u = 0; u < 2; u++) {
          sum = Float16.add(sum, lanes.get((PROBABILITIES_EXP + u) * blocks + block));
        }
        lanes.set(PROBABILITIES_EXP_SUM * blocks + block, sum);
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int u = 0; u < 2; u++) {
            values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
          }
          float sum3 = 0f;
          for (int u = 0; u < 2; u++) {
            float output4 = values.get((OUTPUT + u) * batch + n);
            sum3 += u == classes.get(n) ? output4 : 0f;
          }
          values.set(LOSS_CLASS_LOGIT * batch + n, sum3);
          results.set(n, TornadoMath.log(values.get(PROBABILITIES_EXP_SUM * batch + n)) + values.get(PROBABILITIES_MAX * batch + n) - values.get(LOSS_CLASS_LOGIT * batch + n));
          for (int u = 0; u < 2; u++) {
            float lossGradient1 = step.get(START_OF_LOSS_GRADIENTS + n);
            float probabilities1 = values.get((PROBABILITIES + u) * batch + n);
            int target2 = classes.get(n);
            values.set((OUTPUT_GRADIENT + u) * batch + n, lossGradient1 > 0f ? (probabilities1 - (u == target2 ? 1f : 0f)) * lossGradient1 : 0f);
          }
          for (int u = 0; u < 2; u++) {
            results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
          }
        }
        for (int w = 0; w < 2; w++) {
          Float16 sumH0C0 = splat(0f);
          Float16 sumH0C1 = splat(0f);
          Float16 sumH0C2 = splat(0f);
          Float16 sumH1C0 = splat(0f);
          Float16 sumH1C1 = splat(0f);
          Float16 sumH1C2 = splat(0f);
          Float16 sumH2C0 = splat(0f);
          Float16 sumH2C1 = splat(0f);
          Float16 sumH2C2 = splat(0f);
          for (int u = 0; u < 2; u++) {
            Float16 outputGradient1 = lanes.get((OUTPUT_GRADIENT + u) * blocks + block);
            int outputWeightsAt1 = OUTPUT_WEIGHTS + w * OUTPUT_WEIGHTS_COLUMN + u;
            sumH0C0 = Float16.add(sumH0C0, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1))));
            sumH0C1 = Float16.add(sumH0C1, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + OUTPUT_WEIGHTS_CHANNEL))));
            sumH0C2 = Float16.add(sumH0C2, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + 2 * OUTPUT_WEIGHTS_CHANNEL))));
            sumH1C0 = Float16.add(sumH1C0, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + OUTPUT_WEIGHTS_ROW))));
            sumH1C1 = Float16.add(sumH1C1, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL))));
            sumH1C2 = Float16.add(sumH1C2, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL))));
            sumH2C0 = Float16.add(sumH2C0, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + 2 * OUTPUT_WEIGHTS_ROW))));
            sumH2C1 = Float16.add(sumH2C1, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL))));
            sumH2C2 = Float16.add(sumH2C2, Float16.mult(outputGradient1, splat(parameters.get(outputWeightsAt1 + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL))));
          }
          int poolGradientAt = (POOL_GRADIENT + w * POOL_GRADIENT_COLUMN) * blocks + block;
          lanes.set(poolGradientAt, sumH0C0);
          lanes.set(poolGradientAt + blocks, sumH0C1);
          lanes.set(poolGradientAt + 2 * blocks, sumH0C2);
          lanes.set(poolGradientAt + POOL_GRADIENT_ROW * blocks, sumH1C0);
          lanes.set(poolGradientAt + (POOL_GRADIENT_ROW + 1) * blocks, sumH1C1);
          lanes.set(poolGradientAt + (POOL_GRADIENT_ROW + 2) * blocks, sumH1C2);
          lanes.set(poolGradientAt + 2 * POOL_GRADIENT_ROW * blocks, sumH2C0);
          lanes.set(poolGradientAt + (2 * POOL_GRADIENT_ROW + 1) * blocks, sumH2C1);
          lanes.set(poolGradientAt + (2 * POOL_GRADIENT_ROW + 2) * blocks, sumH2C2);
        }
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int u = 0; u < 2; u++) {
            values.set(OUTPUT_GRADIENT_PACKED * batch + u + n * OUTPUT_GRADIENT_PACKED_SAMPLE, values.get((OUTPUT_GRADIENT + u) * batch + n));
          }
          for (int h = 0; h < 3; h++) {
            for (int w = 0; w < 2; w++) {
              for (int c = 0; c < 3; c++) {
                float poolArgmax1 = values.get((POOL_ARGMAX + h * POOL_ARGMAX_ROW + w * POOL_ARGMAX_COLUMN + c) * batch + n);
                float pool2 = values.get((POOL + h * POOL_ROW + w * POOL_COLUMN + c) * batch + n);
                float poolGradient1 = values.get((POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN + c) * batch + n);
                int convSumGradientAt = (CONV_SUM_GRADIENT + h * (2 * CONV_SUM_GRADIENT_ROW) + w * (2 * CONV_SUM_GRADIENT_COLUMN) + c) * batch + n;
                values.set(convSumGradientAt, poolArgmax1 == 0 ? (pool2 > 0f ? poolGradient1 : 0f) : 0f);
                values.set(convSumGradientAt + CONV_SUM_GRADIENT_COLUMN * batch, poolArgmax1 == 1 ? (pool2 > 0f ? poolGradient1 : 0f) : 0f);
                values.set(convSumGradientAt + CONV_SUM_GRADIENT_ROW * batch, poolArgmax1 == 2 ? (pool2 > 0f ? poolGradient1 : 0f) : 0f);
                values.set(convSumGradientAt + (CONV_SUM_GRADIENT_ROW + CONV_SUM_GRADIENT_COLUMN) * batch, poolArgmax1 == 3 ? (pool2 > 0f ? poolGradient1 : 0f) : 0f);
              }
            }
          }
        }
      }
    }

    /**
     * For {@link Convolution#output}, {@link Convolution#pool}, {@link Convolution#conv}:
     *
     * <pre>{@code
     * outputBiasGradient[u] += outputGradient[n, u]
     * outputWeightsGradient[h, w, c, u] += outputGradientPacked[n, u] * pool[n, h, w, c]
     * convBiasGradient[c] += (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0)
     * convWeightsGradient[r, s, c, f] += convSumGradient[n, h, w, f] * sample[n, h + r - 1, w + s - 1, c]
     * }</pre>
     */
    public static void trainOutputBiasGradientToConvWeightsGradient(FloatArray values,
        FloatArray gradients, FloatArray parameters, FloatArray m, FloatArray v,
        FloatArray step, int batch) {
      float rate = step.get(INDEX_OF_RATE);
      float epsilon = step.get(INDEX_OF_EPSILON);
      for (@Parallel int tile = 0; tile < 8; tile++) {
        int blocks = batch / LANES;
        VectorFloat16 lanes = new VectorFloat16(values);
        if (tile < 1) {
          Float16 sumU0 = splat(0f);
          Float16 sumU1 = splat(0f);
          for (int block = 0; block < blocks; block++) {
            int outputGradientAt = OUTPUT_GRADIENT * blocks + block;
            sumU0 = Float16.add(sumU0, lanes.get(outputGradientAt));
            sumU1 = Float16.add(sumU1, lanes.get(outputGradientAt + blocks));
          }
          int outputBiasGradientAt = OUTPUT_BIAS;
          gradients.set(outputBiasGradientAt, sum(sumU0));
          gradients.set(outputBiasGradientAt + 1, sum(sumU1));
          for (int uInTile = 0; uInTile < 2; uInTile++) {
            update(parameters, gradients, m, v, outputBiasGradientAt + uInTile, rate, epsilon);
          }
        } else if (tile < 4) {
          int h = tile - 1;
          VectorFloat16 gradientLanes = new VectorFloat16(gradients);
          Float16 sumW0C0 = splat(0f);
          Float16 sumW0C1 = splat(0f);
          Float16 sumW0C2 = splat(0f);
          Float16 sumW1C0 = splat(0f);
          Float16 sumW1C1 = splat(0f);
          Float16 sumW1C2 = splat(0f);
          for (int n = 0; n < batch; n++) {
            Float16 outputGradientPacked1 = lanes.get(OUTPUT_GRADIENT_PACKED * blocks + n * (OUTPUT_GRADIENT_PACKED_SAMPLE / LANES));
            int poolAt = (POOL + h * POOL_ROW) * batch + n;
            sumW0C0 = Float16.add(sumW0C0, Float16.mult(outputGradientPacked1, splat(values.get(poolAt))));
            sumW0C1 = Float16.add(sumW0C1, Float16.mult(outputGradientPacked1, splat(values.get(poolAt + batch))));
            sumW0C2 = Float16.add(sumW0C2, Float16.mult(outputGradientPacked1, splat(values.get(poolAt + 2 * batch))));
            sumW1C0 = Float16.add(sumW1C0, Float16.mult(outputGradientPacked1, splat(values.get(poolAt + POOL_COLUMN * batch))));
            sumW1C1 = Float16.add(sumW1C1, Float16.mult(outputGradientPacked1, splat(values.get(poolAt + (POOL_COLUMN + 1) * batch))));
            sumW1C2 = Float16.add(sumW1C2, Float16.mult(outputGradientPacked1, splat(values.get(poolAt + (POOL_COLUMN + 2) * batch))));
          }
          int outputWeightsGradientAt = OUTPUT_WEIGHTS / LANES + h * (OUTPUT_WEIGHTS_ROW / LANES);
          gradientLanes.set(outputWeightsGradientAt, sumW0C0);
          gradientLanes.set(outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL / LANES, sumW0C1);
          gradientLanes.set(outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL / LANES, sumW0C2);
          gradientLanes.set(outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN / LANES, sumW1C0);
          gradientLanes.set(outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN / LANES + OUTPUT_WEIGHTS_CHANNEL / LANES, sumW1C1);
          gradientLanes.set(outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN / LANES + 2 * OUTPUT_WEIGHTS_CHANNEL / LANES, sumW1C2);
          for (int wInTile = 0; wInTile < 2; wInTile++) {
            for (int cInTile = 0; cInTile < 3; cInTile++) {
              updateVector(parameters, gradients, m, v, outputWeightsGradientAt + wInTile * (OUTPUT_WEIGHTS_COLUMN / LANES) + cInTile * (OUTPUT_WEIGHTS_CHANNEL / LANES), rate, epsilon);
            }
          }
        } else if (tile < 5) {
          float sumC0 = 0f;
          float sumC1 = 0f;
          float sumC2 = 0f;
          for (int h = 0; h < 3; h++) {
            for (int w = 0; w < 2; w++) {
              for (int n = 0; n < batch; n++) {
                int poolAt1 = (POOL + h * POOL_ROW + w * POOL_COLUMN) * batch + n;
                int poolGradientAt = (POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN) * batch + n;
                float poolGradient1 = values.get(poolGradientAt);
                sumC0 += values.get(poolAt1) > 0f ? poolGradient1 : 0f;
                float poolGradient2 = values.get(poolGradientAt + batch);
                sumC1 += values.get(poolAt1 + batch) > 0f ? poolGradient2 : 0f;
                float poolGradient3 = values.get(poolGradientAt + 2 * batch);
                sumC2 += values.get(poolAt1 + 2 * batch) > 0f ? poolGradient3 : 0f;
              }
            }
          }
          int convBiasGradientAt = CONV_BIAS;
          gradients.set(convBiasGradientAt, sumC0);
          gradients.set(convBiasGradientAt + 1, sumC1);
          gradients.set(convBiasGradientAt + 2, sumC2);
          for (int cInTile1 = 0; cInTile1 < 3; cInTile1++) {
            update(parameters, gradients, m, v, convBiasGradientAt + cInTile1, rate, epsilon);
          }
        } else {
          int r = tile - 5;
          Float16 sumS0F0 = splat(0f);
          Float16 sumS1F0 = splat(0f);
          Float16 sumS2F0 = splat(0f);
          Float16 sumS0F1 = splat(0f);
          Float16 sumS1F1 = splat(0f);
          Float16 sumS2F1 = splat(0f);
          Float16 sumS0F2 = splat(0f);
          Float16 sumS1F2 = splat(0f);
          Float16 sumS2F2 = splat(0f);
          for (int h = 0; h < 6; h++) {
            for (int w = 0; w < 4; w++) {
              for (int block = 0; block < blocks; block++) {
                int convSumGradientAt = (CONV_SUM_GRADIENT + h * CONV_SUM_GRADIENT_ROW + w * CONV_SUM_GRADIENT_COLUMN) * blocks + block;
                Float16 convSumGradient1 = lanes.get(convSumGradientAt);
                int sampleAt = (SAMPLE + (h + r) * SAMPLE_ROW + w) * blocks + block;
                Float16 sample1 = lanes.get(sampleAt);
                sumS0F0 = Float16.add(sumS0F0, Float16.mult(convSumGradient1, sample1));
                Float16 sample2 = lanes.get(sampleAt + blocks);
                sumS1F0 = Float16.add(sumS1F0, Float16.mult(convSumGradient1, sample2));
                Float16 sample3 = lanes.get(sampleAt + 2 * blocks);
                sumS2F0 = Float16.add(sumS2F0, Float16.mult(convSumGradient1, sample3));
                Float16 convSumGradient2 = lanes.get(convSumGradientAt + blocks);
                sumS0F1 = Float16.add(sumS0F1, Float16.mult(convSumGradient2, sample1));
                sumS1F1 = Float16.add(sumS1F1, Float16.mult(convSumGradient2, sample2));
                sumS2F1 = Float16.add(sumS2F1, Float16.mult(convSumGradient2, sample3));
                Float16 convSumGradient3 = lanes.get(convSumGradientAt + 2 * blocks);
                sumS0F2 = Float16.add(sumS0F2, Float16.mult(convSumGradient3, sample1));
                sumS1F2 = Float16.add(sumS1F2, Float16.mult(convSumGradient3, sample2));
                sumS2F2 = Float16.add(sumS2F2, Float16.mult(convSumGradient3, sample3));
              }
            }
          }
          int convWeightsGradientAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW;
          gradients.set(convWeightsGradientAt, sum(sumS0F0));
          gradients.set(convWeightsGradientAt + CONV_WEIGHTS_COLUMN, sum(sumS1F0));
          gradients.set(convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN, sum(sumS2F0));
          gradients.set(convWeightsGradientAt + 1, sum(sumS0F1));
          gradients.set(convWeightsGradientAt + CONV_WEIGHTS_COLUMN + 1, sum(sumS1F1));
          gradients.set(convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN + 1, sum(sumS2F1));
          gradients.set(convWeightsGradientAt + 2, sum(sumS0F2));
          gradients.set(convWeightsGradientAt + CONV_WEIGHTS_COLUMN + 2, sum(sumS1F2));
          gradients.set(convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN + 2, sum(sumS2F2));
          for (int sInTile = 0; sInTile < 3; sInTile++) {
            for (int fInTile = 0; fInTile < 3; fInTile++) {
              update(parameters, gradients, m, v, convWeightsGradientAt + sInTile * CONV_WEIGHTS_COLUMN + fInTile, rate, epsilon);
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

    /** A step of the optimizer for vector {@code block} of the parameters. */
    static void updateVector(FloatArray parameters, FloatArray gradients, FloatArray m,
        FloatArray v, int block, float rate, float epsilon) {
      VectorFloat16 mLanes = new VectorFloat16(m);
      VectorFloat16 gradientsLanes = new VectorFloat16(gradients);
      VectorFloat16 vLanes = new VectorFloat16(v);
      VectorFloat16 parametersLanes = new VectorFloat16(parameters);
      Float16 gradient = gradientsLanes.get(block);
      Float16 parameter = parametersLanes.get(block);
      Float16 vOld = vLanes.get(block);
      Float16 mNew = flushed(Float16.add(Float16.mult(mLanes.get(block), splat(0.9f)), Float16.mult(gradient, splat(0.1f))));
      mLanes.set(block, mNew);
      Float16 vNew = flushed(Float16.add(Float16.mult(vOld, splat(0.999f)), Float16.mult(Float16.mult(gradient, gradient), splat(0.001f))));
      vLanes.set(block, vNew);
      parametersLanes.set(block, Float16.sub(parameter, Float16.div(Float16.mult(mNew, splat(rate)), Float16.add(sqrt(vNew), splat(epsilon)))));
    }
  }

  /** Kernels of a training step, for a FPGA. */
  public static final class FpgaTraining {
    /** Floats 0 to 71 of each sample: [6, 4, 3]; from trainConvForward to trainPoolForwardToPoolBackwardToConvSum. */
    private static final int CONV_SUM = 0;
    private static final int CONV_SUM_ROW = 12;
    private static final int CONV_SUM_COLUMN = 3;

    /**
     * Floats 0 to 71 of each sample: [6, 4, 3]; from trainPoolForwardToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int CONV_SUM_GRADIENT = 0;
    private static final int CONV_SUM_GRADIENT_ROW = 12;
    private static final int CONV_SUM_GRADIENT_COLUMN = 3;

    /** Floats 0 to 1 of each sample: [2]; trainPoolForwardToPoolBackwardToConvSum alone. */
    private static final int OUTPUT = 0;

    /** Floats 16 to 16 of each sample: one value; trainPoolForwardToPoolBackwardToConvSum alone. */
    private static final int LOSS_CLASS_LOGIT = 16;

    /** Floats 16 to 17 of each sample: [2]; trainPoolForwardToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES_EXP = 16;

    /** Floats 32 to 33 of each sample: [2]; trainPoolForwardToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES = 32;

    /** Floats 48 to 48 of each sample: one value; trainPoolForwardToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES_MAX = 48;

    /** Floats 64 to 64 of each sample: one value; trainPoolForwardToPoolBackwardToConvSum alone. */
    private static final int PROBABILITIES_EXP_SUM = 64;

    /**
     * Floats 80 to 127 of each sample: [6, 4, 1] in a halo of [1, 1, 0] before and [1, 1, 0] after; from trainInput to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int SAMPLE = 80;
    private static final int SAMPLE_ROW = 6;

    /**
     * Floats 128 to 145 of each sample: [3, 2, 3]; from trainPoolForwardToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int POOL = 128;
    private static final int POOL_ROW = 6;
    private static final int POOL_COLUMN = 3;

    /** Floats 160 to 177 of each sample: [3, 2, 3]; trainPoolForwardToPoolBackwardToConvSum alone. */
    private static final int POOL_ARGMAX = 160;
    private static final int POOL_ARGMAX_ROW = 6;
    private static final int POOL_ARGMAX_COLUMN = 3;

    /**
     * Floats 192 to 209 of each sample: [3, 2, 3]; from trainPoolForwardToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int POOL_GRADIENT = 192;
    private static final int POOL_GRADIENT_ROW = 6;
    private static final int POOL_GRADIENT_COLUMN = 3;

    /**
     * Floats 224 to 225 of each sample: [2]; from trainPoolForwardToPoolBackwardToConvSum to trainOutputBiasGradientToConvWeightsGradient.
     */
    private static final int OUTPUT_GRADIENT = 224;
    private static final int INPUT_SAMPLE = 24;
    private static final int INPUT_ROW = 4;
    private static final int LOGITS_OUT_SAMPLE = 2;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 1;

    /** Index in {@code step}. */
    private static final int INDEX_OF_RATE = 0;

    /** Index in {@code step}. */
    private static final int INDEX_OF_EPSILON = 1;

    /** Index in {@code step}. */
    private static final int START_OF_LOSS_GRADIENTS = 2;
    private static final int CONV_WEIGHTS = 16;
    private static final int CONV_WEIGHTS_ROW = 48;
    private static final int CONV_WEIGHTS_COLUMN = 16;
    private static final int CONV_BIAS = 448;
    private static final int OUTPUT_WEIGHTS = 160;
    private static final int OUTPUT_WEIGHTS_ROW = 96;
    private static final int OUTPUT_WEIGHTS_COLUMN = 48;
    private static final int OUTPUT_WEIGHTS_CHANNEL = 16;
    private static final int OUTPUT_BIAS = 464;

    private FpgaTraining() {
    }

    /**
     * For {@link Convolution}:
     *
     * <pre>{@code
     * sample[n, h, w, c] = input[n, h, w, c]
     * }</pre>
     */
    public static void trainInput(FloatArray values, FloatArray input, int batch) {
      for (@Parallel int n = 0; n < batch; n++) {
        for (@Parallel int tile = 0; tile < 24; tile++) {
          int w = tile % 4;
          int h = tile / 4;
          values.set((SAMPLE + SAMPLE_ROW + h * SAMPLE_ROW + w + 1) * batch + n, input.get(h * INPUT_ROW + w + n * INPUT_SAMPLE));
        }
      }
    }

    /**
     * For {@link Convolution#conv}:
     *
     * <pre>{@code
     * convSum[n, h, w, f] starts from convBias[f]  where 0 <= w + s - 1 < 4
     * convSum[n, h, w, f] += sample[n, h + r - 1, w + s - 1, c] * convWeights[r, s, c, f]  where 0 <= w + s - 1 < 4
     * }</pre>
     */
    public static void trainConvForward(FloatArray values, FloatArray parameters, int batch) {
      for (@Parallel int n = 0; n < batch; n++) {
        for (@Parallel int tile = 0; tile < 24; tile++) {
          int w = tile % 4;
          int h = tile / 4;
          int convBiasAt = CONV_BIAS;
          float sumF0 = parameters.get(convBiasAt);
          float sumF1 = parameters.get(convBiasAt + 1);
          float sumF2 = parameters.get(convBiasAt + 2);
          int sFirst = Math.max(0, -w + 1);
          int sEnd = Math.min(3, -w + 5);
          for (int r = 0; r < 3; r++) {
            for (int s = sFirst; s < sEnd; s++) {
              float sample1 = values.get((SAMPLE + (h + r) * SAMPLE_ROW + w + s) * batch + n);
              int convWeightsAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN;
              sumF0 += sample1 * parameters.get(convWeightsAt);
              sumF1 += sample1 * parameters.get(convWeightsAt + 1);
              sumF2 += sample1 * parameters.get(convWeightsAt + 2);
            }
          }
          int convSumAt = (CONV_SUM + h * CONV_SUM_ROW + w * CONV_SUM_COLUMN) * batch + n;
          values.set(convSumAt, sumF0);
          values.set(convSumAt + batch, sumF1);
          values.set(convSumAt + 2 * batch, sumF2);
        }
      }
    }

    /**
     * For {@link Convolution#pool}, {@link Convolution#output}:
     *
     * <pre>{@code
     * pool[n, h, w, c] max= max(convSum[n, h * 2 + r, w * 2 + s, c], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += pool[n, h, w, c] * outputWeights[h, w, c, u]
     * output[n, u] = outputSum[n, u]
     * probabilitiesMax[n] max= output[n, u]
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * lossClassLogit[n] += (u == target[n] ? output[n, u] : 0)
     * loss[n] = (log(probabilitiesExpSum[n]) + probabilitiesMax[n]) - lossClassLogit[n]
     * outputGradient[n, u] = (lossGradient[n] > 0 ? (probabilities[n, u] - (u == target[n] ? 1 : 0)) * lossGradient[n] : 0)
     * logitsOut[n, u] = output[n, u]
     * poolGradient[n, h, w, c] += outputGradient[n, u] * outputWeights[h, w, c, u]
     * convSumGradient[n, h * 2, w * 2, c] = (poolArgmax[n, h, w, c] == 0 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2, w * 2 + 1, c] = (poolArgmax[n, h, w, c] == 1 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2 + 1, w * 2, c] = (poolArgmax[n, h, w, c] == 2 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2 + 1, w * 2 + 1, c] = (poolArgmax[n, h, w, c] == 3 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * }</pre>
     */
    public static void trainPoolForwardToPoolBackwardToConvSum(FloatArray values,
        FloatArray parameters, FloatArray results, IntArray classes, FloatArray step,
        int batch) {
      for (@Parallel int n = 0; n < batch; n++) {
        for (int h = 0; h < 3; h++) {
          for (int w = 0; w < 2; w++) {
            for (int c = 0; c < 3; c++) {
              int convSumAt = (CONV_SUM + h * (2 * CONV_SUM_ROW) + w * (2 * CONV_SUM_COLUMN) + c) * batch + n;
              float best = maximum(values.get(convSumAt), 0f);
              float argmax = 0f;
              float candidate1 = maximum(values.get(convSumAt + CONV_SUM_COLUMN * batch), 0f);
              if (candidate1 > best) {
                best = candidate1;
                argmax = 1f;
              }
              float candidate2 = maximum(values.get(convSumAt + CONV_SUM_ROW * batch), 0f);
              if (candidate2 > best) {
                best = candidate2;
                argmax = 2f;
              }
              float candidate3 = maximum(values.get(convSumAt + (CONV_SUM_ROW + CONV_SUM_COLUMN) * batch), 0f);
              if (candidate3 > best) {
                best = candidate3;
                argmax = 3f;
              }
              values.set((POOL_ARGMAX + h * POOL_ARGMAX_ROW + w * POOL_ARGMAX_COLUMN + c) * batch + n, argmax);
              values.set((POOL + h * POOL_ROW + w * POOL_COLUMN + c) * batch + n, best);
            }
          }
        }
        int outputBiasAt = OUTPUT_BIAS;
        float sumU0 = parameters.get(outputBiasAt);
        float sumU1 = parameters.get(outputBiasAt + 1);
        int poolAt1 = POOL * batch + n;
        float pool1 = values.get(poolAt1);
        int outputWeightsAt = OUTPUT_WEIGHTS;
        sumU0 += pool1 * parameters.get(outputWeightsAt);
        sumU1 += pool1 * parameters.get(outputWeightsAt + 1);
        float pool2 = values.get(poolAt1 + POOL_ROW * batch);
        sumU0 += pool2 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW);
        sumU1 += pool2 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + 1);
        float pool3 = values.get(poolAt1 + 2 * POOL_ROW * batch);
        sumU0 += pool3 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW);
        sumU1 += pool3 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 1);
        float pool4 = values.get(poolAt1 + POOL_COLUMN * batch);
        sumU0 += pool4 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN);
        sumU1 += pool4 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + 1);
        float pool5 = values.get(poolAt1 + (POOL_ROW + POOL_COLUMN) * batch);
        sumU0 += pool5 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN);
        sumU1 += pool5 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 1);
        float pool6 = values.get(poolAt1 + (2 * POOL_ROW + POOL_COLUMN) * batch);
        sumU0 += pool6 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN);
        sumU1 += pool6 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 1);
        float pool7 = values.get(poolAt1 + batch);
        sumU0 += pool7 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool7 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool8 = values.get(poolAt1 + (POOL_ROW + 1) * batch);
        sumU0 += pool8 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool8 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool9 = values.get(poolAt1 + (2 * POOL_ROW + 1) * batch);
        sumU0 += pool9 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool9 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool10 = values.get(poolAt1 + (POOL_COLUMN + 1) * batch);
        sumU0 += pool10 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool10 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool11 = values.get(poolAt1 + (POOL_ROW + POOL_COLUMN + 1) * batch);
        sumU0 += pool11 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool11 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool12 = values.get(poolAt1 + (2 * POOL_ROW + POOL_COLUMN + 1) * batch);
        sumU0 += pool12 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool12 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool13 = values.get(poolAt1 + 2 * batch);
        sumU0 += pool13 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool13 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool14 = values.get(poolAt1 + (POOL_ROW + 2) * batch);
        sumU0 += pool14 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool14 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool15 = values.get(poolAt1 + (2 * POOL_ROW + 2) * batch);
        sumU0 += pool15 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool15 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool16 = values.get(poolAt1 + (POOL_COLUMN + 2) * batch);
        sumU0 += pool16 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool16 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool17 = values.get(poolAt1 + (POOL_ROW + POOL_COLUMN + 2) * batch);
        sumU0 += pool17 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool17 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool18 = values.get(poolAt1 + (2 * POOL_ROW + POOL_COLUMN + 2) * batch);
        sumU0 += pool18 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool18 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        int outputAt = OUTPUT * batch + n;
        values.set(outputAt, sumU0);
        values.set(outputAt + batch, sumU1);
        int outputAt1 = OUTPUT * batch + n;
        float best1 = values.get(outputAt1);
        best1 = maximum(best1, values.get(outputAt1 + batch));
        values.set(PROBABILITIES_MAX * batch + n, best1);
        for (int u = 0; u < 2; u++) {
          values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
        }
        float sum = 0f;
        int probabilitiesExpAt1 = PROBABILITIES_EXP * batch + n;
        sum += values.get(probabilitiesExpAt1);
        sum += values.get(probabilitiesExpAt1 + batch);
        values.set(PROBABILITIES_EXP_SUM * batch + n, sum);
        for (int u = 0; u < 2; u++) {
          values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
        }
        float sum1 = 0f;
        int target1 = classes.get(n);
        int outputAt3 = OUTPUT * batch + n;
        float output4 = values.get(outputAt3);
        sum1 += 0 == target1 ? output4 : 0f;
        float output5 = values.get(outputAt3 + batch);
        sum1 += 1 == target1 ? output5 : 0f;
        values.set(LOSS_CLASS_LOGIT * batch + n, sum1);
        results.set(n, TornadoMath.log(values.get(PROBABILITIES_EXP_SUM * batch + n)) + values.get(PROBABILITIES_MAX * batch + n) - values.get(LOSS_CLASS_LOGIT * batch + n));
        for (int u = 0; u < 2; u++) {
          float lossGradient1 = step.get(START_OF_LOSS_GRADIENTS + n);
          float probabilities1 = values.get((PROBABILITIES + u) * batch + n);
          int target2 = classes.get(n);
          values.set((OUTPUT_GRADIENT + u) * batch + n, lossGradient1 > 0f ? (probabilities1 - (u == target2 ? 1f : 0f)) * lossGradient1 : 0f);
        }
        for (int u = 0; u < 2; u++) {
          results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
        }
        for (int h = 0; h < 3; h++) {
          for (int w = 0; w < 2; w++) {
            float sumC0 = 0f;
            float sumC1 = 0f;
            float sumC2 = 0f;
            int outputGradientAt1 = OUTPUT_GRADIENT * batch + n;
            float outputGradient1 = values.get(outputGradientAt1);
            int outputWeightsAt1 = OUTPUT_WEIGHTS + h * OUTPUT_WEIGHTS_ROW + w * OUTPUT_WEIGHTS_COLUMN;
            sumC0 += outputGradient1 * parameters.get(outputWeightsAt1);
            sumC1 += outputGradient1 * parameters.get(outputWeightsAt1 + OUTPUT_WEIGHTS_CHANNEL);
            sumC2 += outputGradient1 * parameters.get(outputWeightsAt1 + 2 * OUTPUT_WEIGHTS_CHANNEL);
            float outputGradient2 = values.get(outputGradientAt1 + batch);
            sumC0 += outputGradient2 * parameters.get(outputWeightsAt1 + 1);
            sumC1 += outputGradient2 * parameters.get(outputWeightsAt1 + OUTPUT_WEIGHTS_CHANNEL + 1);
            sumC2 += outputGradient2 * parameters.get(outputWeightsAt1 + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
            int poolGradientAt = (POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN) * batch + n;
            values.set(poolGradientAt, sumC0);
            values.set(poolGradientAt + batch, sumC1);
            values.set(poolGradientAt + 2 * batch, sumC2);
          }
        }
        for (int h = 0; h < 3; h++) {
          for (int w = 0; w < 2; w++) {
            for (int c = 0; c < 3; c++) {
              float poolArgmax1 = values.get((POOL_ARGMAX + h * POOL_ARGMAX_ROW + w * POOL_ARGMAX_COLUMN + c) * batch + n);
              float pool19 = values.get((POOL + h * POOL_ROW + w * POOL_COLUMN + c) * batch + n);
              float poolGradient1 = values.get((POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN + c) * batch + n);
              int convSumGradientAt = (CONV_SUM_GRADIENT + h * (2 * CONV_SUM_GRADIENT_ROW) + w * (2 * CONV_SUM_GRADIENT_COLUMN) + c) * batch + n;
              values.set(convSumGradientAt, poolArgmax1 == 0 ? (pool19 > 0f ? poolGradient1 : 0f) : 0f);
              values.set(convSumGradientAt + CONV_SUM_GRADIENT_COLUMN * batch, poolArgmax1 == 1 ? (pool19 > 0f ? poolGradient1 : 0f) : 0f);
              values.set(convSumGradientAt + CONV_SUM_GRADIENT_ROW * batch, poolArgmax1 == 2 ? (pool19 > 0f ? poolGradient1 : 0f) : 0f);
              values.set(convSumGradientAt + (CONV_SUM_GRADIENT_ROW + CONV_SUM_GRADIENT_COLUMN) * batch, poolArgmax1 == 3 ? (pool19 > 0f ? poolGradient1 : 0f) : 0f);
            }
          }
        }
      }
    }

    /**
     * For {@link Convolution#output}, {@link Convolution#pool}, {@link Convolution#conv}:
     *
     * <pre>{@code
     * outputBiasGradient[u] += outputGradient[n, u]
     * outputWeightsGradient[h, w, c, u] += outputGradient[n, u] * pool[n, h, w, c]
     * convBiasGradient[c] += (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0)
     * convWeightsGradient[r, s, c, f] += convSumGradient[n, h, w, f] * sample[n, h + r - 1, w + s - 1, c]
     * }</pre>
     */
    public static void trainOutputBiasGradientToConvWeightsGradient(FloatArray values,
        FloatArray gradients, FloatArray parameters, FloatArray m, FloatArray v,
        FloatArray step, int batch) {
      float rate = step.get(INDEX_OF_RATE);
      float epsilon = step.get(INDEX_OF_EPSILON);
      for (@Parallel int tile = 0; tile < 64; tile++) {
        if (tile < 26) {
          if (tile < 2) {
            int u = tile;
            float sum = 0f;
            for (int n = 0; n < batch; n++) {
              sum += values.get((OUTPUT_GRADIENT + u) * batch + n);
            }
            int outputBiasGradientAt = OUTPUT_BIAS + u;
            gradients.set(outputBiasGradientAt, sum);
            update(parameters, gradients, m, v, outputBiasGradientAt, rate, epsilon);
          } else if (tile < 14) {
            int u = (tile - 2) % 2;
            int w = (tile - 2) / 2 % 2;
            int h = (tile - 2) / 4;
            float sumC0 = 0f;
            float sumC1 = 0f;
            float sumC2 = 0f;
            for (int n = 0; n < batch; n++) {
              float outputGradient2 = values.get((OUTPUT_GRADIENT + u) * batch + n);
              int poolAt = (POOL + h * POOL_ROW + w * POOL_COLUMN) * batch + n;
              sumC0 += outputGradient2 * values.get(poolAt);
              sumC1 += outputGradient2 * values.get(poolAt + batch);
              sumC2 += outputGradient2 * values.get(poolAt + 2 * batch);
            }
            int outputWeightsGradientAt = OUTPUT_WEIGHTS + h * OUTPUT_WEIGHTS_ROW + w * OUTPUT_WEIGHTS_COLUMN + u;
            gradients.set(outputWeightsGradientAt, sumC0);
            gradients.set(outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL, sumC1);
            gradients.set(outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL, sumC2);
            for (int cInTile = 0; cInTile < 3; cInTile++) {
              update(parameters, gradients, m, v, outputWeightsGradientAt + cInTile * OUTPUT_WEIGHTS_CHANNEL, rate, epsilon);
            }
          } else if (tile < 17) {
            int c = tile - 14;
            float sum1 = 0f;
            for (int n = 0; n < batch; n++) {
              int poolAt1 = (POOL + c) * batch + n;
              int poolGradientAt = (POOL_GRADIENT + c) * batch + n;
              float poolGradient1 = values.get(poolGradientAt);
              sum1 += values.get(poolAt1) > 0f ? poolGradient1 : 0f;
              float poolGradient2 = values.get(poolGradientAt + POOL_GRADIENT_ROW * batch);
              sum1 += values.get(poolAt1 + POOL_ROW * batch) > 0f ? poolGradient2 : 0f;
              float poolGradient3 = values.get(poolGradientAt + 2 * POOL_GRADIENT_ROW * batch);
              sum1 += values.get(poolAt1 + 2 * POOL_ROW * batch) > 0f ? poolGradient3 : 0f;
              float poolGradient4 = values.get(poolGradientAt + POOL_GRADIENT_COLUMN * batch);
              sum1 += values.get(poolAt1 + POOL_COLUMN * batch) > 0f ? poolGradient4 : 0f;
              float poolGradient5 = values.get(poolGradientAt + (POOL_GRADIENT_ROW + POOL_GRADIENT_COLUMN) * batch);
              sum1 += values.get(poolAt1 + (POOL_ROW + POOL_COLUMN) * batch) > 0f ? poolGradient5 : 0f;
              float poolGradient6 = values.get(poolGradientAt + (2 * POOL_GRADIENT_ROW + POOL_GRADIENT_COLUMN) * batch);
              sum1 += values.get(poolAt1 + (2 * POOL_ROW + POOL_COLUMN) * batch) > 0f ? poolGradient6 : 0f;
            }
            int convBiasGradientAt = CONV_BIAS + c;
            gradients.set(convBiasGradientAt, sum1);
            update(parameters, gradients, m, v, convBiasGradientAt, rate, epsilon);
          } else {
            int s = (tile - 17) % 3;
            int r = (tile - 17) / 3;
            float sumF0 = 0f;
            float sumF1 = 0f;
            float sumF2 = 0f;
            for (int h = 0; h < 6; h++) {
              for (int n = 0; n < batch; n++) {
                int convSumGradientAt = (CONV_SUM_GRADIENT + h * CONV_SUM_GRADIENT_ROW) * batch + n;
                int sampleAt = (SAMPLE + (h + r) * SAMPLE_ROW + s) * batch + n;
                float sample1 = values.get(sampleAt);
                sumF0 += values.get(convSumGradientAt) * sample1;
                sumF1 += values.get(convSumGradientAt + batch) * sample1;
                sumF2 += values.get(convSumGradientAt + 2 * batch) * sample1;
                float sample2 = values.get(sampleAt + batch);
                sumF0 += values.get(convSumGradientAt + CONV_SUM_GRADIENT_COLUMN * batch) * sample2;
                sumF1 += values.get(convSumGradientAt + (CONV_SUM_GRADIENT_COLUMN + 1) * batch) * sample2;
                sumF2 += values.get(convSumGradientAt + (CONV_SUM_GRADIENT_COLUMN + 2) * batch) * sample2;
                float sample3 = values.get(sampleAt + 2 * batch);
                sumF0 += values.get(convSumGradientAt + 2 * CONV_SUM_GRADIENT_COLUMN * batch) * sample3;
                sumF1 += values.get(convSumGradientAt + (2 * CONV_SUM_GRADIENT_COLUMN + 1) * batch) * sample3;
                sumF2 += values.get(convSumGradientAt + (2 * CONV_SUM_GRADIENT_COLUMN + 2) * batch) * sample3;
                float sample4 = values.get(sampleAt + 3 * batch);
                sumF0 += values.get(convSumGradientAt + 3 * CONV_SUM_GRADIENT_COLUMN * batch) * sample4;
                sumF1 += values.get(convSumGradientAt + (3 * CONV_SUM_GRADIENT_COLUMN + 1) * batch) * sample4;
                sumF2 += values.get(convSumGradientAt + (3 * CONV_SUM_GRADIENT_COLUMN + 2) * batch) * sample4;
              }
            }
            int convWeightsGradientAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN;
            gradients.set(convWeightsGradientAt, sumF0);
            gradients.set(convWeightsGradientAt + 1, sumF1);
            gradients.set(convWeightsGradientAt + 2, sumF2);
            for (int fInTile = 0; fInTile < 3; fInTile++) {
              update(parameters, gradients, m, v, convWeightsGradientAt + fInTile, rate, epsilon);
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

    /** Floats 0 to 71 of each sample: [6, 4, 3]; predictInputToProbabilitiesOut alone. */
    private static final int CONV_SUM = 0;
    private static final int CONV_SUM_ROW = 12;
    private static final int CONV_SUM_COLUMN = 3;

    /** Floats 0 to 1 of each sample: [2]; predictInputToProbabilitiesOut alone. */
    private static final int OUTPUT = 0;

    /** Floats 16 to 17 of each sample: [2]; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP = 16;

    /** Floats 32 to 33 of each sample: [2]; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES = 32;

    /** Floats 32 to 32 of each sample: one value; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_MAX = 32;

    /** Floats 48 to 48 of each sample: one value; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP_SUM = 48;

    /**
     * Floats 80 to 111 of each sample: [6, 4, 1] in a halo of [1, 0, 0] before and [1, 0, 0] after; predictInputToProbabilitiesOut alone.
     */
    private static final int SAMPLE = 80;
    private static final int SAMPLE_ROW = 4;

    /** Floats 112 to 129 of each sample: [3, 2, 3]; predictInputToProbabilitiesOut alone. */
    private static final int POOL = 112;
    private static final int POOL_ROW = 6;
    private static final int POOL_COLUMN = 3;
    private static final int INPUT_SAMPLE = 24;
    private static final int INPUT_ROW = 4;
    private static final int LOGITS_OUT_SAMPLE = 2;
    private static final int PROBABILITIES_OUT_SAMPLE = 2;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 0;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_PROBABILITIES = 2;
    private static final int CONV_WEIGHTS = 16;
    private static final int CONV_WEIGHTS_ROW = 48;
    private static final int CONV_WEIGHTS_COLUMN = 16;
    private static final int CONV_BIAS = 448;
    private static final int OUTPUT_WEIGHTS = 160;
    private static final int OUTPUT_WEIGHTS_CHANNEL = 16;
    private static final int OUTPUT_BIAS = 464;

    private GpuPrediction() {
    }

    /**
     * For {@link Convolution#conv}, {@link Convolution#pool}, {@link Convolution#output}:
     *
     * <pre>{@code
     * sample[n, h, w, c] = input[n, h, w, c]
     * convSum[n, h, w, f] starts from convBias[f]  where 0 <= w + s - 1 < 4
     * convSum[n, h, w, f] += sample[n, h + r - 1, w + s - 1, c] * convWeights[r, s, c, f]  where 0 <= w + s - 1 < 4
     * pool[n, h, w, c] max= max(convSum[n, h * 2 + r, w * 2 + s, c], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += pool[n, h, w, c] * outputWeights[h, w, c, u]
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
      for (int tile = thread; tile < 24; tile += SHARERS) {
        int w = tile % 4;
        int h = tile / 4;
        values.set((SAMPLE + SAMPLE_ROW + h * SAMPLE_ROW + w) * batch + n, input.get(h * INPUT_ROW + w + n * INPUT_SAMPLE));
      }
      context.globalBarrier();
      for (int tile = thread; tile < 24; tile += SHARERS) {
        int w = tile % 4;
        int h = tile / 4;
        int convBiasAt = CONV_BIAS;
        float sumF0 = parameters.get(convBiasAt);
        float sumF1 = parameters.get(convBiasAt + 1);
        float sumF2 = parameters.get(convBiasAt + 2);
        int sFirst = Math.max(0, -w + 1);
        int sEnd = Math.min(3, -w + 5);
        for (int r = 0; r < 3; r++) {
          for (int s = sFirst; s < sEnd; s++) {
            float sample1 = values.get((SAMPLE + (h + r) * SAMPLE_ROW + w + s - 1) * batch + n);
            int convWeightsAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN;
            sumF0 += sample1 * parameters.get(convWeightsAt);
            sumF1 += sample1 * parameters.get(convWeightsAt + 1);
            sumF2 += sample1 * parameters.get(convWeightsAt + 2);
          }
        }
        int convSumAt = (CONV_SUM + h * CONV_SUM_ROW + w * CONV_SUM_COLUMN) * batch + n;
        values.set(convSumAt, sumF0);
        values.set(convSumAt + batch, sumF1);
        values.set(convSumAt + 2 * batch, sumF2);
      }
      context.globalBarrier();
      for (int tile = thread; tile < 18; tile += SHARERS) {
        int c = tile % 3;
        int w = tile / 3 % 2;
        int h = tile / 6;
        int convSumAt1 = (CONV_SUM + h * (2 * CONV_SUM_ROW) + w * (2 * CONV_SUM_COLUMN) + c) * batch + n;
        float best = maximum(values.get(convSumAt1), 0f);
        best = maximum(best, maximum(values.get(convSumAt1 + CONV_SUM_COLUMN * batch), 0f));
        best = maximum(best, maximum(values.get(convSumAt1 + CONV_SUM_ROW * batch), 0f));
        best = maximum(best, maximum(values.get(convSumAt1 + (CONV_SUM_ROW + CONV_SUM_COLUMN) * batch), 0f));
        values.set((POOL + h * POOL_ROW + w * POOL_COLUMN + c) * batch + n, best);
      }
      context.globalBarrier();
      for (int u = thread; u < 2; u += SHARERS) {
        float sum = parameters.get(OUTPUT_BIAS + u);
        for (int hwc = 0; hwc < 18; hwc++) {
          sum += values.get((POOL + hwc) * batch + n) * parameters.get(OUTPUT_WEIGHTS + hwc * OUTPUT_WEIGHTS_CHANNEL + u);
        }
        values.set((OUTPUT + u) * batch + n, sum);
      }
      context.globalBarrier();
      if (thread == 0) {
        int outputAt1 = OUTPUT * batch + n;
        float best1 = values.get(outputAt1);
        best1 = maximum(best1, values.get(outputAt1 + batch));
        values.set(PROBABILITIES_MAX * batch + n, best1);
      }
      context.globalBarrier();
      for (int u = thread; u < 2; u += SHARERS) {
        values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
      }
      context.globalBarrier();
      if (thread == 0) {
        float sum1 = 0f;
        for (int u = 0; u < 2; u++) {
          sum1 += values.get((PROBABILITIES_EXP + u) * batch + n);
        }
        values.set(PROBABILITIES_EXP_SUM * batch + n, sum1);
      }
      context.globalBarrier();
      for (int u = thread; u < 2; u += SHARERS) {
        values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
      }
      for (int u = thread; u < 2; u += SHARERS) {
        results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
      }
      context.globalBarrier();
      for (int u = thread; u < 2; u += SHARERS) {
        results.set(START_OF_PROBABILITIES * batch + u + n * PROBABILITIES_OUT_SAMPLE, values.get((PROBABILITIES + u) * batch + n));
      }
    }
  }

  /** Kernels of a prediction, for a CPU. */
  public static final class CpuPrediction {
    /** Samples of a vector. */
    private static final int LANES = 16;

    /** Floats 0 to 71 of each sample: [6, 4, 3]; predictInputToProbabilitiesOut alone. */
    private static final int CONV_SUM = 0;
    private static final int CONV_SUM_ROW = 12;
    private static final int CONV_SUM_COLUMN = 3;

    /** Floats 0 to 1 of each sample: [2]; predictInputToProbabilitiesOut alone. */
    private static final int OUTPUT = 0;

    /** Floats 16 to 17 of each sample: [2]; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP = 16;

    /** Floats 32 to 33 of each sample: [2]; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES = 32;

    /** Floats 32 to 32 of each sample: one value; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_MAX = 32;

    /** Floats 48 to 48 of each sample: one value; predictInputToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP_SUM = 48;

    /**
     * Floats 80 to 111 of each sample: [6, 4, 1] in a halo of [1, 0, 0] before and [1, 0, 0] after; predictInputToProbabilitiesOut alone.
     */
    private static final int SAMPLE = 80;
    private static final int SAMPLE_ROW = 4;

    /** Floats 112 to 129 of each sample: [3, 2, 3]; predictInputToProbabilitiesOut alone. */
    private static final int POOL = 112;
    private static final int POOL_ROW = 6;
    private static final int POOL_COLUMN = 3;
    private static final int INPUT_SAMPLE = 24;
    private static final int INPUT_ROW = 4;
    private static final int LOGITS_OUT_SAMPLE = 2;
    private static final int PROBABILITIES_OUT_SAMPLE = 2;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 0;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_PROBABILITIES = 2;
    private static final int CONV_WEIGHTS = 16;
    private static final int CONV_WEIGHTS_ROW = 48;
    private static final int CONV_WEIGHTS_COLUMN = 16;
    private static final int CONV_BIAS = 448;
    private static final int OUTPUT_WEIGHTS = 160;
    private static final int OUTPUT_WEIGHTS_CHANNEL = 16;
    private static final int OUTPUT_BIAS = 464;

    private CpuPrediction() {
    }

    /**
     * For {@link Convolution#conv}, {@link Convolution#pool}, {@link Convolution#output}:
     *
     * <pre>{@code
     * sample[n, h, w, c] = input[n, h, w, c]
     * convSum[n, h, w, f] starts from convBias[f]  where 0 <= w + s - 1 < 4
     * convSum[n, h, w, f] += sample[n, h + r - 1, w + s - 1, c] * convWeights[r, s, c, f]  where 0 <= w + s - 1 < 4
     * pool[n, h, w, c] max= max(convSum[n, h * 2 + r, w * 2 + s, c], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += pool[n, h, w, c] * outputWeights[h, w, c, u]
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
          for (int h = 0; h < 6; h++) {
            for (int w = 0; w < 4; w++) {
              values.set((SAMPLE + SAMPLE_ROW + h * SAMPLE_ROW + w) * batch + n, input.get(h * INPUT_ROW + w + n * INPUT_SAMPLE));
            }
          }
        }
        for (int h = 0; h < 6; h += 3) {
          for (int w = 0; w < 4; w++) {
            int convBiasAt = CONV_BIAS;
            Float16 convBias1 = splat(parameters.get(convBiasAt));
            Float16 sumH0F0 = convBias1;
            Float16 convBias2 = splat(parameters.get(convBiasAt + 1));
            Float16 sumH0F1 = convBias2;
            Float16 convBias3 = splat(parameters.get(convBiasAt + 2));
            Float16 sumH0F2 = convBias3;
            Float16 sumH1F0 = convBias1;
            Float16 sumH1F1 = convBias2;
            Float16 sumH1F2 = convBias3;
            Float16 sumH2F0 = convBias1;
            Float16 sumH2F1 = convBias2;
            Float16 sumH2F2 = convBias3;
            int sFirst = Math.max(0, -w + 1);
            int sEnd = Math.min(3, -w + 5);
            for (int r = 0; r < 3; r++) {
              for (int s = sFirst; s < sEnd; s++) {
                int sampleAt1 = (SAMPLE + (h + r) * SAMPLE_ROW + w + s - 1) * blocks + block;
                Float16 sample1 = lanes.get(sampleAt1);
                int convWeightsAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN;
                Float16 convWeights1 = splat(parameters.get(convWeightsAt));
                sumH0F0 = Float16.add(sumH0F0, Float16.mult(sample1, convWeights1));
                Float16 convWeights2 = splat(parameters.get(convWeightsAt + 1));
                sumH0F1 = Float16.add(sumH0F1, Float16.mult(sample1, convWeights2));
                Float16 convWeights3 = splat(parameters.get(convWeightsAt + 2));
                sumH0F2 = Float16.add(sumH0F2, Float16.mult(sample1, convWeights3));
                Float16 sample2 = lanes.get(sampleAt1 + SAMPLE_ROW * blocks);
                sumH1F0 = Float16.add(sumH1F0, Float16.mult(sample2, convWeights1));
                sumH1F1 = Float16.add(sumH1F1, Float16.mult(sample2, convWeights2));
                sumH1F2 = Float16.add(sumH1F2, Float16.mult(sample2, convWeights3));
                Float16 sample3 = lanes.get(sampleAt1 + 2 * SAMPLE_ROW * blocks);
                sumH2F0 = Float16.add(sumH2F0, Float16.mult(sample3, convWeights1));
                sumH2F1 = Float16.add(sumH2F1, Float16.mult(sample3, convWeights2));
                sumH2F2 = Float16.add(sumH2F2, Float16.mult(sample3, convWeights3));
              }
            }
            int convSumAt = (CONV_SUM + h * CONV_SUM_ROW + w * CONV_SUM_COLUMN) * blocks + block;
            lanes.set(convSumAt, sumH0F0);
            lanes.set(convSumAt + blocks, sumH0F1);
            lanes.set(convSumAt + 2 * blocks, sumH0F2);
            lanes.set(convSumAt + CONV_SUM_ROW * blocks, sumH1F0);
            lanes.set(convSumAt + (CONV_SUM_ROW + 1) * blocks, sumH1F1);
            lanes.set(convSumAt + (CONV_SUM_ROW + 2) * blocks, sumH1F2);
            lanes.set(convSumAt + 2 * CONV_SUM_ROW * blocks, sumH2F0);
            lanes.set(convSumAt + (2 * CONV_SUM_ROW + 1) * blocks, sumH2F1);
            lanes.set(convSumAt + (2 * CONV_SUM_ROW + 2) * blocks, sumH2F2);
          }
        }
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int h = 0; h < 3; h++) {
            for (int w = 0; w < 2; w++) {
              for (int c = 0; c < 3; c++) {
                int convSumAt1 = (CONV_SUM + h * (2 * CONV_SUM_ROW) + w * (2 * CONV_SUM_COLUMN) + c) * batch + n;
                float best = maximum(values.get(convSumAt1), 0f);
                best = maximum(best, maximum(values.get(convSumAt1 + CONV_SUM_COLUMN * batch), 0f));
                best = maximum(best, maximum(values.get(convSumAt1 + CONV_SUM_ROW * batch), 0f));
                best = maximum(best, maximum(values.get(convSumAt1 + (CONV_SUM_ROW + CONV_SUM_COLUMN) * batch), 0f));
                values.set((POOL + h * POOL_ROW + w * POOL_COLUMN + c) * batch + n, best);
              }
            }
          }
        }
        int outputBiasAt = OUTPUT_BIAS;
        Float16 sumU0 = splat(parameters.get(outputBiasAt));
        Float16 sumU1 = splat(parameters.get(outputBiasAt + 1));
        for (int hwc = 0; hwc < 18; hwc++) {
          Float16 pool1 = lanes.get((POOL + hwc) * blocks + block);
          int outputWeightsAt = OUTPUT_WEIGHTS + hwc * OUTPUT_WEIGHTS_CHANNEL;
          sumU0 = Float16.add(sumU0, Float16.mult(pool1, splat(parameters.get(outputWeightsAt))));
          sumU1 = Float16.add(sumU1, Float16.mult(pool1, splat(parameters.get(outputWeightsAt + 1))));
        }
        float[] sums = new float[2 * LANES];
        spill(sumU0, sums, 0);
        spill(sumU1, sums, LANES);
        for (int lane = 0; lane < LANES; lane++) {
          int n = block * LANES + lane;
          float sum2 = sums[lane + LANES];
          int outputAt = OUTPUT * batch + n;
          values.set(outputAt, sums[lane]);
          values.set(outputAt + batch, sum2);
        }
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          int outputAt1 = OUTPUT * batch + n;
          float best1 = values.get(outputAt1);
          best1 = maximum(best1, values.get(outputAt1 + batch));
          values.set(PROBABILITIES_MAX * batch + n, best1);
          for (int u = 0; u < 2; u++) {
            values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
          }
        }
        Float16 sum = splat(0f);
        for (int u = 0; u < 2; u++) {
          sum = Float16.add(sum, lanes.get((PROBABILITIES_EXP + u) * blocks + block));
        }
        lanes.set(PROBABILITIES_EXP_SUM * blocks + block, sum);
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int u = 0; u < 2; u++) {
            values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
          }
          for (int u = 0; u < 2; u++) {
            results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
          }
          for (int u = 0; u < 2; u++) {
            results.set(START_OF_PROBABILITIES * batch + u + n * PROBABILITIES_OUT_SAMPLE, values.get((PROBABILITIES + u) * batch + n));
          }
        }
      }
    }
  }

  /** Kernels of a prediction, for a FPGA. */
  public static final class FpgaPrediction {
    /** Floats 0 to 71 of each sample: [6, 4, 3]; from predictConvForward to predictPoolForwardToProbabilitiesOut. */
    private static final int CONV_SUM = 0;
    private static final int CONV_SUM_ROW = 12;
    private static final int CONV_SUM_COLUMN = 3;

    /** Floats 0 to 1 of each sample: [2]; predictPoolForwardToProbabilitiesOut alone. */
    private static final int OUTPUT = 0;

    /** Floats 16 to 17 of each sample: [2]; predictPoolForwardToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP = 16;

    /** Floats 32 to 33 of each sample: [2]; predictPoolForwardToProbabilitiesOut alone. */
    private static final int PROBABILITIES = 32;

    /** Floats 32 to 32 of each sample: one value; predictPoolForwardToProbabilitiesOut alone. */
    private static final int PROBABILITIES_MAX = 32;

    /** Floats 48 to 48 of each sample: one value; predictPoolForwardToProbabilitiesOut alone. */
    private static final int PROBABILITIES_EXP_SUM = 48;

    /**
     * Floats 80 to 111 of each sample: [6, 4, 1] in a halo of [1, 0, 0] before and [1, 0, 0] after; from predictInput to predictConvForward.
     */
    private static final int SAMPLE = 80;
    private static final int SAMPLE_ROW = 4;

    /** Floats 112 to 129 of each sample: [3, 2, 3]; predictPoolForwardToProbabilitiesOut alone. */
    private static final int POOL = 112;
    private static final int POOL_ROW = 6;
    private static final int POOL_COLUMN = 3;
    private static final int INPUT_SAMPLE = 24;
    private static final int INPUT_ROW = 4;
    private static final int LOGITS_OUT_SAMPLE = 2;
    private static final int PROBABILITIES_OUT_SAMPLE = 2;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 0;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_PROBABILITIES = 2;
    private static final int CONV_WEIGHTS = 16;
    private static final int CONV_WEIGHTS_ROW = 48;
    private static final int CONV_WEIGHTS_COLUMN = 16;
    private static final int CONV_BIAS = 448;
    private static final int OUTPUT_WEIGHTS = 160;
    private static final int OUTPUT_WEIGHTS_ROW = 96;
    private static final int OUTPUT_WEIGHTS_COLUMN = 48;
    private static final int OUTPUT_WEIGHTS_CHANNEL = 16;
    private static final int OUTPUT_BIAS = 464;

    private FpgaPrediction() {
    }

    /**
     * For {@link Convolution}:
     *
     * <pre>{@code
     * sample[n, h, w, c] = input[n, h, w, c]
     * }</pre>
     */
    public static void predictInput(FloatArray values, FloatArray input, int batch) {
      for (@Parallel int n = 0; n < batch; n++) {
        for (@Parallel int tile = 0; tile < 24; tile++) {
          int w = tile % 4;
          int h = tile / 4;
          values.set((SAMPLE + SAMPLE_ROW + h * SAMPLE_ROW + w) * batch + n, input.get(h * INPUT_ROW + w + n * INPUT_SAMPLE));
        }
      }
    }

    /**
     * For {@link Convolution#conv}:
     *
     * <pre>{@code
     * convSum[n, h, w, f] starts from convBias[f]  where 0 <= w + s - 1 < 4
     * convSum[n, h, w, f] += sample[n, h + r - 1, w + s - 1, c] * convWeights[r, s, c, f]  where 0 <= w + s - 1 < 4
     * }</pre>
     */
    public static void predictConvForward(FloatArray values, FloatArray parameters, int batch) {
      for (@Parallel int n = 0; n < batch; n++) {
        for (@Parallel int tile = 0; tile < 24; tile++) {
          int w = tile % 4;
          int h = tile / 4;
          int convBiasAt = CONV_BIAS;
          float sumF0 = parameters.get(convBiasAt);
          float sumF1 = parameters.get(convBiasAt + 1);
          float sumF2 = parameters.get(convBiasAt + 2);
          int sFirst = Math.max(0, -w + 1);
          int sEnd = Math.min(3, -w + 5);
          for (int r = 0; r < 3; r++) {
            for (int s = sFirst; s < sEnd; s++) {
              float sample1 = values.get((SAMPLE + (h + r) * SAMPLE_ROW + w + s - 1) * batch + n);
              int convWeightsAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN;
              sumF0 += sample1 * parameters.get(convWeightsAt);
              sumF1 += sample1 * parameters.get(convWeightsAt + 1);
              sumF2 += sample1 * parameters.get(convWeightsAt + 2);
            }
          }
          int convSumAt = (CONV_SUM + h * CONV_SUM_ROW + w * CONV_SUM_COLUMN) * batch + n;
          values.set(convSumAt, sumF0);
          values.set(convSumAt + batch, sumF1);
          values.set(convSumAt + 2 * batch, sumF2);
        }
      }
    }

    /**
     * For {@link Convolution#pool}, {@link Convolution#output}:
     *
     * <pre>{@code
     * pool[n, h, w, c] max= max(convSum[n, h * 2 + r, w * 2 + s, c], 0)
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += pool[n, h, w, c] * outputWeights[h, w, c, u]
     * output[n, u] = outputSum[n, u]
     * probabilitiesMax[n] max= output[n, u]
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * logitsOut[n, u] = output[n, u]
     * probabilitiesOut[n, u] = probabilities[n, u]
     * }</pre>
     */
    public static void predictPoolForwardToProbabilitiesOut(FloatArray values,
        FloatArray parameters, FloatArray results, int batch) {
      for (@Parallel int n = 0; n < batch; n++) {
        for (int h = 0; h < 3; h++) {
          for (int w = 0; w < 2; w++) {
            for (int c = 0; c < 3; c++) {
              int convSumAt = (CONV_SUM + h * (2 * CONV_SUM_ROW) + w * (2 * CONV_SUM_COLUMN) + c) * batch + n;
              float best = maximum(values.get(convSumAt), 0f);
              best = maximum(best, maximum(values.get(convSumAt + CONV_SUM_COLUMN * batch), 0f));
              best = maximum(best, maximum(values.get(convSumAt + CONV_SUM_ROW * batch), 0f));
              best = maximum(best, maximum(values.get(convSumAt + (CONV_SUM_ROW + CONV_SUM_COLUMN) * batch), 0f));
              values.set((POOL + h * POOL_ROW + w * POOL_COLUMN + c) * batch + n, best);
            }
          }
        }
        int outputBiasAt = OUTPUT_BIAS;
        float sumU0 = parameters.get(outputBiasAt);
        float sumU1 = parameters.get(outputBiasAt + 1);
        int poolAt1 = POOL * batch + n;
        float pool1 = values.get(poolAt1);
        int outputWeightsAt = OUTPUT_WEIGHTS;
        sumU0 += pool1 * parameters.get(outputWeightsAt);
        sumU1 += pool1 * parameters.get(outputWeightsAt + 1);
        float pool2 = values.get(poolAt1 + POOL_ROW * batch);
        sumU0 += pool2 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW);
        sumU1 += pool2 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + 1);
        float pool3 = values.get(poolAt1 + 2 * POOL_ROW * batch);
        sumU0 += pool3 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW);
        sumU1 += pool3 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 1);
        float pool4 = values.get(poolAt1 + POOL_COLUMN * batch);
        sumU0 += pool4 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN);
        sumU1 += pool4 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + 1);
        float pool5 = values.get(poolAt1 + (POOL_ROW + POOL_COLUMN) * batch);
        sumU0 += pool5 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN);
        sumU1 += pool5 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 1);
        float pool6 = values.get(poolAt1 + (2 * POOL_ROW + POOL_COLUMN) * batch);
        sumU0 += pool6 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN);
        sumU1 += pool6 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 1);
        float pool7 = values.get(poolAt1 + batch);
        sumU0 += pool7 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool7 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool8 = values.get(poolAt1 + (POOL_ROW + 1) * batch);
        sumU0 += pool8 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool8 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool9 = values.get(poolAt1 + (2 * POOL_ROW + 1) * batch);
        sumU0 += pool9 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool9 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool10 = values.get(poolAt1 + (POOL_COLUMN + 1) * batch);
        sumU0 += pool10 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool10 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool11 = values.get(poolAt1 + (POOL_ROW + POOL_COLUMN + 1) * batch);
        sumU0 += pool11 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool11 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool12 = values.get(poolAt1 + (2 * POOL_ROW + POOL_COLUMN + 1) * batch);
        sumU0 += pool12 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool12 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool13 = values.get(poolAt1 + 2 * batch);
        sumU0 += pool13 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool13 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool14 = values.get(poolAt1 + (POOL_ROW + 2) * batch);
        sumU0 += pool14 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool14 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool15 = values.get(poolAt1 + (2 * POOL_ROW + 2) * batch);
        sumU0 += pool15 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool15 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool16 = values.get(poolAt1 + (POOL_COLUMN + 2) * batch);
        sumU0 += pool16 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool16 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool17 = values.get(poolAt1 + (POOL_ROW + POOL_COLUMN + 2) * batch);
        sumU0 += pool17 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool17 * parameters.get(outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        float pool18 = values.get(poolAt1 + (2 * POOL_ROW + POOL_COLUMN + 2) * batch);
        sumU0 += pool18 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumU1 += pool18 * parameters.get(outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL + 1);
        int outputAt = OUTPUT * batch + n;
        values.set(outputAt, sumU0);
        values.set(outputAt + batch, sumU1);
        int outputAt1 = OUTPUT * batch + n;
        float best1 = values.get(outputAt1);
        best1 = maximum(best1, values.get(outputAt1 + batch));
        values.set(PROBABILITIES_MAX * batch + n, best1);
        for (int u = 0; u < 2; u++) {
          values.set((PROBABILITIES_EXP + u) * batch + n, TornadoMath.exp(values.get((OUTPUT + u) * batch + n) - values.get(PROBABILITIES_MAX * batch + n)));
        }
        float sum = 0f;
        int probabilitiesExpAt1 = PROBABILITIES_EXP * batch + n;
        sum += values.get(probabilitiesExpAt1);
        sum += values.get(probabilitiesExpAt1 + batch);
        values.set(PROBABILITIES_EXP_SUM * batch + n, sum);
        for (int u = 0; u < 2; u++) {
          values.set((PROBABILITIES + u) * batch + n, values.get((PROBABILITIES_EXP + u) * batch + n) / values.get(PROBABILITIES_EXP_SUM * batch + n));
        }
        for (int u = 0; u < 2; u++) {
          results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
        }
        for (int u = 0; u < 2; u++) {
          results.set(START_OF_PROBABILITIES * batch + u + n * PROBABILITIES_OUT_SAMPLE, values.get((PROBABILITIES + u) * batch + n));
        }
      }
    }
  }
}
