import dev.kernelsmith.runtime.kernel.ScalarMath;
import dev.kernelsmith.runtime.kernel.WarmUp;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import java.lang.Math;
import java.lang.Override;
import java.lang.StrictMath;
import java.lang.String;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Scalar kernels of {@link Convolution}.
 *
 * <p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit.
 * Constants: where a buffer starts in its array; with {@code _ROW}, {@code _COLUMN}, {@code _CHANNEL} or
 * {@code _SAMPLE} behind its name, the floats from one of these to the next.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class ConvolutionScalarKernels implements KernelProgram {
  private static final int GRADIENTS = 480;
  private static final int CONV_WEIGHTS = 12;
  private static final int CONV_WEIGHTS_ROW = 48;
  private static final int CONV_WEIGHTS_COLUMN = 16;
  private static final int CONV_BIAS = 444;
  private static final int OUTPUT_WEIGHTS = 156;
  private static final int OUTPUT_WEIGHTS_ROW = 96;
  private static final int OUTPUT_WEIGHTS_COLUMN = 48;
  private static final int OUTPUT_WEIGHTS_CHANNEL = 16;
  private static final int OUTPUT_BIAS = 460;

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public BlockProgram training() {
    return new Training();
  }

  @Override
  public BlockProgram evaluation() {
    return new Evaluation();
  }

  @Override
  public BlockProgram prediction() {
    return new Single();
  }

  @Override
  public BlockProgram single() {
    return new Single();
  }

  @Override
  public void update(float[] parameters, float[] gradients, int copies, float[][] slots,
      float learningRate, long step, double[] sums, int from, int to) {
    double correction = Math.sqrt(-StrictMath.expm1(step * -0.0010005003335835344));
    double rate = learningRate * correction / -StrictMath.expm1(step * -0.10536051565782628);
    double epsilon = 1.0E-8 * correction;
    step(parameters, gradients, copies, slots[0], slots[1], (float) rate, (float) epsilon, from, to);
  }

  static void step(float[] parameters, float[] gradients, int copies, float[] m, float[] v,
      float rate, float epsilon, int from, int to) {
    for (int i = from; i < to; i++) {
      float gradient = gradients[i];
      for (int copy = 1; copy < copies; copy++) {
        gradient += gradients[copy * GRADIENTS + i];
      }
      float parameter = parameters[i];
      float vOld = v[i];
      float mNext = m[i] * 0.9f + gradient * 0.1f;
      float mNew = Math.abs(mNext) < 1.1754944E-38f ? 0f : mNext;
      m[i] = mNew;
      float vNext = vOld * 0.999f + gradient * gradient * 0.001f;
      float vNew = Math.abs(vNext) < 1.1754944E-38f ? 0f : vNext;
      v[i] = vNew;
      parameters[i] = parameter - mNew * rate / (ScalarMath.sqrt(vNew) + epsilon);
    }
  }

  @Override
  public void warmUp() {
    Training.warmUp();
  }

  @Override
  public void warmUpPredictions() {
    Single.warmUp();
  }

  /** Training: one sample at a time. */
  static final class Training implements BlockProgram {
    /** Floats 12 to 83: [6, 4, 3]; from convForward to poolForward. */
    private static final int CONV_SUM = 12;
    private static final int CONV_SUM_ROW = 12;
    private static final int CONV_SUM_COLUMN = 3;

    /** Floats 12 to 83: [6, 4, 3]; from poolBackwardToConvSum to convWeightsGradient. */
    private static final int CONV_SUM_GRADIENT = 12;
    private static final int CONV_SUM_GRADIENT_ROW = 12;
    private static final int CONV_SUM_GRADIENT_COLUMN = 3;

    /** Floats 12 to 13: [2]; from outputForward to logitsOut. */
    private static final int OUTPUT = 12;

    /** Floats 28 to 28: one value; from lossClassLogit to loss. */
    private static final int LOSS_CLASS_LOGIT = 28;

    /** Floats 28 to 29: [2]; from lossBackward to outputWeightsGradient. */
    private static final int OUTPUT_GRADIENT = 28;

    /** Floats 28 to 29: [2]; from probabilitiesExponentials to probabilitiesSoftmax. */
    private static final int PROBABILITIES_EXP = 28;

    /** Floats 44 to 45: [2]; from probabilitiesSoftmax to lossBackward. */
    private static final int PROBABILITIES = 44;

    /** Floats 60 to 60: one value; from probabilitiesMaximum to loss. */
    private static final int PROBABILITIES_MAX = 60;

    /** Floats 76 to 76: one value; from probabilitiesSum to loss. */
    private static final int PROBABILITIES_EXP_SUM = 76;

    /**
     * Floats 92 to 139: [6, 4, 1] in a halo of [1, 1, 0] before and [1, 1, 0] after; from input to convWeightsGradient.
     */
    private static final int SAMPLE = 92;
    private static final int SAMPLE_ROW = 6;

    /** Floats 140 to 157: [3, 2, 3]; from poolForward to convBiasGradient. */
    private static final int POOL = 140;
    private static final int POOL_ROW = 6;
    private static final int POOL_COLUMN = 3;

    /** Floats 172 to 189: [3, 2, 3]; from poolForward to poolBackwardToConvSum. */
    private static final int POOL_ARGMAX = 172;
    private static final int POOL_ARGMAX_ROW = 6;
    private static final int POOL_ARGMAX_COLUMN = 3;

    /** Floats 204 to 221: [3, 2, 3]; from outputBackwardToPool to convBiasGradient. */
    private static final int POOL_GRADIENT = 204;
    private static final int POOL_GRADIENT_ROW = 6;
    private static final int POOL_GRADIENT_COLUMN = 3;
    private static final int INPUT_ROW = 4;

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public int floats() {
      return 224;
    }

    @Override
    public int ints() {
      return 0;
    }

    @Override
    public void run(int phase, Block block) {
      float[] floats = block.floats;
      float[] parameters = block.parameters;
      float[] gradients = block.gradients;
      int gradientOffset = block.gradientOffset;
      boolean accumulate = block.accumulate;
      float[] input = block.inputs[0];
      float[] logits = block.outputs[0];
      int[] classes = block.classes[0];
      float[] lossGradients = block.lossGradients[0];
      float[] losses = block.losses[0];
      input(floats, input, 0, 6);
      convForward(floats, parameters, 0, 6);
      poolForward(floats, 0, 3);
      outputForward(floats, parameters);
      probabilitiesMaximum(floats);
      probabilitiesExponentials(floats, 0, 2);
      probabilitiesSum(floats);
      probabilitiesSoftmax(floats, 0, 2);
      lossClassLogit(floats, classes);
      loss(floats, losses);
      lossBackward(floats, classes, lossGradients, 0, 2);
      logitsOut(floats, logits, 0, 2);
      outputBiasGradient(floats, gradients, gradientOffset, accumulate);
      outputBackwardToPool(floats, parameters, 0, 2);
      outputWeightsGradient(floats, gradients, gradientOffset, accumulate, 0, 3);
      poolBackwardToConvSum(floats, 0, 3);
      convBiasGradient(floats, gradients, gradientOffset, accumulate);
      convWeightsGradient(floats, gradients, gradientOffset, accumulate, 0, 3);
    }

    static void warmUp() {
      float[] floats = new float[224];
      float[] parameters = new float[476];
      float[] gradients = new float[480];
      int gradientOffset = 0;
      boolean accumulate = false;
      float[] input = new float[24];
      float[] logits = new float[2];
      int[] classes = new int[1];
      float[] lossGradients = new float[1];
      float[] losses = new float[1];
      WarmUp.repeat(List.of(() -> {
        input(floats, input, 0, 0);
        convForwardTile(floats, parameters, -1, -1, -1);
        poolForward(floats, 0, 0);
        outputForwardTile(floats, parameters, -1);
        probabilitiesExponentials(floats, 0, 0);
        probabilitiesSoftmax(floats, 0, 0);
        lossBackward(floats, classes, lossGradients, 0, 0);
        logitsOut(floats, logits, 0, 0);
        outputBiasGradientTile(floats, gradients, gradientOffset, accumulate, -1);
        outputBackwardToPoolTile(floats, parameters, -1, -1, -1);
        outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, -1, -1, -1, -1);
        poolBackwardToConvSum(floats, 0, 0);
        convBiasGradientTile(floats, gradients, gradientOffset, accumulate, -1);
        convWeightsGradientTile(floats, gradients, gradientOffset, accumulate, -1, -1, -1);
      }), List.of(() -> {
        input(floats, input, 0, 1);
        convForwardTile(floats, parameters, 0, 0, 0);
        poolForward(floats, 0, 1);
        outputForwardTile(floats, parameters, 0);
        probabilitiesMaximum(floats);
        probabilitiesExponentials(floats, 0, 1);
        probabilitiesSum(floats);
        probabilitiesSoftmax(floats, 0, 1);
        lossClassLogit(floats, classes);
        loss(floats, losses);
        lossBackward(floats, classes, lossGradients, 0, 1);
        logitsOut(floats, logits, 0, 1);
        outputBiasGradientTile(floats, gradients, gradientOffset, accumulate, 0);
        outputBackwardToPoolTile(floats, parameters, 0, 0, 0);
        outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0, 0, 0);
        poolBackwardToConvSum(floats, 0, 1);
        convBiasGradientTile(floats, gradients, gradientOffset, accumulate, 0);
        convWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0, 0);
      }));
    }

    /**
     * For {@link Convolution}:
     *
     * <pre>{@code
     * sample[n, h, w, c] = input[n, h, w, c]
     * }</pre>
     */
    static void input(float[] floats, float[] input, int from, int to) {
      for (int h = from; h < to; h++) {
        for (int w = 0; w < 4; w++) {
          floats[SAMPLE + SAMPLE_ROW + h * SAMPLE_ROW + w + 1] = input[h * INPUT_ROW + w];
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
    static void convForward(float[] floats, float[] parameters, int from, int to) {
      for (int h = from; h < to; h += 3) {
        for (int w = 0; w < 4; w++) {
          convForwardTile(floats, parameters, h, w, 0);
        }
      }
    }

    static void convForwardTile(float[] floats, float[] parameters, int h, int w, int f) {
      if (f < 0) {
        return; // Called to be counted: see WarmUp.
      }
      int convBiasAt = CONV_BIAS + f;
      float convBias1 = parameters[convBiasAt];
      float sumH0F0 = convBias1;
      float convBias2 = parameters[convBiasAt + 1];
      float sumH0F1 = convBias2;
      float convBias3 = parameters[convBiasAt + 2];
      float sumH0F2 = convBias3;
      float sumH1F0 = convBias1;
      float sumH1F1 = convBias2;
      float sumH1F2 = convBias3;
      float sumH2F0 = convBias1;
      float sumH2F1 = convBias2;
      float sumH2F2 = convBias3;
      int sFirst = Math.max(0, -w + 1);
      int sEnd = Math.min(3, -w + 5);
      for (int r = 0; r < 3; r++) {
        for (int s = sFirst; s < sEnd; s++) {
          int sampleAt = SAMPLE + (h + r) * SAMPLE_ROW + w + s;
          float sample1 = floats[sampleAt];
          int convWeightsAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN + f;
          float convWeights1 = parameters[convWeightsAt];
          sumH0F0 += sample1 * convWeights1;
          float convWeights2 = parameters[convWeightsAt + 1];
          sumH0F1 += sample1 * convWeights2;
          float convWeights3 = parameters[convWeightsAt + 2];
          sumH0F2 += sample1 * convWeights3;
          float sample2 = floats[sampleAt + SAMPLE_ROW];
          sumH1F0 += sample2 * convWeights1;
          sumH1F1 += sample2 * convWeights2;
          sumH1F2 += sample2 * convWeights3;
          float sample3 = floats[sampleAt + 2 * SAMPLE_ROW];
          sumH2F0 += sample3 * convWeights1;
          sumH2F1 += sample3 * convWeights2;
          sumH2F2 += sample3 * convWeights3;
        }
      }
      int convSumAt = CONV_SUM + h * CONV_SUM_ROW + w * CONV_SUM_COLUMN + f;
      floats[convSumAt] = sumH0F0;
      floats[convSumAt + 1] = sumH0F1;
      floats[convSumAt + 2] = sumH0F2;
      floats[convSumAt + CONV_SUM_ROW] = sumH1F0;
      floats[convSumAt + CONV_SUM_ROW + 1] = sumH1F1;
      floats[convSumAt + CONV_SUM_ROW + 2] = sumH1F2;
      floats[convSumAt + 2 * CONV_SUM_ROW] = sumH2F0;
      floats[convSumAt + 2 * CONV_SUM_ROW + 1] = sumH2F1;
      floats[convSumAt + 2 * CONV_SUM_ROW + 2] = sumH2F2;
    }

    /**
     * For {@link Convolution#pool}:
     *
     * <pre>{@code
     * pool[n, h, w, c] max= max(convSum[n, h * 2 + r, w * 2 + s, c], 0)
     * }</pre>
     */
    static void poolForward(float[] floats, int from, int to) {
      for (int h = from; h < to; h++) {
        for (int w = 0; w < 2; w++) {
          for (int c = 0; c < 3; c++) {
            int convSumAt = CONV_SUM + h * (2 * CONV_SUM_ROW) + w * (2 * CONV_SUM_COLUMN) + c;
            float best = Math.max(floats[convSumAt], 0f);
            float argmax = 0f;
            float candidate1 = Math.max(floats[convSumAt + CONV_SUM_COLUMN], 0f);
            if (candidate1 > best || candidate1 != candidate1 && best == best) {
              best = candidate1;
              argmax = 1f;
            }
            float candidate2 = Math.max(floats[convSumAt + CONV_SUM_ROW], 0f);
            if (candidate2 > best || candidate2 != candidate2 && best == best) {
              best = candidate2;
              argmax = 2f;
            }
            float candidate3 = Math.max(floats[convSumAt + CONV_SUM_ROW + CONV_SUM_COLUMN], 0f);
            if (candidate3 > best || candidate3 != candidate3 && best == best) {
              best = candidate3;
              argmax = 3f;
            }
            floats[POOL_ARGMAX + h * POOL_ARGMAX_ROW + w * POOL_ARGMAX_COLUMN + c] = argmax;
            floats[POOL + h * POOL_ROW + w * POOL_COLUMN + c] = best;
          }
        }
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += pool[n, h, w, c] * outputWeights[h, w, c, u]
     * output[n, u] = outputSum[n, u]
     * }</pre>
     */
    static void outputForward(float[] floats, float[] parameters) {
      outputForwardTile(floats, parameters, 0);
    }

    static void outputForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      int outputBiasAt = OUTPUT_BIAS + u;
      float sumU0 = parameters[outputBiasAt];
      float sumU1 = parameters[outputBiasAt + 1];
      for (int hwc = 0; hwc < 18; hwc++) {
        float pool1 = floats[POOL + hwc];
        int outputWeightsAt = OUTPUT_WEIGHTS + hwc * OUTPUT_WEIGHTS_CHANNEL + u;
        sumU0 += pool1 * parameters[outputWeightsAt];
        sumU1 += pool1 * parameters[outputWeightsAt + 1];
      }
      int outputAt = OUTPUT + u;
      floats[outputAt] = sumU0;
      floats[outputAt + 1] = sumU1;
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilitiesMax[n] max= output[n, u]
     * }</pre>
     */
    static void probabilitiesMaximum(float[] floats) {
      int outputAt = OUTPUT;
      float best = floats[outputAt];
      best = Math.max(best, floats[outputAt + 1]);
      floats[PROBABILITIES_MAX] = best;
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * }</pre>
     */
    static void probabilitiesExponentials(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        floats[PROBABILITIES_EXP + u] = ScalarMath.exp(floats[OUTPUT + u] - floats[PROBABILITIES_MAX]);
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * }</pre>
     */
    static void probabilitiesSum(float[] floats) {
      float sum = 0f;
      for (int u = 0; u < 2; u++) {
        sum += floats[PROBABILITIES_EXP + u];
      }
      floats[PROBABILITIES_EXP_SUM] = sum;
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * }</pre>
     */
    static void probabilitiesSoftmax(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        floats[PROBABILITIES + u] = floats[PROBABILITIES_EXP + u] / floats[PROBABILITIES_EXP_SUM];
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * lossClassLogit[n] += (u == target[n] ? output[n, u] : 0)
     * }</pre>
     */
    static void lossClassLogit(float[] floats, int[] classes) {
      float sum = 0f;
      for (int u = 0; u < 2; u++) {
        sum += u == classes[0] ? floats[OUTPUT + u] : 0f;
      }
      floats[LOSS_CLASS_LOGIT] = sum;
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * loss[n] = (log(probabilitiesExpSum[n]) + probabilitiesMax[n]) - lossClassLogit[n]
     * }</pre>
     */
    static void loss(float[] floats, float[] losses) {
      losses[0] = ScalarMath.log(floats[PROBABILITIES_EXP_SUM]) + floats[PROBABILITIES_MAX] - floats[LOSS_CLASS_LOGIT];
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * outputGradient[n, u] = (lossGradient[n] > 0 ? (probabilities[n, u] - (u == target[n] ? 1 : 0)) * lossGradient[n] : 0)
     * }</pre>
     */
    static void lossBackward(float[] floats, int[] classes, float[] lossGradients, int from,
        int to) {
      for (int u = from; u < to; u++) {
        float lossGradient1 = lossGradients[0];
        floats[OUTPUT_GRADIENT + u] = lossGradient1 > 0f ? (floats[PROBABILITIES + u] - (u == classes[0] ? 1f : 0f)) * lossGradient1 : 0f;
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * logitsOut[n, u] = output[n, u]
     * }</pre>
     */
    static void logitsOut(float[] floats, float[] logits, int from, int to) {
      for (int u = from; u < to; u++) {
        logits[u] = floats[OUTPUT + u];
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * outputBiasGradient[u] += outputGradient[n, u]
     * }</pre>
     */
    static void outputBiasGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate) {
      outputBiasGradientTile(floats, gradients, gradientOffset, accumulate, 0);
    }

    static void outputBiasGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumU0 = 0f;
      float sumU1 = 0f;
      int outputGradientAt = OUTPUT_GRADIENT + u;
      sumU0 += floats[outputGradientAt];
      sumU1 += floats[outputGradientAt + 1];
      int outputBiasGradientAt = gradientOffset + OUTPUT_BIAS + u;
      if (accumulate) {
        gradients[outputBiasGradientAt] += sumU0;
        gradients[outputBiasGradientAt + 1] += sumU1;
      } else {
        gradients[outputBiasGradientAt] = sumU0;
        gradients[outputBiasGradientAt + 1] = sumU1;
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * poolGradient[n, h, w, c] += outputGradient[n, u] * outputWeights[h, w, c, u]
     * }</pre>
     */
    static void outputBackwardToPool(float[] floats, float[] parameters, int from, int to) {
      for (int w = from; w < to; w++) {
        outputBackwardToPoolTile(floats, parameters, 0, w, 0);
      }
    }

    static void outputBackwardToPoolTile(float[] floats, float[] parameters, int h, int w, int c) {
      if (c < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumH0C0 = 0f;
      float sumH0C1 = 0f;
      float sumH0C2 = 0f;
      float sumH1C0 = 0f;
      float sumH1C1 = 0f;
      float sumH1C2 = 0f;
      float sumH2C0 = 0f;
      float sumH2C1 = 0f;
      float sumH2C2 = 0f;
      for (int u = 0; u < 2; u++) {
        float outputGradient1 = floats[OUTPUT_GRADIENT + u];
        int outputWeightsAt = OUTPUT_WEIGHTS + h * OUTPUT_WEIGHTS_ROW + w * OUTPUT_WEIGHTS_COLUMN + c * OUTPUT_WEIGHTS_CHANNEL + u;
        sumH0C0 += outputGradient1 * parameters[outputWeightsAt];
        sumH0C1 += outputGradient1 * parameters[outputWeightsAt + OUTPUT_WEIGHTS_CHANNEL];
        sumH0C2 += outputGradient1 * parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_CHANNEL];
        sumH1C0 += outputGradient1 * parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW];
        sumH1C1 += outputGradient1 * parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL];
        sumH1C2 += outputGradient1 * parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL];
        sumH2C0 += outputGradient1 * parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW];
        sumH2C1 += outputGradient1 * parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL];
        sumH2C2 += outputGradient1 * parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL];
      }
      int poolGradientAt = POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN + c;
      floats[poolGradientAt] = sumH0C0;
      floats[poolGradientAt + 1] = sumH0C1;
      floats[poolGradientAt + 2] = sumH0C2;
      floats[poolGradientAt + POOL_GRADIENT_ROW] = sumH1C0;
      floats[poolGradientAt + POOL_GRADIENT_ROW + 1] = sumH1C1;
      floats[poolGradientAt + POOL_GRADIENT_ROW + 2] = sumH1C2;
      floats[poolGradientAt + 2 * POOL_GRADIENT_ROW] = sumH2C0;
      floats[poolGradientAt + 2 * POOL_GRADIENT_ROW + 1] = sumH2C1;
      floats[poolGradientAt + 2 * POOL_GRADIENT_ROW + 2] = sumH2C2;
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * outputWeightsGradient[h, w, c, u] += outputGradient[n, u] * pool[n, h, w, c]
     * }</pre>
     */
    static void outputWeightsGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int from, int to) {
      for (int h = from; h < to; h++) {
        outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, h, 0, 0, 0);
      }
    }

    static void outputWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int h, int w, int c, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumW0C0U0 = 0f;
      float sumW0C0U1 = 0f;
      float sumW0C1U0 = 0f;
      float sumW0C1U1 = 0f;
      float sumW0C2U0 = 0f;
      float sumW0C2U1 = 0f;
      float sumW1C0U0 = 0f;
      float sumW1C0U1 = 0f;
      float sumW1C1U0 = 0f;
      float sumW1C1U1 = 0f;
      float sumW1C2U0 = 0f;
      float sumW1C2U1 = 0f;
      int outputGradientAt = OUTPUT_GRADIENT + u;
      float outputGradient1 = floats[outputGradientAt];
      int poolAt = POOL + h * POOL_ROW + w * POOL_COLUMN + c;
      float pool1 = floats[poolAt];
      sumW0C0U0 += outputGradient1 * pool1;
      float outputGradient2 = floats[outputGradientAt + 1];
      sumW0C0U1 += outputGradient2 * pool1;
      float pool2 = floats[poolAt + 1];
      sumW0C1U0 += outputGradient1 * pool2;
      sumW0C1U1 += outputGradient2 * pool2;
      float pool3 = floats[poolAt + 2];
      sumW0C2U0 += outputGradient1 * pool3;
      sumW0C2U1 += outputGradient2 * pool3;
      float pool4 = floats[poolAt + POOL_COLUMN];
      sumW1C0U0 += outputGradient1 * pool4;
      sumW1C0U1 += outputGradient2 * pool4;
      float pool5 = floats[poolAt + POOL_COLUMN + 1];
      sumW1C1U0 += outputGradient1 * pool5;
      sumW1C1U1 += outputGradient2 * pool5;
      float pool6 = floats[poolAt + POOL_COLUMN + 2];
      sumW1C2U0 += outputGradient1 * pool6;
      sumW1C2U1 += outputGradient2 * pool6;
      int outputWeightsGradientAt = gradientOffset + OUTPUT_WEIGHTS + h * OUTPUT_WEIGHTS_ROW + w * OUTPUT_WEIGHTS_COLUMN + c * OUTPUT_WEIGHTS_CHANNEL + u;
      if (accumulate) {
        gradients[outputWeightsGradientAt] += sumW0C0U0;
        gradients[outputWeightsGradientAt + 1] += sumW0C0U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL] += sumW0C1U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL + 1] += sumW0C1U1;
        gradients[outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL] += sumW0C2U0;
        gradients[outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL + 1] += sumW0C2U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN] += sumW1C0U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + 1] += sumW1C0U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL] += sumW1C1U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL + 1] += sumW1C1U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL] += sumW1C2U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL + 1] += sumW1C2U1;
      } else {
        gradients[outputWeightsGradientAt] = sumW0C0U0;
        gradients[outputWeightsGradientAt + 1] = sumW0C0U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL] = sumW0C1U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL + 1] = sumW0C1U1;
        gradients[outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL] = sumW0C2U0;
        gradients[outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL + 1] = sumW0C2U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN] = sumW1C0U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + 1] = sumW1C0U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL] = sumW1C1U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL + 1] = sumW1C1U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL] = sumW1C2U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL + 1] = sumW1C2U1;
      }
    }

    /**
     * For {@link Convolution#pool}:
     *
     * <pre>{@code
     * convSumGradient[n, h * 2, w * 2, c] = (poolArgmax[n, h, w, c] == 0 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2, w * 2 + 1, c] = (poolArgmax[n, h, w, c] == 1 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2 + 1, w * 2, c] = (poolArgmax[n, h, w, c] == 2 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * convSumGradient[n, h * 2 + 1, w * 2 + 1, c] = (poolArgmax[n, h, w, c] == 3 ? (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0) : 0)
     * }</pre>
     */
    static void poolBackwardToConvSum(float[] floats, int from, int to) {
      for (int h = from; h < to; h++) {
        for (int w = 0; w < 2; w++) {
          for (int c = 0; c < 3; c++) {
            float poolArgmax1 = floats[POOL_ARGMAX + h * POOL_ARGMAX_ROW + w * POOL_ARGMAX_COLUMN + c];
            float pool1 = floats[POOL + h * POOL_ROW + w * POOL_COLUMN + c];
            float poolGradient1 = floats[POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN + c];
            int convSumGradientAt = CONV_SUM_GRADIENT + h * (2 * CONV_SUM_GRADIENT_ROW) + w * (2 * CONV_SUM_GRADIENT_COLUMN) + c;
            floats[convSumGradientAt] = poolArgmax1 == 0 ? (pool1 > 0f ? poolGradient1 : 0f) : 0f;
            floats[convSumGradientAt + CONV_SUM_GRADIENT_COLUMN] = poolArgmax1 == 1 ? (pool1 > 0f ? poolGradient1 : 0f) : 0f;
            floats[convSumGradientAt + CONV_SUM_GRADIENT_ROW] = poolArgmax1 == 2 ? (pool1 > 0f ? poolGradient1 : 0f) : 0f;
            floats[convSumGradientAt + CONV_SUM_GRADIENT_ROW + CONV_SUM_GRADIENT_COLUMN] = poolArgmax1 == 3 ? (pool1 > 0f ? poolGradient1 : 0f) : 0f;
          }
        }
      }
    }

    /**
     * For {@link Convolution#pool}:
     *
     * <pre>{@code
     * convBiasGradient[c] += (pool[n, h, w, c] > 0 ? poolGradient[n, h, w, c] : 0)
     * }</pre>
     */
    static void convBiasGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate) {
      convBiasGradientTile(floats, gradients, gradientOffset, accumulate, 0);
    }

    static void convBiasGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int c) {
      if (c < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumC0 = 0f;
      float sumC1 = 0f;
      float sumC2 = 0f;
      for (int h = 0; h < 3; h++) {
        for (int w = 0; w < 2; w++) {
          int poolAt = POOL + h * POOL_ROW + w * POOL_COLUMN + c;
          int poolGradientAt = POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN + c;
          sumC0 += floats[poolAt] > 0f ? floats[poolGradientAt] : 0f;
          sumC1 += floats[poolAt + 1] > 0f ? floats[poolGradientAt + 1] : 0f;
          sumC2 += floats[poolAt + 2] > 0f ? floats[poolGradientAt + 2] : 0f;
        }
      }
      int convBiasGradientAt = gradientOffset + CONV_BIAS + c;
      if (accumulate) {
        gradients[convBiasGradientAt] += sumC0;
        gradients[convBiasGradientAt + 1] += sumC1;
        gradients[convBiasGradientAt + 2] += sumC2;
      } else {
        gradients[convBiasGradientAt] = sumC0;
        gradients[convBiasGradientAt + 1] = sumC1;
        gradients[convBiasGradientAt + 2] = sumC2;
      }
    }

    /**
     * For {@link Convolution#conv}:
     *
     * <pre>{@code
     * convWeightsGradient[r, s, c, f] += convSumGradient[n, h, w, f] * sample[n, h + r - 1, w + s - 1, c]
     * }</pre>
     */
    static void convWeightsGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int from, int to) {
      for (int r = from; r < to; r++) {
        convWeightsGradientTile(floats, gradients, gradientOffset, accumulate, r, 0, 0);
      }
    }

    static void convWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int r, int s, int f) {
      if (f < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumS0F0 = 0f;
      float sumS1F0 = 0f;
      float sumS2F0 = 0f;
      float sumS0F1 = 0f;
      float sumS1F1 = 0f;
      float sumS2F1 = 0f;
      float sumS0F2 = 0f;
      float sumS1F2 = 0f;
      float sumS2F2 = 0f;
      for (int h = 0; h < 6; h++) {
        for (int w = 0; w < 4; w++) {
          int convSumGradientAt = CONV_SUM_GRADIENT + h * CONV_SUM_GRADIENT_ROW + w * CONV_SUM_GRADIENT_COLUMN + f;
          float convSumGradient1 = floats[convSumGradientAt];
          int sampleAt = SAMPLE + (h + r) * SAMPLE_ROW + w + s;
          float sample1 = floats[sampleAt];
          sumS0F0 += convSumGradient1 * sample1;
          float sample2 = floats[sampleAt + 1];
          sumS1F0 += convSumGradient1 * sample2;
          float sample3 = floats[sampleAt + 2];
          sumS2F0 += convSumGradient1 * sample3;
          float convSumGradient2 = floats[convSumGradientAt + 1];
          sumS0F1 += convSumGradient2 * sample1;
          sumS1F1 += convSumGradient2 * sample2;
          sumS2F1 += convSumGradient2 * sample3;
          float convSumGradient3 = floats[convSumGradientAt + 2];
          sumS0F2 += convSumGradient3 * sample1;
          sumS1F2 += convSumGradient3 * sample2;
          sumS2F2 += convSumGradient3 * sample3;
        }
      }
      int convWeightsGradientAt = gradientOffset + CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN + f;
      if (accumulate) {
        gradients[convWeightsGradientAt] += sumS0F0;
        gradients[convWeightsGradientAt + CONV_WEIGHTS_COLUMN] += sumS1F0;
        gradients[convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN] += sumS2F0;
        gradients[convWeightsGradientAt + 1] += sumS0F1;
        gradients[convWeightsGradientAt + CONV_WEIGHTS_COLUMN + 1] += sumS1F1;
        gradients[convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN + 1] += sumS2F1;
        gradients[convWeightsGradientAt + 2] += sumS0F2;
        gradients[convWeightsGradientAt + CONV_WEIGHTS_COLUMN + 2] += sumS1F2;
        gradients[convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN + 2] += sumS2F2;
      } else {
        gradients[convWeightsGradientAt] = sumS0F0;
        gradients[convWeightsGradientAt + CONV_WEIGHTS_COLUMN] = sumS1F0;
        gradients[convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN] = sumS2F0;
        gradients[convWeightsGradientAt + 1] = sumS0F1;
        gradients[convWeightsGradientAt + CONV_WEIGHTS_COLUMN + 1] = sumS1F1;
        gradients[convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN + 1] = sumS2F1;
        gradients[convWeightsGradientAt + 2] = sumS0F2;
        gradients[convWeightsGradientAt + CONV_WEIGHTS_COLUMN + 2] = sumS1F2;
        gradients[convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN + 2] = sumS2F2;
      }
    }
  }

  /** Evaluation: one sample at a time. */
  static final class Evaluation implements BlockProgram {
    /** Floats 12 to 13: [2]; from logitsIn to lossClassLogit. */
    private static final int LOGITS = 12;

    /** Floats 28 to 28: one value; from lossClassLogit to loss. */
    private static final int LOSS_CLASS_LOGIT = 28;

    /** Floats 28 to 29: [2]; from probabilitiesExponentials to probabilitiesSum. */
    private static final int PROBABILITIES_EXP = 28;

    /** Floats 44 to 44: one value; from probabilitiesMaximum to loss. */
    private static final int PROBABILITIES_MAX = 44;

    /** Floats 60 to 60: one value; from probabilitiesSum to loss. */
    private static final int PROBABILITIES_EXP_SUM = 60;

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public int floats() {
      return 64;
    }

    @Override
    public int ints() {
      return 0;
    }

    @Override
    public void run(int phase, Block block) {
      float[] floats = block.floats;
      float[] input = block.inputs[0];
      int[] classes = block.classes[0];
      float[] losses = block.losses[0];
      logitsIn(floats, input, 0, 2);
      probabilitiesMaximum(floats);
      probabilitiesExponentials(floats, 0, 2);
      probabilitiesSum(floats);
      lossClassLogit(floats, classes);
      loss(floats, losses);
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * logits[n, u] = logitsIn[n, u]
     * }</pre>
     */
    static void logitsIn(float[] floats, float[] input, int from, int to) {
      for (int u = from; u < to; u++) {
        floats[LOGITS + u] = input[u];
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilitiesMax[n] max= logits[n, u]
     * }</pre>
     */
    static void probabilitiesMaximum(float[] floats) {
      int logitsAt = LOGITS;
      float best = floats[logitsAt];
      best = Math.max(best, floats[logitsAt + 1]);
      floats[PROBABILITIES_MAX] = best;
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilitiesExp[n, u] = exp(logits[n, u] - probabilitiesMax[n])
     * }</pre>
     */
    static void probabilitiesExponentials(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        floats[PROBABILITIES_EXP + u] = ScalarMath.exp(floats[LOGITS + u] - floats[PROBABILITIES_MAX]);
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * }</pre>
     */
    static void probabilitiesSum(float[] floats) {
      float sum = 0f;
      for (int u = 0; u < 2; u++) {
        sum += floats[PROBABILITIES_EXP + u];
      }
      floats[PROBABILITIES_EXP_SUM] = sum;
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * lossClassLogit[n] += (u == target[n] ? logits[n, u] : 0)
     * }</pre>
     */
    static void lossClassLogit(float[] floats, int[] classes) {
      float sum = 0f;
      for (int u = 0; u < 2; u++) {
        sum += u == classes[0] ? floats[LOGITS + u] : 0f;
      }
      floats[LOSS_CLASS_LOGIT] = sum;
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * loss[n] = (log(probabilitiesExpSum[n]) + probabilitiesMax[n]) - lossClassLogit[n]
     * }</pre>
     */
    static void loss(float[] floats, float[] losses) {
      losses[0] = ScalarMath.log(floats[PROBABILITIES_EXP_SUM]) + floats[PROBABILITIES_MAX] - floats[LOSS_CLASS_LOGIT];
    }
  }

  /** Single: one sample at a time. */
  static final class Single implements BlockProgram {
    /** Floats 12 to 83: [6, 4, 3]; from convForward to poolForward. */
    private static final int CONV_SUM = 12;
    private static final int CONV_SUM_ROW = 12;
    private static final int CONV_SUM_COLUMN = 3;

    /** Floats 12 to 13: [2]; from outputForward to logitsOut. */
    private static final int OUTPUT = 12;

    /** Floats 28 to 29: [2]; from probabilitiesExponentials to probabilitiesSoftmax. */
    private static final int PROBABILITIES_EXP = 28;

    /** Floats 44 to 45: [2]; from probabilitiesSoftmax to probabilitiesOut. */
    private static final int PROBABILITIES = 44;

    /** Floats 44 to 44: one value; from probabilitiesMaximum to probabilitiesExponentials. */
    private static final int PROBABILITIES_MAX = 44;

    /** Floats 60 to 60: one value; from probabilitiesSum to probabilitiesSoftmax. */
    private static final int PROBABILITIES_EXP_SUM = 60;

    /** Floats 92 to 123: [6, 4, 1] in a halo of [1, 0, 0] before and [1, 0, 0] after; from input to convForward. */
    private static final int SAMPLE = 92;
    private static final int SAMPLE_ROW = 4;

    /** Floats 124 to 141: [3, 2, 3]; from poolForward to outputForward. */
    private static final int POOL = 124;
    private static final int POOL_ROW = 6;
    private static final int POOL_COLUMN = 3;
    private static final int INPUT_ROW = 4;

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public int floats() {
      return 144;
    }

    @Override
    public int ints() {
      return 0;
    }

    @Override
    public void run(int phase, Block block) {
      float[] floats = block.floats;
      float[] parameters = block.parameters;
      float[] input = block.inputs[0];
      float[] logits = block.outputs[0];
      float[] probabilities = block.outputs[1];
      input(floats, input, 0, 6);
      convForward(floats, parameters, 0, 6);
      poolForward(floats, 0, 3);
      outputForward(floats, parameters);
      probabilitiesMaximum(floats);
      probabilitiesExponentials(floats, 0, 2);
      probabilitiesSum(floats);
      probabilitiesSoftmax(floats, 0, 2);
      logitsOut(floats, logits, 0, 2);
      probabilitiesOut(floats, probabilities, 0, 2);
    }

    static void warmUp() {
      float[] floats = new float[144];
      float[] parameters = new float[476];
      float[] input = new float[24];
      float[] logits = new float[2];
      float[] probabilities = new float[2];
      WarmUp.repeat(List.of(() -> {
        input(floats, input, 0, 0);
        convForwardTile(floats, parameters, -1, -1, -1);
        poolForward(floats, 0, 0);
        outputForwardTile(floats, parameters, -1);
        probabilitiesExponentials(floats, 0, 0);
        probabilitiesSoftmax(floats, 0, 0);
        logitsOut(floats, logits, 0, 0);
        probabilitiesOut(floats, probabilities, 0, 0);
      }), List.of(() -> {
        input(floats, input, 0, 1);
        convForwardTile(floats, parameters, 0, 0, 0);
        poolForward(floats, 0, 1);
        outputForwardTile(floats, parameters, 0);
        probabilitiesMaximum(floats);
        probabilitiesExponentials(floats, 0, 1);
        probabilitiesSum(floats);
        probabilitiesSoftmax(floats, 0, 1);
        logitsOut(floats, logits, 0, 1);
        probabilitiesOut(floats, probabilities, 0, 1);
      }));
    }

    /**
     * For {@link Convolution}:
     *
     * <pre>{@code
     * sample[n, h, w, c] = input[n, h, w, c]
     * }</pre>
     */
    static void input(float[] floats, float[] input, int from, int to) {
      for (int h = from; h < to; h++) {
        for (int w = 0; w < 4; w++) {
          floats[SAMPLE + SAMPLE_ROW + h * SAMPLE_ROW + w] = input[h * INPUT_ROW + w];
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
    static void convForward(float[] floats, float[] parameters, int from, int to) {
      for (int h = from; h < to; h += 3) {
        for (int w = 0; w < 4; w++) {
          convForwardTile(floats, parameters, h, w, 0);
        }
      }
    }

    static void convForwardTile(float[] floats, float[] parameters, int h, int w, int f) {
      if (f < 0) {
        return; // Called to be counted: see WarmUp.
      }
      int convBiasAt = CONV_BIAS + f;
      float convBias1 = parameters[convBiasAt];
      float sumH0F0 = convBias1;
      float convBias2 = parameters[convBiasAt + 1];
      float sumH0F1 = convBias2;
      float convBias3 = parameters[convBiasAt + 2];
      float sumH0F2 = convBias3;
      float sumH1F0 = convBias1;
      float sumH1F1 = convBias2;
      float sumH1F2 = convBias3;
      float sumH2F0 = convBias1;
      float sumH2F1 = convBias2;
      float sumH2F2 = convBias3;
      int sFirst = Math.max(0, -w + 1);
      int sEnd = Math.min(3, -w + 5);
      for (int r = 0; r < 3; r++) {
        for (int s = sFirst; s < sEnd; s++) {
          int sampleAt = SAMPLE + (h + r) * SAMPLE_ROW + w + s - 1;
          float sample1 = floats[sampleAt];
          int convWeightsAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN + f;
          float convWeights1 = parameters[convWeightsAt];
          sumH0F0 += sample1 * convWeights1;
          float convWeights2 = parameters[convWeightsAt + 1];
          sumH0F1 += sample1 * convWeights2;
          float convWeights3 = parameters[convWeightsAt + 2];
          sumH0F2 += sample1 * convWeights3;
          float sample2 = floats[sampleAt + SAMPLE_ROW];
          sumH1F0 += sample2 * convWeights1;
          sumH1F1 += sample2 * convWeights2;
          sumH1F2 += sample2 * convWeights3;
          float sample3 = floats[sampleAt + 2 * SAMPLE_ROW];
          sumH2F0 += sample3 * convWeights1;
          sumH2F1 += sample3 * convWeights2;
          sumH2F2 += sample3 * convWeights3;
        }
      }
      int convSumAt = CONV_SUM + h * CONV_SUM_ROW + w * CONV_SUM_COLUMN + f;
      floats[convSumAt] = sumH0F0;
      floats[convSumAt + 1] = sumH0F1;
      floats[convSumAt + 2] = sumH0F2;
      floats[convSumAt + CONV_SUM_ROW] = sumH1F0;
      floats[convSumAt + CONV_SUM_ROW + 1] = sumH1F1;
      floats[convSumAt + CONV_SUM_ROW + 2] = sumH1F2;
      floats[convSumAt + 2 * CONV_SUM_ROW] = sumH2F0;
      floats[convSumAt + 2 * CONV_SUM_ROW + 1] = sumH2F1;
      floats[convSumAt + 2 * CONV_SUM_ROW + 2] = sumH2F2;
    }

    /**
     * For {@link Convolution#pool}:
     *
     * <pre>{@code
     * pool[n, h, w, c] max= max(convSum[n, h * 2 + r, w * 2 + s, c], 0)
     * }</pre>
     */
    static void poolForward(float[] floats, int from, int to) {
      for (int h = from; h < to; h++) {
        for (int w = 0; w < 2; w++) {
          for (int c = 0; c < 3; c++) {
            int convSumAt = CONV_SUM + h * (2 * CONV_SUM_ROW) + w * (2 * CONV_SUM_COLUMN) + c;
            float best = Math.max(floats[convSumAt], 0f);
            best = Math.max(best, Math.max(floats[convSumAt + CONV_SUM_COLUMN], 0f));
            best = Math.max(best, Math.max(floats[convSumAt + CONV_SUM_ROW], 0f));
            best = Math.max(best, Math.max(floats[convSumAt + CONV_SUM_ROW + CONV_SUM_COLUMN], 0f));
            floats[POOL + h * POOL_ROW + w * POOL_COLUMN + c] = best;
          }
        }
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += pool[n, h, w, c] * outputWeights[h, w, c, u]
     * output[n, u] = outputSum[n, u]
     * }</pre>
     */
    static void outputForward(float[] floats, float[] parameters) {
      outputForwardTile(floats, parameters, 0);
    }

    static void outputForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      int outputBiasAt = OUTPUT_BIAS + u;
      float sumU0 = parameters[outputBiasAt];
      float sumU1 = parameters[outputBiasAt + 1];
      for (int hwc = 0; hwc < 18; hwc++) {
        float pool1 = floats[POOL + hwc];
        int outputWeightsAt = OUTPUT_WEIGHTS + hwc * OUTPUT_WEIGHTS_CHANNEL + u;
        sumU0 += pool1 * parameters[outputWeightsAt];
        sumU1 += pool1 * parameters[outputWeightsAt + 1];
      }
      int outputAt = OUTPUT + u;
      floats[outputAt] = sumU0;
      floats[outputAt + 1] = sumU1;
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilitiesMax[n] max= output[n, u]
     * }</pre>
     */
    static void probabilitiesMaximum(float[] floats) {
      int outputAt = OUTPUT;
      float best = floats[outputAt];
      best = Math.max(best, floats[outputAt + 1]);
      floats[PROBABILITIES_MAX] = best;
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilitiesExp[n, u] = exp(output[n, u] - probabilitiesMax[n])
     * }</pre>
     */
    static void probabilitiesExponentials(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        floats[PROBABILITIES_EXP + u] = ScalarMath.exp(floats[OUTPUT + u] - floats[PROBABILITIES_MAX]);
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * }</pre>
     */
    static void probabilitiesSum(float[] floats) {
      float sum = 0f;
      for (int u = 0; u < 2; u++) {
        sum += floats[PROBABILITIES_EXP + u];
      }
      floats[PROBABILITIES_EXP_SUM] = sum;
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilities[n, u] = probabilitiesExp[n, u] / probabilitiesExpSum[n]
     * }</pre>
     */
    static void probabilitiesSoftmax(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        floats[PROBABILITIES + u] = floats[PROBABILITIES_EXP + u] / floats[PROBABILITIES_EXP_SUM];
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * logitsOut[n, u] = output[n, u]
     * }</pre>
     */
    static void logitsOut(float[] floats, float[] logits, int from, int to) {
      for (int u = from; u < to; u++) {
        logits[u] = floats[OUTPUT + u];
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * probabilitiesOut[n, u] = probabilities[n, u]
     * }</pre>
     */
    static void probabilitiesOut(float[] floats, float[] probabilities, int from, int to) {
      for (int u = from; u < to; u++) {
        probabilities[u] = floats[PROBABILITIES + u];
      }
    }
  }
}
