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
 * Kernels of {@link TwoDense} for accelerators, as TornadoVM compiles them.
 *
 * <p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit. Array {@code values} holds
 * the values of all samples, {@code [h][w][c][n]}; {@code batch} is the number of samples, rounded up to whole groups.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class TwoDenseTornadoKernels {
  private TwoDenseTornadoKernels() {
  }

  /**
   * Uses what an upload sends, as a task graph demands. Changes nothing.
   */
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

  /**
   * A vector with the same number in every lane.
   */
  static Float16 splat(float value) {
    return new Float16(value, value, value, value, value, value, value, value, value, value, value, value, value, value, value, value);
  }

  /**
   * Puts the lanes of a vector into an array.
   */
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

  /**
   * The sum of the lanes of a vector.
   */
  static float sum(Float16 vector) {
    return ((((vector.get(0) + vector.get(1)) + (vector.get(2) + vector.get(3))) + ((vector.get(4) + vector.get(5)) + (vector.get(6) + vector.get(7)))) + (((vector.get(8) + vector.get(9)) + (vector.get(10) + vector.get(11))) + ((vector.get(12) + vector.get(13)) + (vector.get(14) + vector.get(15)))));
  }

  /**
   * Kernels of a training step, for a GPU.
   */
  public static final class GpuTraining {
    private static final int HIDDEN = 0;
    private static final int HIDDEN_SUM_GRADIENT = 16;
    private static final int OUTPUT = 16;
    private static final int SAMPLE = 32;
    private static final int LOSS_CLASS_LOGIT = 48;
    private static final int OUTPUT_GRADIENT = 48;
    private static final int PROBABILITIES_EXP = 48;
    private static final int PROBABILITIES = 64;
    private static final int PROBABILITIES_MAX = 80;
    private static final int PROBABILITIES_EXP_SUM = 96;
    private static final int START_OF_LOGITS = 1;
    private static final int START_OF_LOSS_GRADIENTS = 2;
    private static final int HIDDEN_WEIGHTS = 0;
    private static final int HIDDEN_BIAS = 144;
    private static final int OUTPUT_WEIGHTS = 64;
    private static final int OUTPUT_BIAS = 160;

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
      for (int u = 0; u < 4; u++) {
        int inputAt = u + n * 4;
        float input1 = input.get(inputAt);
        int sampleAt = (SAMPLE + u) * batch + n;
        values.set(sampleAt, input1);
      }
      for (int u = 0; u < 5; u += 5) {
        int hiddenBiasAt = HIDDEN_BIAS + u;
        float hiddenBias1 = parameters.get(hiddenBiasAt);
        float sumU0 = hiddenBias1;
        float hiddenBias2 = parameters.get(hiddenBiasAt + 1);
        float sumU1 = hiddenBias2;
        float hiddenBias3 = parameters.get(hiddenBiasAt + 2);
        float sumU2 = hiddenBias3;
        float hiddenBias4 = parameters.get(hiddenBiasAt + 3);
        float sumU3 = hiddenBias4;
        float hiddenBias5 = parameters.get(hiddenBiasAt + 4);
        float sumU4 = hiddenBias5;
        for (int k = 0; k < 4; k++) {
          int sampleAt1 = (SAMPLE + k) * batch + n;
          float sample1 = values.get(sampleAt1);
          int hiddenWeightsAt = HIDDEN_WEIGHTS + k * 16 + u;
          float hiddenWeights1 = parameters.get(hiddenWeightsAt);
          sumU0 += sample1 * hiddenWeights1;
          float hiddenWeights2 = parameters.get(hiddenWeightsAt + 1);
          sumU1 += sample1 * hiddenWeights2;
          float hiddenWeights3 = parameters.get(hiddenWeightsAt + 2);
          sumU2 += sample1 * hiddenWeights3;
          float hiddenWeights4 = parameters.get(hiddenWeightsAt + 3);
          sumU3 += sample1 * hiddenWeights4;
          float hiddenWeights5 = parameters.get(hiddenWeightsAt + 4);
          sumU4 += sample1 * hiddenWeights5;
        }
        int hiddenAt = (HIDDEN + u) * batch + n;
        values.set(hiddenAt, Math.max(sumU0, 0f));
        values.set(hiddenAt + batch, Math.max(sumU1, 0f));
        values.set(hiddenAt + 2 * batch, Math.max(sumU2, 0f));
        values.set(hiddenAt + 3 * batch, Math.max(sumU3, 0f));
        values.set(hiddenAt + 4 * batch, Math.max(sumU4, 0f));
      }
      for (int u = 0; u < 3; u += 3) {
        int outputBiasAt = OUTPUT_BIAS + u;
        float outputBias1 = parameters.get(outputBiasAt);
        float sumU0_1 = outputBias1;
        float outputBias2 = parameters.get(outputBiasAt + 1);
        float sumU1_1 = outputBias2;
        float outputBias3 = parameters.get(outputBiasAt + 2);
        float sumU2_1 = outputBias3;
        for (int k = 0; k < 5; k++) {
          int hiddenAt1 = (HIDDEN + k) * batch + n;
          float hidden1 = values.get(hiddenAt1);
          int outputWeightsAt = OUTPUT_WEIGHTS + k * 16 + u;
          float outputWeights1 = parameters.get(outputWeightsAt);
          sumU0_1 += hidden1 * outputWeights1;
          float outputWeights2 = parameters.get(outputWeightsAt + 1);
          sumU1_1 += hidden1 * outputWeights2;
          float outputWeights3 = parameters.get(outputWeightsAt + 2);
          sumU2_1 += hidden1 * outputWeights3;
        }
        int outputAt = (OUTPUT + u) * batch + n;
        values.set(outputAt, sumU0_1);
        values.set(outputAt + batch, sumU1_1);
        values.set(outputAt + 2 * batch, sumU2_1);
      }
      int outputAt1 = OUTPUT * batch + n;
      float output1 = values.get(outputAt1);
      float best = output1;
      float output2 = values.get(outputAt1 + batch);
      best = Math.max(best, output2);
      float output3 = values.get(outputAt1 + 2 * batch);
      best = Math.max(best, output3);
      int probabilitiesMaxAt = PROBABILITIES_MAX * batch + n;
      values.set(probabilitiesMaxAt, best);
      for (int u = 0; u < 3; u++) {
        int outputAt2 = (OUTPUT + u) * batch + n;
        float output4 = values.get(outputAt2);
        int probabilitiesMaxAt1 = PROBABILITIES_MAX * batch + n;
        float probabilitiesMax1 = values.get(probabilitiesMaxAt1);
        float exp1 = TornadoMath.exp(output4 - probabilitiesMax1);
        int probabilitiesExpAt = (PROBABILITIES_EXP + u) * batch + n;
        values.set(probabilitiesExpAt, exp1);
      }
      float sum = 0f;
      for (int u = 0; u < 3; u++) {
        int probabilitiesExpAt1 = (PROBABILITIES_EXP + u) * batch + n;
        float probabilitiesExp1 = values.get(probabilitiesExpAt1);
        sum += probabilitiesExp1;
      }
      int probabilitiesExpSumAt = PROBABILITIES_EXP_SUM * batch + n;
      values.set(probabilitiesExpSumAt, sum);
      for (int u = 0; u < 3; u++) {
        int probabilitiesExpAt2 = (PROBABILITIES_EXP + u) * batch + n;
        float probabilitiesExp2 = values.get(probabilitiesExpAt2);
        int probabilitiesExpSumAt1 = PROBABILITIES_EXP_SUM * batch + n;
        float probabilitiesExpSum1 = values.get(probabilitiesExpSumAt1);
        int probabilitiesAt = (PROBABILITIES + u) * batch + n;
        values.set(probabilitiesAt, probabilitiesExp2 / probabilitiesExpSum1);
      }
      float sum1 = 0f;
      for (int u = 0; u < 3; u++) {
        int targetAt = n;
        int target1 = classes.get(targetAt);
        int outputAt3 = (OUTPUT + u) * batch + n;
        float output5 = values.get(outputAt3);
        sum1 += u == target1 ? output5 : 0f;
      }
      int lossClassLogitAt = LOSS_CLASS_LOGIT * batch + n;
      values.set(lossClassLogitAt, sum1);
      int probabilitiesExpSumAt2 = PROBABILITIES_EXP_SUM * batch + n;
      float probabilitiesExpSum2 = values.get(probabilitiesExpSumAt2);
      float log1 = TornadoMath.log(probabilitiesExpSum2);
      int probabilitiesMaxAt2 = PROBABILITIES_MAX * batch + n;
      float probabilitiesMax2 = values.get(probabilitiesMaxAt2);
      int lossClassLogitAt1 = LOSS_CLASS_LOGIT * batch + n;
      float lossClassLogit1 = values.get(lossClassLogitAt1);
      int lossAt = n;
      results.set(lossAt, log1 + probabilitiesMax2 - lossClassLogit1);
      for (int u = 0; u < 3; u++) {
        int lossGradientAt = START_OF_LOSS_GRADIENTS + n;
        float lossGradient1 = step.get(lossGradientAt);
        int probabilitiesAt1 = (PROBABILITIES + u) * batch + n;
        float probabilities1 = values.get(probabilitiesAt1);
        int targetAt1 = n;
        int target2 = classes.get(targetAt1);
        int outputGradientAt = (OUTPUT_GRADIENT + u) * batch + n;
        values.set(outputGradientAt, lossGradient1 > 0f ? (probabilities1 - (u == target2 ? 1f : 0f)) * lossGradient1 : 0f);
      }
      for (int u = 0; u < 3; u++) {
        int outputAt4 = (OUTPUT + u) * batch + n;
        float output6 = values.get(outputAt4);
        int logitsOutAt = START_OF_LOGITS * batch + u + n * 3;
        results.set(logitsOutAt, output6);
      }
      for (int k = 0; k < 5; k += 5) {
        float sumK0 = 0f;
        float sumK1 = 0f;
        float sumK2 = 0f;
        float sumK3 = 0f;
        float sumK4 = 0f;
        for (int u = 0; u < 3; u++) {
          int outputGradientAt1 = (OUTPUT_GRADIENT + u) * batch + n;
          float outputGradient1 = values.get(outputGradientAt1);
          int outputWeightsAt1 = OUTPUT_WEIGHTS + k * 16 + u;
          float outputWeights4 = parameters.get(outputWeightsAt1);
          sumK0 += outputGradient1 * outputWeights4;
          float outputWeights5 = parameters.get(outputWeightsAt1 + 16);
          sumK1 += outputGradient1 * outputWeights5;
          float outputWeights6 = parameters.get(outputWeightsAt1 + 32);
          sumK2 += outputGradient1 * outputWeights6;
          float outputWeights7 = parameters.get(outputWeightsAt1 + 48);
          sumK3 += outputGradient1 * outputWeights7;
          float outputWeights8 = parameters.get(outputWeightsAt1 + 64);
          sumK4 += outputGradient1 * outputWeights8;
        }
        int hiddenAt2 = (HIDDEN + k) * batch + n;
        float hidden2 = values.get(hiddenAt2);
        int hiddenSumGradientAt = (HIDDEN_SUM_GRADIENT + k) * batch + n;
        values.set(hiddenSumGradientAt, hidden2 > 0f ? sumK0 : 0f);
        float hidden3 = values.get(hiddenAt2 + batch);
        values.set(hiddenSumGradientAt + batch, hidden3 > 0f ? sumK1 : 0f);
        float hidden4 = values.get(hiddenAt2 + 2 * batch);
        values.set(hiddenSumGradientAt + 2 * batch, hidden4 > 0f ? sumK2 : 0f);
        float hidden5 = values.get(hiddenAt2 + 3 * batch);
        values.set(hiddenSumGradientAt + 3 * batch, hidden5 > 0f ? sumK3 : 0f);
        float hidden6 = values.get(hiddenAt2 + 4 * batch);
        values.set(hiddenSumGradientAt + 4 * batch, hidden6 > 0f ? sumK4 : 0f);
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
        FloatArray values, FloatArray gradients, int batch) {
      int thread = context.localIdx;
      int tile = context.groupIdx;
      float[] shared = context.allocateFloatLocalArray(640);
      if (tile < 1) {
        int u = 0;
        float sumU0 = 0f;
        float sumU1 = 0f;
        float sumU2 = 0f;
        for (int i = thread; i < batch; i += 128) {
          int n = i;
          int outputGradientAt = (OUTPUT_GRADIENT + u) * batch + n;
          float outputGradient1 = values.get(outputGradientAt);
          sumU0 += outputGradient1;
          float outputGradient2 = values.get(outputGradientAt + batch);
          sumU1 += outputGradient2;
          float outputGradient3 = values.get(outputGradientAt + 2 * batch);
          sumU2 += outputGradient3;
        }
        shared[thread] = sumU0;
        shared[thread + 128] = sumU1;
        shared[thread + 256] = sumU2;
        shared[thread + 384] = 0f;
        shared[thread + 512] = 0f;
      } else if (tile < 4) {
        int u = (tile - 1);
        int k = 0;
        float sumK0 = 0f;
        float sumK1 = 0f;
        float sumK2 = 0f;
        float sumK3 = 0f;
        float sumK4 = 0f;
        for (int i1 = thread; i1 < batch; i1 += 128) {
          int n = i1;
          int outputGradientAt1 = (OUTPUT_GRADIENT + u) * batch + n;
          float outputGradient4 = values.get(outputGradientAt1);
          int hiddenAt = (HIDDEN + k) * batch + n;
          float hidden1 = values.get(hiddenAt);
          sumK0 += outputGradient4 * hidden1;
          float hidden2 = values.get(hiddenAt + batch);
          sumK1 += outputGradient4 * hidden2;
          float hidden3 = values.get(hiddenAt + 2 * batch);
          sumK2 += outputGradient4 * hidden3;
          float hidden4 = values.get(hiddenAt + 3 * batch);
          sumK3 += outputGradient4 * hidden4;
          float hidden5 = values.get(hiddenAt + 4 * batch);
          sumK4 += outputGradient4 * hidden5;
        }
        shared[thread] = sumK0;
        shared[thread + 128] = sumK1;
        shared[thread + 256] = sumK2;
        shared[thread + 384] = sumK3;
        shared[thread + 512] = sumK4;
      } else if (tile < 5) {
        int u = 0;
        float sumU0_1 = 0f;
        float sumU1_1 = 0f;
        float sumU2_1 = 0f;
        float sumU3 = 0f;
        float sumU4 = 0f;
        for (int i2 = thread; i2 < batch; i2 += 128) {
          int n = i2;
          int hiddenSumGradientAt = (HIDDEN_SUM_GRADIENT + u) * batch + n;
          float hiddenSumGradient1 = values.get(hiddenSumGradientAt);
          sumU0_1 += hiddenSumGradient1;
          float hiddenSumGradient2 = values.get(hiddenSumGradientAt + batch);
          sumU1_1 += hiddenSumGradient2;
          float hiddenSumGradient3 = values.get(hiddenSumGradientAt + 2 * batch);
          sumU2_1 += hiddenSumGradient3;
          float hiddenSumGradient4 = values.get(hiddenSumGradientAt + 3 * batch);
          sumU3 += hiddenSumGradient4;
          float hiddenSumGradient5 = values.get(hiddenSumGradientAt + 4 * batch);
          sumU4 += hiddenSumGradient5;
        }
        shared[thread] = sumU0_1;
        shared[thread + 128] = sumU1_1;
        shared[thread + 256] = sumU2_1;
        shared[thread + 384] = sumU3;
        shared[thread + 512] = sumU4;
      } else {
        int u = 0;
        int k = (tile - 5);
        float sumU0_2 = 0f;
        float sumU1_2 = 0f;
        float sumU2_2 = 0f;
        float sumU3_1 = 0f;
        float sumU4_1 = 0f;
        for (int i3 = thread; i3 < batch; i3 += 128) {
          int n = i3;
          int hiddenSumGradientAt1 = (HIDDEN_SUM_GRADIENT + u) * batch + n;
          float hiddenSumGradient6 = values.get(hiddenSumGradientAt1);
          int sampleAt = (SAMPLE + k) * batch + n;
          float sample1 = values.get(sampleAt);
          sumU0_2 += hiddenSumGradient6 * sample1;
          float hiddenSumGradient7 = values.get(hiddenSumGradientAt1 + batch);
          sumU1_2 += hiddenSumGradient7 * sample1;
          float hiddenSumGradient8 = values.get(hiddenSumGradientAt1 + 2 * batch);
          sumU2_2 += hiddenSumGradient8 * sample1;
          float hiddenSumGradient9 = values.get(hiddenSumGradientAt1 + 3 * batch);
          sumU3_1 += hiddenSumGradient9 * sample1;
          float hiddenSumGradient10 = values.get(hiddenSumGradientAt1 + 4 * batch);
          sumU4_1 += hiddenSumGradient10 * sample1;
        }
        shared[thread] = sumU0_2;
        shared[thread + 128] = sumU1_2;
        shared[thread + 256] = sumU2_2;
        shared[thread + 384] = sumU3_1;
        shared[thread + 512] = sumU4_1;
      }
      context.localBarrier();
      for (int half = 64; half > 0; half = half / 2) {
        if (thread < half) {
          shared[thread] = shared[thread] + shared[thread + half];
          shared[thread + 128] = shared[thread + 128] + shared[thread + half + 128];
          shared[thread + 256] = shared[thread + 256] + shared[thread + half + 256];
          shared[thread + 384] = shared[thread + 384] + shared[thread + half + 384];
          shared[thread + 512] = shared[thread + 512] + shared[thread + half + 512];
        }
        context.localBarrier();
      }
      if (thread == 0) {
        if (tile < 1) {
          int u = 0;
          int outputBiasGradientAt = OUTPUT_BIAS + u;
          gradients.set(outputBiasGradientAt, shared[0]);
          gradients.set(outputBiasGradientAt + 1, shared[128]);
          gradients.set(outputBiasGradientAt + 2, shared[256]);
        } else if (tile < 4) {
          int u = (tile - 1);
          int k = 0;
          int outputWeightsGradientAt = OUTPUT_WEIGHTS + k * 16 + u;
          gradients.set(outputWeightsGradientAt, shared[0]);
          gradients.set(outputWeightsGradientAt + 16, shared[128]);
          gradients.set(outputWeightsGradientAt + 32, shared[256]);
          gradients.set(outputWeightsGradientAt + 48, shared[384]);
          gradients.set(outputWeightsGradientAt + 64, shared[512]);
        } else if (tile < 5) {
          int u = 0;
          int hiddenBiasGradientAt = HIDDEN_BIAS + u;
          gradients.set(hiddenBiasGradientAt, shared[0]);
          gradients.set(hiddenBiasGradientAt + 1, shared[128]);
          gradients.set(hiddenBiasGradientAt + 2, shared[256]);
          gradients.set(hiddenBiasGradientAt + 3, shared[384]);
          gradients.set(hiddenBiasGradientAt + 4, shared[512]);
        } else {
          int u = 0;
          int k = (tile - 5);
          int hiddenWeightsGradientAt = HIDDEN_WEIGHTS + k * 16 + u;
          gradients.set(hiddenWeightsGradientAt, shared[0]);
          gradients.set(hiddenWeightsGradientAt + 1, shared[128]);
          gradients.set(hiddenWeightsGradientAt + 2, shared[256]);
          gradients.set(hiddenWeightsGradientAt + 3, shared[384]);
          gradients.set(hiddenWeightsGradientAt + 4, shared[512]);
        }
      }
    }

    /**
     * A step of the optimizer, one parameter a thread.
     */
    public static void trainUpdate(KernelContext context, FloatArray parameters,
        FloatArray gradients, FloatArray m, FloatArray v, FloatArray step) {
      int i = context.globalIdx;
      if (i < 176) {
        float rate = step.get(0);
        float epsilon = step.get(1);
        float gradient = gradients.get(i);
        float parameter = parameters.get(i);
        float mOld = m.get(i);
        float vOld = v.get(i);
        float mNext = mOld * 0.9f + gradient * 0.1f;
        float abs1 = TornadoMath.abs(mNext);
        float mNew = abs1 < 1.1754944E-38f ? 0f : mNext;
        m.set(i, mNew);
        float vNext = vOld * 0.999f + gradient * gradient * 0.001f;
        float abs2 = TornadoMath.abs(vNext);
        float vNew = abs2 < 1.1754944E-38f ? 0f : vNext;
        v.set(i, vNew);
        float sqrt1 = TornadoMath.sqrt(vNew);
        parameters.set(i, parameter - mNew * rate / (sqrt1 + epsilon));
      }
    }
  }

  /**
   * Kernels of a training step, for a CPU.
   */
  public static final class CpuTraining {
    private static final int HIDDEN = 0;
    private static final int HIDDEN_SUM_GRADIENT = 16;
    private static final int OUTPUT = 16;
    private static final int SAMPLE = 32;
    private static final int LOSS_CLASS_LOGIT = 48;
    private static final int OUTPUT_GRADIENT = 48;
    private static final int PROBABILITIES_EXP = 48;
    private static final int PROBABILITIES = 64;
    private static final int PROBABILITIES_MAX = 80;
    private static final int PROBABILITIES_EXP_SUM = 96;
    private static final int START_OF_LOGITS = 1;
    private static final int START_OF_LOSS_GRADIENTS = 2;
    private static final int HIDDEN_WEIGHTS = 0;
    private static final int HIDDEN_BIAS = 144;
    private static final int OUTPUT_WEIGHTS = 64;
    private static final int OUTPUT_BIAS = 160;

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
      for (@Parallel int n = 0; n < batch; n++) {
        for (int u = 0; u < 4; u++) {
          int inputAt = u + n * 4;
          float input1 = input.get(inputAt);
          int sampleAt = (SAMPLE + u) * batch + n;
          values.set(sampleAt, input1);
        }
        for (int u = 0; u < 5; u += 5) {
          int hiddenBiasAt = HIDDEN_BIAS + u;
          float hiddenBias1 = parameters.get(hiddenBiasAt);
          float sumU0 = hiddenBias1;
          float hiddenBias2 = parameters.get(hiddenBiasAt + 1);
          float sumU1 = hiddenBias2;
          float hiddenBias3 = parameters.get(hiddenBiasAt + 2);
          float sumU2 = hiddenBias3;
          float hiddenBias4 = parameters.get(hiddenBiasAt + 3);
          float sumU3 = hiddenBias4;
          float hiddenBias5 = parameters.get(hiddenBiasAt + 4);
          float sumU4 = hiddenBias5;
          for (int k = 0; k < 4; k++) {
            int sampleAt1 = (SAMPLE + k) * batch + n;
            float sample1 = values.get(sampleAt1);
            int hiddenWeightsAt = HIDDEN_WEIGHTS + k * 16 + u;
            float hiddenWeights1 = parameters.get(hiddenWeightsAt);
            sumU0 += sample1 * hiddenWeights1;
            float hiddenWeights2 = parameters.get(hiddenWeightsAt + 1);
            sumU1 += sample1 * hiddenWeights2;
            float hiddenWeights3 = parameters.get(hiddenWeightsAt + 2);
            sumU2 += sample1 * hiddenWeights3;
            float hiddenWeights4 = parameters.get(hiddenWeightsAt + 3);
            sumU3 += sample1 * hiddenWeights4;
            float hiddenWeights5 = parameters.get(hiddenWeightsAt + 4);
            sumU4 += sample1 * hiddenWeights5;
          }
          int hiddenAt = (HIDDEN + u) * batch + n;
          values.set(hiddenAt, Math.max(sumU0, 0f));
          values.set(hiddenAt + batch, Math.max(sumU1, 0f));
          values.set(hiddenAt + 2 * batch, Math.max(sumU2, 0f));
          values.set(hiddenAt + 3 * batch, Math.max(sumU3, 0f));
          values.set(hiddenAt + 4 * batch, Math.max(sumU4, 0f));
        }
        for (int u = 0; u < 3; u += 3) {
          int outputBiasAt = OUTPUT_BIAS + u;
          float outputBias1 = parameters.get(outputBiasAt);
          float sumU0_1 = outputBias1;
          float outputBias2 = parameters.get(outputBiasAt + 1);
          float sumU1_1 = outputBias2;
          float outputBias3 = parameters.get(outputBiasAt + 2);
          float sumU2_1 = outputBias3;
          for (int k = 0; k < 5; k++) {
            int hiddenAt1 = (HIDDEN + k) * batch + n;
            float hidden1 = values.get(hiddenAt1);
            int outputWeightsAt = OUTPUT_WEIGHTS + k * 16 + u;
            float outputWeights1 = parameters.get(outputWeightsAt);
            sumU0_1 += hidden1 * outputWeights1;
            float outputWeights2 = parameters.get(outputWeightsAt + 1);
            sumU1_1 += hidden1 * outputWeights2;
            float outputWeights3 = parameters.get(outputWeightsAt + 2);
            sumU2_1 += hidden1 * outputWeights3;
          }
          int outputAt = (OUTPUT + u) * batch + n;
          values.set(outputAt, sumU0_1);
          values.set(outputAt + batch, sumU1_1);
          values.set(outputAt + 2 * batch, sumU2_1);
        }
        int outputAt1 = OUTPUT * batch + n;
        float output1 = values.get(outputAt1);
        float best = output1;
        float output2 = values.get(outputAt1 + batch);
        best = Math.max(best, output2);
        float output3 = values.get(outputAt1 + 2 * batch);
        best = Math.max(best, output3);
        int probabilitiesMaxAt = PROBABILITIES_MAX * batch + n;
        values.set(probabilitiesMaxAt, best);
        for (int u = 0; u < 3; u++) {
          int outputAt2 = (OUTPUT + u) * batch + n;
          float output4 = values.get(outputAt2);
          int probabilitiesMaxAt1 = PROBABILITIES_MAX * batch + n;
          float probabilitiesMax1 = values.get(probabilitiesMaxAt1);
          float exp1 = TornadoMath.exp(output4 - probabilitiesMax1);
          int probabilitiesExpAt = (PROBABILITIES_EXP + u) * batch + n;
          values.set(probabilitiesExpAt, exp1);
        }
        float sum = 0f;
        for (int u = 0; u < 3; u++) {
          int probabilitiesExpAt1 = (PROBABILITIES_EXP + u) * batch + n;
          float probabilitiesExp1 = values.get(probabilitiesExpAt1);
          sum += probabilitiesExp1;
        }
        int probabilitiesExpSumAt = PROBABILITIES_EXP_SUM * batch + n;
        values.set(probabilitiesExpSumAt, sum);
        for (int u = 0; u < 3; u++) {
          int probabilitiesExpAt2 = (PROBABILITIES_EXP + u) * batch + n;
          float probabilitiesExp2 = values.get(probabilitiesExpAt2);
          int probabilitiesExpSumAt1 = PROBABILITIES_EXP_SUM * batch + n;
          float probabilitiesExpSum1 = values.get(probabilitiesExpSumAt1);
          int probabilitiesAt = (PROBABILITIES + u) * batch + n;
          values.set(probabilitiesAt, probabilitiesExp2 / probabilitiesExpSum1);
        }
        float sum1 = 0f;
        for (int u = 0; u < 3; u++) {
          int targetAt = n;
          int target1 = classes.get(targetAt);
          int outputAt3 = (OUTPUT + u) * batch + n;
          float output5 = values.get(outputAt3);
          sum1 += u == target1 ? output5 : 0f;
        }
        int lossClassLogitAt = LOSS_CLASS_LOGIT * batch + n;
        values.set(lossClassLogitAt, sum1);
        int probabilitiesExpSumAt2 = PROBABILITIES_EXP_SUM * batch + n;
        float probabilitiesExpSum2 = values.get(probabilitiesExpSumAt2);
        float log1 = TornadoMath.log(probabilitiesExpSum2);
        int probabilitiesMaxAt2 = PROBABILITIES_MAX * batch + n;
        float probabilitiesMax2 = values.get(probabilitiesMaxAt2);
        int lossClassLogitAt1 = LOSS_CLASS_LOGIT * batch + n;
        float lossClassLogit1 = values.get(lossClassLogitAt1);
        int lossAt = n;
        results.set(lossAt, log1 + probabilitiesMax2 - lossClassLogit1);
        for (int u = 0; u < 3; u++) {
          int lossGradientAt = START_OF_LOSS_GRADIENTS + n;
          float lossGradient1 = step.get(lossGradientAt);
          int probabilitiesAt1 = (PROBABILITIES + u) * batch + n;
          float probabilities1 = values.get(probabilitiesAt1);
          int targetAt1 = n;
          int target2 = classes.get(targetAt1);
          int outputGradientAt = (OUTPUT_GRADIENT + u) * batch + n;
          values.set(outputGradientAt, lossGradient1 > 0f ? (probabilities1 - (u == target2 ? 1f : 0f)) * lossGradient1 : 0f);
        }
        for (int u = 0; u < 3; u++) {
          int outputAt4 = (OUTPUT + u) * batch + n;
          float output6 = values.get(outputAt4);
          int logitsOutAt = START_OF_LOGITS * batch + u + n * 3;
          results.set(logitsOutAt, output6);
        }
        for (int k = 0; k < 5; k += 5) {
          float sumK0 = 0f;
          float sumK1 = 0f;
          float sumK2 = 0f;
          float sumK3 = 0f;
          float sumK4 = 0f;
          for (int u = 0; u < 3; u++) {
            int outputGradientAt1 = (OUTPUT_GRADIENT + u) * batch + n;
            float outputGradient1 = values.get(outputGradientAt1);
            int outputWeightsAt1 = OUTPUT_WEIGHTS + k * 16 + u;
            float outputWeights4 = parameters.get(outputWeightsAt1);
            sumK0 += outputGradient1 * outputWeights4;
            float outputWeights5 = parameters.get(outputWeightsAt1 + 16);
            sumK1 += outputGradient1 * outputWeights5;
            float outputWeights6 = parameters.get(outputWeightsAt1 + 32);
            sumK2 += outputGradient1 * outputWeights6;
            float outputWeights7 = parameters.get(outputWeightsAt1 + 48);
            sumK3 += outputGradient1 * outputWeights7;
            float outputWeights8 = parameters.get(outputWeightsAt1 + 64);
            sumK4 += outputGradient1 * outputWeights8;
          }
          int hiddenAt2 = (HIDDEN + k) * batch + n;
          float hidden2 = values.get(hiddenAt2);
          int hiddenSumGradientAt = (HIDDEN_SUM_GRADIENT + k) * batch + n;
          values.set(hiddenSumGradientAt, hidden2 > 0f ? sumK0 : 0f);
          float hidden3 = values.get(hiddenAt2 + batch);
          values.set(hiddenSumGradientAt + batch, hidden3 > 0f ? sumK1 : 0f);
          float hidden4 = values.get(hiddenAt2 + 2 * batch);
          values.set(hiddenSumGradientAt + 2 * batch, hidden4 > 0f ? sumK2 : 0f);
          float hidden5 = values.get(hiddenAt2 + 3 * batch);
          values.set(hiddenSumGradientAt + 3 * batch, hidden5 > 0f ? sumK3 : 0f);
          float hidden6 = values.get(hiddenAt2 + 4 * batch);
          values.set(hiddenSumGradientAt + 4 * batch, hidden6 > 0f ? sumK4 : 0f);
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
        FloatArray gradients, int batch) {
      for (@Parallel int tile = 0; tile < 7; tile++) {
        int blocks = batch / 16;
        VectorFloat16 lanes = new VectorFloat16(values);
        if (tile < 1) {
          int u = 0;
          Float16 sumU0 = splat(0f);
          Float16 sumU1 = splat(0f);
          Float16 sumU2 = splat(0f);
          for (int block = 0; block < blocks; block++) {
            int outputGradientAt = (OUTPUT_GRADIENT + u) * blocks + block;
            Float16 outputGradient1 = lanes.get(outputGradientAt);
            sumU0 = Float16.add(sumU0, outputGradient1);
            Float16 outputGradient2 = lanes.get(outputGradientAt + blocks);
            sumU1 = Float16.add(sumU1, outputGradient2);
            Float16 outputGradient3 = lanes.get(outputGradientAt + 2 * blocks);
            sumU2 = Float16.add(sumU2, outputGradient3);
          }
          int outputBiasGradientAt = OUTPUT_BIAS + u;
          gradients.set(outputBiasGradientAt, sum(sumU0));
          gradients.set(outputBiasGradientAt + 1, sum(sumU1));
          gradients.set(outputBiasGradientAt + 2, sum(sumU2));
        } else if (tile < 4) {
          int u = (tile - 1);
          int k = 0;
          Float16 sumK0 = splat(0f);
          Float16 sumK1 = splat(0f);
          Float16 sumK2 = splat(0f);
          Float16 sumK3 = splat(0f);
          Float16 sumK4 = splat(0f);
          for (int block = 0; block < blocks; block++) {
            int outputGradientAt1 = (OUTPUT_GRADIENT + u) * blocks + block;
            Float16 outputGradient4 = lanes.get(outputGradientAt1);
            int hiddenAt = (HIDDEN + k) * blocks + block;
            Float16 hidden1 = lanes.get(hiddenAt);
            sumK0 = Float16.add(sumK0, Float16.mult(outputGradient4, hidden1));
            Float16 hidden2 = lanes.get(hiddenAt + blocks);
            sumK1 = Float16.add(sumK1, Float16.mult(outputGradient4, hidden2));
            Float16 hidden3 = lanes.get(hiddenAt + 2 * blocks);
            sumK2 = Float16.add(sumK2, Float16.mult(outputGradient4, hidden3));
            Float16 hidden4 = lanes.get(hiddenAt + 3 * blocks);
            sumK3 = Float16.add(sumK3, Float16.mult(outputGradient4, hidden4));
            Float16 hidden5 = lanes.get(hiddenAt + 4 * blocks);
            sumK4 = Float16.add(sumK4, Float16.mult(outputGradient4, hidden5));
          }
          int outputWeightsGradientAt = OUTPUT_WEIGHTS + k * 16 + u;
          gradients.set(outputWeightsGradientAt, sum(sumK0));
          gradients.set(outputWeightsGradientAt + 16, sum(sumK1));
          gradients.set(outputWeightsGradientAt + 32, sum(sumK2));
          gradients.set(outputWeightsGradientAt + 48, sum(sumK3));
          gradients.set(outputWeightsGradientAt + 64, sum(sumK4));
        } else if (tile < 5) {
          int u = 0;
          Float16 sumU0_1 = splat(0f);
          Float16 sumU1_1 = splat(0f);
          Float16 sumU2_1 = splat(0f);
          Float16 sumU3 = splat(0f);
          Float16 sumU4 = splat(0f);
          for (int block = 0; block < blocks; block++) {
            int hiddenSumGradientAt = (HIDDEN_SUM_GRADIENT + u) * blocks + block;
            Float16 hiddenSumGradient1 = lanes.get(hiddenSumGradientAt);
            sumU0_1 = Float16.add(sumU0_1, hiddenSumGradient1);
            Float16 hiddenSumGradient2 = lanes.get(hiddenSumGradientAt + blocks);
            sumU1_1 = Float16.add(sumU1_1, hiddenSumGradient2);
            Float16 hiddenSumGradient3 = lanes.get(hiddenSumGradientAt + 2 * blocks);
            sumU2_1 = Float16.add(sumU2_1, hiddenSumGradient3);
            Float16 hiddenSumGradient4 = lanes.get(hiddenSumGradientAt + 3 * blocks);
            sumU3 = Float16.add(sumU3, hiddenSumGradient4);
            Float16 hiddenSumGradient5 = lanes.get(hiddenSumGradientAt + 4 * blocks);
            sumU4 = Float16.add(sumU4, hiddenSumGradient5);
          }
          int hiddenBiasGradientAt = HIDDEN_BIAS + u;
          gradients.set(hiddenBiasGradientAt, sum(sumU0_1));
          gradients.set(hiddenBiasGradientAt + 1, sum(sumU1_1));
          gradients.set(hiddenBiasGradientAt + 2, sum(sumU2_1));
          gradients.set(hiddenBiasGradientAt + 3, sum(sumU3));
          gradients.set(hiddenBiasGradientAt + 4, sum(sumU4));
        } else {
          int u = 0;
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
            int hiddenSumGradientAt1 = (HIDDEN_SUM_GRADIENT + u) * blocks + block;
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
          int hiddenWeightsGradientAt = HIDDEN_WEIGHTS + k * 16 + u;
          gradients.set(hiddenWeightsGradientAt, sum(sumK0U0));
          gradients.set(hiddenWeightsGradientAt + 16, sum(sumK1U0));
          gradients.set(hiddenWeightsGradientAt + 1, sum(sumK0U1));
          gradients.set(hiddenWeightsGradientAt + 17, sum(sumK1U1));
          gradients.set(hiddenWeightsGradientAt + 2, sum(sumK0U2));
          gradients.set(hiddenWeightsGradientAt + 18, sum(sumK1U2));
          gradients.set(hiddenWeightsGradientAt + 3, sum(sumK0U3));
          gradients.set(hiddenWeightsGradientAt + 19, sum(sumK1U3));
          gradients.set(hiddenWeightsGradientAt + 4, sum(sumK0U4));
          gradients.set(hiddenWeightsGradientAt + 20, sum(sumK1U4));
        }
      }
    }

    /**
     * A step of the optimizer, one parameter a thread.
     */
    public static void trainUpdate(FloatArray parameters, FloatArray gradients, FloatArray m,
        FloatArray v, FloatArray step) {
      for (@Parallel int i = 0; i < 176; i++) {
        float rate = step.get(0);
        float epsilon = step.get(1);
        float gradient = gradients.get(i);
        float parameter = parameters.get(i);
        float mOld = m.get(i);
        float vOld = v.get(i);
        float mNext = mOld * 0.9f + gradient * 0.1f;
        float abs1 = TornadoMath.abs(mNext);
        float mNew = abs1 < 1.1754944E-38f ? 0f : mNext;
        m.set(i, mNew);
        float vNext = vOld * 0.999f + gradient * gradient * 0.001f;
        float abs2 = TornadoMath.abs(vNext);
        float vNew = abs2 < 1.1754944E-38f ? 0f : vNext;
        v.set(i, vNew);
        float sqrt1 = TornadoMath.sqrt(vNew);
        parameters.set(i, parameter - mNew * rate / (sqrt1 + epsilon));
      }
    }
  }

  /**
   * Kernels of a training step, for a FPGA.
   */
  public static final class FpgaTraining {
    private static final int HIDDEN = 0;
    private static final int HIDDEN_SUM_GRADIENT = 16;
    private static final int OUTPUT = 16;
    private static final int SAMPLE = 32;
    private static final int LOSS_CLASS_LOGIT = 48;
    private static final int OUTPUT_GRADIENT = 48;
    private static final int PROBABILITIES_EXP = 48;
    private static final int PROBABILITIES = 64;
    private static final int PROBABILITIES_MAX = 80;
    private static final int PROBABILITIES_EXP_SUM = 96;
    private static final int START_OF_LOGITS = 1;
    private static final int START_OF_LOSS_GRADIENTS = 2;
    private static final int HIDDEN_WEIGHTS = 0;
    private static final int HIDDEN_BIAS = 144;
    private static final int OUTPUT_WEIGHTS = 64;
    private static final int OUTPUT_BIAS = 160;

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
          int inputAt = u + n * 4;
          float input1 = input.get(inputAt);
          int sampleAt = (SAMPLE + u) * batch + n;
          values.set(sampleAt, input1);
        }
        for (int u = 0; u < 5; u++) {
          int hiddenBiasAt = HIDDEN_BIAS + u;
          float hiddenBias1 = parameters.get(hiddenBiasAt);
          float sum = hiddenBias1;
          int sampleAt1 = SAMPLE * batch + n;
          float sample1 = values.get(sampleAt1);
          int hiddenWeightsAt = HIDDEN_WEIGHTS + u;
          float hiddenWeights1 = parameters.get(hiddenWeightsAt);
          sum += sample1 * hiddenWeights1;
          float sample2 = values.get(sampleAt1 + batch);
          float hiddenWeights2 = parameters.get(hiddenWeightsAt + 16);
          sum += sample2 * hiddenWeights2;
          float sample3 = values.get(sampleAt1 + 2 * batch);
          float hiddenWeights3 = parameters.get(hiddenWeightsAt + 32);
          sum += sample3 * hiddenWeights3;
          float sample4 = values.get(sampleAt1 + 3 * batch);
          float hiddenWeights4 = parameters.get(hiddenWeightsAt + 48);
          sum += sample4 * hiddenWeights4;
          int hiddenAt = (HIDDEN + u) * batch + n;
          values.set(hiddenAt, Math.max(sum, 0f));
        }
        for (int u = 0; u < 3; u += 3) {
          int outputBiasAt = OUTPUT_BIAS + u;
          float outputBias1 = parameters.get(outputBiasAt);
          float sumU0 = outputBias1;
          float outputBias2 = parameters.get(outputBiasAt + 1);
          float sumU1 = outputBias2;
          float outputBias3 = parameters.get(outputBiasAt + 2);
          float sumU2 = outputBias3;
          int hiddenAt1 = HIDDEN * batch + n;
          float hidden1 = values.get(hiddenAt1);
          int outputWeightsAt = OUTPUT_WEIGHTS + u;
          float outputWeights1 = parameters.get(outputWeightsAt);
          sumU0 += hidden1 * outputWeights1;
          float outputWeights2 = parameters.get(outputWeightsAt + 1);
          sumU1 += hidden1 * outputWeights2;
          float outputWeights3 = parameters.get(outputWeightsAt + 2);
          sumU2 += hidden1 * outputWeights3;
          float hidden2 = values.get(hiddenAt1 + batch);
          float outputWeights4 = parameters.get(outputWeightsAt + 16);
          sumU0 += hidden2 * outputWeights4;
          float outputWeights5 = parameters.get(outputWeightsAt + 17);
          sumU1 += hidden2 * outputWeights5;
          float outputWeights6 = parameters.get(outputWeightsAt + 18);
          sumU2 += hidden2 * outputWeights6;
          float hidden3 = values.get(hiddenAt1 + 2 * batch);
          float outputWeights7 = parameters.get(outputWeightsAt + 32);
          sumU0 += hidden3 * outputWeights7;
          float outputWeights8 = parameters.get(outputWeightsAt + 33);
          sumU1 += hidden3 * outputWeights8;
          float outputWeights9 = parameters.get(outputWeightsAt + 34);
          sumU2 += hidden3 * outputWeights9;
          float hidden4 = values.get(hiddenAt1 + 3 * batch);
          float outputWeights10 = parameters.get(outputWeightsAt + 48);
          sumU0 += hidden4 * outputWeights10;
          float outputWeights11 = parameters.get(outputWeightsAt + 49);
          sumU1 += hidden4 * outputWeights11;
          float outputWeights12 = parameters.get(outputWeightsAt + 50);
          sumU2 += hidden4 * outputWeights12;
          float hidden5 = values.get(hiddenAt1 + 4 * batch);
          float outputWeights13 = parameters.get(outputWeightsAt + 64);
          sumU0 += hidden5 * outputWeights13;
          float outputWeights14 = parameters.get(outputWeightsAt + 65);
          sumU1 += hidden5 * outputWeights14;
          float outputWeights15 = parameters.get(outputWeightsAt + 66);
          sumU2 += hidden5 * outputWeights15;
          int outputAt = (OUTPUT + u) * batch + n;
          values.set(outputAt, sumU0);
          values.set(outputAt + batch, sumU1);
          values.set(outputAt + 2 * batch, sumU2);
        }
        int outputAt1 = OUTPUT * batch + n;
        float output1 = values.get(outputAt1);
        float best = output1;
        float output2 = values.get(outputAt1 + batch);
        best = Math.max(best, output2);
        float output3 = values.get(outputAt1 + 2 * batch);
        best = Math.max(best, output3);
        int probabilitiesMaxAt = PROBABILITIES_MAX * batch + n;
        values.set(probabilitiesMaxAt, best);
        for (int u = 0; u < 3; u++) {
          int outputAt2 = (OUTPUT + u) * batch + n;
          float output4 = values.get(outputAt2);
          int probabilitiesMaxAt1 = PROBABILITIES_MAX * batch + n;
          float probabilitiesMax1 = values.get(probabilitiesMaxAt1);
          float exp1 = TornadoMath.exp(output4 - probabilitiesMax1);
          int probabilitiesExpAt = (PROBABILITIES_EXP + u) * batch + n;
          values.set(probabilitiesExpAt, exp1);
        }
        float sum1 = 0f;
        int probabilitiesExpAt1 = PROBABILITIES_EXP * batch + n;
        float probabilitiesExp1 = values.get(probabilitiesExpAt1);
        sum1 += probabilitiesExp1;
        float probabilitiesExp2 = values.get(probabilitiesExpAt1 + batch);
        sum1 += probabilitiesExp2;
        float probabilitiesExp3 = values.get(probabilitiesExpAt1 + 2 * batch);
        sum1 += probabilitiesExp3;
        int probabilitiesExpSumAt = PROBABILITIES_EXP_SUM * batch + n;
        values.set(probabilitiesExpSumAt, sum1);
        for (int u = 0; u < 3; u++) {
          int probabilitiesExpAt2 = (PROBABILITIES_EXP + u) * batch + n;
          float probabilitiesExp4 = values.get(probabilitiesExpAt2);
          int probabilitiesExpSumAt1 = PROBABILITIES_EXP_SUM * batch + n;
          float probabilitiesExpSum1 = values.get(probabilitiesExpSumAt1);
          int probabilitiesAt = (PROBABILITIES + u) * batch + n;
          values.set(probabilitiesAt, probabilitiesExp4 / probabilitiesExpSum1);
        }
        float sum2 = 0f;
        int targetAt = n;
        int target1 = classes.get(targetAt);
        int outputAt3 = OUTPUT * batch + n;
        float output5 = values.get(outputAt3);
        sum2 += 0 == target1 ? output5 : 0f;
        float output6 = values.get(outputAt3 + batch);
        sum2 += 1 == target1 ? output6 : 0f;
        float output7 = values.get(outputAt3 + 2 * batch);
        sum2 += 2 == target1 ? output7 : 0f;
        int lossClassLogitAt = LOSS_CLASS_LOGIT * batch + n;
        values.set(lossClassLogitAt, sum2);
        int probabilitiesExpSumAt2 = PROBABILITIES_EXP_SUM * batch + n;
        float probabilitiesExpSum2 = values.get(probabilitiesExpSumAt2);
        float log1 = TornadoMath.log(probabilitiesExpSum2);
        int probabilitiesMaxAt2 = PROBABILITIES_MAX * batch + n;
        float probabilitiesMax2 = values.get(probabilitiesMaxAt2);
        int lossClassLogitAt1 = LOSS_CLASS_LOGIT * batch + n;
        float lossClassLogit1 = values.get(lossClassLogitAt1);
        int lossAt = n;
        results.set(lossAt, log1 + probabilitiesMax2 - lossClassLogit1);
        for (int u = 0; u < 3; u++) {
          int lossGradientAt = START_OF_LOSS_GRADIENTS + n;
          float lossGradient1 = step.get(lossGradientAt);
          int probabilitiesAt1 = (PROBABILITIES + u) * batch + n;
          float probabilities1 = values.get(probabilitiesAt1);
          int targetAt1 = n;
          int target2 = classes.get(targetAt1);
          int outputGradientAt = (OUTPUT_GRADIENT + u) * batch + n;
          values.set(outputGradientAt, lossGradient1 > 0f ? (probabilities1 - (u == target2 ? 1f : 0f)) * lossGradient1 : 0f);
        }
        for (int u = 0; u < 3; u++) {
          int outputAt4 = (OUTPUT + u) * batch + n;
          float output8 = values.get(outputAt4);
          int logitsOutAt = START_OF_LOGITS * batch + u + n * 3;
          results.set(logitsOutAt, output8);
        }
        for (int k = 0; k < 5; k++) {
          float sum3 = 0f;
          int outputGradientAt1 = OUTPUT_GRADIENT * batch + n;
          float outputGradient1 = values.get(outputGradientAt1);
          int outputWeightsAt1 = OUTPUT_WEIGHTS + k * 16;
          float outputWeights16 = parameters.get(outputWeightsAt1);
          sum3 += outputGradient1 * outputWeights16;
          float outputGradient2 = values.get(outputGradientAt1 + batch);
          float outputWeights17 = parameters.get(outputWeightsAt1 + 1);
          sum3 += outputGradient2 * outputWeights17;
          float outputGradient3 = values.get(outputGradientAt1 + 2 * batch);
          float outputWeights18 = parameters.get(outputWeightsAt1 + 2);
          sum3 += outputGradient3 * outputWeights18;
          int hiddenAt2 = (HIDDEN + k) * batch + n;
          float hidden6 = values.get(hiddenAt2);
          int hiddenSumGradientAt = (HIDDEN_SUM_GRADIENT + k) * batch + n;
          values.set(hiddenSumGradientAt, hidden6 > 0f ? sum3 : 0f);
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
        FloatArray gradients, int batch) {
      for (@Parallel int tile = 0; tile < 64; tile++) {
        if (tile < 18) {
          if (tile < 3) {
            int u = tile;
            float sum = 0f;
            for (int n = 0; n < batch; n++) {
              int outputGradientAt = (OUTPUT_GRADIENT + u) * batch + n;
              float outputGradient1 = values.get(outputGradientAt);
              sum += outputGradient1;
            }
            int outputBiasGradientAt = OUTPUT_BIAS + u;
            gradients.set(outputBiasGradientAt, sum);
          } else if (tile < 8) {
            int u = 0;
            int k = (tile - 3);
            float sumU0 = 0f;
            float sumU1 = 0f;
            float sumU2 = 0f;
            for (int n = 0; n < batch; n++) {
              int outputGradientAt1 = (OUTPUT_GRADIENT + u) * batch + n;
              float outputGradient2 = values.get(outputGradientAt1);
              int hiddenAt = (HIDDEN + k) * batch + n;
              float hidden1 = values.get(hiddenAt);
              sumU0 += outputGradient2 * hidden1;
              float outputGradient3 = values.get(outputGradientAt1 + batch);
              sumU1 += outputGradient3 * hidden1;
              float outputGradient4 = values.get(outputGradientAt1 + 2 * batch);
              sumU2 += outputGradient4 * hidden1;
            }
            int outputWeightsGradientAt = OUTPUT_WEIGHTS + k * 16 + u;
            gradients.set(outputWeightsGradientAt, sumU0);
            gradients.set(outputWeightsGradientAt + 1, sumU1);
            gradients.set(outputWeightsGradientAt + 2, sumU2);
          } else if (tile < 13) {
            int u = (tile - 8);
            float sum1 = 0f;
            for (int n = 0; n < batch; n++) {
              int hiddenSumGradientAt = (HIDDEN_SUM_GRADIENT + u) * batch + n;
              float hiddenSumGradient1 = values.get(hiddenSumGradientAt);
              sum1 += hiddenSumGradient1;
            }
            int hiddenBiasGradientAt = HIDDEN_BIAS + u;
            gradients.set(hiddenBiasGradientAt, sum1);
          } else {
            int u = (tile - 13);
            int k = 0;
            float sumK0 = 0f;
            float sumK1 = 0f;
            float sumK2 = 0f;
            float sumK3 = 0f;
            for (int n = 0; n < batch; n++) {
              int hiddenSumGradientAt1 = (HIDDEN_SUM_GRADIENT + u) * batch + n;
              float hiddenSumGradient2 = values.get(hiddenSumGradientAt1);
              int sampleAt = (SAMPLE + k) * batch + n;
              float sample1 = values.get(sampleAt);
              sumK0 += hiddenSumGradient2 * sample1;
              float sample2 = values.get(sampleAt + batch);
              sumK1 += hiddenSumGradient2 * sample2;
              float sample3 = values.get(sampleAt + 2 * batch);
              sumK2 += hiddenSumGradient2 * sample3;
              float sample4 = values.get(sampleAt + 3 * batch);
              sumK3 += hiddenSumGradient2 * sample4;
            }
            int hiddenWeightsGradientAt = HIDDEN_WEIGHTS + k * 16 + u;
            gradients.set(hiddenWeightsGradientAt, sumK0);
            gradients.set(hiddenWeightsGradientAt + 16, sumK1);
            gradients.set(hiddenWeightsGradientAt + 32, sumK2);
            gradients.set(hiddenWeightsGradientAt + 48, sumK3);
          }
        }
      }
    }

    /**
     * A step of the optimizer, one parameter a thread.
     */
    public static void trainUpdate(FloatArray parameters, FloatArray gradients, FloatArray m,
        FloatArray v, FloatArray step) {
      for (@Parallel int i = 0; i < 192; i++) {
        if (i < 176) {
          float rate = step.get(0);
          float epsilon = step.get(1);
          float gradient = gradients.get(i);
          float parameter = parameters.get(i);
          float mOld = m.get(i);
          float vOld = v.get(i);
          float mNext = mOld * 0.9f + gradient * 0.1f;
          float abs1 = TornadoMath.abs(mNext);
          float mNew = abs1 < 1.1754944E-38f ? 0f : mNext;
          m.set(i, mNew);
          float vNext = vOld * 0.999f + gradient * gradient * 0.001f;
          float abs2 = TornadoMath.abs(vNext);
          float vNew = abs2 < 1.1754944E-38f ? 0f : vNext;
          v.set(i, vNew);
          float sqrt1 = TornadoMath.sqrt(vNew);
          parameters.set(i, parameter - mNew * rate / (sqrt1 + epsilon));
        }
      }
    }
  }

  /**
   * Kernels of a prediction, for a GPU.
   */
  public static final class GpuPrediction {
    private static final int HIDDEN = 0;
    private static final int PROBABILITIES_EXP = 0;
    private static final int OUTPUT = 16;
    private static final int SAMPLE = 16;
    private static final int PROBABILITIES = 32;
    private static final int PROBABILITIES_MAX = 32;
    private static final int PROBABILITIES_EXP_SUM = 48;
    private static final int START_OF_LOGITS = 0;
    private static final int START_OF_PROBABILITIES = 3;
    private static final int HIDDEN_WEIGHTS = 0;
    private static final int HIDDEN_BIAS = 144;
    private static final int OUTPUT_WEIGHTS = 64;
    private static final int OUTPUT_BIAS = 160;

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
      for (int u = 0; u < 4; u++) {
        int inputAt = u + n * 4;
        float input1 = input.get(inputAt);
        int sampleAt = (SAMPLE + u) * batch + n;
        values.set(sampleAt, input1);
      }
      for (int u = 0; u < 5; u += 5) {
        int hiddenBiasAt = HIDDEN_BIAS + u;
        float hiddenBias1 = parameters.get(hiddenBiasAt);
        float sumU0 = hiddenBias1;
        float hiddenBias2 = parameters.get(hiddenBiasAt + 1);
        float sumU1 = hiddenBias2;
        float hiddenBias3 = parameters.get(hiddenBiasAt + 2);
        float sumU2 = hiddenBias3;
        float hiddenBias4 = parameters.get(hiddenBiasAt + 3);
        float sumU3 = hiddenBias4;
        float hiddenBias5 = parameters.get(hiddenBiasAt + 4);
        float sumU4 = hiddenBias5;
        for (int k = 0; k < 4; k++) {
          int sampleAt1 = (SAMPLE + k) * batch + n;
          float sample1 = values.get(sampleAt1);
          int hiddenWeightsAt = HIDDEN_WEIGHTS + k * 16 + u;
          float hiddenWeights1 = parameters.get(hiddenWeightsAt);
          sumU0 += sample1 * hiddenWeights1;
          float hiddenWeights2 = parameters.get(hiddenWeightsAt + 1);
          sumU1 += sample1 * hiddenWeights2;
          float hiddenWeights3 = parameters.get(hiddenWeightsAt + 2);
          sumU2 += sample1 * hiddenWeights3;
          float hiddenWeights4 = parameters.get(hiddenWeightsAt + 3);
          sumU3 += sample1 * hiddenWeights4;
          float hiddenWeights5 = parameters.get(hiddenWeightsAt + 4);
          sumU4 += sample1 * hiddenWeights5;
        }
        int hiddenAt = (HIDDEN + u) * batch + n;
        values.set(hiddenAt, Math.max(sumU0, 0f));
        values.set(hiddenAt + batch, Math.max(sumU1, 0f));
        values.set(hiddenAt + 2 * batch, Math.max(sumU2, 0f));
        values.set(hiddenAt + 3 * batch, Math.max(sumU3, 0f));
        values.set(hiddenAt + 4 * batch, Math.max(sumU4, 0f));
      }
      for (int u = 0; u < 3; u += 3) {
        int outputBiasAt = OUTPUT_BIAS + u;
        float outputBias1 = parameters.get(outputBiasAt);
        float sumU0_1 = outputBias1;
        float outputBias2 = parameters.get(outputBiasAt + 1);
        float sumU1_1 = outputBias2;
        float outputBias3 = parameters.get(outputBiasAt + 2);
        float sumU2_1 = outputBias3;
        for (int k = 0; k < 5; k++) {
          int hiddenAt1 = (HIDDEN + k) * batch + n;
          float hidden1 = values.get(hiddenAt1);
          int outputWeightsAt = OUTPUT_WEIGHTS + k * 16 + u;
          float outputWeights1 = parameters.get(outputWeightsAt);
          sumU0_1 += hidden1 * outputWeights1;
          float outputWeights2 = parameters.get(outputWeightsAt + 1);
          sumU1_1 += hidden1 * outputWeights2;
          float outputWeights3 = parameters.get(outputWeightsAt + 2);
          sumU2_1 += hidden1 * outputWeights3;
        }
        int outputAt = (OUTPUT + u) * batch + n;
        values.set(outputAt, sumU0_1);
        values.set(outputAt + batch, sumU1_1);
        values.set(outputAt + 2 * batch, sumU2_1);
      }
      int outputAt1 = OUTPUT * batch + n;
      float output1 = values.get(outputAt1);
      float best = output1;
      float output2 = values.get(outputAt1 + batch);
      best = Math.max(best, output2);
      float output3 = values.get(outputAt1 + 2 * batch);
      best = Math.max(best, output3);
      int probabilitiesMaxAt = PROBABILITIES_MAX * batch + n;
      values.set(probabilitiesMaxAt, best);
      for (int u = 0; u < 3; u++) {
        int outputAt2 = (OUTPUT + u) * batch + n;
        float output4 = values.get(outputAt2);
        int probabilitiesMaxAt1 = PROBABILITIES_MAX * batch + n;
        float probabilitiesMax1 = values.get(probabilitiesMaxAt1);
        float exp1 = TornadoMath.exp(output4 - probabilitiesMax1);
        int probabilitiesExpAt = (PROBABILITIES_EXP + u) * batch + n;
        values.set(probabilitiesExpAt, exp1);
      }
      float sum = 0f;
      for (int u = 0; u < 3; u++) {
        int probabilitiesExpAt1 = (PROBABILITIES_EXP + u) * batch + n;
        float probabilitiesExp1 = values.get(probabilitiesExpAt1);
        sum += probabilitiesExp1;
      }
      int probabilitiesExpSumAt = PROBABILITIES_EXP_SUM * batch + n;
      values.set(probabilitiesExpSumAt, sum);
      for (int u = 0; u < 3; u++) {
        int probabilitiesExpAt2 = (PROBABILITIES_EXP + u) * batch + n;
        float probabilitiesExp2 = values.get(probabilitiesExpAt2);
        int probabilitiesExpSumAt1 = PROBABILITIES_EXP_SUM * batch + n;
        float probabilitiesExpSum1 = values.get(probabilitiesExpSumAt1);
        int probabilitiesAt = (PROBABILITIES + u) * batch + n;
        values.set(probabilitiesAt, probabilitiesExp2 / probabilitiesExpSum1);
      }
      for (int u = 0; u < 3; u++) {
        int outputAt3 = (OUTPUT + u) * batch + n;
        float output5 = values.get(outputAt3);
        int logitsOutAt = START_OF_LOGITS * batch + u + n * 3;
        results.set(logitsOutAt, output5);
      }
      for (int u = 0; u < 3; u++) {
        int probabilitiesAt1 = (PROBABILITIES + u) * batch + n;
        float probabilities1 = values.get(probabilitiesAt1);
        int probabilitiesOutAt = START_OF_PROBABILITIES * batch + u + n * 3;
        results.set(probabilitiesOutAt, probabilities1);
      }
    }
  }

  /**
   * Kernels of a prediction, for a CPU.
   */
  public static final class CpuPrediction {
    private static final int HIDDEN = 0;
    private static final int PROBABILITIES_EXP = 0;
    private static final int OUTPUT = 16;
    private static final int SAMPLE = 16;
    private static final int PROBABILITIES = 32;
    private static final int PROBABILITIES_MAX = 32;
    private static final int PROBABILITIES_EXP_SUM = 48;
    private static final int START_OF_LOGITS = 0;
    private static final int START_OF_PROBABILITIES = 3;
    private static final int HIDDEN_WEIGHTS = 0;
    private static final int HIDDEN_BIAS = 144;
    private static final int OUTPUT_WEIGHTS = 64;
    private static final int OUTPUT_BIAS = 160;

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
      for (@Parallel int n = 0; n < batch; n++) {
        for (int u = 0; u < 4; u++) {
          int inputAt = u + n * 4;
          float input1 = input.get(inputAt);
          int sampleAt = (SAMPLE + u) * batch + n;
          values.set(sampleAt, input1);
        }
        for (int u = 0; u < 5; u += 5) {
          int hiddenBiasAt = HIDDEN_BIAS + u;
          float hiddenBias1 = parameters.get(hiddenBiasAt);
          float sumU0 = hiddenBias1;
          float hiddenBias2 = parameters.get(hiddenBiasAt + 1);
          float sumU1 = hiddenBias2;
          float hiddenBias3 = parameters.get(hiddenBiasAt + 2);
          float sumU2 = hiddenBias3;
          float hiddenBias4 = parameters.get(hiddenBiasAt + 3);
          float sumU3 = hiddenBias4;
          float hiddenBias5 = parameters.get(hiddenBiasAt + 4);
          float sumU4 = hiddenBias5;
          for (int k = 0; k < 4; k++) {
            int sampleAt1 = (SAMPLE + k) * batch + n;
            float sample1 = values.get(sampleAt1);
            int hiddenWeightsAt = HIDDEN_WEIGHTS + k * 16 + u;
            float hiddenWeights1 = parameters.get(hiddenWeightsAt);
            sumU0 += sample1 * hiddenWeights1;
            float hiddenWeights2 = parameters.get(hiddenWeightsAt + 1);
            sumU1 += sample1 * hiddenWeights2;
            float hiddenWeights3 = parameters.get(hiddenWeightsAt + 2);
            sumU2 += sample1 * hiddenWeights3;
            float hiddenWeights4 = parameters.get(hiddenWeightsAt + 3);
            sumU3 += sample1 * hiddenWeights4;
            float hiddenWeights5 = parameters.get(hiddenWeightsAt + 4);
            sumU4 += sample1 * hiddenWeights5;
          }
          int hiddenAt = (HIDDEN + u) * batch + n;
          values.set(hiddenAt, Math.max(sumU0, 0f));
          values.set(hiddenAt + batch, Math.max(sumU1, 0f));
          values.set(hiddenAt + 2 * batch, Math.max(sumU2, 0f));
          values.set(hiddenAt + 3 * batch, Math.max(sumU3, 0f));
          values.set(hiddenAt + 4 * batch, Math.max(sumU4, 0f));
        }
        for (int u = 0; u < 3; u += 3) {
          int outputBiasAt = OUTPUT_BIAS + u;
          float outputBias1 = parameters.get(outputBiasAt);
          float sumU0_1 = outputBias1;
          float outputBias2 = parameters.get(outputBiasAt + 1);
          float sumU1_1 = outputBias2;
          float outputBias3 = parameters.get(outputBiasAt + 2);
          float sumU2_1 = outputBias3;
          for (int k = 0; k < 5; k++) {
            int hiddenAt1 = (HIDDEN + k) * batch + n;
            float hidden1 = values.get(hiddenAt1);
            int outputWeightsAt = OUTPUT_WEIGHTS + k * 16 + u;
            float outputWeights1 = parameters.get(outputWeightsAt);
            sumU0_1 += hidden1 * outputWeights1;
            float outputWeights2 = parameters.get(outputWeightsAt + 1);
            sumU1_1 += hidden1 * outputWeights2;
            float outputWeights3 = parameters.get(outputWeightsAt + 2);
            sumU2_1 += hidden1 * outputWeights3;
          }
          int outputAt = (OUTPUT + u) * batch + n;
          values.set(outputAt, sumU0_1);
          values.set(outputAt + batch, sumU1_1);
          values.set(outputAt + 2 * batch, sumU2_1);
        }
        int outputAt1 = OUTPUT * batch + n;
        float output1 = values.get(outputAt1);
        float best = output1;
        float output2 = values.get(outputAt1 + batch);
        best = Math.max(best, output2);
        float output3 = values.get(outputAt1 + 2 * batch);
        best = Math.max(best, output3);
        int probabilitiesMaxAt = PROBABILITIES_MAX * batch + n;
        values.set(probabilitiesMaxAt, best);
        for (int u = 0; u < 3; u++) {
          int outputAt2 = (OUTPUT + u) * batch + n;
          float output4 = values.get(outputAt2);
          int probabilitiesMaxAt1 = PROBABILITIES_MAX * batch + n;
          float probabilitiesMax1 = values.get(probabilitiesMaxAt1);
          float exp1 = TornadoMath.exp(output4 - probabilitiesMax1);
          int probabilitiesExpAt = (PROBABILITIES_EXP + u) * batch + n;
          values.set(probabilitiesExpAt, exp1);
        }
        float sum = 0f;
        for (int u = 0; u < 3; u++) {
          int probabilitiesExpAt1 = (PROBABILITIES_EXP + u) * batch + n;
          float probabilitiesExp1 = values.get(probabilitiesExpAt1);
          sum += probabilitiesExp1;
        }
        int probabilitiesExpSumAt = PROBABILITIES_EXP_SUM * batch + n;
        values.set(probabilitiesExpSumAt, sum);
        for (int u = 0; u < 3; u++) {
          int probabilitiesExpAt2 = (PROBABILITIES_EXP + u) * batch + n;
          float probabilitiesExp2 = values.get(probabilitiesExpAt2);
          int probabilitiesExpSumAt1 = PROBABILITIES_EXP_SUM * batch + n;
          float probabilitiesExpSum1 = values.get(probabilitiesExpSumAt1);
          int probabilitiesAt = (PROBABILITIES + u) * batch + n;
          values.set(probabilitiesAt, probabilitiesExp2 / probabilitiesExpSum1);
        }
        for (int u = 0; u < 3; u++) {
          int outputAt3 = (OUTPUT + u) * batch + n;
          float output5 = values.get(outputAt3);
          int logitsOutAt = START_OF_LOGITS * batch + u + n * 3;
          results.set(logitsOutAt, output5);
        }
        for (int u = 0; u < 3; u++) {
          int probabilitiesAt1 = (PROBABILITIES + u) * batch + n;
          float probabilities1 = values.get(probabilitiesAt1);
          int probabilitiesOutAt = START_OF_PROBABILITIES * batch + u + n * 3;
          results.set(probabilitiesOutAt, probabilities1);
        }
      }
    }
  }

  /**
   * Kernels of a prediction, for a FPGA.
   */
  public static final class FpgaPrediction {
    private static final int HIDDEN = 0;
    private static final int PROBABILITIES_EXP = 0;
    private static final int OUTPUT = 16;
    private static final int SAMPLE = 16;
    private static final int PROBABILITIES = 32;
    private static final int PROBABILITIES_MAX = 32;
    private static final int PROBABILITIES_EXP_SUM = 48;
    private static final int START_OF_LOGITS = 0;
    private static final int START_OF_PROBABILITIES = 3;
    private static final int HIDDEN_WEIGHTS = 0;
    private static final int HIDDEN_BIAS = 144;
    private static final int OUTPUT_WEIGHTS = 64;
    private static final int OUTPUT_BIAS = 160;

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
          int inputAt = u + n * 4;
          float input1 = input.get(inputAt);
          int sampleAt = (SAMPLE + u) * batch + n;
          values.set(sampleAt, input1);
        }
        for (int u = 0; u < 5; u++) {
          int hiddenBiasAt = HIDDEN_BIAS + u;
          float hiddenBias1 = parameters.get(hiddenBiasAt);
          float sum = hiddenBias1;
          int sampleAt1 = SAMPLE * batch + n;
          float sample1 = values.get(sampleAt1);
          int hiddenWeightsAt = HIDDEN_WEIGHTS + u;
          float hiddenWeights1 = parameters.get(hiddenWeightsAt);
          sum += sample1 * hiddenWeights1;
          float sample2 = values.get(sampleAt1 + batch);
          float hiddenWeights2 = parameters.get(hiddenWeightsAt + 16);
          sum += sample2 * hiddenWeights2;
          float sample3 = values.get(sampleAt1 + 2 * batch);
          float hiddenWeights3 = parameters.get(hiddenWeightsAt + 32);
          sum += sample3 * hiddenWeights3;
          float sample4 = values.get(sampleAt1 + 3 * batch);
          float hiddenWeights4 = parameters.get(hiddenWeightsAt + 48);
          sum += sample4 * hiddenWeights4;
          int hiddenAt = (HIDDEN + u) * batch + n;
          values.set(hiddenAt, Math.max(sum, 0f));
        }
        for (int u = 0; u < 3; u += 3) {
          int outputBiasAt = OUTPUT_BIAS + u;
          float outputBias1 = parameters.get(outputBiasAt);
          float sumU0 = outputBias1;
          float outputBias2 = parameters.get(outputBiasAt + 1);
          float sumU1 = outputBias2;
          float outputBias3 = parameters.get(outputBiasAt + 2);
          float sumU2 = outputBias3;
          int hiddenAt1 = HIDDEN * batch + n;
          float hidden1 = values.get(hiddenAt1);
          int outputWeightsAt = OUTPUT_WEIGHTS + u;
          float outputWeights1 = parameters.get(outputWeightsAt);
          sumU0 += hidden1 * outputWeights1;
          float outputWeights2 = parameters.get(outputWeightsAt + 1);
          sumU1 += hidden1 * outputWeights2;
          float outputWeights3 = parameters.get(outputWeightsAt + 2);
          sumU2 += hidden1 * outputWeights3;
          float hidden2 = values.get(hiddenAt1 + batch);
          float outputWeights4 = parameters.get(outputWeightsAt + 16);
          sumU0 += hidden2 * outputWeights4;
          float outputWeights5 = parameters.get(outputWeightsAt + 17);
          sumU1 += hidden2 * outputWeights5;
          float outputWeights6 = parameters.get(outputWeightsAt + 18);
          sumU2 += hidden2 * outputWeights6;
          float hidden3 = values.get(hiddenAt1 + 2 * batch);
          float outputWeights7 = parameters.get(outputWeightsAt + 32);
          sumU0 += hidden3 * outputWeights7;
          float outputWeights8 = parameters.get(outputWeightsAt + 33);
          sumU1 += hidden3 * outputWeights8;
          float outputWeights9 = parameters.get(outputWeightsAt + 34);
          sumU2 += hidden3 * outputWeights9;
          float hidden4 = values.get(hiddenAt1 + 3 * batch);
          float outputWeights10 = parameters.get(outputWeightsAt + 48);
          sumU0 += hidden4 * outputWeights10;
          float outputWeights11 = parameters.get(outputWeightsAt + 49);
          sumU1 += hidden4 * outputWeights11;
          float outputWeights12 = parameters.get(outputWeightsAt + 50);
          sumU2 += hidden4 * outputWeights12;
          float hidden5 = values.get(hiddenAt1 + 4 * batch);
          float outputWeights13 = parameters.get(outputWeightsAt + 64);
          sumU0 += hidden5 * outputWeights13;
          float outputWeights14 = parameters.get(outputWeightsAt + 65);
          sumU1 += hidden5 * outputWeights14;
          float outputWeights15 = parameters.get(outputWeightsAt + 66);
          sumU2 += hidden5 * outputWeights15;
          int outputAt = (OUTPUT + u) * batch + n;
          values.set(outputAt, sumU0);
          values.set(outputAt + batch, sumU1);
          values.set(outputAt + 2 * batch, sumU2);
        }
        int outputAt1 = OUTPUT * batch + n;
        float output1 = values.get(outputAt1);
        float best = output1;
        float output2 = values.get(outputAt1 + batch);
        best = Math.max(best, output2);
        float output3 = values.get(outputAt1 + 2 * batch);
        best = Math.max(best, output3);
        int probabilitiesMaxAt = PROBABILITIES_MAX * batch + n;
        values.set(probabilitiesMaxAt, best);
        for (int u = 0; u < 3; u++) {
          int outputAt2 = (OUTPUT + u) * batch + n;
          float output4 = values.get(outputAt2);
          int probabilitiesMaxAt1 = PROBABILITIES_MAX * batch + n;
          float probabilitiesMax1 = values.get(probabilitiesMaxAt1);
          float exp1 = TornadoMath.exp(output4 - probabilitiesMax1);
          int probabilitiesExpAt = (PROBABILITIES_EXP + u) * batch + n;
          values.set(probabilitiesExpAt, exp1);
        }
        float sum1 = 0f;
        int probabilitiesExpAt1 = PROBABILITIES_EXP * batch + n;
        float probabilitiesExp1 = values.get(probabilitiesExpAt1);
        sum1 += probabilitiesExp1;
        float probabilitiesExp2 = values.get(probabilitiesExpAt1 + batch);
        sum1 += probabilitiesExp2;
        float probabilitiesExp3 = values.get(probabilitiesExpAt1 + 2 * batch);
        sum1 += probabilitiesExp3;
        int probabilitiesExpSumAt = PROBABILITIES_EXP_SUM * batch + n;
        values.set(probabilitiesExpSumAt, sum1);
        for (int u = 0; u < 3; u++) {
          int probabilitiesExpAt2 = (PROBABILITIES_EXP + u) * batch + n;
          float probabilitiesExp4 = values.get(probabilitiesExpAt2);
          int probabilitiesExpSumAt1 = PROBABILITIES_EXP_SUM * batch + n;
          float probabilitiesExpSum1 = values.get(probabilitiesExpSumAt1);
          int probabilitiesAt = (PROBABILITIES + u) * batch + n;
          values.set(probabilitiesAt, probabilitiesExp4 / probabilitiesExpSum1);
        }
        for (int u = 0; u < 3; u++) {
          int outputAt3 = (OUTPUT + u) * batch + n;
          float output5 = values.get(outputAt3);
          int logitsOutAt = START_OF_LOGITS * batch + u + n * 3;
          results.set(logitsOutAt, output5);
        }
        for (int u = 0; u < 3; u++) {
          int probabilitiesAt1 = (PROBABILITIES + u) * batch + n;
          float probabilities1 = values.get(probabilitiesAt1);
          int probabilitiesOutAt = START_OF_PROBABILITIES * batch + u + n * 3;
          results.set(probabilitiesOutAt, probabilities1);
        }
      }
    }
  }
}
