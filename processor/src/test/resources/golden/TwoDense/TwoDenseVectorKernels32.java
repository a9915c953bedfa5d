import dev.kernelsmith.runtime.kernel.LaneSums;
import dev.kernelsmith.runtime.kernel.VectorMath;
import dev.kernelsmith.runtime.kernel.WarmUp;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import java.lang.Float;
import java.lang.Math;
import java.lang.Override;
import java.lang.StrictMath;
import java.lang.String;
import java.util.List;
import javax.annotation.processing.Generated;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector kernels, tiles for 32 registers of {@link TwoDense}.
 *
 * <p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit.
 * Constants: where a buffer starts in its array; with {@code _ROW}, {@code _COLUMN}, {@code _CHANNEL} or
 * {@code _SAMPLE} behind its name, the floats from one of these to the next.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
class TwoDenseVectorKernels32 implements KernelProgram {
  static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;

  static final int LANES = SPECIES.length();
  static final int GRADIENTS = 192;
  static final int HIDDEN_WEIGHTS = 12;
  static final int HIDDEN_WEIGHTS_ROW = 16;
  static final int HIDDEN_BIAS = 156;
  static final int OUTPUT_WEIGHTS = 76;
  static final int OUTPUT_WEIGHTS_ROW = 16;
  static final int OUTPUT_BIAS = 172;

  @Override
  public String description() {
    return "vector, " + SPECIES.vectorBitSize() + " bits, 32 registers";
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
    return new Prediction();
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
    for (int i = from; i < to; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, gradients, i);
      for (int copy = 1; copy < copies; copy++) {
        gradient = gradient.add(FloatVector.fromArray(SPECIES, gradients, copy * GRADIENTS + i));
      }
      FloatVector parameter = FloatVector.fromArray(SPECIES, parameters, i);
      FloatVector vOld = FloatVector.fromArray(SPECIES, v, i);
      FloatVector mNext = FloatVector.fromArray(SPECIES, m, i).mul(0.9f).add(gradient.mul(0.1f));
      FloatVector mNew = mNext.blend(0f, mNext.abs().compare(VectorOperators.LT, 1.1754944E-38f));
      mNew.intoArray(m, i);
      FloatVector vNext = vOld.mul(0.999f).add(gradient.mul(gradient).mul(0.001f));
      FloatVector vNew = vNext.blend(0f, vNext.abs().compare(VectorOperators.LT, 1.1754944E-38f));
      vNew.intoArray(v, i);
      parameter.sub(mNew.mul(rate).div(vNew.sqrt().add(epsilon))).intoArray(parameters, i);
    }
  }

  @Override
  public void warmUp() {
    Training.warmUp();
  }

  @Override
  public void warmUpPredictions() {
    Single.warmUp();
    Prediction.warmUp();
  }

  /** Training: a block of 16 samples at a time. */
  static class Training implements BlockProgram {
    /** Samples of a block. */
    static final int BLOCK = 16;

    /** Floats 12 to 411: sums of each sample's terms, a block for each accumulator of a tile. */
    static final int LANE_SUMS = 12;

    /** Floats 412 to 667: [3]; from outputGradientPacked to outputWeightsGradient. */
    static final int OUTPUT_GRADIENT_PACKED = 412;
    static final int OUTPUT_GRADIENT_PACKED_SAMPLE = 16;

    /** Floats 668 to 923: [5]; from hiddenSumGradientPacked to hiddenWeightsGradient. */
    static final int HIDDEN_SUM_GRADIENT_PACKED = 668;
    static final int HIDDEN_SUM_GRADIENT_PACKED_SAMPLE = 16;

    /** Floats 924 to 1003: [5]; from hiddenForward to outputWeightsGradient. */
    static final int HIDDEN = 924;

    /** Floats 1004 to 1083: [5]; from outputBackwardToHidden to hiddenSumGradientPacked. */
    static final int HIDDEN_SUM_GRADIENT = 1004;

    /** Floats 1004 to 1051: [3]; from outputForward to logitsOut. */
    static final int OUTPUT = 1004;

    /** Floats 1052 to 1067: one value; from probabilitiesMaximum to loss. */
    static final int PROBABILITIES_MAX = 1052;

    /** Floats 1068 to 1083: one value; from probabilitiesSum to loss. */
    static final int PROBABILITIES_EXP_SUM = 1068;

    /** Floats 1084 to 1147: [4]; from input to hiddenWeightsGradient. */
    static final int SAMPLE = 1084;

    /** Floats 1148 to 1163: one value; from lossClassLogit to loss. */
    static final int LOSS_CLASS_LOGIT = 1148;

    /** Floats 1148 to 1195: [3]; from lossBackward to outputGradientPacked. */
    static final int OUTPUT_GRADIENT = 1148;

    /** Floats 1148 to 1195: [3]; from probabilitiesExponentials to probabilitiesSoftmax. */
    static final int PROBABILITIES_EXP = 1148;

    /** Floats 1196 to 1243: [3]; from probabilitiesSoftmax to lossBackward. */
    static final int PROBABILITIES = 1196;
    static final int INPUT_SAMPLE = 4;
    static final int LOGITS_OUT_SAMPLE = 3;

    @Override
    public int lanes() {
      return 16;
    }

    @Override
    public int floats() {
      return 1248;
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
      outputGradientPacked(floats, 0, 16);
      outputWeightsGradient(floats, gradients, gradientOffset, accumulate, 0, 16);
      hiddenBiasGradient(floats, gradients, gradientOffset, accumulate);
      hiddenSumGradientPacked(floats, 0, 16);
      hiddenWeightsGradient(floats, gradients, gradientOffset, accumulate, 0, 16);
    }

    static void warmUp() {
      float[] floats = new float[1248];
      float[] parameters = new float[188];
      float[] gradients = new float[192];
      int gradientOffset = 0;
      boolean accumulate = false;
      float[] input = new float[64];
      float[] logits = new float[48];
      int[] classes = new int[16];
      float[] lossGradients = new float[16];
      float[] losses = new float[16];
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
        outputGradientPacked(floats, 0, 0);
        outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, -1, -1);
        hiddenBiasGradientTile(floats, gradients, gradientOffset, accumulate, -1);
        hiddenSumGradientPacked(floats, 0, 0);
        hiddenWeightsGradientTile(floats, gradients, gradientOffset, accumulate, -1, -1);
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
        outputGradientPacked(floats, 0, 1);
        outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0);
        hiddenBiasGradientTile(floats, gradients, gradientOffset, accumulate, 0);
        hiddenSumGradientPacked(floats, 0, 1);
        hiddenWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0);
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
        for (int n = 0; n < BLOCK; n++) {
          floats[SAMPLE + u * BLOCK + n] = input[u + n * INPUT_SAMPLE];
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        int hiddenBiasAt = HIDDEN_BIAS + u;
        FloatVector sumU0 = FloatVector.broadcast(SPECIES, parameters[hiddenBiasAt]);
        FloatVector sumU1 = FloatVector.broadcast(SPECIES, parameters[hiddenBiasAt + 1]);
        FloatVector sumU2 = FloatVector.broadcast(SPECIES, parameters[hiddenBiasAt + 2]);
        FloatVector sumU3 = FloatVector.broadcast(SPECIES, parameters[hiddenBiasAt + 3]);
        FloatVector sumU4 = FloatVector.broadcast(SPECIES, parameters[hiddenBiasAt + 4]);
        for (int k = 0; k < 4; k++) {
          FloatVector sample1 = FloatVector.fromArray(SPECIES, floats, SAMPLE + k * BLOCK + v);
          int hiddenWeightsAt = HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW + u;
          sumU0 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[hiddenWeightsAt]), sumU0);
          sumU1 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[hiddenWeightsAt + 1]), sumU1);
          sumU2 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[hiddenWeightsAt + 2]), sumU2);
          sumU3 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[hiddenWeightsAt + 3]), sumU3);
          sumU4 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[hiddenWeightsAt + 4]), sumU4);
        }
        int hiddenAt = HIDDEN + u * BLOCK + v;
        sumU0.blend(0f, sumU0.compare(VectorOperators.LE, 0f)).intoArray(floats, hiddenAt);
        sumU1.blend(0f, sumU1.compare(VectorOperators.LE, 0f)).intoArray(floats, hiddenAt + BLOCK);
        sumU2.blend(0f, sumU2.compare(VectorOperators.LE, 0f)).intoArray(floats, hiddenAt + 2 * BLOCK);
        sumU3.blend(0f, sumU3.compare(VectorOperators.LE, 0f)).intoArray(floats, hiddenAt + 3 * BLOCK);
        sumU4.blend(0f, sumU4.compare(VectorOperators.LE, 0f)).intoArray(floats, hiddenAt + 4 * BLOCK);
      }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        int outputBiasAt = OUTPUT_BIAS + u;
        FloatVector sumU0 = FloatVector.broadcast(SPECIES, parameters[outputBiasAt]);
        FloatVector sumU1 = FloatVector.broadcast(SPECIES, parameters[outputBiasAt + 1]);
        FloatVector sumU2 = FloatVector.broadcast(SPECIES, parameters[outputBiasAt + 2]);
        for (int k = 0; k < 5; k++) {
          FloatVector hidden1 = FloatVector.fromArray(SPECIES, floats, HIDDEN + k * BLOCK + v);
          int outputWeightsAt = OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u;
          sumU0 = hidden1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt]), sumU0);
          sumU1 = hidden1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 1]), sumU1);
          sumU2 = hidden1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2]), sumU2);
        }
        int outputAt = OUTPUT + u * BLOCK + v;
        sumU0.intoArray(floats, outputAt);
        sumU1.intoArray(floats, outputAt + BLOCK);
        sumU2.intoArray(floats, outputAt + 2 * BLOCK);
      }
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * probabilitiesMax[n] max= output[n, u]
     * }</pre>
     */
    static void probabilitiesMaximum(float[] floats) {
      for (int v = 0; v < BLOCK; v += LANES) {
        int outputAt = OUTPUT + v;
        FloatVector best = FloatVector.fromArray(SPECIES, floats, outputAt);
        best = best.max(FloatVector.fromArray(SPECIES, floats, outputAt + BLOCK));
        best = best.max(FloatVector.fromArray(SPECIES, floats, outputAt + 2 * BLOCK));
        best.intoArray(floats, PROBABILITIES_MAX + v);
      }
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
        for (int v = 0; v < BLOCK; v += LANES) {
          VectorMath.exp(FloatVector.fromArray(SPECIES, floats, OUTPUT + u * BLOCK + v).sub(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_MAX + v))).intoArray(floats, PROBABILITIES_EXP + u * BLOCK + v);
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int u = 0; u < 3; u++) {
          sum = sum.add(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP + u * BLOCK + v));
        }
        sum.intoArray(floats, PROBABILITIES_EXP_SUM + v);
      }
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
        for (int v = 0; v < BLOCK; v += LANES) {
          FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP + u * BLOCK + v).div(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP_SUM + v)).intoArray(floats, PROBABILITIES + u * BLOCK + v);
        }
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
      for (int n = 0; n < BLOCK; n++) {
        float sum = 0f;
        for (int u = 0; u < 3; u++) {
          sum += u == classes[n] ? floats[OUTPUT + u * BLOCK + n] : 0f;
        }
        floats[LOSS_CLASS_LOGIT + n] = sum;
      }
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * loss[n] = (log(probabilitiesExpSum[n]) + probabilitiesMax[n]) - lossClassLogit[n]
     * }</pre>
     */
    static void loss(float[] floats, float[] losses) {
      for (int v = 0; v < BLOCK; v += LANES) {
        VectorMath.log(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP_SUM + v)).add(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_MAX + v)).sub(FloatVector.fromArray(SPECIES, floats, LOSS_CLASS_LOGIT + v)).intoArray(losses, v);
      }
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
        for (int n = 0; n < BLOCK; n++) {
          float lossGradient1 = lossGradients[n];
          floats[OUTPUT_GRADIENT + u * BLOCK + n] = lossGradient1 > 0f ? (floats[PROBABILITIES + u * BLOCK + n] - (u == classes[n] ? 1f : 0f)) * lossGradient1 : 0f;
        }
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
        for (int n = 0; n < BLOCK; n++) {
          logits[u + n * LOGITS_OUT_SAMPLE] = floats[OUTPUT + u * BLOCK + n];
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumU0 = FloatVector.zero(SPECIES);
        FloatVector sumU1 = FloatVector.zero(SPECIES);
        FloatVector sumU2 = FloatVector.zero(SPECIES);
        int outputGradientAt = OUTPUT_GRADIENT + u * BLOCK + v;
        sumU0 = sumU0.add(FloatVector.fromArray(SPECIES, floats, outputGradientAt));
        sumU1 = sumU1.add(FloatVector.fromArray(SPECIES, floats, outputGradientAt + BLOCK));
        sumU2 = sumU2.add(FloatVector.fromArray(SPECIES, floats, outputGradientAt + 2 * BLOCK));
        sumU0.intoArray(floats, LANE_SUMS + v);
        sumU1.intoArray(floats, LANE_SUMS + BLOCK + v);
        sumU2.intoArray(floats, LANE_SUMS + 2 * BLOCK + v);
      }
      int outputBiasGradientAt = gradientOffset + OUTPUT_BIAS + u;
      LaneSums.store(floats, LANE_SUMS, gradients, outputBiasGradientAt, accumulate);
      LaneSums.store(floats, LANE_SUMS + BLOCK, gradients, outputBiasGradientAt + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 2 * BLOCK, gradients, outputBiasGradientAt + 2, accumulate);
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumK0 = FloatVector.zero(SPECIES);
        FloatVector sumK1 = FloatVector.zero(SPECIES);
        FloatVector sumK2 = FloatVector.zero(SPECIES);
        FloatVector sumK3 = FloatVector.zero(SPECIES);
        FloatVector sumK4 = FloatVector.zero(SPECIES);
        for (int u = 0; u < 3; u++) {
          FloatVector outputGradient1 = FloatVector.fromArray(SPECIES, floats, OUTPUT_GRADIENT + u * BLOCK + v);
          int outputWeightsAt = OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u;
          sumK0 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt]), sumK0);
          sumK1 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW]), sumK1);
          sumK2 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW]), sumK2);
          sumK3 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 3 * OUTPUT_WEIGHTS_ROW]), sumK3);
          sumK4 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 4 * OUTPUT_WEIGHTS_ROW]), sumK4);
        }
        int hiddenAt = HIDDEN + k * BLOCK + v;
        int hiddenSumGradientAt = HIDDEN_SUM_GRADIENT + k * BLOCK + v;
        FloatVector.zero(SPECIES).blend(sumK0, FloatVector.fromArray(SPECIES, floats, hiddenAt).compare(VectorOperators.GT, 0f)).intoArray(floats, hiddenSumGradientAt);
        FloatVector.zero(SPECIES).blend(sumK1, FloatVector.fromArray(SPECIES, floats, hiddenAt + BLOCK).compare(VectorOperators.GT, 0f)).intoArray(floats, hiddenSumGradientAt + BLOCK);
        FloatVector.zero(SPECIES).blend(sumK2, FloatVector.fromArray(SPECIES, floats, hiddenAt + 2 * BLOCK).compare(VectorOperators.GT, 0f)).intoArray(floats, hiddenSumGradientAt + 2 * BLOCK);
        FloatVector.zero(SPECIES).blend(sumK3, FloatVector.fromArray(SPECIES, floats, hiddenAt + 3 * BLOCK).compare(VectorOperators.GT, 0f)).intoArray(floats, hiddenSumGradientAt + 3 * BLOCK);
        FloatVector.zero(SPECIES).blend(sumK4, FloatVector.fromArray(SPECIES, floats, hiddenAt + 4 * BLOCK).compare(VectorOperators.GT, 0f)).intoArray(floats, hiddenSumGradientAt + 4 * BLOCK);
      }
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * outputGradientPacked[n, u] = outputGradient[n, u]
     * }</pre>
     */
    static void outputGradientPacked(float[] floats, int from, int to) {
      for (int n = from; n < to; n++) {
        for (int u = 0; u < 3; u++) {
          floats[OUTPUT_GRADIENT_PACKED + n * OUTPUT_GRADIENT_PACKED_SAMPLE + u] = floats[OUTPUT_GRADIENT + n + u * BLOCK];
        }
      }
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * outputWeightsGradient[k, u] += outputGradientPacked[n, u] * hidden[n, k]
     * }</pre>
     */
    static void outputWeightsGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int from, int to) {
      for (int u = from; u < to; u += LANES) {
        outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, u);
      }
    }

    static void outputWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int k, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      FloatVector sumK0 = FloatVector.zero(SPECIES);
      FloatVector sumK1 = FloatVector.zero(SPECIES);
      FloatVector sumK2 = FloatVector.zero(SPECIES);
      FloatVector sumK3 = FloatVector.zero(SPECIES);
      FloatVector sumK4 = FloatVector.zero(SPECIES);
      for (int n = 0; n < 16; n++) {
        FloatVector outputGradientPacked1 = FloatVector.fromArray(SPECIES, floats, OUTPUT_GRADIENT_PACKED + u + n * OUTPUT_GRADIENT_PACKED_SAMPLE);
        int hiddenAt = HIDDEN + k * BLOCK + n;
        sumK0 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[hiddenAt]), sumK0);
        sumK1 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[hiddenAt + BLOCK]), sumK1);
        sumK2 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[hiddenAt + 2 * BLOCK]), sumK2);
        sumK3 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[hiddenAt + 3 * BLOCK]), sumK3);
        sumK4 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[hiddenAt + 4 * BLOCK]), sumK4);
      }
      int outputWeightsGradientAt = gradientOffset + OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u;
      if (accumulate) {
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt).add(sumK0).intoArray(gradients, outputWeightsGradientAt);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW).add(sumK1).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW).add(sumK2).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 3 * OUTPUT_WEIGHTS_ROW).add(sumK3).intoArray(gradients, outputWeightsGradientAt + 3 * OUTPUT_WEIGHTS_ROW);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 4 * OUTPUT_WEIGHTS_ROW).add(sumK4).intoArray(gradients, outputWeightsGradientAt + 4 * OUTPUT_WEIGHTS_ROW);
      } else {
        sumK0.intoArray(gradients, outputWeightsGradientAt);
        sumK1.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW);
        sumK2.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW);
        sumK3.intoArray(gradients, outputWeightsGradientAt + 3 * OUTPUT_WEIGHTS_ROW);
        sumK4.intoArray(gradients, outputWeightsGradientAt + 4 * OUTPUT_WEIGHTS_ROW);
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumU0 = FloatVector.zero(SPECIES);
        FloatVector sumU1 = FloatVector.zero(SPECIES);
        FloatVector sumU2 = FloatVector.zero(SPECIES);
        FloatVector sumU3 = FloatVector.zero(SPECIES);
        FloatVector sumU4 = FloatVector.zero(SPECIES);
        int hiddenSumGradientAt = HIDDEN_SUM_GRADIENT + u * BLOCK + v;
        sumU0 = sumU0.add(FloatVector.fromArray(SPECIES, floats, hiddenSumGradientAt));
        sumU1 = sumU1.add(FloatVector.fromArray(SPECIES, floats, hiddenSumGradientAt + BLOCK));
        sumU2 = sumU2.add(FloatVector.fromArray(SPECIES, floats, hiddenSumGradientAt + 2 * BLOCK));
        sumU3 = sumU3.add(FloatVector.fromArray(SPECIES, floats, hiddenSumGradientAt + 3 * BLOCK));
        sumU4 = sumU4.add(FloatVector.fromArray(SPECIES, floats, hiddenSumGradientAt + 4 * BLOCK));
        sumU0.intoArray(floats, LANE_SUMS + v);
        sumU1.intoArray(floats, LANE_SUMS + BLOCK + v);
        sumU2.intoArray(floats, LANE_SUMS + 2 * BLOCK + v);
        sumU3.intoArray(floats, LANE_SUMS + 3 * BLOCK + v);
        sumU4.intoArray(floats, LANE_SUMS + 4 * BLOCK + v);
      }
      int hiddenBiasGradientAt = gradientOffset + HIDDEN_BIAS + u;
      LaneSums.store(floats, LANE_SUMS, gradients, hiddenBiasGradientAt, accumulate);
      LaneSums.store(floats, LANE_SUMS + BLOCK, gradients, hiddenBiasGradientAt + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 2 * BLOCK, gradients, hiddenBiasGradientAt + 2, accumulate);
      LaneSums.store(floats, LANE_SUMS + 3 * BLOCK, gradients, hiddenBiasGradientAt + 3, accumulate);
      LaneSums.store(floats, LANE_SUMS + 4 * BLOCK, gradients, hiddenBiasGradientAt + 4, accumulate);
    }

    /**
     * For {@link TwoDense#hidden}:
     *
     * <pre>{@code
     * hiddenSumGradientPacked[n, u] = hiddenSumGradient[n, u]
     * }</pre>
     */
    static void hiddenSumGradientPacked(float[] floats, int from, int to) {
      for (int n = from; n < to; n++) {
        for (int u = 0; u < 5; u++) {
          floats[HIDDEN_SUM_GRADIENT_PACKED + n * HIDDEN_SUM_GRADIENT_PACKED_SAMPLE + u] = floats[HIDDEN_SUM_GRADIENT + n + u * BLOCK];
        }
      }
    }

    /**
     * For {@link TwoDense#hidden}:
     *
     * <pre>{@code
     * hiddenWeightsGradient[k, u] += hiddenSumGradientPacked[n, u] * sample[n, k]
     * }</pre>
     */
    static void hiddenWeightsGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int from, int to) {
      for (int u = from; u < to; u += LANES) {
        hiddenWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, u);
      }
    }

    static void hiddenWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int k, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      FloatVector sumK0 = FloatVector.zero(SPECIES);
      FloatVector sumK1 = FloatVector.zero(SPECIES);
      FloatVector sumK2 = FloatVector.zero(SPECIES);
      FloatVector sumK3 = FloatVector.zero(SPECIES);
      for (int n = 0; n < 16; n++) {
        FloatVector hiddenSumGradientPacked1 = FloatVector.fromArray(SPECIES, floats, HIDDEN_SUM_GRADIENT_PACKED + u + n * HIDDEN_SUM_GRADIENT_PACKED_SAMPLE);
        int sampleAt = SAMPLE + k * BLOCK + n;
        sumK0 = hiddenSumGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[sampleAt]), sumK0);
        sumK1 = hiddenSumGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[sampleAt + BLOCK]), sumK1);
        sumK2 = hiddenSumGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[sampleAt + 2 * BLOCK]), sumK2);
        sumK3 = hiddenSumGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[sampleAt + 3 * BLOCK]), sumK3);
      }
      int hiddenWeightsGradientAt = gradientOffset + HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW + u;
      if (accumulate) {
        FloatVector.fromArray(SPECIES, gradients, hiddenWeightsGradientAt).add(sumK0).intoArray(gradients, hiddenWeightsGradientAt);
        FloatVector.fromArray(SPECIES, gradients, hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW).add(sumK1).intoArray(gradients, hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW);
        FloatVector.fromArray(SPECIES, gradients, hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW).add(sumK2).intoArray(gradients, hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW);
        FloatVector.fromArray(SPECIES, gradients, hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW).add(sumK3).intoArray(gradients, hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW);
      } else {
        sumK0.intoArray(gradients, hiddenWeightsGradientAt);
        sumK1.intoArray(gradients, hiddenWeightsGradientAt + HIDDEN_WEIGHTS_ROW);
        sumK2.intoArray(gradients, hiddenWeightsGradientAt + 2 * HIDDEN_WEIGHTS_ROW);
        sumK3.intoArray(gradients, hiddenWeightsGradientAt + 3 * HIDDEN_WEIGHTS_ROW);
      }
    }
  }

  /** Evaluation: a block of 16 samples at a time. */
  static class Evaluation implements BlockProgram {
    /** Samples of a block. */
    static final int BLOCK = 16;

    /** Floats 12 to 59: [3]; from logitsIn to lossClassLogit. */
    static final int LOGITS = 12;

    /** Floats 60 to 75: one value; from lossClassLogit to loss. */
    static final int LOSS_CLASS_LOGIT = 60;

    /** Floats 60 to 107: [3]; from probabilitiesExponentials to probabilitiesSum. */
    static final int PROBABILITIES_EXP = 60;

    /** Floats 108 to 123: one value; from probabilitiesMaximum to loss. */
    static final int PROBABILITIES_MAX = 108;

    /** Floats 124 to 139: one value; from probabilitiesSum to loss. */
    static final int PROBABILITIES_EXP_SUM = 124;
    static final int LOGITS_IN_SAMPLE = 3;

    @Override
    public int lanes() {
      return 16;
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
        for (int n = 0; n < BLOCK; n++) {
          floats[LOGITS + u * BLOCK + n] = input[u + n * LOGITS_IN_SAMPLE];
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        int logitsAt = LOGITS + v;
        FloatVector best = FloatVector.fromArray(SPECIES, floats, logitsAt);
        best = best.max(FloatVector.fromArray(SPECIES, floats, logitsAt + BLOCK));
        best = best.max(FloatVector.fromArray(SPECIES, floats, logitsAt + 2 * BLOCK));
        best.intoArray(floats, PROBABILITIES_MAX + v);
      }
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
        for (int v = 0; v < BLOCK; v += LANES) {
          VectorMath.exp(FloatVector.fromArray(SPECIES, floats, LOGITS + u * BLOCK + v).sub(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_MAX + v))).intoArray(floats, PROBABILITIES_EXP + u * BLOCK + v);
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int u = 0; u < 3; u++) {
          sum = sum.add(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP + u * BLOCK + v));
        }
        sum.intoArray(floats, PROBABILITIES_EXP_SUM + v);
      }
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * lossClassLogit[n] += (u == target[n] ? logits[n, u] : 0)
     * }</pre>
     */
    static void lossClassLogit(float[] floats, int[] classes) {
      for (int n = 0; n < BLOCK; n++) {
        float sum = 0f;
        for (int u = 0; u < 3; u++) {
          sum += u == classes[n] ? floats[LOGITS + u * BLOCK + n] : 0f;
        }
        floats[LOSS_CLASS_LOGIT + n] = sum;
      }
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * loss[n] = (log(probabilitiesExpSum[n]) + probabilitiesMax[n]) - lossClassLogit[n]
     * }</pre>
     */
    static void loss(float[] floats, float[] losses) {
      for (int v = 0; v < BLOCK; v += LANES) {
        VectorMath.log(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP_SUM + v)).add(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_MAX + v)).sub(FloatVector.fromArray(SPECIES, floats, LOSS_CLASS_LOGIT + v)).intoArray(losses, v);
      }
    }
  }

  /** Prediction: a block of 16 samples at a time. */
  static class Prediction implements BlockProgram {
    /** Samples of a block. */
    static final int BLOCK = 16;

    /** Floats 12 to 91: [5]; from hiddenForward to outputForward. */
    static final int HIDDEN = 12;

    /** Floats 12 to 59: [3]; from probabilitiesExponentials to probabilitiesSoftmax. */
    static final int PROBABILITIES_EXP = 12;

    /** Floats 60 to 75: one value; from probabilitiesSum to probabilitiesSoftmax. */
    static final int PROBABILITIES_EXP_SUM = 60;

    /** Floats 60 to 75: one value; from probabilitiesMaximum to probabilitiesExponentials. */
    static final int PROBABILITIES_MAX = 60;

    /** Floats 92 to 139: [3]; from outputForward to logitsOut. */
    static final int OUTPUT = 92;

    /** Floats 92 to 155: [4]; from input to hiddenForward. */
    static final int SAMPLE = 92;

    /** Floats 140 to 187: [3]; from probabilitiesSoftmax to probabilitiesOut. */
    static final int PROBABILITIES = 140;
    static final int INPUT_SAMPLE = 4;
    static final int LOGITS_OUT_SAMPLE = 3;
    static final int PROBABILITIES_OUT_SAMPLE = 3;

    @Override
    public int lanes() {
      return 16;
    }

    @Override
    public int floats() {
      return 192;
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
      float[] floats = new float[192];
      float[] parameters = new float[188];
      float[] input = new float[64];
      float[] logits = new float[48];
      float[] probabilities = new float[48];
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
        for (int n = 0; n < BLOCK; n++) {
          floats[SAMPLE + u * BLOCK + n] = input[u + n * INPUT_SAMPLE];
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        int hiddenBiasAt = HIDDEN_BIAS + u;
        FloatVector sumU0 = FloatVector.broadcast(SPECIES, parameters[hiddenBiasAt]);
        FloatVector sumU1 = FloatVector.broadcast(SPECIES, parameters[hiddenBiasAt + 1]);
        FloatVector sumU2 = FloatVector.broadcast(SPECIES, parameters[hiddenBiasAt + 2]);
        FloatVector sumU3 = FloatVector.broadcast(SPECIES, parameters[hiddenBiasAt + 3]);
        FloatVector sumU4 = FloatVector.broadcast(SPECIES, parameters[hiddenBiasAt + 4]);
        for (int k = 0; k < 4; k++) {
          FloatVector sample1 = FloatVector.fromArray(SPECIES, floats, SAMPLE + k * BLOCK + v);
          int hiddenWeightsAt = HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW + u;
          sumU0 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[hiddenWeightsAt]), sumU0);
          sumU1 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[hiddenWeightsAt + 1]), sumU1);
          sumU2 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[hiddenWeightsAt + 2]), sumU2);
          sumU3 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[hiddenWeightsAt + 3]), sumU3);
          sumU4 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[hiddenWeightsAt + 4]), sumU4);
        }
        int hiddenAt = HIDDEN + u * BLOCK + v;
        sumU0.blend(0f, sumU0.compare(VectorOperators.LE, 0f)).intoArray(floats, hiddenAt);
        sumU1.blend(0f, sumU1.compare(VectorOperators.LE, 0f)).intoArray(floats, hiddenAt + BLOCK);
        sumU2.blend(0f, sumU2.compare(VectorOperators.LE, 0f)).intoArray(floats, hiddenAt + 2 * BLOCK);
        sumU3.blend(0f, sumU3.compare(VectorOperators.LE, 0f)).intoArray(floats, hiddenAt + 3 * BLOCK);
        sumU4.blend(0f, sumU4.compare(VectorOperators.LE, 0f)).intoArray(floats, hiddenAt + 4 * BLOCK);
      }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        int outputBiasAt = OUTPUT_BIAS + u;
        FloatVector sumU0 = FloatVector.broadcast(SPECIES, parameters[outputBiasAt]);
        FloatVector sumU1 = FloatVector.broadcast(SPECIES, parameters[outputBiasAt + 1]);
        FloatVector sumU2 = FloatVector.broadcast(SPECIES, parameters[outputBiasAt + 2]);
        for (int k = 0; k < 5; k++) {
          FloatVector hidden1 = FloatVector.fromArray(SPECIES, floats, HIDDEN + k * BLOCK + v);
          int outputWeightsAt = OUTPUT_WEIGHTS + k * OUTPUT_WEIGHTS_ROW + u;
          sumU0 = hidden1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt]), sumU0);
          sumU1 = hidden1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 1]), sumU1);
          sumU2 = hidden1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2]), sumU2);
        }
        int outputAt = OUTPUT + u * BLOCK + v;
        sumU0.intoArray(floats, outputAt);
        sumU1.intoArray(floats, outputAt + BLOCK);
        sumU2.intoArray(floats, outputAt + 2 * BLOCK);
      }
    }

    /**
     * For {@link TwoDense#output}:
     *
     * <pre>{@code
     * probabilitiesMax[n] max= output[n, u]
     * }</pre>
     */
    static void probabilitiesMaximum(float[] floats) {
      for (int v = 0; v < BLOCK; v += LANES) {
        int outputAt = OUTPUT + v;
        FloatVector best = FloatVector.fromArray(SPECIES, floats, outputAt);
        best = best.max(FloatVector.fromArray(SPECIES, floats, outputAt + BLOCK));
        best = best.max(FloatVector.fromArray(SPECIES, floats, outputAt + 2 * BLOCK));
        best.intoArray(floats, PROBABILITIES_MAX + v);
      }
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
        for (int v = 0; v < BLOCK; v += LANES) {
          VectorMath.exp(FloatVector.fromArray(SPECIES, floats, OUTPUT + u * BLOCK + v).sub(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_MAX + v))).intoArray(floats, PROBABILITIES_EXP + u * BLOCK + v);
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int u = 0; u < 3; u++) {
          sum = sum.add(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP + u * BLOCK + v));
        }
        sum.intoArray(floats, PROBABILITIES_EXP_SUM + v);
      }
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
        for (int v = 0; v < BLOCK; v += LANES) {
          FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP + u * BLOCK + v).div(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP_SUM + v)).intoArray(floats, PROBABILITIES + u * BLOCK + v);
        }
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
        for (int n = 0; n < BLOCK; n++) {
          logits[u + n * LOGITS_OUT_SAMPLE] = floats[OUTPUT + u * BLOCK + n];
        }
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
        for (int n = 0; n < BLOCK; n++) {
          probabilities[u + n * PROBABILITIES_OUT_SAMPLE] = floats[PROBABILITIES + u * BLOCK + n];
        }
      }
    }
  }

  /** Single: one sample at a time. */
  static class Single implements BlockProgram {
    /** Floats 12 to 27: [5]; from hiddenForward to outputForward. */
    static final int HIDDEN = 12;

    /** Floats 12 to 27: [3]; from probabilitiesExponentials to probabilitiesSoftmax. */
    static final int PROBABILITIES_EXP = 12;

    /** Floats 28 to 43: [3]; from outputForward to logitsOut. */
    static final int OUTPUT = 28;

    /** Floats 28 to 31: [4]; from input to hiddenForward. */
    static final int SAMPLE = 28;

    /** Floats 44 to 59: [3]; from probabilitiesSoftmax to probabilitiesOut. */
    static final int PROBABILITIES = 44;

    /** Floats 44 to 44: one value; from probabilitiesMaximum to probabilitiesExponentials. */
    static final int PROBABILITIES_MAX = 44;

    /** Floats 60 to 60: one value; from probabilitiesSum to probabilitiesSoftmax. */
    static final int PROBABILITIES_EXP_SUM = 60;

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
      hiddenForward(floats, parameters, 0, 16);
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
        hiddenForward(floats, parameters, 0, 0);
        outputForwardTile(floats, parameters, -1);
        probabilitiesExponentials(floats, 0, 0);
        probabilitiesSoftmax(floats, 0, 0);
        logitsOut(floats, logits, 0, 0);
        probabilitiesOut(floats, probabilities, 0, 0);
      }), List.of(() -> {
        input(floats, input, 0, 1);
        hiddenForward(floats, parameters, 0, 16);
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
    static void hiddenForward(float[] floats, float[] parameters, int from, int to) {
      for (int u = from; u < to; u += LANES) {
        FloatVector sum = FloatVector.fromArray(SPECIES, parameters, HIDDEN_BIAS + u);
        for (int k = 0; k < 4; k++) {
          sum = FloatVector.broadcast(SPECIES, floats[SAMPLE + k]).fma(FloatVector.fromArray(SPECIES, parameters, HIDDEN_WEIGHTS + k * HIDDEN_WEIGHTS_ROW + u), sum);
        }
        sum.blend(0f, sum.compare(VectorOperators.LE, 0f)).intoArray(floats, HIDDEN + u);
      }
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
        sumU0 = Math.fma(hidden1, parameters[outputWeightsAt], sumU0);
        sumU1 = Math.fma(hidden1, parameters[outputWeightsAt + 1], sumU1);
        sumU2 = Math.fma(hidden1, parameters[outputWeightsAt + 2], sumU2);
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
        floats[PROBABILITIES_EXP + u] = VectorMath.exp(floats[OUTPUT + u] - floats[PROBABILITIES_MAX]);
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
