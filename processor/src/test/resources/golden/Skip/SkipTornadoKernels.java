import javax.annotation.processing.Generated;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Kernels of {@link Skip} for accelerators, as TornadoVM compiles them.
 *
 * <p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit. Array {@code values} holds
 * the values of all samples, {@code [h][w][c][n]}; {@code batch} is the number of samples, rounded up to whole groups.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class SkipTornadoKernels {
  private SkipTornadoKernels() {
  }

  /** Uses what an upload sends, as a task graph demands. Changes nothing. */
  public static void uploadTouch(FloatArray parameters, FloatArray velocity,
      FloatArray predictValues, FloatArray trainValues, FloatArray gradients) {
    for (@Parallel int i = 0; i < 64; i++) {
      if (i == 0) {
        parameters.set(i, parameters.get(i));
        velocity.set(i, velocity.get(i));
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

  /** Kernels of a training step, for a GPU. */
  public static final class GpuTraining {
    /** Threads of a work group that adds up sums, a power of two. */
    private static final int GROUP = 128;

    /** Threads that share a sample. */
    private static final int SHARERS = 32;

    /**
     * Floats 0 to 2 of each sample: [3]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int FIRST = 0;

    /**
     * Floats 16 to 18 of each sample: [3]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int FIRST_SUM_GRADIENT = 16;

    /** Floats 16 to 18 of each sample: [3]; trainInputToSecondBackwardToFirst alone. */
    private static final int OUTPUT = 16;

    /** Floats 32 to 34 of each sample: [3]; trainInputToSecondBackwardToFirst alone. */
    private static final int OUTPUT_GRADIENT = 32;

    /** Floats 48 to 50 of each sample: [3]; trainInputToSecondBackwardToFirst alone. */
    private static final int FIRST_GRADIENT = 48;

    /**
     * Floats 64 to 66 of each sample: [3]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int SECOND_GRADIENT = 64;

    /**
     * Floats 80 to 81 of each sample: [2]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int SAMPLE = 80;
    private static final int INPUT_SAMPLE = 2;
    private static final int LOGITS_OUT_SAMPLE = 3;
    private static final int TARGET_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 1;

    /** Index in {@code step}. */
    private static final int INDEX_OF_LEARNING_RATE = 0;

    /** Index in {@code step}. */
    private static final int START_OF_LOSS_GRADIENTS = 1;
    private static final int FIRST_WEIGHTS = 16;
    private static final int FIRST_WEIGHTS_ROW = 16;
    private static final int FIRST_BIAS = 96;
    private static final int SECOND_WEIGHTS = 48;
    private static final int SECOND_WEIGHTS_ROW = 16;

    private GpuTraining() {
    }

    /**
     * For {@link Skip#first}, {@link Skip#second}, {@link Skip#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * firstSum[n, u] starts from firstBias[u]
     * firstSum[n, u] += sample[n, k] * firstWeights[k, u]
     * first[n, u] = tanh(firstSum[n, u])
     * second[n, u] += first[n, k] * secondWeights[k, u]
     * output[n, u] = sigmoid(first[n, u] + second[n, u])
     * loss[n] += ((output[n, u] - target[n, u]) * (output[n, u] - target[n, u])) * 0.3333333333333333
     * outputGradient[n, u] = (lossGradient[n] > 0 ? ((output[n, u] - target[n, u]) * 0.6666666666666666) * lossGradient[n] : 0)
     * logitsOut[n, u] = output[n, u]
     * firstGradient[n, u] = outputGradient[n, u] * (output[n, u] * (1 - output[n, u]))
     * secondGradient[n, u] = firstGradient[n, u]
     * firstGradient[n, k] += secondGradient[n, u] * secondWeights[k, u]
     * firstSumGradient[n, k] = firstGradient[n, k] * (1 - (first[n, k] * first[n, k]))
     * }</pre>
     */
    public static void trainInputToSecondBackwardToFirst(KernelContext context, FloatArray values,
        FloatArray parameters, FloatArray input, FloatArray results, FloatArray targets,
        FloatArray step, int batch) {
      int n = context.globalIdx;
      int thread = context.localIdy;
      for (int u = thread; u < 2; u += SHARERS) {
        values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        float sum = parameters.get(FIRST_BIAS + u);
        for (int k = 0; k < 2; k++) {
          sum += values.get((SAMPLE + k) * batch + n) * parameters.get(FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW + u);
        }
        values.set((FIRST + u) * batch + n, TornadoMath.tanh(sum));
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        float sum1 = 0f;
        for (int k = 0; k < 3; k++) {
          sum1 += values.get((FIRST + k) * batch + n) * parameters.get(SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u);
        }
        values.set((OUTPUT + u) * batch + n, 1f / (1f + TornadoMath.exp(-(values.get((FIRST + u) * batch + n) + sum1))));
      }
      context.globalBarrier();
      if (thread == 0) {
        float sum2 = 0f;
        for (int u = 0; u < 3; u++) {
          float difference1 = values.get((OUTPUT + u) * batch + n) - targets.get(u + n * TARGET_SAMPLE);
          sum2 += difference1 * difference1 * 0.33333334f;
        }
        results.set(n, sum2);
      }
      for (int u = thread; u < 3; u += SHARERS) {
        float lossGradient1 = step.get(START_OF_LOSS_GRADIENTS + n);
        float output2 = values.get((OUTPUT + u) * batch + n);
        float target2 = targets.get(u + n * TARGET_SAMPLE);
        values.set((OUTPUT_GRADIENT + u) * batch + n, lossGradient1 > 0f ? (output2 - target2) * 0.6666667f * lossGradient1 : 0f);
      }
      for (int u = thread; u < 3; u += SHARERS) {
        results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        float output4 = values.get((OUTPUT + u) * batch + n);
        float firstGradient1 = values.get((OUTPUT_GRADIENT + u) * batch + n) * (output4 * (1f - output4));
        values.set((FIRST_GRADIENT + u) * batch + n, firstGradient1);
        values.set((SECOND_GRADIENT + u) * batch + n, firstGradient1);
      }
      context.globalBarrier();
      for (int k = thread; k < 3; k += SHARERS) {
        float sum3 = 0f;
        for (int u = 0; u < 3; u++) {
          sum3 += values.get((SECOND_GRADIENT + u) * batch + n) * parameters.get(SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u);
        }
        int firstGradientAt1 = (FIRST_GRADIENT + k) * batch + n;
        float firstGradient2 = values.get(firstGradientAt1);
        firstGradient2 += sum3;
        values.set(firstGradientAt1, firstGradient2);
        float first3 = values.get((FIRST + k) * batch + n);
        values.set((FIRST_SUM_GRADIENT + k) * batch + n, firstGradient2 * (1f - first3 * first3));
      }
    }

    /**
     * For {@link Skip#second}, {@link Skip#first}:
     *
     * <pre>{@code
     * secondWeightsGradient[k, u] += secondGradient[n, u] * first[n, k]
     * firstBiasGradient[u] += firstSumGradient[n, u]
     * firstWeightsGradient[k, u] += firstSumGradient[n, u] * sample[n, k]
     * }</pre>
     */
    public static void trainSecondWeightsGradientToFirstWeightsGradient(KernelContext context,
        FloatArray values, FloatArray gradients, FloatArray parameters, FloatArray velocity,
        FloatArray step, int batch) {
      float learningRate = step.get(INDEX_OF_LEARNING_RATE);
      int thread = context.localIdx;
      int tile = context.groupIdx;
      float[] shared = context.allocateFloatLocalArray(6 * GROUP);
      if (tile < 3) {
        int k = tile;
        float sumU0 = 0f;
        float sumU1 = 0f;
        float sumU2 = 0f;
        for (int n = thread; n < batch; n += GROUP) {
          int secondGradientAt = SECOND_GRADIENT * batch + n;
          float first1 = values.get((FIRST + k) * batch + n);
          sumU0 += values.get(secondGradientAt) * first1;
          sumU1 += values.get(secondGradientAt + batch) * first1;
          sumU2 += values.get(secondGradientAt + 2 * batch) * first1;
        }
        shared[thread] = sumU0;
        shared[thread + GROUP] = sumU1;
        shared[thread + 2 * GROUP] = sumU2;
        shared[thread + 3 * GROUP] = 0f;
        shared[thread + 4 * GROUP] = 0f;
        shared[thread + 5 * GROUP] = 0f;
      } else if (tile < 4) {
        float sumU0_1 = 0f;
        float sumU1_1 = 0f;
        float sumU2_1 = 0f;
        for (int n = thread; n < batch; n += GROUP) {
          int firstSumGradientAt = FIRST_SUM_GRADIENT * batch + n;
          sumU0_1 += values.get(firstSumGradientAt);
          sumU1_1 += values.get(firstSumGradientAt + batch);
          sumU2_1 += values.get(firstSumGradientAt + 2 * batch);
        }
        shared[thread] = sumU0_1;
        shared[thread + GROUP] = sumU1_1;
        shared[thread + 2 * GROUP] = sumU2_1;
        shared[thread + 3 * GROUP] = 0f;
        shared[thread + 4 * GROUP] = 0f;
        shared[thread + 5 * GROUP] = 0f;
      } else {
        float sumK0U0 = 0f;
        float sumK1U0 = 0f;
        float sumK0U1 = 0f;
        float sumK1U1 = 0f;
        float sumK0U2 = 0f;
        float sumK1U2 = 0f;
        for (int n = thread; n < batch; n += GROUP) {
          int firstSumGradientAt1 = FIRST_SUM_GRADIENT * batch + n;
          float firstSumGradient4 = values.get(firstSumGradientAt1);
          int sampleAt = SAMPLE * batch + n;
          float sample1 = values.get(sampleAt);
          sumK0U0 += firstSumGradient4 * sample1;
          float sample2 = values.get(sampleAt + batch);
          sumK1U0 += firstSumGradient4 * sample2;
          float firstSumGradient5 = values.get(firstSumGradientAt1 + batch);
          sumK0U1 += firstSumGradient5 * sample1;
          sumK1U1 += firstSumGradient5 * sample2;
          float firstSumGradient6 = values.get(firstSumGradientAt1 + 2 * batch);
          sumK0U2 += firstSumGradient6 * sample1;
          sumK1U2 += firstSumGradient6 * sample2;
        }
        shared[thread] = sumK0U0;
        shared[thread + GROUP] = sumK1U0;
        shared[thread + 2 * GROUP] = sumK0U1;
        shared[thread + 3 * GROUP] = sumK1U1;
        shared[thread + 4 * GROUP] = sumK0U2;
        shared[thread + 5 * GROUP] = sumK1U2;
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
        }
        context.localBarrier();
      }
      if (thread == 0) {
        if (tile < 3) {
          int secondWeightsGradientAt = SECOND_WEIGHTS + tile * SECOND_WEIGHTS_ROW;
          gradients.set(secondWeightsGradientAt, shared[0]);
          gradients.set(secondWeightsGradientAt + 1, shared[GROUP]);
          gradients.set(secondWeightsGradientAt + 2, shared[2 * GROUP]);
          for (int uInTile = 0; uInTile < 3; uInTile++) {
            update(parameters, gradients, velocity, secondWeightsGradientAt + uInTile, learningRate);
          }
        } else if (tile < 4) {
          int firstBiasGradientAt = FIRST_BIAS;
          gradients.set(firstBiasGradientAt, shared[0]);
          gradients.set(firstBiasGradientAt + 1, shared[GROUP]);
          gradients.set(firstBiasGradientAt + 2, shared[2 * GROUP]);
          for (int uInTile1 = 0; uInTile1 < 3; uInTile1++) {
            update(parameters, gradients, velocity, firstBiasGradientAt + uInTile1, learningRate);
          }
        } else {
          int firstWeightsGradientAt = FIRST_WEIGHTS;
          gradients.set(firstWeightsGradientAt, shared[0]);
          gradients.set(firstWeightsGradientAt + FIRST_WEIGHTS_ROW, shared[GROUP]);
          gradients.set(firstWeightsGradientAt + 1, shared[2 * GROUP]);
          gradients.set(firstWeightsGradientAt + FIRST_WEIGHTS_ROW + 1, shared[3 * GROUP]);
          gradients.set(firstWeightsGradientAt + 2, shared[4 * GROUP]);
          gradients.set(firstWeightsGradientAt + FIRST_WEIGHTS_ROW + 2, shared[5 * GROUP]);
          for (int kInTile = 0; kInTile < 2; kInTile++) {
            for (int uInTile2 = 0; uInTile2 < 3; uInTile2++) {
              update(parameters, gradients, velocity, firstWeightsGradientAt + kInTile * FIRST_WEIGHTS_ROW + uInTile2, learningRate);
            }
          }
        }
      }
    }

    /** A step of the optimizer for parameter {@code i}. */
    static void update(FloatArray parameters, FloatArray gradients, FloatArray velocity, int i,
        float learningRate) {
      float gradient = gradients.get(i);
      float parameter = parameters.get(i);
      float velocityNext = velocity.get(i) * 0.9f + gradient;
      float velocityNew = TornadoMath.abs(velocityNext) < 1.1754944E-38f ? 0f : velocityNext;
      velocity.set(i, velocityNew);
      parameters.set(i, parameter - (gradient + velocityNew * 0.9f) * learningRate);
    }
  }

  /** Kernels of a training step, for a CPU. */
  public static final class CpuTraining {
    /** Samples of a vector. */
    private static final int LANES = 16;

    /**
     * Floats 0 to 2 of each sample: [3]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int FIRST = 0;

    /**
     * Floats 16 to 18 of each sample: [3]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int FIRST_SUM_GRADIENT = 16;

    /** Floats 16 to 18 of each sample: [3]; trainInputToSecondBackwardToFirst alone. */
    private static final int OUTPUT = 16;

    /** Floats 32 to 34 of each sample: [3]; trainInputToSecondBackwardToFirst alone. */
    private static final int OUTPUT_GRADIENT = 32;

    /** Floats 48 to 50 of each sample: [3]; trainInputToSecondBackwardToFirst alone. */
    private static final int FIRST_GRADIENT = 48;

    /**
     * Floats 64 to 66 of each sample: [3]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int SECOND_GRADIENT = 64;

    /**
     * Floats 80 to 81 of each sample: [2]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int SAMPLE = 80;
    private static final int INPUT_SAMPLE = 2;
    private static final int LOGITS_OUT_SAMPLE = 3;
    private static final int TARGET_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 1;

    /** Index in {@code step}. */
    private static final int INDEX_OF_LEARNING_RATE = 0;

    /** Index in {@code step}. */
    private static final int START_OF_LOSS_GRADIENTS = 1;
    private static final int FIRST_WEIGHTS = 16;
    private static final int FIRST_WEIGHTS_ROW = 16;
    private static final int FIRST_BIAS = 96;
    private static final int SECOND_WEIGHTS = 48;
    private static final int SECOND_WEIGHTS_ROW = 16;

    private CpuTraining() {
    }

    /**
     * For {@link Skip#first}, {@link Skip#second}, {@link Skip#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * firstSum[n, u] starts from firstBias[u]
     * firstSum[n, u] += sample[n, k] * firstWeights[k, u]
     * first[n, u] = tanh(firstSum[n, u])
     * second[n, u] += first[n, k] * secondWeights[k, u]
     * output[n, u] = sigmoid(first[n, u] + second[n, u])
     * loss[n] += ((output[n, u] - target[n, u]) * (output[n, u] - target[n, u])) * 0.3333333333333333
     * outputGradient[n, u] = (lossGradient[n] > 0 ? ((output[n, u] - target[n, u]) * 0.6666666666666666) * lossGradient[n] : 0)
     * logitsOut[n, u] = output[n, u]
     * firstGradient[n, u] = outputGradient[n, u] * (output[n, u] * (1 - output[n, u]))
     * secondGradient[n, u] = firstGradient[n, u]
     * firstGradient[n, k] += secondGradient[n, u] * secondWeights[k, u]
     * firstSumGradient[n, k] = firstGradient[n, k] * (1 - (first[n, k] * first[n, k]))
     * }</pre>
     */
    public static void trainInputToSecondBackwardToFirst(FloatArray values, FloatArray parameters,
        FloatArray input, FloatArray results, FloatArray targets, FloatArray step, int batch) {
      for (@Parallel int block = 0; block < batch / LANES; block++) {
        int blocks = batch / LANES;
        VectorFloat16 lanes = new VectorFloat16(values);
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int u = 0; u < 2; u++) {
            values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
          }
        }
        int firstBiasAt = FIRST_BIAS;
        Float16 sumU0 = splat(parameters.get(firstBiasAt));
        Float16 sumU1 = splat(parameters.get(firstBiasAt + 1));
        Float16 sumU2 = splat(parameters.get(firstBiasAt + 2));
        for (int k = 0; k < 2; k++) {
          Float16 sample1 = lanes.get((SAMPLE + k) * blocks + block);
          int firstWeightsAt = FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW;
          sumU0 = Float16.add(sumU0, Float16.mult(sample1, splat(parameters.get(firstWeightsAt))));
          sumU1 = Float16.add(sumU1, Float16.mult(sample1, splat(parameters.get(firstWeightsAt + 1))));
          sumU2 = Float16.add(sumU2, Float16.mult(sample1, splat(parameters.get(firstWeightsAt + 2))));
        }
        float[] sums = new float[3 * LANES];
        spill(sumU0, sums, 0);
        spill(sumU1, sums, LANES);
        spill(sumU2, sums, 2 * LANES);
        for (int lane = 0; lane < LANES; lane++) {
          int n = block * LANES + lane;
          float sum2 = sums[lane + LANES];
          float sum3 = sums[lane + 2 * LANES];
          int firstAt = FIRST * batch + n;
          values.set(firstAt, TornadoMath.tanh(sums[lane]));
          values.set(firstAt + batch, TornadoMath.tanh(sum2));
          values.set(firstAt + 2 * batch, TornadoMath.tanh(sum3));
        }
        Float16 sumU0_1 = splat(0f);
        Float16 sumU1_1 = splat(0f);
        Float16 sumU2_1 = splat(0f);
        for (int k = 0; k < 3; k++) {
          Float16 first1 = lanes.get((FIRST + k) * blocks + block);
          int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW;
          sumU0_1 = Float16.add(sumU0_1, Float16.mult(first1, splat(parameters.get(secondWeightsAt))));
          sumU1_1 = Float16.add(sumU1_1, Float16.mult(first1, splat(parameters.get(secondWeightsAt + 1))));
          sumU2_1 = Float16.add(sumU2_1, Float16.mult(first1, splat(parameters.get(secondWeightsAt + 2))));
        }
        float[] sums1 = new float[3 * LANES];
        spill(sumU0_1, sums1, 0);
        spill(sumU1_1, sums1, LANES);
        spill(sumU2_1, sums1, 2 * LANES);
        for (int lane1 = 0; lane1 < LANES; lane1++) {
          int n = block * LANES + lane1;
          float sum5 = sums1[lane1 + LANES];
          float sum6 = sums1[lane1 + 2 * LANES];
          int firstAt2 = FIRST * batch + n;
          int outputAt = OUTPUT * batch + n;
          values.set(outputAt, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2) + sums1[lane1]))));
          values.set(outputAt + batch, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2 + batch) + sum5))));
          values.set(outputAt + 2 * batch, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2 + 2 * batch) + sum6))));
        }
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          float sum = 0f;
          for (int u = 0; u < 3; u++) {
            float difference1 = values.get((OUTPUT + u) * batch + n) - targets.get(u + n * TARGET_SAMPLE);
            sum += difference1 * difference1 * 0.33333334f;
          }
          results.set(n, sum);
          for (int u = 0; u < 3; u++) {
            float lossGradient1 = step.get(START_OF_LOSS_GRADIENTS + n);
            float output2 = values.get((OUTPUT + u) * batch + n);
            float target2 = targets.get(u + n * TARGET_SAMPLE);
            values.set((OUTPUT_GRADIENT + u) * batch + n, lossGradient1 > 0f ? (output2 - target2) * 0.6666667f * lossGradient1 : 0f);
          }
          for (int u = 0; u < 3; u++) {
            results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
          }
          for (int u = 0; u < 3; u++) {
            float output4 = values.get((OUTPUT + u) * batch + n);
            float firstGradient1 = values.get((OUTPUT_GRADIENT + u) * batch + n) * (output4 * (1f - output4));
            values.set((FIRST_GRADIENT + u) * batch + n, firstGradient1);
            values.set((SECOND_GRADIENT + u) * batch + n, firstGradient1);
          }
        }
        Float16 sumK0 = splat(0f);
        Float16 sumK1 = splat(0f);
        Float16 sumK2 = splat(0f);
        for (int u = 0; u < 3; u++) {
          Float16 secondGradient1 = lanes.get((SECOND_GRADIENT + u) * blocks + block);
          int secondWeightsAt1 = SECOND_WEIGHTS + u;
          sumK0 = Float16.add(sumK0, Float16.mult(secondGradient1, splat(parameters.get(secondWeightsAt1))));
          sumK1 = Float16.add(sumK1, Float16.mult(secondGradient1, splat(parameters.get(secondWeightsAt1 + SECOND_WEIGHTS_ROW))));
          sumK2 = Float16.add(sumK2, Float16.mult(secondGradient1, splat(parameters.get(secondWeightsAt1 + 2 * SECOND_WEIGHTS_ROW))));
        }
        float[] sums2 = new float[3 * LANES];
        spill(sumK0, sums2, 0);
        spill(sumK1, sums2, LANES);
        spill(sumK2, sums2, 2 * LANES);
        for (int lane2 = 0; lane2 < LANES; lane2++) {
          int n = block * LANES + lane2;
          float sum8 = sums2[lane2 + LANES];
          float sum9 = sums2[lane2 + 2 * LANES];
          int firstGradientAt1 = FIRST_GRADIENT * batch + n;
          float firstGradient2 = values.get(firstGradientAt1);
          firstGradient2 += sums2[lane2];
          values.set(firstGradientAt1, firstGradient2);
          int firstAt3 = FIRST * batch + n;
          float first5 = values.get(firstAt3);
          int firstSumGradientAt = FIRST_SUM_GRADIENT * batch + n;
          values.set(firstSumGradientAt, firstGradient2 * (1f - first5 * first5));
          float firstGradient3 = values.get(firstGradientAt1 + batch);
          firstGradient3 += sum8;
          values.set(firstGradientAt1 + batch, firstGradient3);
          float first6 = values.get(firstAt3 + batch);
          values.set(firstSumGradientAt + batch, firstGradient3 * (1f - first6 * first6));
          float firstGradient4 = values.get(firstGradientAt1 + 2 * batch);
          firstGradient4 += sum9;
          values.set(firstGradientAt1 + 2 * batch, firstGradient4);
          float first7 = values.get(firstAt3 + 2 * batch);
          values.set(firstSumGradientAt + 2 * batch, firstGradient4 * (1f - first7 * first7));
        }
      }
    }

    /**
     * For {@link Skip#second}, {@link Skip#first}:
     *
     * <pre>{@code
     * secondWeightsGradient[k, u] += secondGradient[n, u] * first[n, k]
     * firstBiasGradient[u] += firstSumGradient[n, u]
     * firstWeightsGradient[k, u] += firstSumGradient[n, u] * sample[n, k]
     * }</pre>
     */
    public static void trainSecondWeightsGradientToFirstWeightsGradient(FloatArray values,
        FloatArray gradients, FloatArray parameters, FloatArray velocity, FloatArray step,
        int batch) {
      float learningRate = step.get(INDEX_OF_LEARNING_RATE);
      for (@Parallel int tile = 0; tile < 3; tile++) {
        int blocks = batch / LANES;
        VectorFloat16 lanes = new VectorFloat16(values);
        if (tile < 1) {
          Float16 sumK0U0 = splat(0f);
          Float16 sumK1U0 = splat(0f);
          Float16 sumK2U0 = splat(0f);
          Float16 sumK0U1 = splat(0f);
          Float16 sumK1U1 = splat(0f);
          Float16 sumK2U1 = splat(0f);
          Float16 sumK0U2 = splat(0f);
          Float16 sumK1U2 = splat(0f);
          Float16 sumK2U2 = splat(0f);
          for (int block = 0; block < blocks; block++) {
            int secondGradientAt = SECOND_GRADIENT * blocks + block;
            Float16 secondGradient1 = lanes.get(secondGradientAt);
            int firstAt = FIRST * blocks + block;
            Float16 first1 = lanes.get(firstAt);
            sumK0U0 = Float16.add(sumK0U0, Float16.mult(secondGradient1, first1));
            Float16 first2 = lanes.get(firstAt + blocks);
            sumK1U0 = Float16.add(sumK1U0, Float16.mult(secondGradient1, first2));
            Float16 first3 = lanes.get(firstAt + 2 * blocks);
            sumK2U0 = Float16.add(sumK2U0, Float16.mult(secondGradient1, first3));
            Float16 secondGradient2 = lanes.get(secondGradientAt + blocks);
            sumK0U1 = Float16.add(sumK0U1, Float16.mult(secondGradient2, first1));
            sumK1U1 = Float16.add(sumK1U1, Float16.mult(secondGradient2, first2));
            sumK2U1 = Float16.add(sumK2U1, Float16.mult(secondGradient2, first3));
            Float16 secondGradient3 = lanes.get(secondGradientAt + 2 * blocks);
            sumK0U2 = Float16.add(sumK0U2, Float16.mult(secondGradient3, first1));
            sumK1U2 = Float16.add(sumK1U2, Float16.mult(secondGradient3, first2));
            sumK2U2 = Float16.add(sumK2U2, Float16.mult(secondGradient3, first3));
          }
          int secondWeightsGradientAt = SECOND_WEIGHTS;
          gradients.set(secondWeightsGradientAt, sum(sumK0U0));
          gradients.set(secondWeightsGradientAt + SECOND_WEIGHTS_ROW, sum(sumK1U0));
          gradients.set(secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW, sum(sumK2U0));
          gradients.set(secondWeightsGradientAt + 1, sum(sumK0U1));
          gradients.set(secondWeightsGradientAt + SECOND_WEIGHTS_ROW + 1, sum(sumK1U1));
          gradients.set(secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW + 1, sum(sumK2U1));
          gradients.set(secondWeightsGradientAt + 2, sum(sumK0U2));
          gradients.set(secondWeightsGradientAt + SECOND_WEIGHTS_ROW + 2, sum(sumK1U2));
          gradients.set(secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW + 2, sum(sumK2U2));
          for (int kInTile = 0; kInTile < 3; kInTile++) {
            for (int uInTile = 0; uInTile < 3; uInTile++) {
              update(parameters, gradients, velocity, secondWeightsGradientAt + kInTile * SECOND_WEIGHTS_ROW + uInTile, learningRate);
            }
          }
        } else if (tile < 2) {
          Float16 sumU0 = splat(0f);
          Float16 sumU1 = splat(0f);
          Float16 sumU2 = splat(0f);
          for (int block = 0; block < blocks; block++) {
            int firstSumGradientAt = FIRST_SUM_GRADIENT * blocks + block;
            sumU0 = Float16.add(sumU0, lanes.get(firstSumGradientAt));
            sumU1 = Float16.add(sumU1, lanes.get(firstSumGradientAt + blocks));
            sumU2 = Float16.add(sumU2, lanes.get(firstSumGradientAt + 2 * blocks));
          }
          int firstBiasGradientAt = FIRST_BIAS;
          gradients.set(firstBiasGradientAt, sum(sumU0));
          gradients.set(firstBiasGradientAt + 1, sum(sumU1));
          gradients.set(firstBiasGradientAt + 2, sum(sumU2));
          for (int uInTile1 = 0; uInTile1 < 3; uInTile1++) {
            update(parameters, gradients, velocity, firstBiasGradientAt + uInTile1, learningRate);
          }
        } else {
          Float16 sumK0U0_1 = splat(0f);
          Float16 sumK1U0_1 = splat(0f);
          Float16 sumK0U1_1 = splat(0f);
          Float16 sumK1U1_1 = splat(0f);
          Float16 sumK0U2_1 = splat(0f);
          Float16 sumK1U2_1 = splat(0f);
          for (int block = 0; block < blocks; block++) {
            int firstSumGradientAt1 = FIRST_SUM_GRADIENT * blocks + block;
            Float16 firstSumGradient4 = lanes.get(firstSumGradientAt1);
            int sampleAt = SAMPLE * blocks + block;
            Float16 sample1 = lanes.get(sampleAt);
            sumK0U0_1 = Float16.add(sumK0U0_1, Float16.mult(firstSumGradient4, sample1));
            Float16 sample2 = lanes.get(sampleAt + blocks);
            sumK1U0_1 = Float16.add(sumK1U0_1, Float16.mult(firstSumGradient4, sample2));
            Float16 firstSumGradient5 = lanes.get(firstSumGradientAt1 + blocks);
            sumK0U1_1 = Float16.add(sumK0U1_1, Float16.mult(firstSumGradient5, sample1));
            sumK1U1_1 = Float16.add(sumK1U1_1, Float16.mult(firstSumGradient5, sample2));
            Float16 firstSumGradient6 = lanes.get(firstSumGradientAt1 + 2 * blocks);
            sumK0U2_1 = Float16.add(sumK0U2_1, Float16.mult(firstSumGradient6, sample1));
            sumK1U2_1 = Float16.add(sumK1U2_1, Float16.mult(firstSumGradient6, sample2));
          }
          int firstWeightsGradientAt = FIRST_WEIGHTS;
          gradients.set(firstWeightsGradientAt, sum(sumK0U0_1));
          gradients.set(firstWeightsGradientAt + FIRST_WEIGHTS_ROW, sum(sumK1U0_1));
          gradients.set(firstWeightsGradientAt + 1, sum(sumK0U1_1));
          gradients.set(firstWeightsGradientAt + FIRST_WEIGHTS_ROW + 1, sum(sumK1U1_1));
          gradients.set(firstWeightsGradientAt + 2, sum(sumK0U2_1));
          gradients.set(firstWeightsGradientAt + FIRST_WEIGHTS_ROW + 2, sum(sumK1U2_1));
          for (int kInTile1 = 0; kInTile1 < 2; kInTile1++) {
            for (int uInTile2 = 0; uInTile2 < 3; uInTile2++) {
              update(parameters, gradients, velocity, firstWeightsGradientAt + kInTile1 * FIRST_WEIGHTS_ROW + uInTile2, learningRate);
            }
          }
        }
      }
    }

    /** A step of the optimizer for parameter {@code i}. */
    static void update(FloatArray parameters, FloatArray gradients, FloatArray velocity, int i,
        float learningRate) {
      float gradient = gradients.get(i);
      float parameter = parameters.get(i);
      float velocityNext = velocity.get(i) * 0.9f + gradient;
      float velocityNew = TornadoMath.abs(velocityNext) < 1.1754944E-38f ? 0f : velocityNext;
      velocity.set(i, velocityNew);
      parameters.set(i, parameter - (gradient + velocityNew * 0.9f) * learningRate);
    }
  }

  /** Kernels of a training step, for a FPGA. */
  public static final class FpgaTraining {
    /**
     * Floats 0 to 2 of each sample: [3]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int FIRST = 0;

    /**
     * Floats 16 to 18 of each sample: [3]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int FIRST_SUM_GRADIENT = 16;

    /** Floats 16 to 18 of each sample: [3]; trainInputToSecondBackwardToFirst alone. */
    private static final int OUTPUT = 16;

    /** Floats 32 to 34 of each sample: [3]; trainInputToSecondBackwardToFirst alone. */
    private static final int OUTPUT_GRADIENT = 32;

    /** Floats 48 to 50 of each sample: [3]; trainInputToSecondBackwardToFirst alone. */
    private static final int FIRST_GRADIENT = 48;

    /**
     * Floats 64 to 66 of each sample: [3]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int SECOND_GRADIENT = 64;

    /**
     * Floats 80 to 81 of each sample: [2]; from trainInputToSecondBackwardToFirst to trainSecondWeightsGradientToFirstWeightsGradient.
     */
    private static final int SAMPLE = 80;
    private static final int INPUT_SAMPLE = 2;
    private static final int LOGITS_OUT_SAMPLE = 3;
    private static final int TARGET_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 1;

    /** Index in {@code step}. */
    private static final int INDEX_OF_LEARNING_RATE = 0;

    /** Index in {@code step}. */
    private static final int START_OF_LOSS_GRADIENTS = 1;
    private static final int FIRST_WEIGHTS = 16;
    private static final int FIRST_WEIGHTS_ROW = 16;
    private static final int FIRST_BIAS = 96;
    private static final int SECOND_WEIGHTS = 48;
    private static final int SECOND_WEIGHTS_ROW = 16;

    private FpgaTraining() {
    }

    /**
     * For {@link Skip#first}, {@link Skip#second}, {@link Skip#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * firstSum[n, u] starts from firstBias[u]
     * firstSum[n, u] += sample[n, k] * firstWeights[k, u]
     * first[n, u] = tanh(firstSum[n, u])
     * second[n, u] += first[n, k] * secondWeights[k, u]
     * output[n, u] = sigmoid(first[n, u] + second[n, u])
     * loss[n] += ((output[n, u] - target[n, u]) * (output[n, u] - target[n, u])) * 0.3333333333333333
     * outputGradient[n, u] = (lossGradient[n] > 0 ? ((output[n, u] - target[n, u]) * 0.6666666666666666) * lossGradient[n] : 0)
     * logitsOut[n, u] = output[n, u]
     * firstGradient[n, u] = outputGradient[n, u] * (output[n, u] * (1 - output[n, u]))
     * secondGradient[n, u] = firstGradient[n, u]
     * firstGradient[n, k] += secondGradient[n, u] * secondWeights[k, u]
     * firstSumGradient[n, k] = firstGradient[n, k] * (1 - (first[n, k] * first[n, k]))
     * }</pre>
     */
    public static void trainInputToSecondBackwardToFirst(FloatArray values, FloatArray parameters,
        FloatArray input, FloatArray results, FloatArray targets, FloatArray step, int batch) {
      for (@Parallel int n = 0; n < batch; n++) {
        for (int u = 0; u < 2; u++) {
          values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
        }
        int firstBiasAt = FIRST_BIAS;
        float sumU0 = parameters.get(firstBiasAt);
        float sumU1 = parameters.get(firstBiasAt + 1);
        float sumU2 = parameters.get(firstBiasAt + 2);
        int sampleAt1 = SAMPLE * batch + n;
        float sample1 = values.get(sampleAt1);
        int firstWeightsAt = FIRST_WEIGHTS;
        sumU0 += sample1 * parameters.get(firstWeightsAt);
        sumU1 += sample1 * parameters.get(firstWeightsAt + 1);
        sumU2 += sample1 * parameters.get(firstWeightsAt + 2);
        float sample2 = values.get(sampleAt1 + batch);
        sumU0 += sample2 * parameters.get(firstWeightsAt + FIRST_WEIGHTS_ROW);
        sumU1 += sample2 * parameters.get(firstWeightsAt + FIRST_WEIGHTS_ROW + 1);
        sumU2 += sample2 * parameters.get(firstWeightsAt + FIRST_WEIGHTS_ROW + 2);
        int firstAt = FIRST * batch + n;
        values.set(firstAt, TornadoMath.tanh(sumU0));
        values.set(firstAt + batch, TornadoMath.tanh(sumU1));
        values.set(firstAt + 2 * batch, TornadoMath.tanh(sumU2));
        float sumU0_1 = 0f;
        float sumU1_1 = 0f;
        float sumU2_1 = 0f;
        int firstAt1 = FIRST * batch + n;
        float first1 = values.get(firstAt1);
        int secondWeightsAt = SECOND_WEIGHTS;
        sumU0_1 += first1 * parameters.get(secondWeightsAt);
        sumU1_1 += first1 * parameters.get(secondWeightsAt + 1);
        sumU2_1 += first1 * parameters.get(secondWeightsAt + 2);
        float first2 = values.get(firstAt1 + batch);
        sumU0_1 += first2 * parameters.get(secondWeightsAt + SECOND_WEIGHTS_ROW);
        sumU1_1 += first2 * parameters.get(secondWeightsAt + SECOND_WEIGHTS_ROW + 1);
        sumU2_1 += first2 * parameters.get(secondWeightsAt + SECOND_WEIGHTS_ROW + 2);
        float first3 = values.get(firstAt1 + 2 * batch);
        sumU0_1 += first3 * parameters.get(secondWeightsAt + 2 * SECOND_WEIGHTS_ROW);
        sumU1_1 += first3 * parameters.get(secondWeightsAt + 2 * SECOND_WEIGHTS_ROW + 1);
        sumU2_1 += first3 * parameters.get(secondWeightsAt + 2 * SECOND_WEIGHTS_ROW + 2);
        int firstAt2 = FIRST * batch + n;
        int outputAt = OUTPUT * batch + n;
        values.set(outputAt, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2) + sumU0_1))));
        values.set(outputAt + batch, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2 + batch) + sumU1_1))));
        values.set(outputAt + 2 * batch, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2 + 2 * batch) + sumU2_1))));
        float sum = 0f;
        int outputAt1 = OUTPUT * batch + n;
        int targetAt = n * TARGET_SAMPLE;
        float difference1 = values.get(outputAt1) - targets.get(targetAt);
        sum += difference1 * difference1 * 0.33333334f;
        float difference2 = values.get(outputAt1 + batch) - targets.get(targetAt + 1);
        sum += difference2 * difference2 * 0.33333334f;
        float difference3 = values.get(outputAt1 + 2 * batch) - targets.get(targetAt + 2);
        sum += difference3 * difference3 * 0.33333334f;
        results.set(n, sum);
        for (int u = 0; u < 3; u++) {
          float lossGradient1 = step.get(START_OF_LOSS_GRADIENTS + n);
          float output4 = values.get((OUTPUT + u) * batch + n);
          float target4 = targets.get(u + n * TARGET_SAMPLE);
          values.set((OUTPUT_GRADIENT + u) * batch + n, lossGradient1 > 0f ? (output4 - target4) * 0.6666667f * lossGradient1 : 0f);
        }
        for (int u = 0; u < 3; u++) {
          results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
        }
        for (int u = 0; u < 3; u++) {
          float output6 = values.get((OUTPUT + u) * batch + n);
          float firstGradient1 = values.get((OUTPUT_GRADIENT + u) * batch + n) * (output6 * (1f - output6));
          values.set((FIRST_GRADIENT + u) * batch + n, firstGradient1);
          values.set((SECOND_GRADIENT + u) * batch + n, firstGradient1);
        }
        float sumK0 = 0f;
        float sumK1 = 0f;
        float sumK2 = 0f;
        int secondGradientAt1 = SECOND_GRADIENT * batch + n;
        float secondGradient1 = values.get(secondGradientAt1);
        int secondWeightsAt1 = SECOND_WEIGHTS;
        sumK0 += secondGradient1 * parameters.get(secondWeightsAt1);
        sumK1 += secondGradient1 * parameters.get(secondWeightsAt1 + SECOND_WEIGHTS_ROW);
        sumK2 += secondGradient1 * parameters.get(secondWeightsAt1 + 2 * SECOND_WEIGHTS_ROW);
        float secondGradient2 = values.get(secondGradientAt1 + batch);
        sumK0 += secondGradient2 * parameters.get(secondWeightsAt1 + 1);
        sumK1 += secondGradient2 * parameters.get(secondWeightsAt1 + SECOND_WEIGHTS_ROW + 1);
        sumK2 += secondGradient2 * parameters.get(secondWeightsAt1 + 2 * SECOND_WEIGHTS_ROW + 1);
        float secondGradient3 = values.get(secondGradientAt1 + 2 * batch);
        sumK0 += secondGradient3 * parameters.get(secondWeightsAt1 + 2);
        sumK1 += secondGradient3 * parameters.get(secondWeightsAt1 + SECOND_WEIGHTS_ROW + 2);
        sumK2 += secondGradient3 * parameters.get(secondWeightsAt1 + 2 * SECOND_WEIGHTS_ROW + 2);
        int firstGradientAt1 = FIRST_GRADIENT * batch + n;
        float firstGradient2 = values.get(firstGradientAt1);
        firstGradient2 += sumK0;
        values.set(firstGradientAt1, firstGradient2);
        int firstAt3 = FIRST * batch + n;
        float first7 = values.get(firstAt3);
        int firstSumGradientAt = FIRST_SUM_GRADIENT * batch + n;
        values.set(firstSumGradientAt, firstGradient2 * (1f - first7 * first7));
        float firstGradient3 = values.get(firstGradientAt1 + batch);
        firstGradient3 += sumK1;
        values.set(firstGradientAt1 + batch, firstGradient3);
        float first8 = values.get(firstAt3 + batch);
        values.set(firstSumGradientAt + batch, firstGradient3 * (1f - first8 * first8));
        float firstGradient4 = values.get(firstGradientAt1 + 2 * batch);
        firstGradient4 += sumK2;
        values.set(firstGradientAt1 + 2 * batch, firstGradient4);
        float first9 = values.get(firstAt3 + 2 * batch);
        values.set(firstSumGradientAt + 2 * batch, firstGradient4 * (1f - first9 * first9));
      }
    }

    /**
     * For {@link Skip#second}, {@link Skip#first}:
     *
     * <pre>{@code
     * secondWeightsGradient[k, u] += secondGradient[n, u] * first[n, k]
     * firstBiasGradient[u] += firstSumGradient[n, u]
     * firstWeightsGradient[k, u] += firstSumGradient[n, u] * sample[n, k]
     * }</pre>
     */
    public static void trainSecondWeightsGradientToFirstWeightsGradient(FloatArray values,
        FloatArray gradients, FloatArray parameters, FloatArray velocity, FloatArray step,
        int batch) {
      float learningRate = step.get(INDEX_OF_LEARNING_RATE);
      for (@Parallel int tile = 0; tile < 64; tile++) {
        if (tile < 8) {
          if (tile < 3) {
            int k = tile;
            float sumU0 = 0f;
            float sumU1 = 0f;
            float sumU2 = 0f;
            for (int n = 0; n < batch; n++) {
              int secondGradientAt = SECOND_GRADIENT * batch + n;
              float first1 = values.get((FIRST + k) * batch + n);
              sumU0 += values.get(secondGradientAt) * first1;
              sumU1 += values.get(secondGradientAt + batch) * first1;
              sumU2 += values.get(secondGradientAt + 2 * batch) * first1;
            }
            int secondWeightsGradientAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW;
            gradients.set(secondWeightsGradientAt, sumU0);
            gradients.set(secondWeightsGradientAt + 1, sumU1);
            gradients.set(secondWeightsGradientAt + 2, sumU2);
            for (int uInTile = 0; uInTile < 3; uInTile++) {
              update(parameters, gradients, velocity, secondWeightsGradientAt + uInTile, learningRate);
            }
          } else if (tile < 6) {
            int u = tile - 3;
            float sum = 0f;
            for (int n = 0; n < batch; n++) {
              sum += values.get((FIRST_SUM_GRADIENT + u) * batch + n);
            }
            int firstBiasGradientAt = FIRST_BIAS + u;
            gradients.set(firstBiasGradientAt, sum);
            update(parameters, gradients, velocity, firstBiasGradientAt, learningRate);
          } else {
            int k = tile - 6;
            float sumU0_1 = 0f;
            float sumU1_1 = 0f;
            float sumU2_1 = 0f;
            for (int n = 0; n < batch; n++) {
              int firstSumGradientAt1 = FIRST_SUM_GRADIENT * batch + n;
              float sample1 = values.get((SAMPLE + k) * batch + n);
              sumU0_1 += values.get(firstSumGradientAt1) * sample1;
              sumU1_1 += values.get(firstSumGradientAt1 + batch) * sample1;
              sumU2_1 += values.get(firstSumGradientAt1 + 2 * batch) * sample1;
            }
            int firstWeightsGradientAt = FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW;
            gradients.set(firstWeightsGradientAt, sumU0_1);
            gradients.set(firstWeightsGradientAt + 1, sumU1_1);
            gradients.set(firstWeightsGradientAt + 2, sumU2_1);
            for (int uInTile1 = 0; uInTile1 < 3; uInTile1++) {
              update(parameters, gradients, velocity, firstWeightsGradientAt + uInTile1, learningRate);
            }
          }
        }
      }
    }

    /** A step of the optimizer for parameter {@code i}. */
    static void update(FloatArray parameters, FloatArray gradients, FloatArray velocity, int i,
        float learningRate) {
      float gradient = gradients.get(i);
      float parameter = parameters.get(i);
      float velocityNext = velocity.get(i) * 0.9f + gradient;
      float velocityNew = TornadoMath.abs(velocityNext) < 1.1754944E-38f ? 0f : velocityNext;
      velocity.set(i, velocityNew);
      parameters.set(i, parameter - (gradient + velocityNew * 0.9f) * learningRate);
    }
  }

  /** Kernels of a prediction, for a GPU. */
  public static final class GpuPrediction {
    /** Threads that share a sample. */
    private static final int SHARERS = 32;

    /** Floats 0 to 2 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int FIRST = 0;

    /** Floats 16 to 18 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int OUTPUT = 16;

    /** Floats 16 to 17 of each sample: [2]; predictInputToProbabilitiesOut alone. */
    private static final int SAMPLE = 16;
    private static final int INPUT_SAMPLE = 2;
    private static final int LOGITS_OUT_SAMPLE = 3;
    private static final int PROBABILITIES_OUT_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 0;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_PROBABILITIES = 3;
    private static final int FIRST_WEIGHTS = 16;
    private static final int FIRST_WEIGHTS_ROW = 16;
    private static final int FIRST_BIAS = 96;
    private static final int SECOND_WEIGHTS = 48;
    private static final int SECOND_WEIGHTS_ROW = 16;

    private GpuPrediction() {
    }

    /**
     * For {@link Skip#first}, {@link Skip#second}, {@link Skip#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * firstSum[n, u] starts from firstBias[u]
     * firstSum[n, u] += sample[n, k] * firstWeights[k, u]
     * first[n, u] = tanh(firstSum[n, u])
     * second[n, u] += first[n, k] * secondWeights[k, u]
     * output[n, u] = sigmoid(first[n, u] + second[n, u])
     * logitsOut[n, u] = output[n, u]
     * probabilitiesOut[n, u] = output[n, u]
     * }</pre>
     */
    public static void predictInputToProbabilitiesOut(KernelContext context, FloatArray values,
        FloatArray parameters, FloatArray input, FloatArray results, int batch) {
      int n = context.globalIdx;
      int thread = context.localIdy;
      for (int u = thread; u < 2; u += SHARERS) {
        values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        float sum = parameters.get(FIRST_BIAS + u);
        for (int k = 0; k < 2; k++) {
          sum += values.get((SAMPLE + k) * batch + n) * parameters.get(FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW + u);
        }
        values.set((FIRST + u) * batch + n, TornadoMath.tanh(sum));
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        float sum1 = 0f;
        for (int k = 0; k < 3; k++) {
          sum1 += values.get((FIRST + k) * batch + n) * parameters.get(SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u);
        }
        values.set((OUTPUT + u) * batch + n, 1f / (1f + TornadoMath.exp(-(values.get((FIRST + u) * batch + n) + sum1))));
      }
      context.globalBarrier();
      for (int u = thread; u < 3; u += SHARERS) {
        results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
      }
      for (int u = thread; u < 3; u += SHARERS) {
        results.set(START_OF_PROBABILITIES * batch + u + n * PROBABILITIES_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
      }
    }
  }

  /** Kernels of a prediction, for a CPU. */
  public static final class CpuPrediction {
    /** Samples of a vector. */
    private static final int LANES = 16;

    /** Floats 0 to 2 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int FIRST = 0;

    /** Floats 16 to 18 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int OUTPUT = 16;

    /** Floats 16 to 17 of each sample: [2]; predictInputToProbabilitiesOut alone. */
    private static final int SAMPLE = 16;
    private static final int INPUT_SAMPLE = 2;
    private static final int LOGITS_OUT_SAMPLE = 3;
    private static final int PROBABILITIES_OUT_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 0;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_PROBABILITIES = 3;
    private static final int FIRST_WEIGHTS = 16;
    private static final int FIRST_WEIGHTS_ROW = 16;
    private static final int FIRST_BIAS = 96;
    private static final int SECOND_WEIGHTS = 48;
    private static final int SECOND_WEIGHTS_ROW = 16;

    private CpuPrediction() {
    }

    /**
     * For {@link Skip#first}, {@link Skip#second}, {@link Skip#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * firstSum[n, u] starts from firstBias[u]
     * firstSum[n, u] += sample[n, k] * firstWeights[k, u]
     * first[n, u] = tanh(firstSum[n, u])
     * second[n, u] += first[n, k] * secondWeights[k, u]
     * output[n, u] = sigmoid(first[n, u] + second[n, u])
     * logitsOut[n, u] = output[n, u]
     * probabilitiesOut[n, u] = output[n, u]
     * }</pre>
     */
    public static void predictInputToProbabilitiesOut(FloatArray values, FloatArray parameters,
        FloatArray input, FloatArray results, int batch) {
      for (@Parallel int block = 0; block < batch / LANES; block++) {
        int blocks = batch / LANES;
        VectorFloat16 lanes = new VectorFloat16(values);
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int u = 0; u < 2; u++) {
            values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
          }
        }
        int firstBiasAt = FIRST_BIAS;
        Float16 sumU0 = splat(parameters.get(firstBiasAt));
        Float16 sumU1 = splat(parameters.get(firstBiasAt + 1));
        Float16 sumU2 = splat(parameters.get(firstBiasAt + 2));
        for (int k = 0; k < 2; k++) {
          Float16 sample1 = lanes.get((SAMPLE + k) * blocks + block);
          int firstWeightsAt = FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW;
          sumU0 = Float16.add(sumU0, Float16.mult(sample1, splat(parameters.get(firstWeightsAt))));
          sumU1 = Float16.add(sumU1, Float16.mult(sample1, splat(parameters.get(firstWeightsAt + 1))));
          sumU2 = Float16.add(sumU2, Float16.mult(sample1, splat(parameters.get(firstWeightsAt + 2))));
        }
        float[] sums = new float[3 * LANES];
        spill(sumU0, sums, 0);
        spill(sumU1, sums, LANES);
        spill(sumU2, sums, 2 * LANES);
        for (int lane = 0; lane < LANES; lane++) {
          int n = block * LANES + lane;
          float sum2 = sums[lane + LANES];
          float sum3 = sums[lane + 2 * LANES];
          int firstAt = FIRST * batch + n;
          values.set(firstAt, TornadoMath.tanh(sums[lane]));
          values.set(firstAt + batch, TornadoMath.tanh(sum2));
          values.set(firstAt + 2 * batch, TornadoMath.tanh(sum3));
        }
        Float16 sumU0_1 = splat(0f);
        Float16 sumU1_1 = splat(0f);
        Float16 sumU2_1 = splat(0f);
        for (int k = 0; k < 3; k++) {
          Float16 first1 = lanes.get((FIRST + k) * blocks + block);
          int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW;
          sumU0_1 = Float16.add(sumU0_1, Float16.mult(first1, splat(parameters.get(secondWeightsAt))));
          sumU1_1 = Float16.add(sumU1_1, Float16.mult(first1, splat(parameters.get(secondWeightsAt + 1))));
          sumU2_1 = Float16.add(sumU2_1, Float16.mult(first1, splat(parameters.get(secondWeightsAt + 2))));
        }
        float[] sums1 = new float[3 * LANES];
        spill(sumU0_1, sums1, 0);
        spill(sumU1_1, sums1, LANES);
        spill(sumU2_1, sums1, 2 * LANES);
        for (int lane1 = 0; lane1 < LANES; lane1++) {
          int n = block * LANES + lane1;
          float sum5 = sums1[lane1 + LANES];
          float sum6 = sums1[lane1 + 2 * LANES];
          int firstAt2 = FIRST * batch + n;
          int outputAt = OUTPUT * batch + n;
          values.set(outputAt, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2) + sums1[lane1]))));
          values.set(outputAt + batch, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2 + batch) + sum5))));
          values.set(outputAt + 2 * batch, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2 + 2 * batch) + sum6))));
        }
        for (int n = block * LANES; n < (block + 1) * LANES; n++) {
          for (int u = 0; u < 3; u++) {
            results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
          }
          for (int u = 0; u < 3; u++) {
            results.set(START_OF_PROBABILITIES * batch + u + n * PROBABILITIES_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
          }
        }
      }
    }
  }

  /** Kernels of a prediction, for a FPGA. */
  public static final class FpgaPrediction {
    /** Floats 0 to 2 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int FIRST = 0;

    /** Floats 16 to 18 of each sample: [3]; predictInputToProbabilitiesOut alone. */
    private static final int OUTPUT = 16;

    /** Floats 16 to 17 of each sample: [2]; predictInputToProbabilitiesOut alone. */
    private static final int SAMPLE = 16;
    private static final int INPUT_SAMPLE = 2;
    private static final int LOGITS_OUT_SAMPLE = 3;
    private static final int PROBABILITIES_OUT_SAMPLE = 3;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_LOGITS = 0;

    /** Start in {@code results}, in floats per sample. */
    private static final int START_OF_PROBABILITIES = 3;
    private static final int FIRST_WEIGHTS = 16;
    private static final int FIRST_WEIGHTS_ROW = 16;
    private static final int FIRST_BIAS = 96;
    private static final int SECOND_WEIGHTS = 48;
    private static final int SECOND_WEIGHTS_ROW = 16;

    private FpgaPrediction() {
    }

    /**
     * For {@link Skip#first}, {@link Skip#second}, {@link Skip#output}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * firstSum[n, u] starts from firstBias[u]
     * firstSum[n, u] += sample[n, k] * firstWeights[k, u]
     * first[n, u] = tanh(firstSum[n, u])
     * second[n, u] += first[n, k] * secondWeights[k, u]
     * output[n, u] = sigmoid(first[n, u] + second[n, u])
     * logitsOut[n, u] = output[n, u]
     * probabilitiesOut[n, u] = output[n, u]
     * }</pre>
     */
    public static void predictInputToProbabilitiesOut(FloatArray values, FloatArray parameters,
        FloatArray input, FloatArray results, int batch) {
      for (@Parallel int n = 0; n < batch; n++) {
        for (int u = 0; u < 2; u++) {
          values.set((SAMPLE + u) * batch + n, input.get(u + n * INPUT_SAMPLE));
        }
        int firstBiasAt = FIRST_BIAS;
        float sumU0 = parameters.get(firstBiasAt);
        float sumU1 = parameters.get(firstBiasAt + 1);
        float sumU2 = parameters.get(firstBiasAt + 2);
        int sampleAt1 = SAMPLE * batch + n;
        float sample1 = values.get(sampleAt1);
        int firstWeightsAt = FIRST_WEIGHTS;
        sumU0 += sample1 * parameters.get(firstWeightsAt);
        sumU1 += sample1 * parameters.get(firstWeightsAt + 1);
        sumU2 += sample1 * parameters.get(firstWeightsAt + 2);
        float sample2 = values.get(sampleAt1 + batch);
        sumU0 += sample2 * parameters.get(firstWeightsAt + FIRST_WEIGHTS_ROW);
        sumU1 += sample2 * parameters.get(firstWeightsAt + FIRST_WEIGHTS_ROW + 1);
        sumU2 += sample2 * parameters.get(firstWeightsAt + FIRST_WEIGHTS_ROW + 2);
        int firstAt = FIRST * batch + n;
        values.set(firstAt, TornadoMath.tanh(sumU0));
        values.set(firstAt + batch, TornadoMath.tanh(sumU1));
        values.set(firstAt + 2 * batch, TornadoMath.tanh(sumU2));
        float sumU0_1 = 0f;
        float sumU1_1 = 0f;
        float sumU2_1 = 0f;
        int firstAt1 = FIRST * batch + n;
        float first1 = values.get(firstAt1);
        int secondWeightsAt = SECOND_WEIGHTS;
        sumU0_1 += first1 * parameters.get(secondWeightsAt);
        sumU1_1 += first1 * parameters.get(secondWeightsAt + 1);
        sumU2_1 += first1 * parameters.get(secondWeightsAt + 2);
        float first2 = values.get(firstAt1 + batch);
        sumU0_1 += first2 * parameters.get(secondWeightsAt + SECOND_WEIGHTS_ROW);
        sumU1_1 += first2 * parameters.get(secondWeightsAt + SECOND_WEIGHTS_ROW + 1);
        sumU2_1 += first2 * parameters.get(secondWeightsAt + SECOND_WEIGHTS_ROW + 2);
        float first3 = values.get(firstAt1 + 2 * batch);
        sumU0_1 += first3 * parameters.get(secondWeightsAt + 2 * SECOND_WEIGHTS_ROW);
        sumU1_1 += first3 * parameters.get(secondWeightsAt + 2 * SECOND_WEIGHTS_ROW + 1);
        sumU2_1 += first3 * parameters.get(secondWeightsAt + 2 * SECOND_WEIGHTS_ROW + 2);
        int firstAt2 = FIRST * batch + n;
        int outputAt = OUTPUT * batch + n;
        values.set(outputAt, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2) + sumU0_1))));
        values.set(outputAt + batch, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2 + batch) + sumU1_1))));
        values.set(outputAt + 2 * batch, 1f / (1f + TornadoMath.exp(-(values.get(firstAt2 + 2 * batch) + sumU2_1))));
        for (int u = 0; u < 3; u++) {
          results.set(START_OF_LOGITS * batch + u + n * LOGITS_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
        }
        for (int u = 0; u < 3; u++) {
          results.set(START_OF_PROBABILITIES * batch + u + n * PROBABILITIES_OUT_SAMPLE, values.get((OUTPUT + u) * batch + n));
        }
      }
    }
  }
}
