import dev.kernelsmith.runtime.kernel.ScalarMath;
import dev.kernelsmith.runtime.kernel.WarmUp;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import java.lang.Math;
import java.lang.Override;
import java.lang.String;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Scalar kernels of {@link Skip}.
 *
 * <p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit.
 * Constants: where a buffer starts in its array; with {@code _ROW}, {@code _COLUMN}, {@code _CHANNEL} or
 * {@code _SAMPLE} behind its name, the floats from one of these to the next.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class SkipScalarKernels implements KernelProgram {
  private static final int GRADIENTS = 112;
  private static final int FIRST_WEIGHTS = 12;
  private static final int FIRST_WEIGHTS_ROW = 16;
  private static final int FIRST_BIAS = 92;
  private static final int SECOND_WEIGHTS = 44;
  private static final int SECOND_WEIGHTS_ROW = 16;

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
    step(parameters, gradients, copies, slots[0], learningRate, from, to);
  }

  static void step(float[] parameters, float[] gradients, int copies, float[] velocity,
      float learningRate, int from, int to) {
    for (int i = from; i < to; i++) {
      float gradient = gradients[i];
      for (int copy = 1; copy < copies; copy++) {
        gradient += gradients[copy * GRADIENTS + i];
      }
      float parameter = parameters[i];
      float velocityNext = velocity[i] * 0.9f + gradient;
      float velocityNew = Math.abs(velocityNext) < 1.1754944E-38f ? 0f : velocityNext;
      velocity[i] = velocityNew;
      parameters[i] = parameter - (gradient + velocityNew * 0.9f) * learningRate;
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
    /** Floats 12 to 14: [3]; from firstForward to secondWeightsGradient. */
    private static final int FIRST = 12;

    /** Floats 28 to 30: [3]; from secondBackwardToFirst to firstWeightsGradient. */
    private static final int FIRST_SUM_GRADIENT = 28;

    /** Floats 28 to 30: [3]; from secondForward to outputBackwardToFirst. */
    private static final int OUTPUT = 28;

    /** Floats 44 to 46: [3]; from lossBackward to outputBackwardToFirst. */
    private static final int OUTPUT_GRADIENT = 44;

    /** Floats 60 to 62: [3]; from outputBackwardToFirst to secondBackwardToFirst. */
    private static final int FIRST_GRADIENT = 60;

    /** Floats 76 to 78: [3]; from outputBackwardToFirst to secondWeightsGradient. */
    private static final int SECOND_GRADIENT = 76;

    /** Floats 92 to 93: [2]; from input to firstWeightsGradient. */
    private static final int SAMPLE = 92;

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public int floats() {
      return 96;
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
      float[] targets = block.targets[0];
      float[] lossGradients = block.lossGradients[0];
      float[] losses = block.losses[0];
      input(floats, input, 0, 2);
      firstForward(floats, parameters);
      secondForward(floats, parameters);
      loss(floats, targets, losses);
      lossBackward(floats, targets, lossGradients, 0, 3);
      logitsOut(floats, logits, 0, 3);
      outputBackwardToFirst(floats, 0, 3);
      secondBackwardToFirst(floats, parameters);
      secondWeightsGradient(floats, gradients, gradientOffset, accumulate);
      firstBiasGradient(floats, gradients, gradientOffset, accumulate);
      firstWeightsGradient(floats, gradients, gradientOffset, accumulate);
    }

    static void warmUp() {
      float[] floats = new float[96];
      float[] parameters = new float[108];
      float[] gradients = new float[112];
      int gradientOffset = 0;
      boolean accumulate = false;
      float[] input = new float[2];
      float[] logits = new float[3];
      float[] targets = new float[3];
      float[] lossGradients = new float[1];
      float[] losses = new float[1];
      WarmUp.repeat(List.of(() -> {
        input(floats, input, 0, 0);
        firstForwardTile(floats, parameters, -1);
        secondForwardTile(floats, parameters, -1);
        lossBackward(floats, targets, lossGradients, 0, 0);
        logitsOut(floats, logits, 0, 0);
        outputBackwardToFirst(floats, 0, 0);
        secondBackwardToFirstTile(floats, parameters, -1);
        secondWeightsGradientTile(floats, gradients, gradientOffset, accumulate, -1, -1);
        firstBiasGradientTile(floats, gradients, gradientOffset, accumulate, -1);
        firstWeightsGradientTile(floats, gradients, gradientOffset, accumulate, -1, -1);
      }), List.of(() -> {
        input(floats, input, 0, 1);
        firstForwardTile(floats, parameters, 0);
        secondForwardTile(floats, parameters, 0);
        loss(floats, targets, losses);
        lossBackward(floats, targets, lossGradients, 0, 1);
        logitsOut(floats, logits, 0, 1);
        outputBackwardToFirst(floats, 0, 1);
        secondBackwardToFirstTile(floats, parameters, 0);
        secondWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0);
        firstBiasGradientTile(floats, gradients, gradientOffset, accumulate, 0);
        firstWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0);
      }));
    }

    /**
     * For {@link Skip}:
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
     * For {@link Skip#first}:
     *
     * <pre>{@code
     * firstSum[n, u] starts from firstBias[u]
     * firstSum[n, u] += sample[n, k] * firstWeights[k, u]
     * first[n, u] = tanh(firstSum[n, u])
     * }</pre>
     */
    static void firstForward(float[] floats, float[] parameters) {
      firstForwardTile(floats, parameters, 0);
    }

    static void firstForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      int firstBiasAt = FIRST_BIAS + u;
      float sumU0 = parameters[firstBiasAt];
      float sumU1 = parameters[firstBiasAt + 1];
      float sumU2 = parameters[firstBiasAt + 2];
      for (int k = 0; k < 2; k++) {
        float sample1 = floats[SAMPLE + k];
        int firstWeightsAt = FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW + u;
        sumU0 += sample1 * parameters[firstWeightsAt];
        sumU1 += sample1 * parameters[firstWeightsAt + 1];
        sumU2 += sample1 * parameters[firstWeightsAt + 2];
      }
      int firstAt = FIRST + u;
      floats[firstAt] = ScalarMath.tanh(sumU0);
      floats[firstAt + 1] = ScalarMath.tanh(sumU1);
      floats[firstAt + 2] = ScalarMath.tanh(sumU2);
    }

    /**
     * For {@link Skip#second}, {@link Skip#output}:
     *
     * <pre>{@code
     * second[n, u] += first[n, k] * secondWeights[k, u]
     * output[n, u] = sigmoid(first[n, u] + second[n, u])
     * }</pre>
     */
    static void secondForward(float[] floats, float[] parameters) {
      secondForwardTile(floats, parameters, 0);
    }

    static void secondForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumU0 = 0f;
      float sumU1 = 0f;
      float sumU2 = 0f;
      for (int k = 0; k < 3; k++) {
        float first1 = floats[FIRST + k];
        int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
        sumU0 += first1 * parameters[secondWeightsAt];
        sumU1 += first1 * parameters[secondWeightsAt + 1];
        sumU2 += first1 * parameters[secondWeightsAt + 2];
      }
      int firstAt1 = FIRST + u;
      int outputAt = OUTPUT + u;
      floats[outputAt] = ScalarMath.sigmoid(floats[firstAt1] + sumU0);
      floats[outputAt + 1] = ScalarMath.sigmoid(floats[firstAt1 + 1] + sumU1);
      floats[outputAt + 2] = ScalarMath.sigmoid(floats[firstAt1 + 2] + sumU2);
    }

    /**
     * For {@link Skip#output}:
     *
     * <pre>{@code
     * loss[n] += ((output[n, u] - target[n, u]) * (output[n, u] - target[n, u])) * 0.3333333333333333
     * }</pre>
     */
    static void loss(float[] floats, float[] targets, float[] losses) {
      float sum = 0f;
      for (int u = 0; u < 3; u++) {
        float difference1 = floats[OUTPUT + u] - targets[u];
        sum += difference1 * difference1 * 0.33333334f;
      }
      losses[0] = sum;
    }

    /**
     * For {@link Skip#output}:
     *
     * <pre>{@code
     * outputGradient[n, u] = (lossGradient[n] > 0 ? ((output[n, u] - target[n, u]) * 0.6666666666666666) * lossGradient[n] : 0)
     * }</pre>
     */
    static void lossBackward(float[] floats, float[] targets, float[] lossGradients, int from,
        int to) {
      for (int u = from; u < to; u++) {
        float lossGradient1 = lossGradients[0];
        floats[OUTPUT_GRADIENT + u] = lossGradient1 > 0f ? (floats[OUTPUT + u] - targets[u]) * 0.6666667f * lossGradient1 : 0f;
      }
    }

    /**
     * For {@link Skip#output}:
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
     * For {@link Skip#output}:
     *
     * <pre>{@code
     * firstGradient[n, u] = outputGradient[n, u] * (output[n, u] * (1 - output[n, u]))
     * secondGradient[n, u] = firstGradient[n, u]
     * }</pre>
     */
    static void outputBackwardToFirst(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        float output1 = floats[OUTPUT + u];
        float firstGradient1 = floats[OUTPUT_GRADIENT + u] * (output1 * (1f - output1));
        floats[FIRST_GRADIENT + u] = firstGradient1;
        floats[SECOND_GRADIENT + u] = firstGradient1;
      }
    }

    /**
     * For {@link Skip#second}, {@link Skip#first}:
     *
     * <pre>{@code
     * firstGradient[n, k] += secondGradient[n, u] * secondWeights[k, u]
     * firstSumGradient[n, k] = firstGradient[n, k] * (1 - (first[n, k] * first[n, k]))
     * }</pre>
     */
    static void secondBackwardToFirst(float[] floats, float[] parameters) {
      secondBackwardToFirstTile(floats, parameters, 0);
    }

    static void secondBackwardToFirstTile(float[] floats, float[] parameters, int k) {
      if (k < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumK0 = 0f;
      float sumK1 = 0f;
      float sumK2 = 0f;
      for (int u = 0; u < 3; u++) {
        float secondGradient1 = floats[SECOND_GRADIENT + u];
        int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
        sumK0 += secondGradient1 * parameters[secondWeightsAt];
        sumK1 += secondGradient1 * parameters[secondWeightsAt + SECOND_WEIGHTS_ROW];
        sumK2 += secondGradient1 * parameters[secondWeightsAt + 2 * SECOND_WEIGHTS_ROW];
      }
      int firstGradientAt = FIRST_GRADIENT + k;
      float firstGradient1 = floats[firstGradientAt];
      firstGradient1 += sumK0;
      floats[firstGradientAt] = firstGradient1;
      int firstAt = FIRST + k;
      float first1 = floats[firstAt];
      int firstSumGradientAt = FIRST_SUM_GRADIENT + k;
      floats[firstSumGradientAt] = firstGradient1 * (1f - first1 * first1);
      float firstGradient2 = floats[firstGradientAt + 1];
      firstGradient2 += sumK1;
      floats[firstGradientAt + 1] = firstGradient2;
      float first2 = floats[firstAt + 1];
      floats[firstSumGradientAt + 1] = firstGradient2 * (1f - first2 * first2);
      float firstGradient3 = floats[firstGradientAt + 2];
      firstGradient3 += sumK2;
      floats[firstGradientAt + 2] = firstGradient3;
      float first3 = floats[firstAt + 2];
      floats[firstSumGradientAt + 2] = firstGradient3 * (1f - first3 * first3);
    }

    /**
     * For {@link Skip#second}:
     *
     * <pre>{@code
     * secondWeightsGradient[k, u] += secondGradient[n, u] * first[n, k]
     * }</pre>
     */
    static void secondWeightsGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate) {
      secondWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0);
    }

    static void secondWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
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
      int secondGradientAt = SECOND_GRADIENT + u;
      float secondGradient1 = floats[secondGradientAt];
      int firstAt = FIRST + k;
      float first1 = floats[firstAt];
      sumK0U0 += secondGradient1 * first1;
      float first2 = floats[firstAt + 1];
      sumK1U0 += secondGradient1 * first2;
      float first3 = floats[firstAt + 2];
      sumK2U0 += secondGradient1 * first3;
      float secondGradient2 = floats[secondGradientAt + 1];
      sumK0U1 += secondGradient2 * first1;
      sumK1U1 += secondGradient2 * first2;
      sumK2U1 += secondGradient2 * first3;
      float secondGradient3 = floats[secondGradientAt + 2];
      sumK0U2 += secondGradient3 * first1;
      sumK1U2 += secondGradient3 * first2;
      sumK2U2 += secondGradient3 * first3;
      int secondWeightsGradientAt = gradientOffset + SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
      if (accumulate) {
        gradients[secondWeightsGradientAt] += sumK0U0;
        gradients[secondWeightsGradientAt + SECOND_WEIGHTS_ROW] += sumK1U0;
        gradients[secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW] += sumK2U0;
        gradients[secondWeightsGradientAt + 1] += sumK0U1;
        gradients[secondWeightsGradientAt + SECOND_WEIGHTS_ROW + 1] += sumK1U1;
        gradients[secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW + 1] += sumK2U1;
        gradients[secondWeightsGradientAt + 2] += sumK0U2;
        gradients[secondWeightsGradientAt + SECOND_WEIGHTS_ROW + 2] += sumK1U2;
        gradients[secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW + 2] += sumK2U2;
      } else {
        gradients[secondWeightsGradientAt] = sumK0U0;
        gradients[secondWeightsGradientAt + SECOND_WEIGHTS_ROW] = sumK1U0;
        gradients[secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW] = sumK2U0;
        gradients[secondWeightsGradientAt + 1] = sumK0U1;
        gradients[secondWeightsGradientAt + SECOND_WEIGHTS_ROW + 1] = sumK1U1;
        gradients[secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW + 1] = sumK2U1;
        gradients[secondWeightsGradientAt + 2] = sumK0U2;
        gradients[secondWeightsGradientAt + SECOND_WEIGHTS_ROW + 2] = sumK1U2;
        gradients[secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW + 2] = sumK2U2;
      }
    }

    /**
     * For {@link Skip#first}:
     *
     * <pre>{@code
     * firstBiasGradient[u] += firstSumGradient[n, u]
     * }</pre>
     */
    static void firstBiasGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate) {
      firstBiasGradientTile(floats, gradients, gradientOffset, accumulate, 0);
    }

    static void firstBiasGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumU0 = 0f;
      float sumU1 = 0f;
      float sumU2 = 0f;
      int firstSumGradientAt = FIRST_SUM_GRADIENT + u;
      sumU0 += floats[firstSumGradientAt];
      sumU1 += floats[firstSumGradientAt + 1];
      sumU2 += floats[firstSumGradientAt + 2];
      int firstBiasGradientAt = gradientOffset + FIRST_BIAS + u;
      if (accumulate) {
        gradients[firstBiasGradientAt] += sumU0;
        gradients[firstBiasGradientAt + 1] += sumU1;
        gradients[firstBiasGradientAt + 2] += sumU2;
      } else {
        gradients[firstBiasGradientAt] = sumU0;
        gradients[firstBiasGradientAt + 1] = sumU1;
        gradients[firstBiasGradientAt + 2] = sumU2;
      }
    }

    /**
     * For {@link Skip#first}:
     *
     * <pre>{@code
     * firstWeightsGradient[k, u] += firstSumGradient[n, u] * sample[n, k]
     * }</pre>
     */
    static void firstWeightsGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate) {
      firstWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0);
    }

    static void firstWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
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
      int firstSumGradientAt = FIRST_SUM_GRADIENT + u;
      float firstSumGradient1 = floats[firstSumGradientAt];
      int sampleAt = SAMPLE + k;
      float sample1 = floats[sampleAt];
      sumK0U0 += firstSumGradient1 * sample1;
      float sample2 = floats[sampleAt + 1];
      sumK1U0 += firstSumGradient1 * sample2;
      float firstSumGradient2 = floats[firstSumGradientAt + 1];
      sumK0U1 += firstSumGradient2 * sample1;
      sumK1U1 += firstSumGradient2 * sample2;
      float firstSumGradient3 = floats[firstSumGradientAt + 2];
      sumK0U2 += firstSumGradient3 * sample1;
      sumK1U2 += firstSumGradient3 * sample2;
      int firstWeightsGradientAt = gradientOffset + FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW + u;
      if (accumulate) {
        gradients[firstWeightsGradientAt] += sumK0U0;
        gradients[firstWeightsGradientAt + FIRST_WEIGHTS_ROW] += sumK1U0;
        gradients[firstWeightsGradientAt + 1] += sumK0U1;
        gradients[firstWeightsGradientAt + FIRST_WEIGHTS_ROW + 1] += sumK1U1;
        gradients[firstWeightsGradientAt + 2] += sumK0U2;
        gradients[firstWeightsGradientAt + FIRST_WEIGHTS_ROW + 2] += sumK1U2;
      } else {
        gradients[firstWeightsGradientAt] = sumK0U0;
        gradients[firstWeightsGradientAt + FIRST_WEIGHTS_ROW] = sumK1U0;
        gradients[firstWeightsGradientAt + 1] = sumK0U1;
        gradients[firstWeightsGradientAt + FIRST_WEIGHTS_ROW + 1] = sumK1U1;
        gradients[firstWeightsGradientAt + 2] = sumK0U2;
        gradients[firstWeightsGradientAt + FIRST_WEIGHTS_ROW + 2] = sumK1U2;
      }
    }
  }

  /** Evaluation: one sample at a time. */
  static final class Evaluation implements BlockProgram {
    /** Floats 12 to 14: [3]; from logitsIn to loss. */
    private static final int LOGITS = 12;

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public int floats() {
      return 16;
    }

    @Override
    public int ints() {
      return 0;
    }

    @Override
    public void run(int phase, Block block) {
      float[] floats = block.floats;
      float[] input = block.inputs[0];
      float[] targets = block.targets[0];
      float[] losses = block.losses[0];
      logitsIn(floats, input, 0, 3);
      loss(floats, targets, losses);
    }

    /**
     * For {@link Skip#output}:
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
     * For {@link Skip#output}:
     *
     * <pre>{@code
     * loss[n] += ((logits[n, u] - target[n, u]) * (logits[n, u] - target[n, u])) * 0.3333333333333333
     * }</pre>
     */
    static void loss(float[] floats, float[] targets, float[] losses) {
      float sum = 0f;
      for (int u = 0; u < 3; u++) {
        float difference1 = floats[LOGITS + u] - targets[u];
        sum += difference1 * difference1 * 0.33333334f;
      }
      losses[0] = sum;
    }
  }

  /** Single: one sample at a time. */
  static final class Single implements BlockProgram {
    /** Floats 12 to 14: [3]; from firstForward to secondForward. */
    private static final int FIRST = 12;

    /** Floats 28 to 30: [3]; from secondForward to probabilitiesOut. */
    private static final int OUTPUT = 28;

    /** Floats 28 to 29: [2]; from input to firstForward. */
    private static final int SAMPLE = 28;

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public int floats() {
      return 32;
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
      input(floats, input, 0, 2);
      firstForward(floats, parameters);
      secondForward(floats, parameters);
      logitsOut(floats, logits, 0, 3);
      probabilitiesOut(floats, probabilities, 0, 3);
    }

    static void warmUp() {
      float[] floats = new float[32];
      float[] parameters = new float[108];
      float[] input = new float[2];
      float[] logits = new float[3];
      float[] probabilities = new float[3];
      WarmUp.repeat(List.of(() -> {
        input(floats, input, 0, 0);
        firstForwardTile(floats, parameters, -1);
        secondForwardTile(floats, parameters, -1);
        logitsOut(floats, logits, 0, 0);
        probabilitiesOut(floats, probabilities, 0, 0);
      }), List.of(() -> {
        input(floats, input, 0, 1);
        firstForwardTile(floats, parameters, 0);
        secondForwardTile(floats, parameters, 0);
        logitsOut(floats, logits, 0, 1);
        probabilitiesOut(floats, probabilities, 0, 1);
      }));
    }

    /**
     * For {@link Skip}:
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
     * For {@link Skip#first}:
     *
     * <pre>{@code
     * firstSum[n, u] starts from firstBias[u]
     * firstSum[n, u] += sample[n, k] * firstWeights[k, u]
     * first[n, u] = tanh(firstSum[n, u])
     * }</pre>
     */
    static void firstForward(float[] floats, float[] parameters) {
      firstForwardTile(floats, parameters, 0);
    }

    static void firstForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      int firstBiasAt = FIRST_BIAS + u;
      float sumU0 = parameters[firstBiasAt];
      float sumU1 = parameters[firstBiasAt + 1];
      float sumU2 = parameters[firstBiasAt + 2];
      for (int k = 0; k < 2; k++) {
        float sample1 = floats[SAMPLE + k];
        int firstWeightsAt = FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW + u;
        sumU0 += sample1 * parameters[firstWeightsAt];
        sumU1 += sample1 * parameters[firstWeightsAt + 1];
        sumU2 += sample1 * parameters[firstWeightsAt + 2];
      }
      int firstAt = FIRST + u;
      floats[firstAt] = ScalarMath.tanh(sumU0);
      floats[firstAt + 1] = ScalarMath.tanh(sumU1);
      floats[firstAt + 2] = ScalarMath.tanh(sumU2);
    }

    /**
     * For {@link Skip#second}, {@link Skip#output}:
     *
     * <pre>{@code
     * second[n, u] += first[n, k] * secondWeights[k, u]
     * output[n, u] = sigmoid(first[n, u] + second[n, u])
     * }</pre>
     */
    static void secondForward(float[] floats, float[] parameters) {
      secondForwardTile(floats, parameters, 0);
    }

    static void secondForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      float sumU0 = 0f;
      float sumU1 = 0f;
      float sumU2 = 0f;
      for (int k = 0; k < 3; k++) {
        float first1 = floats[FIRST + k];
        int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
        sumU0 += first1 * parameters[secondWeightsAt];
        sumU1 += first1 * parameters[secondWeightsAt + 1];
        sumU2 += first1 * parameters[secondWeightsAt + 2];
      }
      int firstAt1 = FIRST + u;
      int outputAt = OUTPUT + u;
      floats[outputAt] = ScalarMath.sigmoid(floats[firstAt1] + sumU0);
      floats[outputAt + 1] = ScalarMath.sigmoid(floats[firstAt1 + 1] + sumU1);
      floats[outputAt + 2] = ScalarMath.sigmoid(floats[firstAt1 + 2] + sumU2);
    }

    /**
     * For {@link Skip#output}:
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
     * For {@link Skip#output}:
     *
     * <pre>{@code
     * probabilitiesOut[n, u] = output[n, u]
     * }</pre>
     */
    static void probabilitiesOut(float[] floats, float[] probabilities, int from, int to) {
      for (int u = from; u < to; u++) {
        probabilities[u] = floats[OUTPUT + u];
      }
    }
  }
}
