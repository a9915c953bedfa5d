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
 * Scalar kernels of {@link TwoDense}.
 *
 * <p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit.
 * Constants: where a buffer starts in its array; with {@code _ROW}, {@code _COLUMN}, {@code _CHANNEL} or
 * {@code _SAMPLE} behind its name, the floats from one of these to the next.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class TwoDenseScalarKernels implements KernelProgram {
  private static final int GRADIENTS = 192;
  private static final int HIDDEN_WEIGHTS = 12;
  private static final int HIDDEN_WEIGHTS_ROW = 16;
  private static final int HIDDEN_BIAS = 156;
  private static final int OUTPUT_WEIGHTS = 76;
  private static final int OUTPUT_WEIGHTS_ROW = 16;
  private static final int OUTPUT_BIAS = 172;

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
    /** Floats 12 to 16: [5]; from hiddenForward to outputWeightsGradient. */
    private static final int HIDDEN = 12;

    /** Floats 28 to 32: [5]; from outputBackwardToHidden to hiddenWeightsGradient. */
    private static final int HIDDEN_SUM_GRADIENT = 28;

    /** Floats 28 to 30: [3]; from outputForward to logitsOut. */
    private static final int OUTPUT = 28;

    /** Floats 44 to 47: [4]; from input to hiddenWeightsGradient. */
    private static final int SAMPLE = 44;

    /** Floats 60 to 60: one value; from lossClassLogit to loss. */
    private static final int LOSS_CLASS_LOGIT = 60;

    /** Floats 60 to 62: [3]; from lossBackward to outputWeightsGradient. */
    private static final int OUTPUT_GRADIENT = 60;

    /** Floats 60 to 62: [3]; from probabilitiesExponentials to probabilitiesSoftmax. */
    private static final int PROBABILITIES_EXP = 60;

    /** Floats 76 to 78: [3]; from probabilitiesSoftmax to lossBackward. */
    private static final int PROBABILITIES = 76;

    /** Floats 92 to 92: one value; from probabilitiesMaximum to loss. */
    private static final int PROBABILITIES_MAX = 92;

    /** Floats 108 to 108: one value; from probabilitiesSum to loss. */
    private static final int PROBABILITIES_EXP_SUM = 108;

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public int floats() {
      return 112;
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
      input(floats, input, 0, 4);
      hiddenForward(floats, parameters);
      outputForward(floats, parameters);
      probabilitiesMaximum(floats);
      probabilitiesExponentials(floats, 0, 3);
      probabilitiesSum(floats);
      probabilitiesSoftmax(floats, 0, 3);
      lossClassLogit(floats, classes);
      loss(floats, losses);
      lossBackward(floats, classes, lossGradients, 0, 3);
      logitsOut(floats, logits, 0, 3);
      outputBiasGradient(floats, gradients, gradientOffset, accumulate);
      outputBackwardToHidden(floats, parameters);
      outputWeightsGradient(floats, gradients, gradientOffset, accumulate);
      hiddenBiasGradient(floats, gradients, gradientOffset, accumulate);
      hiddenWeightsGradient(floats, gradients, gradientOffset, accumulate);
    }

    static void warmUp() {
      float[] floats = new float[112];
      float[] parameters = new float[188];
      float[] gradients = new float[192];
      int gradientOffset = 0;
      boolean accumulate = false;
      float[] input = new float[4];
      float[] logits = new float[3];
      int[] classes = new int[1];
      float[] lossGradients = new float[1];
      float[] losses = new float[1];
      WarmUp.repeat(List.of(() -> {
        input(floats, input, 0, 0);
        hiddenForwardTile(floats, parameters, -1);
        outputForwardTile(floats, parameters, -1);
        probabilitiesExponentials(floats, 0, 0);
        probabilitiesSoftmax(floats, 0, 0);
        lossBackward(floats, classes, lossGradients, 0, 0);
        logitsOut(floats, logits, 0, 0);
        outputBiasGradientTile(floats, gradients, gradientOffset, accumulate, -1);
        outputBackwardToHiddenTile(floats, parameters, -1);
        outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, -1, -1);
        outputWeightsGradientTileK2(floats, gradients, gradientOffset, accumulate, -1, -1);
        hiddenBiasGradientTile(floats, gradients, gradientOffset, accumulate, -1);
        hiddenWeightsGradientTile(floats, gradients, gradientOffset, accumulate, -1, -1);
        hiddenWeightsGradientTileU2(floats, gradients, gradientOffset, accumulate, -1, -1);
      }), List.of(() -> {
        input(floats, input, 0, 1);
        hiddenForwardTile(floats, parameters, 0);
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
        outputBackwardToHiddenTile(floats, parameters, 0);
        outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0);
        outputWeightsGradientTileK2(floats, gradients, gradientOffset, accumulate, 3, 0);
        hiddenBiasGradientTile(floats, gradients, gradientOffset, accumulate, 0);
        hiddenWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0);
        hiddenWeightsGradientTileU2(floats, gradients, gradientOffset, accumulate, 0, 3);
      }));
    }

    /**
     * For {@link TwoDense}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * }</pre>
     */
    static void input(float[] floats, float[] input, int from, int to) {
      for (int u = from; u < to; u++) {
        floats[SAMPLE + u] = input[u];
      }
    }

    /**
     * For {@link TwoDense#hidden}:
     *
     * <pre>{@code
     * hiddenSum[n, u] starts from hiddenBias[u]
     * hiddenSum[n, u] += sample[n, k] * hiddenWeights[k, u]
     * hidden[n, u] = max(hiddenSum[n, u], 0)
     * }</pre>
     */
    static void hiddenForward(float[] floats, float[] parameters) {
      hiddenForwardTile(floats, parameters, 0);
    }

    static void hiddenForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      int hiddenBiasAt = HIDDEN_BIAS + u;
      float sumU0 = parameters[hiddenBiasAt];
      float sumU1 = parameters[hiddenBiasAt + 1];
      float sumU2 = parameters[hiddenBiasAt + 2];
      float sumU3 = parameters[hiddenBiasAt + 3];
      float sumU4 = parameters[hiddenBiasAt + 4];
      for (int k = 0; k < 4; k++) {
        float sample1 = floats[SAMPLE + k];
        int hiddenWeightsAt = HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW + u;
        sumU0 += sample1 * parameters[hiddenWeightsAt];
        sumU1 += sample1 * parameters[hiddenWeightsAt + 1];
        sumU2 += sample1 * parameters[hiddenWeightsAt + 2];
        sumU3 += sample1 * parameters[hiddenWeightsAt + 3];
        sumU4 += sample1 * parameters[hiddenWeightsAt + 4];
      }
      int hiddenAt = HIDDEN + u;
      floats[hiddenAt] = Math.max(sumU0, 0f);
      floats[hiddenAt + 1] = Math.max(sumU1, 0f);
      floats[hiddenAt + 2] = Math.max(sumU2, 0f);
      floats[hiddenAt + 3] = Math.max(sumU3, 0f);
      floats[hiddenAt + 4] = Math.max(sumU4, 0f);
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += hidden[n, k] * outputWeights[k, u]
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
      float sumU2 = parameters[outputBiasAt + 2];
      for (int k = 0; k < 5; k++) {
        float hidden1 = floats[HIDDEN + k];
        int outputWeightsAt = OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u;
        sumU0 += hidden1 * parameters[outputWeightsAt];
        sumU1 += hidden1 * parameters[outputWeightsAt + 1];
        sumU2 += hidden1 * parameters[outputWeightsAt + 2];
      }
      int outputAt = OUTPUT + u;
      floats[outputAt] = sumU0;
      floats[outputAt + 1] = sumU1;
      floats[outputAt + 2] = sumU2;
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * probabilitiesMax[n] max= output[n, u]
     * }</pre>
     */
    static void probabilitiesMaximum(float[] floats) {
      int outputAt = OUTPUT;
      float best = floats[outputAt];
      best = Math.max(best, floats[outputAt + 1]);
      best = Math.max(best, floats[outputAt + 2]);
      floats[PROBABILITIES_MAX] = best;
    }

    /**
     * For {@link TwoDense#output}:
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
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * }</pre>
     */
    static void probabilitiesSum(float[] floats) {
      float sum = 0f;
      for (int u = 0; u < 3; u++) {
        sum += floats[PROBABILITIES_EXP + u];
      }
      floats[PROBABILITIES_EXP_SUM] = sum;
    }

    /**
     * For {@link TwoDense#output}:
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
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * lossClassLogit[n] += (u == target[n] ? output[n, u] : 0)
     * }</pre>
     */
    static void lossClassLogit(float[] floats, int[] classes) {
      float sum = 0f;
      for (int u = 0; u < 3; u++) {
        sum += u == classes[0] ? floats[OUTPUT + u] : 0f;
      }
      floats[LOSS_CLASS_LOGIT] = sum;
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * loss[n] = (log(probabilitiesExpSum[n]) + probabilitiesMax[n]) - lossClassLogit[n]
     * }</pre>
     */
    static void loss(float[] floats, float[] losses) {
      losses[0] = ScalarMath.log(floats[PROBABILITIES_EXP_SUM]) + floats[PROBABILITIES_MAX] - floats[LOSS_CLASS_LOGIT];
    }

    /**
     * For {@link TwoDense#output}:
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
     * For {@link TwoDense#output}:
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
     * For {@link TwoDense#output}:
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
      float sumU2 = 0f;
      int outputGradientAt = OUTPUT_GRADIENT + u;
      sumU0 += floats[outputGradientAt];
      sumU1 += floats[outputGradientAt + 1];
      sumU2 += floats[outputGradientAt + 2];
      int outputBiasGradientAt = gradientOffset + OUTPUT_BIAS + u;
      if (accumulate) {
        gradients[outputBiasGradientAt] += sumU0;
        gradients[outputBiasGradientAt + 1] += sumU1;
        gradients[outputBiasGradientAt + 2] += sumU2;
      } else {
        gradients[outputBiasGradientAt] = sumU0;
        gradients[outputBiasGradientAt + 1] = sumU1;
        gradients[outputBiasGradientAt + 2] = sumU2;
      }
    }

    /**
     * For {@link TwoDense#output}, {@link TwoDense#hidden}:
     *
     * <pre>{@code
     * hiddenGradient[n, k] += outputGradient[n, u] * outputWeights[k, u]
     * hiddenSumGradient[n, k] = (hidden[n, k] > 0 ? hiddenGradient[n, k] : 0)
     * }</pre>
     */
    static void outputBackwardToHidden(float[] floats, float[] parameters) {
      outputBackwardToHiddenTile(floats, parameters, 0);
    }

    static void outputBackwardToHiddenTile(float[] floats, float[] parameters, int k) {
      if (k < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumK0 = 0f;
      float sumK1 = 0f;
      float sumK2 = 0f;
      float sumK3 = 0f;
      float sumK4 = 0f;
      for (int u = 0; u < 3; u++) {
        float outputGradient1 = floats[OUTPUT_GRADIENT + u];
        int outputWeightsAt = OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u;
        sumK0 += outputGradient1 * parameters[outputWeightsAt];
        sumK1 += outputGradient1 * parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW];
        sumK2 += outputGradient1 * parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW];
        sumK3 += outputGradient1 * parameters[outputWeightsAt + 3 * OUTPUT_WEIGHTS_ROW];
        sumK4 += outputGradient1 * parameters[outputWeightsAt + 4 * OUTPUT_WEIGHTS_ROW];
      }
      int hiddenAt = HIDDEN + k;
      int hiddenSumGradientAt = HIDDEN_SUM_GRADIENT + k;
      floats[hiddenSumGradientAt] = floats[hiddenAt] > 0f ? sumK0 : 0f;
      floats[hiddenSumGradientAt + 1] = floats[hiddenAt + 1] > 0f ? sumK1 : 0f;
      floats[hiddenSumGradientAt + 2] = floats[hiddenAt + 2] > 0f ? sumK2 : 0f;
      floats[hiddenSumGradientAt + 3] = floats[hiddenAt + 3] > 0f ? sumK3 : 0f;
      floats[hiddenSumGradientAt + 4] = floats[hiddenAt + 4] > 0f ? sumK4 : 0f;
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * outputWeightsGradient[k, u] += outputGradient[n, u] * hidden[n, k]
     * }</pre>
     */
    static void outputWeightsGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate) {
      outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0);
      outputWeightsGradientTileK2(floats, gradients, gradientOffset, accumulate, 3, 0);
    }

    static void outputWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int k, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumK0U0 = 0f;
      float sumK1U0 = 0f;
      float sumK2U0 = 0f;
      float sumK0U1 = 0f;
      float sumK1U1 = 0f;
      float sumK2U1 = 0f;
      float sumK0U2 = 0f;
      float sumK1U2 = 0f;
      float sumK2U2 = 0f;
      int outputGradientAt = OUTPUT_GRADIENT + u;
      float outputGradient1 = floats[outputGradientAt];
      int hiddenAt = HIDDEN + k;
      float hidden1 = floats[hiddenAt];
      sumK0U0 += outputGradient1 * hidden1;
      float hidden2 = floats[hiddenAt + 1];
      sumK1U0 += outputGradient1 * hidden2;
      float hidden3 = floats[hiddenAt + 2];
      sumK2U0 += outputGradient1 * hidden3;
      float outputGradient2 = floats[outputGradientAt + 1];
      sumK0U1 += outputGradient2 * hidden1;
      sumK1U1 += outputGradient2 * hidden2;
      sumK2U1 += outputGradient2 * hidden3;
      float outputGradient3 = floats[outputGradientAt + 2];
      sumK0U2 += outputGradient3 * hidden1;
      sumK1U2 += outputGradient3 * hidden2;
      sumK2U2 += outputGradient3 * hidden3;
      int outputWeightsGradientAt = gradientOffset + OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u;
      if (accumulate) {
        gradients[outputWeightsGradientAt] += sumK0U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW] += sumK1U0;
        gradients[outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW] += sumK2U0;
        gradients[outputWeightsGradientAt + 1] += sumK0U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 1] += sumK1U1;
        gradients[outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + 1] += sumK2U1;
        gradients[outputWeightsGradientAt + 2] += sumK0U2;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 2] += sumK1U2;
        gradients[outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + 2] += sumK2U2;
      } else {
        gradients[outputWeightsGradientAt] = sumK0U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW] = sumK1U0;
        gradients[outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW] = sumK2U0;
        gradients[outputWeightsGradientAt + 1] = sumK0U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 1] = sumK1U1;
        gradients[outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + 1] = sumK2U1;
        gradients[outputWeightsGradientAt + 2] = sumK0U2;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 2] = sumK1U2;
        gradients[outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + 2] = sumK2U2;
      }
    }

    static void outputWeightsGradientTileK2(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int k, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumK0U0 = 0f;
      float sumK1U0 = 0f;
      float sumK0U1 = 0f;
      float sumK1U1 = 0f;
      float sumK0U2 = 0f;
      float sumK1U2 = 0f;
      int outputGradientAt = OUTPUT_GRADIENT + u;
      float outputGradient1 = floats[outputGradientAt];
      int hiddenAt = HIDDEN + k;
      float hidden1 = floats[hiddenAt];
      sumK0U0 += outputGradient1 * hidden1;
      float hidden2 = floats[hiddenAt + 1];
      sumK1U0 += outputGradient1 * hidden2;
      float outputGradient2 = floats[outputGradientAt + 1];
      sumK0U1 += outputGradient2 * hidden1;
      sumK1U1 += outputGradient2 * hidden2;
      float outputGradient3 = floats[outputGradientAt + 2];
      sumK0U2 += outputGradient3 * hidden1;
      sumK1U2 += outputGradient3 * hidden2;
      int outputWeightsGradientAt = gradientOffset + OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u;
      if (accumulate) {
        gradients[outputWeightsGradientAt] += sumK0U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW] += sumK1U0;
        gradients[outputWeightsGradientAt + 1] += sumK0U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 1] += sumK1U1;
        gradients[outputWeightsGradientAt + 2] += sumK0U2;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 2] += sumK1U2;
      } else {
        gradients[outputWeightsGradientAt] = sumK0U0;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW] = sumK1U0;
        gradients[outputWeightsGradientAt + 1] = sumK0U1;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 1] = sumK1U1;
        gradients[outputWeightsGradientAt + 2] = sumK0U2;
        gradients[outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 2] = sumK1U2;
      }
    }

    /**
     * For {@link TwoDense#hidden}:
     *
     * <pre>{@code
     * hiddenBiasGradient[u] += hiddenSumGradient[n, u]
     * }</pre>
     */
    static void hiddenBiasGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate) {
      hiddenBiasGradientTile(floats, gradients, gradientOffset, accumulate, 0);
    }

    static void hiddenBiasGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumU0 = 0f;
      float sumU1 = 0f;
      float sumU2 = 0f;
      float sumU3 = 0f;
      float sumU4 = 0f;
      int hiddenSumGradientAt = HIDDEN_SUM_GRADIENT + u;
      sumU0 += floats[hiddenSumGradientAt];
      sumU1 += floats[hiddenSumGradientAt + 1];
      sumU2 += floats[hiddenSumGradientAt + 2];
      sumU3 += floats[hiddenSumGradientAt + 3];
      sumU4 += floats[hiddenSumGradientAt + 4];
      int hiddenBiasGradientAt = gradientOffset + HIDDEN_BIAS + u;
      if (accumulate) {
        gradients[hiddenBiasGradientAt] += sumU0;
        gradients[hiddenBiasGradientAt + 1] += sumU1;
        gradients[hiddenBiasGradientAt + 2] += sumU2;
        gradients[hiddenBiasGradientAt + 3] += sumU3;
        gradients[hiddenBiasGradientAt + 4] += sumU4;
      } else {
        gradients[hiddenBiasGradientAt] = sumU0;
        gradients[hiddenBiasGradientAt + 1] = sumU1;
        gradients[hiddenBiasGradientAt + 2] = sumU2;
        gradients[hiddenBiasGradientAt + 3] = sumU3;
        gradients[hiddenBiasGradientAt + 4] = sumU4;
      }
    }

    /**
     * For {@link TwoDense#hidden}:
     *
     * <pre>{@code
     * hiddenWeightsGradient[k, u] += hiddenSumGradient[n, u] * sample[n, k]
     * }</pre>
     */
    static void hiddenWeightsGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate) {
      hiddenWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0);
      hiddenWeightsGradientTileU2(floats, gradients, gradientOffset, accumulate, 0, 3);
    }

    static void hiddenWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int k, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumK0U0 = 0f;
      float sumK0U1 = 0f;
      float sumK0U2 = 0f;
      float sumK1U0 = 0f;
      float sumK1U1 = 0f;
      float sumK1U2 = 0f;
      float sumK2U0 = 0f;
      float sumK2U1 = 0f;
      float sumK2U2 = 0f;
      float sumK3U0 = 0f;
      float sumK3U1 = 0f;
      float sumK3U2 = 0f;
      int hiddenSumGradientAt = HIDDEN_SUM_GRADIENT + u;
      float hiddenSumGradient1 = floats[hiddenSumGradientAt];
      int sampleAt = SAMPLE + k;
      float sample1 = floats[sampleAt];
      sumK0U0 += hiddenSumGradient1 * sample1;
      float hiddenSumGradient2 = floats[hiddenSumGradientAt + 1];
      sumK0U1 += hiddenSumGradient2 * sample1;
      float hiddenSumGradient3 = floats[hiddenSumGradientAt + 2];
      sumK0U2 += hiddenSumGradient3 * sample1;
      float sample2 = floats[sampleAt + 1];
      sumK1U0 += hiddenSumGradient1 * sample2;
      sumK1U1 += hiddenSumGradient2 * sample2;
      sumK1U2 += hiddenSumGradient3 * sample2;
      float sample3 = floats[sampleAt + 2];
      sumK2U0 += hiddenSumGradient1 * sample3;
      sumK2U1 += hiddenSumGradient2 * sample3;
      sumK2U2 += hiddenSumGradient3 * sample3;
      float sample4 = floats[sampleAt + 3];
      sumK3U0 += hiddenSumGradient1 * sample4;
      sumK3U1 += hiddenSumGradient2 * sample4;
      sumK3U2 += hiddenSumGradient3 * sample4;
      int hiddenWeightsGradientAt = gradientOffset + HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW + u;
      if (accumulate) {
        gradients[hiddenWeightsGradientAt] += sumK0U0;
        gradients[hiddenWeightsGradientAt + 1] += sumK0U1;
        gradients[hiddenWeightsGradientAt + 2] += sumK0U2;
        gradients[hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW] += sumK1U0;
        gradients[hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW + 1] += sumK1U1;
        gradients[hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW + 2] += sumK1U2;
        gradients[hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW] += sumK2U0;
        gradients[hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW + 1] += sumK2U1;
        gradients[hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW + 2] += sumK2U2;
        gradients[hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW] += sumK3U0;
        gradients[hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW + 1] += sumK3U1;
        gradients[hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW + 2] += sumK3U2;
      } else {
        gradients[hiddenWeightsGradientAt] = sumK0U0;
        gradients[hiddenWeightsGradientAt + 1] = sumK0U1;
        gradients[hiddenWeightsGradientAt + 2] = sumK0U2;
        gradients[hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW] = sumK1U0;
        gradients[hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW + 1] = sumK1U1;
        gradients[hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW + 2] = sumK1U2;
        gradients[hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW] = sumK2U0;
        gradients[hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW + 1] = sumK2U1;
        gradients[hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW + 2] = sumK2U2;
        gradients[hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW] = sumK3U0;
        gradients[hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW + 1] = sumK3U1;
        gradients[hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW + 2] = sumK3U2;
      }
    }

    static void hiddenWeightsGradientTileU2(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int k, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumK0U0 = 0f;
      float sumK0U1 = 0f;
      float sumK1U0 = 0f;
      float sumK1U1 = 0f;
      float sumK2U0 = 0f;
      float sumK2U1 = 0f;
      float sumK3U0 = 0f;
      float sumK3U1 = 0f;
      int hiddenSumGradientAt = HIDDEN_SUM_GRADIENT + u;
      float hiddenSumGradient1 = floats[hiddenSumGradientAt];
      int sampleAt = SAMPLE + k;
      float sample1 = floats[sampleAt];
      sumK0U0 += hiddenSumGradient1 * sample1;
      float hiddenSumGradient2 = floats[hiddenSumGradientAt + 1];
      sumK0U1 += hiddenSumGradient2 * sample1;
      float sample2 = floats[sampleAt + 1];
      sumK1U0 += hiddenSumGradient1 * sample2;
      sumK1U1 += hiddenSumGradient2 * sample2;
      float sample3 = floats[sampleAt + 2];
      sumK2U0 += hiddenSumGradient1 * sample3;
      sumK2U1 += hiddenSumGradient2 * sample3;
      float sample4 = floats[sampleAt + 3];
      sumK3U0 += hiddenSumGradient1 * sample4;
      sumK3U1 += hiddenSumGradient2 * sample4;
      int hiddenWeightsGradientAt = gradientOffset + HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW + u;
      if (accumulate) {
        gradients[hiddenWeightsGradientAt] += sumK0U0;
        gradients[hiddenWeightsGradientAt + 1] += sumK0U1;
        gradients[hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW] += sumK1U0;
        gradients[hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW + 1] += sumK1U1;
        gradients[hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW] += sumK2U0;
        gradients[hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW + 1] += sumK2U1;
        gradients[hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW] += sumK3U0;
        gradients[hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW + 1] += sumK3U1;
      } else {
        gradients[hiddenWeightsGradientAt] = sumK0U0;
        gradients[hiddenWeightsGradientAt + 1] = sumK0U1;
        gradients[hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW] = sumK1U0;
        gradients[hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW + 1] = sumK1U1;
        gradients[hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW] = sumK2U0;
        gradients[hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW + 1] = sumK2U1;
        gradients[hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW] = sumK3U0;
        gradients[hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW + 1] = sumK3U1;
      }
    }
  }

  /** Evaluation: one sample at a time. */
  static final class Evaluation implements BlockProgram {
    /** Floats 12 to 14: [3]; from logitsIn to lossClassLogit. */
    private static final int LOGITS = 12;

    /** Floats 28 to 28: one value; from lossClassLogit to loss. */
    private static final int LOSS_CLASS_LOGIT = 28;

    /** Floats 28 to 30: [3]; from probabilitiesExponentials to probabilitiesSum. */
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
      logitsIn(floats, input, 0, 3);
      probabilitiesMaximum(floats);
      probabilitiesExponentials(floats, 0, 3);
      probabilitiesSum(floats);
      lossClassLogit(floats, classes);
      loss(floats, losses);
    }

    /**
     * For {@link TwoDense#output}:
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
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * probabilitiesMax[n] max= logits[n, u]
     * }</pre>
     */
    static void probabilitiesMaximum(float[] floats) {
      int logitsAt = LOGITS;
      float best = floats[logitsAt];
      best = Math.max(best, floats[logitsAt + 1]);
      best = Math.max(best, floats[logitsAt + 2]);
      floats[PROBABILITIES_MAX] = best;
    }

    /**
     * For {@link TwoDense#output}:
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
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * }</pre>
     */
    static void probabilitiesSum(float[] floats) {
      float sum = 0f;
      for (int u = 0; u < 3; u++) {
        sum += floats[PROBABILITIES_EXP + u];
      }
      floats[PROBABILITIES_EXP_SUM] = sum;
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * lossClassLogit[n] += (u == target[n] ? logits[n, u] : 0)
     * }</pre>
     */
    static void lossClassLogit(float[] floats, int[] classes) {
      float sum = 0f;
      for (int u = 0; u < 3; u++) {
        sum += u == classes[0] ? floats[LOGITS + u] : 0f;
      }
      floats[LOSS_CLASS_LOGIT] = sum;
    }

    /**
     * For {@link TwoDense#output}:
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
    /** Floats 12 to 16: [5]; from hiddenForward to outputForward. */
    private static final int HIDDEN = 12;

    /** Floats 12 to 14: [3]; from probabilitiesExponentials to probabilitiesSoftmax. */
    private static final int PROBABILITIES_EXP = 12;

    /** Floats 28 to 30: [3]; from outputForward to logitsOut. */
    private static final int OUTPUT = 28;

    /** Floats 28 to 31: [4]; from input to hiddenForward. */
    private static final int SAMPLE = 28;

    /** Floats 44 to 46: [3]; from probabilitiesSoftmax to probabilitiesOut. */
    private static final int PROBABILITIES = 44;

    /** Floats 44 to 44: one value; from probabilitiesMaximum to probabilitiesExponentials. */
    private static final int PROBABILITIES_MAX = 44;

    /** Floats 60 to 60: one value; from probabilitiesSum to probabilitiesSoftmax. */
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
      float[] parameters = block.parameters;
      float[] input = block.inputs[0];
      float[] logits = block.outputs[0];
      float[] probabilities = block.outputs[1];
      input(floats, input, 0, 4);
      hiddenForward(floats, parameters);
      outputForward(floats, parameters);
      probabilitiesMaximum(floats);
      probabilitiesExponentials(floats, 0, 3);
      probabilitiesSum(floats);
      probabilitiesSoftmax(floats, 0, 3);
      logitsOut(floats, logits, 0, 3);
      probabilitiesOut(floats, probabilities, 0, 3);
    }

    static void warmUp() {
      float[] floats = new float[64];
      float[] parameters = new float[188];
      float[] input = new float[4];
      float[] logits = new float[3];
      float[] probabilities = new float[3];
      WarmUp.repeat(List.of(() -> {
        input(floats, input, 0, 0);
        hiddenForwardTile(floats, parameters, -1);
        outputForwardTile(floats, parameters, -1);
        probabilitiesExponentials(floats, 0, 0);
        probabilitiesSoftmax(floats, 0, 0);
        logitsOut(floats, logits, 0, 0);
        probabilitiesOut(floats, probabilities, 0, 0);
      }), List.of(() -> {
        input(floats, input, 0, 1);
        hiddenForwardTile(floats, parameters, 0);
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
     * For {@link TwoDense}:
     *
     * <pre>{@code
     * sample[n, u] = input[n, u]
     * }</pre>
     */
    static void input(float[] floats, float[] input, int from, int to) {
      for (int u = from; u < to; u++) {
        floats[SAMPLE + u] = input[u];
      }
    }

    /**
     * For {@link TwoDense#hidden}:
     *
     * <pre>{@code
     * hiddenSum[n, u] starts from hiddenBias[u]
     * hiddenSum[n, u] += sample[n, k] * hiddenWeights[k, u]
     * hidden[n, u] = max(hiddenSum[n, u], 0)
     * }</pre>
     */
    static void hiddenForward(float[] floats, float[] parameters) {
      hiddenForwardTile(floats, parameters, 0);
    }

    static void hiddenForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      int hiddenBiasAt = HIDDEN_BIAS + u;
      float sumU0 = parameters[hiddenBiasAt];
      float sumU1 = parameters[hiddenBiasAt + 1];
      float sumU2 = parameters[hiddenBiasAt + 2];
      float sumU3 = parameters[hiddenBiasAt + 3];
      float sumU4 = parameters[hiddenBiasAt + 4];
      for (int k = 0; k < 4; k++) {
        float sample1 = floats[SAMPLE + k];
        int hiddenWeightsAt = HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW + u;
        sumU0 += sample1 * parameters[hiddenWeightsAt];
        sumU1 += sample1 * parameters[hiddenWeightsAt + 1];
        sumU2 += sample1 * parameters[hiddenWeightsAt + 2];
        sumU3 += sample1 * parameters[hiddenWeightsAt + 3];
        sumU4 += sample1 * parameters[hiddenWeightsAt + 4];
      }
      int hiddenAt = HIDDEN + u;
      floats[hiddenAt] = Math.max(sumU0, 0f);
      floats[hiddenAt + 1] = Math.max(sumU1, 0f);
      floats[hiddenAt + 2] = Math.max(sumU2, 0f);
      floats[hiddenAt + 3] = Math.max(sumU3, 0f);
      floats[hiddenAt + 4] = Math.max(sumU4, 0f);
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * outputSum[n, u] starts from outputBias[u]
     * outputSum[n, u] += hidden[n, k] * outputWeights[k, u]
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
      float sumU2 = parameters[outputBiasAt + 2];
      for (int k = 0; k < 5; k++) {
        float hidden1 = floats[HIDDEN + k];
        int outputWeightsAt = OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u;
        sumU0 += hidden1 * parameters[outputWeightsAt];
        sumU1 += hidden1 * parameters[outputWeightsAt + 1];
        sumU2 += hidden1 * parameters[outputWeightsAt + 2];
      }
      int outputAt = OUTPUT + u;
      floats[outputAt] = sumU0;
      floats[outputAt + 1] = sumU1;
      floats[outputAt + 2] = sumU2;
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * probabilitiesMax[n] max= output[n, u]
     * }</pre>
     */
    static void probabilitiesMaximum(float[] floats) {
      int outputAt = OUTPUT;
      float best = floats[outputAt];
      best = Math.max(best, floats[outputAt + 1]);
      best = Math.max(best, floats[outputAt + 2]);
      floats[PROBABILITIES_MAX] = best;
    }

    /**
     * For {@link TwoDense#output}:
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
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * probabilitiesExpSum[n] += probabilitiesExp[n, u]
     * }</pre>
     */
    static void probabilitiesSum(float[] floats) {
      float sum = 0f;
      for (int u = 0; u < 3; u++) {
        sum += floats[PROBABILITIES_EXP + u];
      }
      floats[PROBABILITIES_EXP_SUM] = sum;
    }

    /**
     * For {@link TwoDense#output}:
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
     * For {@link TwoDense#output}:
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
     * For {@link TwoDense#output}:
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
