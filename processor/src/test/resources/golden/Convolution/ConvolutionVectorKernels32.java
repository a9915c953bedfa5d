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
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector kernels, tiles for 32 registers of {@link Convolution}.
 *
 * <p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit.
 * Constants: where a buffer starts in its array; with {@code _ROW}, {@code _COLUMN}, {@code _CHANNEL} or
 * {@code _SAMPLE} behind its name, the floats from one of these to the next.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
class ConvolutionVectorKernels32 implements KernelProgram {
  static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;

  static final int LANES = SPECIES.length();
  static final int GRADIENTS = 480;
  static final int CONV_WEIGHTS = 12;
  static final int CONV_WEIGHTS_ROW = 48;
  static final int CONV_WEIGHTS_COLUMN = 16;
  static final int CONV_BIAS = 444;
  static final int OUTPUT_WEIGHTS = 156;
  static final int OUTPUT_WEIGHTS_ROW = 96;
  static final int OUTPUT_WEIGHTS_COLUMN = 48;
  static final int OUTPUT_WEIGHTS_CHANNEL = 16;
  static final int OUTPUT_BIAS = 460;

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

    /** Floats 412 to 1563: [6, 4, 3]; from convForward to poolForward. */
    static final int CONV_SUM = 412;
    static final int CONV_SUM_ROW = 192;
    static final int CONV_SUM_COLUMN = 48;

    /** Floats 412 to 1563: [6, 4, 3]; from poolBackwardToConvSum to convWeightsGradient. */
    static final int CONV_SUM_GRADIENT = 412;
    static final int CONV_SUM_GRADIENT_ROW = 192;
    static final int CONV_SUM_GRADIENT_COLUMN = 48;

    /** Floats 412 to 443: [2]; from outputForward to logitsOut. */
    static final int OUTPUT = 412;

    /** Floats 444 to 459: one value; from lossClassLogit to loss. */
    static final int LOSS_CLASS_LOGIT = 444;

    /** Floats 444 to 475: [2]; from lossBackward to outputGradientPacked. */
    static final int OUTPUT_GRADIENT = 444;

    /** Floats 444 to 475: [2]; from probabilitiesExponentials to probabilitiesSoftmax. */
    static final int PROBABILITIES_EXP = 444;

    /** Floats 476 to 507: [2]; from probabilitiesSoftmax to lossBackward. */
    static final int PROBABILITIES = 476;

    /** Floats 508 to 523: one value; from probabilitiesMaximum to loss. */
    static final int PROBABILITIES_MAX = 508;

    /** Floats 524 to 539: one value; from probabilitiesSum to loss. */
    static final int PROBABILITIES_EXP_SUM = 524;

    /**
     * Floats 1564 to 2331: [6, 4, 1] in a halo of [1, 1, 0] before and [1, 1, 0] after; from input to convWeightsGradient.
     */
    static final int SAMPLE = 1564;
    static final int SAMPLE_ROW = 96;
    static final int SAMPLE_COLUMN = 16;

    /** Floats 2332 to 2619: [3, 2, 3]; from poolForward to convBiasGradient. */
    static final int POOL = 2332;
    static final int POOL_ROW = 96;
    static final int POOL_COLUMN = 48;

    /** Floats 2620 to 2907: [3, 2, 3]; from poolForward to poolBackwardToConvSum. */
    static final int POOL_ARGMAX = 2620;
    static final int POOL_ARGMAX_ROW = 96;
    static final int POOL_ARGMAX_COLUMN = 48;

    /** Floats 2908 to 3195: [3, 2, 3]; from outputBackwardToPool to convBiasGradient. */
    static final int POOL_GRADIENT = 2908;
    static final int POOL_GRADIENT_ROW = 96;
    static final int POOL_GRADIENT_COLUMN = 48;

    /** Floats 3196 to 3451: [2]; from outputGradientPacked to outputWeightsGradient. */
    static final int OUTPUT_GRADIENT_PACKED = 3196;
    static final int OUTPUT_GRADIENT_PACKED_SAMPLE = 16;
    static final int INPUT_SAMPLE = 24;
    static final int INPUT_ROW = 4;
    static final int LOGITS_OUT_SAMPLE = 2;

    @Override
    public int lanes() {
      return 16;
    }

    @Override
    public int floats() {
      return 3456;
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
      convForward(floats, parameters, 0, 4);
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
      outputBackwardToPool(floats, parameters);
      outputGradientPacked(floats, 0, 16);
      outputWeightsGradient(floats, gradients, gradientOffset, accumulate, 0, 16);
      poolBackwardToConvSum(floats, 0, 3);
      convBiasGradient(floats, gradients, gradientOffset, accumulate);
      convWeightsGradient(floats, gradients, gradientOffset, accumulate);
    }

    static void warmUp() {
      float[] floats = new float[3456];
      float[] parameters = new float[476];
      float[] gradients = new float[480];
      int gradientOffset = 0;
      boolean accumulate = false;
      float[] input = new float[384];
      float[] logits = new float[32];
      int[] classes = new int[16];
      float[] lossGradients = new float[16];
      float[] losses = new float[16];
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
        outputGradientPacked(floats, 0, 0);
        outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, -1, -1, -1, -1);
        poolBackwardToConvSum(floats, 0, 0);
        convBiasGradientTile(floats, gradients, gradientOffset, accumulate, -1);
        convWeightsGradientTile(floats, gradients, gradientOffset, accumulate, -1, -1, -1);
        convWeightsGradientTileR1(floats, gradients, gradientOffset, accumulate, -1, -1, -1);
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
        outputGradientPacked(floats, 0, 1);
        outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0, 0, 0);
        poolBackwardToConvSum(floats, 0, 1);
        convBiasGradientTile(floats, gradients, gradientOffset, accumulate, 0);
        convWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0, 0);
        convWeightsGradientTileR1(floats, gradients, gradientOffset, accumulate, 2, 0, 0);
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
          for (int n = 0; n < BLOCK; n++) {
            floats[SAMPLE + SAMPLE_ROW + SAMPLE_COLUMN + h * SAMPLE_ROW + w * SAMPLE_COLUMN + n] = input[h * INPUT_ROW + w + n * INPUT_SAMPLE];
          }
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
      for (int w = from; w < to; w++) {
        convForwardTile(floats, parameters, 0, w, 0);
      }
    }

    static void convForwardTile(float[] floats, float[] parameters, int h, int w, int f) {
      if (f < 0) {
        return; // Called to be counted: see WarmUp.
      }
      for (int v = 0; v < BLOCK; v += LANES) {
        int convBiasAt = CONV_BIAS + f;
        float convBias1 = parameters[convBiasAt];
        FloatVector sumH0F0 = FloatVector.broadcast(SPECIES, convBias1);
        float convBias2 = parameters[convBiasAt + 1];
        FloatVector sumH0F1 = FloatVector.broadcast(SPECIES, convBias2);
        float convBias3 = parameters[convBiasAt + 2];
        FloatVector sumH0F2 = FloatVector.broadcast(SPECIES, convBias3);
        FloatVector sumH1F0 = FloatVector.broadcast(SPECIES, convBias1);
        FloatVector sumH1F1 = FloatVector.broadcast(SPECIES, convBias2);
        FloatVector sumH1F2 = FloatVector.broadcast(SPECIES, convBias3);
        FloatVector sumH2F0 = FloatVector.broadcast(SPECIES, convBias1);
        FloatVector sumH2F1 = FloatVector.broadcast(SPECIES, convBias2);
        FloatVector sumH2F2 = FloatVector.broadcast(SPECIES, convBias3);
        FloatVector sumH3F0 = FloatVector.broadcast(SPECIES, convBias1);
        FloatVector sumH3F1 = FloatVector.broadcast(SPECIES, convBias2);
        FloatVector sumH3F2 = FloatVector.broadcast(SPECIES, convBias3);
        FloatVector sumH4F0 = FloatVector.broadcast(SPECIES, convBias1);
        FloatVector sumH4F1 = FloatVector.broadcast(SPECIES, convBias2);
        FloatVector sumH4F2 = FloatVector.broadcast(SPECIES, convBias3);
        FloatVector sumH5F0 = FloatVector.broadcast(SPECIES, convBias1);
        FloatVector sumH5F1 = FloatVector.broadcast(SPECIES, convBias2);
        FloatVector sumH5F2 = FloatVector.broadcast(SPECIES, convBias3);
        int sFirst = Math.max(0, -w + 1);
        int sEnd = Math.min(3, -w + 5);
        for (int r = 0; r < 3; r++) {
          for (int s = sFirst; s < sEnd; s++) {
            int sampleAt = SAMPLE + (h + r) * SAMPLE_ROW + (w + s) * SAMPLE_COLUMN + v;
            FloatVector sample1 = FloatVector.fromArray(SPECIES, floats, sampleAt);
            int convWeightsAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN + f;
            FloatVector convWeights1 = FloatVector.broadcast(SPECIES, parameters[convWeightsAt]);
            sumH0F0 = sample1.fma(convWeights1, sumH0F0);
            FloatVector convWeights2 = FloatVector.broadcast(SPECIES, parameters[convWeightsAt + 1]);
            sumH0F1 = sample1.fma(convWeights2, sumH0F1);
            FloatVector convWeights3 = FloatVector.broadcast(SPECIES, parameters[convWeightsAt + 2]);
            sumH0F2 = sample1.fma(convWeights3, sumH0F2);
            FloatVector sample2 = FloatVector.fromArray(SPECIES, floats, sampleAt + SAMPLE_ROW);
            sumH1F0 = sample2.fma(convWeights1, sumH1F0);
            sumH1F1 = sample2.fma(convWeights2, sumH1F1);
            sumH1F2 = sample2.fma(convWeights3, sumH1F2);
            FloatVector sample3 = FloatVector.fromArray(SPECIES, floats, sampleAt + 2 * SAMPLE_ROW);
            sumH2F0 = sample3.fma(convWeights1, sumH2F0);
            sumH2F1 = sample3.fma(convWeights2, sumH2F1);
            sumH2F2 = sample3.fma(convWeights3, sumH2F2);
            FloatVector sample4 = FloatVector.fromArray(SPECIES, floats, sampleAt + 3 * SAMPLE_ROW);
            sumH3F0 = sample4.fma(convWeights1, sumH3F0);
            sumH3F1 = sample4.fma(convWeights2, sumH3F1);
            sumH3F2 = sample4.fma(convWeights3, sumH3F2);
            FloatVector sample5 = FloatVector.fromArray(SPECIES, floats, sampleAt + 4 * SAMPLE_ROW);
            sumH4F0 = sample5.fma(convWeights1, sumH4F0);
            sumH4F1 = sample5.fma(convWeights2, sumH4F1);
            sumH4F2 = sample5.fma(convWeights3, sumH4F2);
            FloatVector sample6 = FloatVector.fromArray(SPECIES, floats, sampleAt + 5 * SAMPLE_ROW);
            sumH5F0 = sample6.fma(convWeights1, sumH5F0);
            sumH5F1 = sample6.fma(convWeights2, sumH5F1);
            sumH5F2 = sample6.fma(convWeights3, sumH5F2);
          }
        }
        int convSumAt = CONV_SUM + h * CONV_SUM_ROW + w * CONV_SUM_COLUMN + f * BLOCK + v;
        sumH0F0.intoArray(floats, convSumAt);
        sumH0F1.intoArray(floats, convSumAt + BLOCK);
        sumH0F2.intoArray(floats, convSumAt + 2 * BLOCK);
        sumH1F0.intoArray(floats, convSumAt + CONV_SUM_ROW);
        sumH1F1.intoArray(floats, convSumAt + CONV_SUM_ROW + BLOCK);
        sumH1F2.intoArray(floats, convSumAt + CONV_SUM_ROW + 2 * BLOCK);
        sumH2F0.intoArray(floats, convSumAt + 2 * CONV_SUM_ROW);
        sumH2F1.intoArray(floats, convSumAt + 2 * CONV_SUM_ROW + BLOCK);
        sumH2F2.intoArray(floats, convSumAt + 2 * CONV_SUM_ROW + 2 * BLOCK);
        sumH3F0.intoArray(floats, convSumAt + 3 * CONV_SUM_ROW);
        sumH3F1.intoArray(floats, convSumAt + 3 * CONV_SUM_ROW + BLOCK);
        sumH3F2.intoArray(floats, convSumAt + 3 * CONV_SUM_ROW + 2 * BLOCK);
        sumH4F0.intoArray(floats, convSumAt + 4 * CONV_SUM_ROW);
        sumH4F1.intoArray(floats, convSumAt + 4 * CONV_SUM_ROW + BLOCK);
        sumH4F2.intoArray(floats, convSumAt + 4 * CONV_SUM_ROW + 2 * BLOCK);
        sumH5F0.intoArray(floats, convSumAt + 5 * CONV_SUM_ROW);
        sumH5F1.intoArray(floats, convSumAt + 5 * CONV_SUM_ROW + BLOCK);
        sumH5F2.intoArray(floats, convSumAt + 5 * CONV_SUM_ROW + 2 * BLOCK);
      }
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
            for (int v = 0; v < BLOCK; v += LANES) {
              int convSumAt = CONV_SUM + h * (2 * CONV_SUM_ROW) + w * (2 * CONV_SUM_COLUMN) + c * BLOCK + v;
              FloatVector convSum1 = FloatVector.fromArray(SPECIES, floats, convSumAt);
              FloatVector best = convSum1.blend(0f, convSum1.compare(VectorOperators.LE, 0f));
              FloatVector argmax = FloatVector.zero(SPECIES);
              FloatVector convSum2 = FloatVector.fromArray(SPECIES, floats, convSumAt + CONV_SUM_COLUMN);
              FloatVector candidate1 = convSum2.blend(0f, convSum2.compare(VectorOperators.LE, 0f));
              VectorMask<Float> better1 = candidate1.compare(VectorOperators.GT, best).or(candidate1.compare(VectorOperators.NE, candidate1).and(best.compare(VectorOperators.EQ, best)));
              best = best.blend(candidate1, better1);
              argmax = argmax.blend(1f, better1);
              FloatVector convSum3 = FloatVector.fromArray(SPECIES, floats, convSumAt + CONV_SUM_ROW);
              FloatVector candidate2 = convSum3.blend(0f, convSum3.compare(VectorOperators.LE, 0f));
              VectorMask<Float> better2 = candidate2.compare(VectorOperators.GT, best).or(candidate2.compare(VectorOperators.NE, candidate2).and(best.compare(VectorOperators.EQ, best)));
              best = best.blend(candidate2, better2);
              argmax = argmax.blend(2f, better2);
              FloatVector convSum4 = FloatVector.fromArray(SPECIES, floats, convSumAt + CONV_SUM_ROW + CONV_SUM_COLUMN);
              FloatVector candidate3 = convSum4.blend(0f, convSum4.compare(VectorOperators.LE, 0f));
              VectorMask<Float> better3 = candidate3.compare(VectorOperators.GT, best).or(candidate3.compare(VectorOperators.NE, candidate3).and(best.compare(VectorOperators.EQ, best)));
              best = best.blend(candidate3, better3);
              argmax = argmax.blend(3f, better3);
              argmax.intoArray(floats, POOL_ARGMAX + h * POOL_ARGMAX_ROW + w * POOL_ARGMAX_COLUMN + c * BLOCK + v);
              best.intoArray(floats, POOL + h * POOL_ROW + w * POOL_COLUMN + c * BLOCK + v);
            }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        int outputBiasAt = OUTPUT_BIAS + u;
        FloatVector sumU0 = FloatVector.broadcast(SPECIES, parameters[outputBiasAt]);
        FloatVector sumU1 = FloatVector.broadcast(SPECIES, parameters[outputBiasAt + 1]);
        for (int hwc = 0; hwc < 18; hwc++) {
          FloatVector pool1 = FloatVector.fromArray(SPECIES, floats, POOL + hwc * BLOCK + v);
          int outputWeightsAt = OUTPUT_WEIGHTS + hwc * OUTPUT_WEIGHTS_CHANNEL + u;
          sumU0 = pool1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt]), sumU0);
          sumU1 = pool1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 1]), sumU1);
        }
        int outputAt = OUTPUT + u * BLOCK + v;
        sumU0.intoArray(floats, outputAt);
        sumU1.intoArray(floats, outputAt + BLOCK);
      }
    }

    /**
     * For {@link Convolution#output}:
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
        best.intoArray(floats, PROBABILITIES_MAX + v);
      }
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
        for (int v = 0; v < BLOCK; v += LANES) {
          VectorMath.exp(FloatVector.fromArray(SPECIES, floats, OUTPUT + u * BLOCK + v).sub(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_MAX + v))).intoArray(floats, PROBABILITIES_EXP + u * BLOCK + v);
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int u = 0; u < 2; u++) {
          sum = sum.add(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP + u * BLOCK + v));
        }
        sum.intoArray(floats, PROBABILITIES_EXP_SUM + v);
      }
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
        for (int v = 0; v < BLOCK; v += LANES) {
          FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP + u * BLOCK + v).div(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP_SUM + v)).intoArray(floats, PROBABILITIES + u * BLOCK + v);
        }
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
      for (int n = 0; n < BLOCK; n++) {
        float sum = 0f;
        for (int u = 0; u < 2; u++) {
          sum += u == classes[n] ? floats[OUTPUT + u * BLOCK + n] : 0f;
        }
        floats[LOSS_CLASS_LOGIT + n] = sum;
      }
    }

    /**
     * For {@link Convolution#output}:
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
     * For {@link Convolution#output}:
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
     * For {@link Convolution#output}:
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumU0 = FloatVector.zero(SPECIES);
        FloatVector sumU1 = FloatVector.zero(SPECIES);
        int outputGradientAt = OUTPUT_GRADIENT + u * BLOCK + v;
        sumU0 = sumU0.add(FloatVector.fromArray(SPECIES, floats, outputGradientAt));
        sumU1 = sumU1.add(FloatVector.fromArray(SPECIES, floats, outputGradientAt + BLOCK));
        sumU0.intoArray(floats, LANE_SUMS + v);
        sumU1.intoArray(floats, LANE_SUMS + BLOCK + v);
      }
      int outputBiasGradientAt = gradientOffset + OUTPUT_BIAS + u;
      LaneSums.store(floats, LANE_SUMS, gradients, outputBiasGradientAt, accumulate);
      LaneSums.store(floats, LANE_SUMS + BLOCK, gradients, outputBiasGradientAt + 1, accumulate);
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * poolGradient[n, h, w, c] += outputGradient[n, u] * outputWeights[h, w, c, u]
     * }</pre>
     */
    static void outputBackwardToPool(float[] floats, float[] parameters) {
      outputBackwardToPoolTile(floats, parameters, 0, 0, 0);
    }

    static void outputBackwardToPoolTile(float[] floats, float[] parameters, int h, int w, int c) {
      if (c < 0) {
        return; // Called to be counted: see WarmUp.
      }
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumH0W0C0 = FloatVector.zero(SPECIES);
        FloatVector sumH0W0C1 = FloatVector.zero(SPECIES);
        FloatVector sumH0W0C2 = FloatVector.zero(SPECIES);
        FloatVector sumH0W1C0 = FloatVector.zero(SPECIES);
        FloatVector sumH0W1C1 = FloatVector.zero(SPECIES);
        FloatVector sumH0W1C2 = FloatVector.zero(SPECIES);
        FloatVector sumH1W0C0 = FloatVector.zero(SPECIES);
        FloatVector sumH1W0C1 = FloatVector.zero(SPECIES);
        FloatVector sumH1W0C2 = FloatVector.zero(SPECIES);
        FloatVector sumH1W1C0 = FloatVector.zero(SPECIES);
        FloatVector sumH1W1C1 = FloatVector.zero(SPECIES);
        FloatVector sumH1W1C2 = FloatVector.zero(SPECIES);
        FloatVector sumH2W0C0 = FloatVector.zero(SPECIES);
        FloatVector sumH2W0C1 = FloatVector.zero(SPECIES);
        FloatVector sumH2W0C2 = FloatVector.zero(SPECIES);
        FloatVector sumH2W1C0 = FloatVector.zero(SPECIES);
        FloatVector sumH2W1C1 = FloatVector.zero(SPECIES);
        FloatVector sumH2W1C2 = FloatVector.zero(SPECIES);
        for (int u = 0; u < 2; u++) {
          FloatVector outputGradient1 = FloatVector.fromArray(SPECIES, floats, OUTPUT_GRADIENT + u * BLOCK + v);
          int outputWeightsAt = OUTPUT_WEIGHTS + h * OUTPUT_WEIGHTS_ROW + w * OUTPUT_WEIGHTS_COLUMN + c * OUTPUT_WEIGHTS_CHANNEL + u;
          sumH0W0C0 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt]), sumH0W0C0);
          sumH0W0C1 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_CHANNEL]), sumH0W0C1);
          sumH0W0C2 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_CHANNEL]), sumH0W0C2);
          sumH0W1C0 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_COLUMN]), sumH0W1C0);
          sumH0W1C1 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL]), sumH0W1C1);
          sumH0W1C2 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL]), sumH0W1C2);
          sumH1W0C0 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW]), sumH1W0C0);
          sumH1W0C1 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL]), sumH1W0C1);
          sumH1W0C2 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL]), sumH1W0C2);
          sumH1W1C0 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN]), sumH1W1C0);
          sumH1W1C1 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL]), sumH1W1C1);
          sumH1W1C2 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL]), sumH1W1C2);
          sumH2W0C0 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW]), sumH2W0C0);
          sumH2W0C1 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL]), sumH2W0C1);
          sumH2W0C2 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL]), sumH2W0C2);
          sumH2W1C0 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN]), sumH2W1C0);
          sumH2W1C1 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL]), sumH2W1C1);
          sumH2W1C2 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL]), sumH2W1C2);
        }
        int poolGradientAt = POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN + c * BLOCK + v;
        sumH0W0C0.intoArray(floats, poolGradientAt);
        sumH0W0C1.intoArray(floats, poolGradientAt + BLOCK);
        sumH0W0C2.intoArray(floats, poolGradientAt + 2 * BLOCK);
        sumH0W1C0.intoArray(floats, poolGradientAt + POOL_GRADIENT_COLUMN);
        sumH0W1C1.intoArray(floats, poolGradientAt + POOL_GRADIENT_COLUMN + BLOCK);
        sumH0W1C2.intoArray(floats, poolGradientAt + POOL_GRADIENT_COLUMN + 2 * BLOCK);
        sumH1W0C0.intoArray(floats, poolGradientAt + POOL_GRADIENT_ROW);
        sumH1W0C1.intoArray(floats, poolGradientAt + POOL_GRADIENT_ROW + BLOCK);
        sumH1W0C2.intoArray(floats, poolGradientAt + POOL_GRADIENT_ROW + 2 * BLOCK);
        sumH1W1C0.intoArray(floats, poolGradientAt + POOL_GRADIENT_ROW + POOL_GRADIENT_COLUMN);
        sumH1W1C1.intoArray(floats, poolGradientAt + POOL_GRADIENT_ROW + POOL_GRADIENT_COLUMN + BLOCK);
        sumH1W1C2.intoArray(floats, poolGradientAt + POOL_GRADIENT_ROW + POOL_GRADIENT_COLUMN + 2 * BLOCK);
        sumH2W0C0.intoArray(floats, poolGradientAt + 2 * POOL_GRADIENT_ROW);
        sumH2W0C1.intoArray(floats, poolGradientAt + 2 * POOL_GRADIENT_ROW + BLOCK);
        sumH2W0C2.intoArray(floats, poolGradientAt + 2 * POOL_GRADIENT_ROW + 2 * BLOCK);
        sumH2W1C0.intoArray(floats, poolGradientAt + 2 * POOL_GRADIENT_ROW + POOL_GRADIENT_COLUMN);
        sumH2W1C1.intoArray(floats, poolGradientAt + 2 * POOL_GRADIENT_ROW + POOL_GRADIENT_COLUMN + BLOCK);
        sumH2W1C2.intoArray(floats, poolGradientAt + 2 * POOL_GRADIENT_ROW + POOL_GRADIENT_COLUMN + 2 * BLOCK);
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * outputGradientPacked[n, u] = outputGradient[n, u]
     * }</pre>
     */
    static void outputGradientPacked(float[] floats, int from, int to) {
      for (int n = from; n < to; n++) {
        for (int u = 0; u < 2; u++) {
          floats[OUTPUT_GRADIENT_PACKED + n * OUTPUT_GRADIENT_PACKED_SAMPLE + u] = floats[OUTPUT_GRADIENT + n + u * BLOCK];
        }
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * outputWeightsGradient[h, w, c, u] += outputGradientPacked[n, u] * pool[n, h, w, c]
     * }</pre>
     */
    static void outputWeightsGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int from, int to) {
      for (int u = from; u < to; u += LANES) {
        outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0, 0, u);
      }
    }

    static void outputWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int h, int w, int c, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      FloatVector sumH0W0C0 = FloatVector.zero(SPECIES);
      FloatVector sumH0W0C1 = FloatVector.zero(SPECIES);
      FloatVector sumH0W0C2 = FloatVector.zero(SPECIES);
      FloatVector sumH0W1C0 = FloatVector.zero(SPECIES);
      FloatVector sumH0W1C1 = FloatVector.zero(SPECIES);
      FloatVector sumH0W1C2 = FloatVector.zero(SPECIES);
      FloatVector sumH1W0C0 = FloatVector.zero(SPECIES);
      FloatVector sumH1W0C1 = FloatVector.zero(SPECIES);
      FloatVector sumH1W0C2 = FloatVector.zero(SPECIES);
      FloatVector sumH1W1C0 = FloatVector.zero(SPECIES);
      FloatVector sumH1W1C1 = FloatVector.zero(SPECIES);
      FloatVector sumH1W1C2 = FloatVector.zero(SPECIES);
      FloatVector sumH2W0C0 = FloatVector.zero(SPECIES);
      FloatVector sumH2W0C1 = FloatVector.zero(SPECIES);
      FloatVector sumH2W0C2 = FloatVector.zero(SPECIES);
      FloatVector sumH2W1C0 = FloatVector.zero(SPECIES);
      FloatVector sumH2W1C1 = FloatVector.zero(SPECIES);
      FloatVector sumH2W1C2 = FloatVector.zero(SPECIES);
      for (int n = 0; n < 16; n++) {
        FloatVector outputGradientPacked1 = FloatVector.fromArray(SPECIES, floats, OUTPUT_GRADIENT_PACKED + u + n * OUTPUT_GRADIENT_PACKED_SAMPLE);
        int poolAt = POOL + h * POOL_ROW + w * POOL_COLUMN + c * BLOCK + n;
        sumH0W0C0 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt]), sumH0W0C0);
        sumH0W0C1 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + BLOCK]), sumH0W0C1);
        sumH0W0C2 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + 2 * BLOCK]), sumH0W0C2);
        sumH0W1C0 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_COLUMN]), sumH0W1C0);
        sumH0W1C1 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_COLUMN + BLOCK]), sumH0W1C1);
        sumH0W1C2 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_COLUMN + 2 * BLOCK]), sumH0W1C2);
        sumH1W0C0 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_ROW]), sumH1W0C0);
        sumH1W0C1 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_ROW + BLOCK]), sumH1W0C1);
        sumH1W0C2 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_ROW + 2 * BLOCK]), sumH1W0C2);
        sumH1W1C0 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_ROW + POOL_COLUMN]), sumH1W1C0);
        sumH1W1C1 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_ROW + POOL_COLUMN + BLOCK]), sumH1W1C1);
        sumH1W1C2 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_ROW + POOL_COLUMN + 2 * BLOCK]), sumH1W1C2);
        sumH2W0C0 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + 2 * POOL_ROW]), sumH2W0C0);
        sumH2W0C1 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + 2 * POOL_ROW + BLOCK]), sumH2W0C1);
        sumH2W0C2 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + 2 * POOL_ROW + 2 * BLOCK]), sumH2W0C2);
        sumH2W1C0 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + 2 * POOL_ROW + POOL_COLUMN]), sumH2W1C0);
        sumH2W1C1 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + 2 * POOL_ROW + POOL_COLUMN + BLOCK]), sumH2W1C1);
        sumH2W1C2 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + 2 * POOL_ROW + POOL_COLUMN + 2 * BLOCK]), sumH2W1C2);
      }
      int outputWeightsGradientAt = gradientOffset + OUTPUT_WEIGHTS + h * OUTPUT_WEIGHTS_ROW + w * OUTPUT_WEIGHTS_COLUMN + c * OUTPUT_WEIGHTS_CHANNEL + u;
      if (accumulate) {
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt).add(sumH0W0C0).intoArray(gradients, outputWeightsGradientAt);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL).add(sumH0W0C1).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL).add(sumH0W0C2).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN).add(sumH0W1C0).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL).add(sumH0W1C1).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL).add(sumH0W1C2).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW).add(sumH1W0C0).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL).add(sumH1W0C1).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL).add(sumH1W0C2).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN).add(sumH1W1C0).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL).add(sumH1W1C1).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL).add(sumH1W1C2).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW).add(sumH2W0C0).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL).add(sumH2W0C1).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL).add(sumH2W0C2).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN).add(sumH2W1C0).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL).add(sumH2W1C1).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL).add(sumH2W1C2).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
      } else {
        sumH0W0C0.intoArray(gradients, outputWeightsGradientAt);
        sumH0W0C1.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL);
        sumH0W0C2.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumH0W1C0.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN);
        sumH0W1C1.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        sumH0W1C2.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumH1W0C0.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW);
        sumH1W0C1.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        sumH1W0C2.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumH1W1C0.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN);
        sumH1W1C1.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        sumH1W1C2.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumH2W0C0.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW);
        sumH2W0C1.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        sumH2W0C2.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumH2W1C0.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN);
        sumH2W1C1.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + OUTPUT_WEIGHTS_CHANNEL);
        sumH2W1C2.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_COLUMN + 2 * OUTPUT_WEIGHTS_CHANNEL);
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
            for (int v = 0; v < BLOCK; v += LANES) {
              FloatVector poolArgmax1 = FloatVector.fromArray(SPECIES, floats, POOL_ARGMAX + h * POOL_ARGMAX_ROW + w * POOL_ARGMAX_COLUMN + c * BLOCK + v);
              FloatVector selected1 = FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, floats, POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN + c * BLOCK + v), FloatVector.fromArray(SPECIES, floats, POOL + h * POOL_ROW + w * POOL_COLUMN + c * BLOCK + v).compare(VectorOperators.GT, 0f));
              int convSumGradientAt = CONV_SUM_GRADIENT + h * (2 * CONV_SUM_GRADIENT_ROW) + w * (2 * CONV_SUM_GRADIENT_COLUMN) + c * BLOCK + v;
              FloatVector.zero(SPECIES).blend(selected1, poolArgmax1.compare(VectorOperators.EQ, 0f)).intoArray(floats, convSumGradientAt);
              FloatVector.zero(SPECIES).blend(selected1, poolArgmax1.compare(VectorOperators.EQ, 1f)).intoArray(floats, convSumGradientAt + CONV_SUM_GRADIENT_COLUMN);
              FloatVector.zero(SPECIES).blend(selected1, poolArgmax1.compare(VectorOperators.EQ, 2f)).intoArray(floats, convSumGradientAt + CONV_SUM_GRADIENT_ROW);
              FloatVector.zero(SPECIES).blend(selected1, poolArgmax1.compare(VectorOperators.EQ, 3f)).intoArray(floats, convSumGradientAt + CONV_SUM_GRADIENT_ROW + CONV_SUM_GRADIENT_COLUMN);
            }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumC0 = FloatVector.zero(SPECIES);
        FloatVector sumC1 = FloatVector.zero(SPECIES);
        FloatVector sumC2 = FloatVector.zero(SPECIES);
        for (int h = 0; h < 3; h++) {
          for (int w = 0; w < 2; w++) {
            int poolAt = POOL + h * POOL_ROW + w * POOL_COLUMN + c * BLOCK + v;
            int poolGradientAt = POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN + c * BLOCK + v;
            sumC0 = sumC0.add(FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, floats, poolGradientAt), FloatVector.fromArray(SPECIES, floats, poolAt).compare(VectorOperators.GT, 0f)));
            sumC1 = sumC1.add(FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, floats, poolGradientAt + BLOCK), FloatVector.fromArray(SPECIES, floats, poolAt + BLOCK).compare(VectorOperators.GT, 0f)));
            sumC2 = sumC2.add(FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, floats, poolGradientAt + 2 * BLOCK), FloatVector.fromArray(SPECIES, floats, poolAt + 2 * BLOCK).compare(VectorOperators.GT, 0f)));
          }
        }
        sumC0.intoArray(floats, LANE_SUMS + v);
        sumC1.intoArray(floats, LANE_SUMS + BLOCK + v);
        sumC2.intoArray(floats, LANE_SUMS + 2 * BLOCK + v);
      }
      int convBiasGradientAt = gradientOffset + CONV_BIAS + c;
      LaneSums.store(floats, LANE_SUMS, gradients, convBiasGradientAt, accumulate);
      LaneSums.store(floats, LANE_SUMS + BLOCK, gradients, convBiasGradientAt + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 2 * BLOCK, gradients, convBiasGradientAt + 2, accumulate);
    }

    /**
     * For {@link Convolution#conv}:
     *
     * <pre>{@code
     * convWeightsGradient[r, s, c, f] += convSumGradient[n, h, w, f] * sample[n, h + r - 1, w + s - 1, c]
     * }</pre>
     */
    static void convWeightsGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate) {
      convWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, 0, 0);
      convWeightsGradientTileR1(floats, gradients, gradientOffset, accumulate, 2, 0, 0);
    }

    static void convWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int r, int s, int f) {
      if (f < 0) {
        return; // Called to be counted: see WarmUp.
      }
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumR0S0F0 = FloatVector.zero(SPECIES);
        FloatVector sumR0S0F1 = FloatVector.zero(SPECIES);
        FloatVector sumR0S0F2 = FloatVector.zero(SPECIES);
        FloatVector sumR0S1F0 = FloatVector.zero(SPECIES);
        FloatVector sumR0S1F1 = FloatVector.zero(SPECIES);
        FloatVector sumR0S1F2 = FloatVector.zero(SPECIES);
        FloatVector sumR0S2F0 = FloatVector.zero(SPECIES);
        FloatVector sumR0S2F1 = FloatVector.zero(SPECIES);
        FloatVector sumR0S2F2 = FloatVector.zero(SPECIES);
        FloatVector sumR1S0F0 = FloatVector.zero(SPECIES);
        FloatVector sumR1S0F1 = FloatVector.zero(SPECIES);
        FloatVector sumR1S0F2 = FloatVector.zero(SPECIES);
        FloatVector sumR1S1F0 = FloatVector.zero(SPECIES);
        FloatVector sumR1S1F1 = FloatVector.zero(SPECIES);
        FloatVector sumR1S1F2 = FloatVector.zero(SPECIES);
        FloatVector sumR1S2F0 = FloatVector.zero(SPECIES);
        FloatVector sumR1S2F1 = FloatVector.zero(SPECIES);
        FloatVector sumR1S2F2 = FloatVector.zero(SPECIES);
        for (int h = 0; h < 6; h++) {
          for (int w = 0; w < 4; w++) {
            int convSumGradientAt = CONV_SUM_GRADIENT + h * CONV_SUM_GRADIENT_ROW + w * CONV_SUM_GRADIENT_COLUMN + f * BLOCK + v;
            FloatVector convSumGradient1 = FloatVector.fromArray(SPECIES, floats, convSumGradientAt);
            int sampleAt = SAMPLE + (h + r) * SAMPLE_ROW + (w + s) * SAMPLE_COLUMN + v;
            FloatVector sample1 = FloatVector.fromArray(SPECIES, floats, sampleAt);
            sumR0S0F0 = convSumGradient1.fma(sample1, sumR0S0F0);
            FloatVector convSumGradient2 = FloatVector.fromArray(SPECIES, floats, convSumGradientAt + BLOCK);
            sumR0S0F1 = convSumGradient2.fma(sample1, sumR0S0F1);
            FloatVector convSumGradient3 = FloatVector.fromArray(SPECIES, floats, convSumGradientAt + 2 * BLOCK);
            sumR0S0F2 = convSumGradient3.fma(sample1, sumR0S0F2);
            FloatVector sample2 = FloatVector.fromArray(SPECIES, floats, sampleAt + SAMPLE_COLUMN);
            sumR0S1F0 = convSumGradient1.fma(sample2, sumR0S1F0);
            sumR0S1F1 = convSumGradient2.fma(sample2, sumR0S1F1);
            sumR0S1F2 = convSumGradient3.fma(sample2, sumR0S1F2);
            FloatVector sample3 = FloatVector.fromArray(SPECIES, floats, sampleAt + 2 * SAMPLE_COLUMN);
            sumR0S2F0 = convSumGradient1.fma(sample3, sumR0S2F0);
            sumR0S2F1 = convSumGradient2.fma(sample3, sumR0S2F1);
            sumR0S2F2 = convSumGradient3.fma(sample3, sumR0S2F2);
            FloatVector sample4 = FloatVector.fromArray(SPECIES, floats, sampleAt + SAMPLE_ROW);
            sumR1S0F0 = convSumGradient1.fma(sample4, sumR1S0F0);
            sumR1S0F1 = convSumGradient2.fma(sample4, sumR1S0F1);
            sumR1S0F2 = convSumGradient3.fma(sample4, sumR1S0F2);
            FloatVector sample5 = FloatVector.fromArray(SPECIES, floats, sampleAt + SAMPLE_ROW + SAMPLE_COLUMN);
            sumR1S1F0 = convSumGradient1.fma(sample5, sumR1S1F0);
            sumR1S1F1 = convSumGradient2.fma(sample5, sumR1S1F1);
            sumR1S1F2 = convSumGradient3.fma(sample5, sumR1S1F2);
            FloatVector sample6 = FloatVector.fromArray(SPECIES, floats, sampleAt + SAMPLE_ROW + 2 * SAMPLE_COLUMN);
            sumR1S2F0 = convSumGradient1.fma(sample6, sumR1S2F0);
            sumR1S2F1 = convSumGradient2.fma(sample6, sumR1S2F1);
            sumR1S2F2 = convSumGradient3.fma(sample6, sumR1S2F2);
          }
        }
        sumR0S0F0.intoArray(floats, LANE_SUMS + v);
        sumR0S0F1.intoArray(floats, LANE_SUMS + BLOCK + v);
        sumR0S0F2.intoArray(floats, LANE_SUMS + 2 * BLOCK + v);
        sumR0S1F0.intoArray(floats, LANE_SUMS + 3 * BLOCK + v);
        sumR0S1F1.intoArray(floats, LANE_SUMS + 4 * BLOCK + v);
        sumR0S1F2.intoArray(floats, LANE_SUMS + 5 * BLOCK + v);
        sumR0S2F0.intoArray(floats, LANE_SUMS + 6 * BLOCK + v);
        sumR0S2F1.intoArray(floats, LANE_SUMS + 7 * BLOCK + v);
        sumR0S2F2.intoArray(floats, LANE_SUMS + 8 * BLOCK + v);
        sumR1S0F0.intoArray(floats, LANE_SUMS + 9 * BLOCK + v);
        sumR1S0F1.intoArray(floats, LANE_SUMS + 10 * BLOCK + v);
        sumR1S0F2.intoArray(floats, LANE_SUMS + 11 * BLOCK + v);
        sumR1S1F0.intoArray(floats, LANE_SUMS + 12 * BLOCK + v);
        sumR1S1F1.intoArray(floats, LANE_SUMS + 13 * BLOCK + v);
        sumR1S1F2.intoArray(floats, LANE_SUMS + 14 * BLOCK + v);
        sumR1S2F0.intoArray(floats, LANE_SUMS + 15 * BLOCK + v);
        sumR1S2F1.intoArray(floats, LANE_SUMS + 16 * BLOCK + v);
        sumR1S2F2.intoArray(floats, LANE_SUMS + 17 * BLOCK + v);
      }
      int convWeightsGradientAt = gradientOffset + CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN + f;
      LaneSums.store(floats, LANE_SUMS, gradients, convWeightsGradientAt, accumulate);
      LaneSums.store(floats, LANE_SUMS + BLOCK, gradients, convWeightsGradientAt + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 2 * BLOCK, gradients, convWeightsGradientAt + 2, accumulate);
      LaneSums.store(floats, LANE_SUMS + 3 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_COLUMN, accumulate);
      LaneSums.store(floats, LANE_SUMS + 4 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_COLUMN + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 5 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_COLUMN + 2, accumulate);
      LaneSums.store(floats, LANE_SUMS + 6 * BLOCK, gradients, convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN, accumulate);
      LaneSums.store(floats, LANE_SUMS + 7 * BLOCK, gradients, convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 8 * BLOCK, gradients, convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN + 2, accumulate);
      LaneSums.store(floats, LANE_SUMS + 9 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_ROW, accumulate);
      LaneSums.store(floats, LANE_SUMS + 10 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_ROW + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 11 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_ROW + 2, accumulate);
      LaneSums.store(floats, LANE_SUMS + 12 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_ROW + CONV_WEIGHTS_COLUMN, accumulate);
      LaneSums.store(floats, LANE_SUMS + 13 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_ROW + CONV_WEIGHTS_COLUMN + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 14 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_ROW + CONV_WEIGHTS_COLUMN + 2, accumulate);
      LaneSums.store(floats, LANE_SUMS + 15 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_ROW + 2 * CONV_WEIGHTS_COLUMN, accumulate);
      LaneSums.store(floats, LANE_SUMS + 16 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_ROW + 2 * CONV_WEIGHTS_COLUMN + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 17 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_ROW + 2 * CONV_WEIGHTS_COLUMN + 2, accumulate);
    }

    static void convWeightsGradientTileR1(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int r, int s, int f) {
      if (f < 0) {
        return; // Called to be counted: see WarmUp.
      }
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumS0F0 = FloatVector.zero(SPECIES);
        FloatVector sumS1F0 = FloatVector.zero(SPECIES);
        FloatVector sumS2F0 = FloatVector.zero(SPECIES);
        FloatVector sumS0F1 = FloatVector.zero(SPECIES);
        FloatVector sumS1F1 = FloatVector.zero(SPECIES);
        FloatVector sumS2F1 = FloatVector.zero(SPECIES);
        FloatVector sumS0F2 = FloatVector.zero(SPECIES);
        FloatVector sumS1F2 = FloatVector.zero(SPECIES);
        FloatVector sumS2F2 = FloatVector.zero(SPECIES);
        for (int h = 0; h < 6; h++) {
          for (int w = 0; w < 4; w++) {
            int convSumGradientAt = CONV_SUM_GRADIENT + h * CONV_SUM_GRADIENT_ROW + w * CONV_SUM_GRADIENT_COLUMN + f * BLOCK + v;
            FloatVector convSumGradient1 = FloatVector.fromArray(SPECIES, floats, convSumGradientAt);
            int sampleAt = SAMPLE + (h + r) * SAMPLE_ROW + (w + s) * SAMPLE_COLUMN + v;
            FloatVector sample1 = FloatVector.fromArray(SPECIES, floats, sampleAt);
            sumS0F0 = convSumGradient1.fma(sample1, sumS0F0);
            FloatVector sample2 = FloatVector.fromArray(SPECIES, floats, sampleAt + SAMPLE_COLUMN);
            sumS1F0 = convSumGradient1.fma(sample2, sumS1F0);
            FloatVector sample3 = FloatVector.fromArray(SPECIES, floats, sampleAt + 2 * SAMPLE_COLUMN);
            sumS2F0 = convSumGradient1.fma(sample3, sumS2F0);
            FloatVector convSumGradient2 = FloatVector.fromArray(SPECIES, floats, convSumGradientAt + BLOCK);
            sumS0F1 = convSumGradient2.fma(sample1, sumS0F1);
            sumS1F1 = convSumGradient2.fma(sample2, sumS1F1);
            sumS2F1 = convSumGradient2.fma(sample3, sumS2F1);
            FloatVector convSumGradient3 = FloatVector.fromArray(SPECIES, floats, convSumGradientAt + 2 * BLOCK);
            sumS0F2 = convSumGradient3.fma(sample1, sumS0F2);
            sumS1F2 = convSumGradient3.fma(sample2, sumS1F2);
            sumS2F2 = convSumGradient3.fma(sample3, sumS2F2);
          }
        }
        sumS0F0.intoArray(floats, LANE_SUMS + v);
        sumS1F0.intoArray(floats, LANE_SUMS + BLOCK + v);
        sumS2F0.intoArray(floats, LANE_SUMS + 2 * BLOCK + v);
        sumS0F1.intoArray(floats, LANE_SUMS + 3 * BLOCK + v);
        sumS1F1.intoArray(floats, LANE_SUMS + 4 * BLOCK + v);
        sumS2F1.intoArray(floats, LANE_SUMS + 5 * BLOCK + v);
        sumS0F2.intoArray(floats, LANE_SUMS + 6 * BLOCK + v);
        sumS1F2.intoArray(floats, LANE_SUMS + 7 * BLOCK + v);
        sumS2F2.intoArray(floats, LANE_SUMS + 8 * BLOCK + v);
      }
      int convWeightsGradientAt = gradientOffset + CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN + f;
      LaneSums.store(floats, LANE_SUMS, gradients, convWeightsGradientAt, accumulate);
      LaneSums.store(floats, LANE_SUMS + BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_COLUMN, accumulate);
      LaneSums.store(floats, LANE_SUMS + 2 * BLOCK, gradients, convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN, accumulate);
      LaneSums.store(floats, LANE_SUMS + 3 * BLOCK, gradients, convWeightsGradientAt + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 4 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_COLUMN + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 5 * BLOCK, gradients, convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 6 * BLOCK, gradients, convWeightsGradientAt + 2, accumulate);
      LaneSums.store(floats, LANE_SUMS + 7 * BLOCK, gradients, convWeightsGradientAt + CONV_WEIGHTS_COLUMN + 2, accumulate);
      LaneSums.store(floats, LANE_SUMS + 8 * BLOCK, gradients, convWeightsGradientAt + 2 * CONV_WEIGHTS_COLUMN + 2, accumulate);
    }
  }

  /** Evaluation: a block of 16 samples at a time. */
  static class Evaluation implements BlockProgram {
    /** Samples of a block. */
    static final int BLOCK = 16;

    /** Floats 12 to 43: [2]; from logitsIn to lossClassLogit. */
    static final int LOGITS = 12;

    /** Floats 44 to 59: one value; from lossClassLogit to loss. */
    static final int LOSS_CLASS_LOGIT = 44;

    /** Floats 44 to 75: [2]; from probabilitiesExponentials to probabilitiesSum. */
    static final int PROBABILITIES_EXP = 44;

    /** Floats 76 to 91: one value; from probabilitiesMaximum to loss. */
    static final int PROBABILITIES_MAX = 76;

    /** Floats 92 to 107: one value; from probabilitiesSum to loss. */
    static final int PROBABILITIES_EXP_SUM = 92;
    static final int LOGITS_IN_SAMPLE = 2;

    @Override
    public int lanes() {
      return 16;
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
        for (int n = 0; n < BLOCK; n++) {
          floats[LOGITS + u * BLOCK + n] = input[u + n * LOGITS_IN_SAMPLE];
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        int logitsAt = LOGITS + v;
        FloatVector best = FloatVector.fromArray(SPECIES, floats, logitsAt);
        best = best.max(FloatVector.fromArray(SPECIES, floats, logitsAt + BLOCK));
        best.intoArray(floats, PROBABILITIES_MAX + v);
      }
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
        for (int v = 0; v < BLOCK; v += LANES) {
          VectorMath.exp(FloatVector.fromArray(SPECIES, floats, LOGITS + u * BLOCK + v).sub(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_MAX + v))).intoArray(floats, PROBABILITIES_EXP + u * BLOCK + v);
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int u = 0; u < 2; u++) {
          sum = sum.add(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP + u * BLOCK + v));
        }
        sum.intoArray(floats, PROBABILITIES_EXP_SUM + v);
      }
    }

    /**
     * For {@link Convolution#output}:
     *
     * <pre>{@code
     * lossClassLogit[n] += (u == target[n] ? logits[n, u] : 0)
     * }</pre>
     */
    static void lossClassLogit(float[] floats, int[] classes) {
      for (int n = 0; n < BLOCK; n++) {
        float sum = 0f;
        for (int u = 0; u < 2; u++) {
          sum += u == classes[n] ? floats[LOGITS + u * BLOCK + n] : 0f;
        }
        floats[LOSS_CLASS_LOGIT + n] = sum;
      }
    }

    /**
     * For {@link Convolution#output}:
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

    /** Floats 12 to 1163: [6, 4, 3]; from convForward to poolForward. */
    static final int CONV_SUM = 12;
    static final int CONV_SUM_ROW = 192;
    static final int CONV_SUM_COLUMN = 48;

    /** Floats 12 to 43: [2]; from outputForward to logitsOut. */
    static final int OUTPUT = 12;

    /** Floats 44 to 75: [2]; from probabilitiesExponentials to probabilitiesSoftmax. */
    static final int PROBABILITIES_EXP = 44;

    /** Floats 76 to 107: [2]; from probabilitiesSoftmax to probabilitiesOut. */
    static final int PROBABILITIES = 76;

    /** Floats 76 to 91: one value; from probabilitiesMaximum to probabilitiesExponentials. */
    static final int PROBABILITIES_MAX = 76;

    /** Floats 108 to 123: one value; from probabilitiesSum to probabilitiesSoftmax. */
    static final int PROBABILITIES_EXP_SUM = 108;

    /** Floats 1164 to 1675: [6, 4, 1] in a halo of [1, 0, 0] before and [1, 0, 0] after; from input to convForward. */
    static final int SAMPLE = 1164;
    static final int SAMPLE_ROW = 64;
    static final int SAMPLE_COLUMN = 16;

    /** Floats 1676 to 1963: [3, 2, 3]; from poolForward to outputForward. */
    static final int POOL = 1676;
    static final int POOL_ROW = 96;
    static final int POOL_COLUMN = 48;
    static final int INPUT_SAMPLE = 24;
    static final int INPUT_ROW = 4;
    static final int LOGITS_OUT_SAMPLE = 2;
    static final int PROBABILITIES_OUT_SAMPLE = 2;

    @Override
    public int lanes() {
      return 16;
    }

    @Override
    public int floats() {
      return 1968;
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
      convForward(floats, parameters, 0, 4);
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
      float[] floats = new float[1968];
      float[] parameters = new float[476];
      float[] input = new float[384];
      float[] logits = new float[32];
      float[] probabilities = new float[32];
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
          for (int n = 0; n < BLOCK; n++) {
            floats[SAMPLE + SAMPLE_ROW + h * SAMPLE_ROW + w * SAMPLE_COLUMN + n] = input[h * INPUT_ROW + w + n * INPUT_SAMPLE];
          }
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
      for (int w = from; w < to; w++) {
        convForwardTile(floats, parameters, 0, w, 0);
      }
    }

    static void convForwardTile(float[] floats, float[] parameters, int h, int w, int f) {
      if (f < 0) {
        return; // Called to be counted: see WarmUp.
      }
      for (int v = 0; v < BLOCK; v += LANES) {
        int convBiasAt = CONV_BIAS + f;
        float convBias1 = parameters[convBiasAt];
        FloatVector sumH0F0 = FloatVector.broadcast(SPECIES, convBias1);
        float convBias2 = parameters[convBiasAt + 1];
        FloatVector sumH0F1 = FloatVector.broadcast(SPECIES, convBias2);
        float convBias3 = parameters[convBiasAt + 2];
        FloatVector sumH0F2 = FloatVector.broadcast(SPECIES, convBias3);
        FloatVector sumH1F0 = FloatVector.broadcast(SPECIES, convBias1);
        FloatVector sumH1F1 = FloatVector.broadcast(SPECIES, convBias2);
        FloatVector sumH1F2 = FloatVector.broadcast(SPECIES, convBias3);
        FloatVector sumH2F0 = FloatVector.broadcast(SPECIES, convBias1);
        FloatVector sumH2F1 = FloatVector.broadcast(SPECIES, convBias2);
        FloatVector sumH2F2 = FloatVector.broadcast(SPECIES, convBias3);
        FloatVector sumH3F0 = FloatVector.broadcast(SPECIES, convBias1);
        FloatVector sumH3F1 = FloatVector.broadcast(SPECIES, convBias2);
        FloatVector sumH3F2 = FloatVector.broadcast(SPECIES, convBias3);
        FloatVector sumH4F0 = FloatVector.broadcast(SPECIES, convBias1);
        FloatVector sumH4F1 = FloatVector.broadcast(SPECIES, convBias2);
        FloatVector sumH4F2 = FloatVector.broadcast(SPECIES, convBias3);
        FloatVector sumH5F0 = FloatVector.broadcast(SPECIES, convBias1);
        FloatVector sumH5F1 = FloatVector.broadcast(SPECIES, convBias2);
        FloatVector sumH5F2 = FloatVector.broadcast(SPECIES, convBias3);
        int sFirst = Math.max(0, -w + 1);
        int sEnd = Math.min(3, -w + 5);
        for (int r = 0; r < 3; r++) {
          for (int s = sFirst; s < sEnd; s++) {
            int sampleAt = SAMPLE - SAMPLE_COLUMN + (h + r) * SAMPLE_ROW + (w + s) * SAMPLE_COLUMN + v;
            FloatVector sample1 = FloatVector.fromArray(SPECIES, floats, sampleAt);
            int convWeightsAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN + f;
            FloatVector convWeights1 = FloatVector.broadcast(SPECIES, parameters[convWeightsAt]);
            sumH0F0 = sample1.fma(convWeights1, sumH0F0);
            FloatVector convWeights2 = FloatVector.broadcast(SPECIES, parameters[convWeightsAt + 1]);
            sumH0F1 = sample1.fma(convWeights2, sumH0F1);
            FloatVector convWeights3 = FloatVector.broadcast(SPECIES, parameters[convWeightsAt + 2]);
            sumH0F2 = sample1.fma(convWeights3, sumH0F2);
            FloatVector sample2 = FloatVector.fromArray(SPECIES, floats, sampleAt + SAMPLE_ROW);
            sumH1F0 = sample2.fma(convWeights1, sumH1F0);
            sumH1F1 = sample2.fma(convWeights2, sumH1F1);
            sumH1F2 = sample2.fma(convWeights3, sumH1F2);
            FloatVector sample3 = FloatVector.fromArray(SPECIES, floats, sampleAt + 2 * SAMPLE_ROW);
            sumH2F0 = sample3.fma(convWeights1, sumH2F0);
            sumH2F1 = sample3.fma(convWeights2, sumH2F1);
            sumH2F2 = sample3.fma(convWeights3, sumH2F2);
            FloatVector sample4 = FloatVector.fromArray(SPECIES, floats, sampleAt + 3 * SAMPLE_ROW);
            sumH3F0 = sample4.fma(convWeights1, sumH3F0);
            sumH3F1 = sample4.fma(convWeights2, sumH3F1);
            sumH3F2 = sample4.fma(convWeights3, sumH3F2);
            FloatVector sample5 = FloatVector.fromArray(SPECIES, floats, sampleAt + 4 * SAMPLE_ROW);
            sumH4F0 = sample5.fma(convWeights1, sumH4F0);
            sumH4F1 = sample5.fma(convWeights2, sumH4F1);
            sumH4F2 = sample5.fma(convWeights3, sumH4F2);
            FloatVector sample6 = FloatVector.fromArray(SPECIES, floats, sampleAt + 5 * SAMPLE_ROW);
            sumH5F0 = sample6.fma(convWeights1, sumH5F0);
            sumH5F1 = sample6.fma(convWeights2, sumH5F1);
            sumH5F2 = sample6.fma(convWeights3, sumH5F2);
          }
        }
        int convSumAt = CONV_SUM + h * CONV_SUM_ROW + w * CONV_SUM_COLUMN + f * BLOCK + v;
        sumH0F0.intoArray(floats, convSumAt);
        sumH0F1.intoArray(floats, convSumAt + BLOCK);
        sumH0F2.intoArray(floats, convSumAt + 2 * BLOCK);
        sumH1F0.intoArray(floats, convSumAt + CONV_SUM_ROW);
        sumH1F1.intoArray(floats, convSumAt + CONV_SUM_ROW + BLOCK);
        sumH1F2.intoArray(floats, convSumAt + CONV_SUM_ROW + 2 * BLOCK);
        sumH2F0.intoArray(floats, convSumAt + 2 * CONV_SUM_ROW);
        sumH2F1.intoArray(floats, convSumAt + 2 * CONV_SUM_ROW + BLOCK);
        sumH2F2.intoArray(floats, convSumAt + 2 * CONV_SUM_ROW + 2 * BLOCK);
        sumH3F0.intoArray(floats, convSumAt + 3 * CONV_SUM_ROW);
        sumH3F1.intoArray(floats, convSumAt + 3 * CONV_SUM_ROW + BLOCK);
        sumH3F2.intoArray(floats, convSumAt + 3 * CONV_SUM_ROW + 2 * BLOCK);
        sumH4F0.intoArray(floats, convSumAt + 4 * CONV_SUM_ROW);
        sumH4F1.intoArray(floats, convSumAt + 4 * CONV_SUM_ROW + BLOCK);
        sumH4F2.intoArray(floats, convSumAt + 4 * CONV_SUM_ROW + 2 * BLOCK);
        sumH5F0.intoArray(floats, convSumAt + 5 * CONV_SUM_ROW);
        sumH5F1.intoArray(floats, convSumAt + 5 * CONV_SUM_ROW + BLOCK);
        sumH5F2.intoArray(floats, convSumAt + 5 * CONV_SUM_ROW + 2 * BLOCK);
      }
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
            for (int v = 0; v < BLOCK; v += LANES) {
              int convSumAt = CONV_SUM + h * (2 * CONV_SUM_ROW) + w * (2 * CONV_SUM_COLUMN) + c * BLOCK + v;
              FloatVector convSum1 = FloatVector.fromArray(SPECIES, floats, convSumAt);
              FloatVector best = convSum1.blend(0f, convSum1.compare(VectorOperators.LE, 0f));
              FloatVector convSum2 = FloatVector.fromArray(SPECIES, floats, convSumAt + CONV_SUM_COLUMN);
              best = best.max(convSum2.blend(0f, convSum2.compare(VectorOperators.LE, 0f)));
              FloatVector convSum3 = FloatVector.fromArray(SPECIES, floats, convSumAt + CONV_SUM_ROW);
              best = best.max(convSum3.blend(0f, convSum3.compare(VectorOperators.LE, 0f)));
              FloatVector convSum4 = FloatVector.fromArray(SPECIES, floats, convSumAt + CONV_SUM_ROW + CONV_SUM_COLUMN);
              best = best.max(convSum4.blend(0f, convSum4.compare(VectorOperators.LE, 0f)));
              best.intoArray(floats, POOL + h * POOL_ROW + w * POOL_COLUMN + c * BLOCK + v);
            }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        int outputBiasAt = OUTPUT_BIAS + u;
        FloatVector sumU0 = FloatVector.broadcast(SPECIES, parameters[outputBiasAt]);
        FloatVector sumU1 = FloatVector.broadcast(SPECIES, parameters[outputBiasAt + 1]);
        for (int hwc = 0; hwc < 18; hwc++) {
          FloatVector pool1 = FloatVector.fromArray(SPECIES, floats, POOL + hwc * BLOCK + v);
          int outputWeightsAt = OUTPUT_WEIGHTS + hwc * OUTPUT_WEIGHTS_CHANNEL + u;
          sumU0 = pool1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt]), sumU0);
          sumU1 = pool1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 1]), sumU1);
        }
        int outputAt = OUTPUT + u * BLOCK + v;
        sumU0.intoArray(floats, outputAt);
        sumU1.intoArray(floats, outputAt + BLOCK);
      }
    }

    /**
     * For {@link Convolution#output}:
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
        best.intoArray(floats, PROBABILITIES_MAX + v);
      }
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
        for (int v = 0; v < BLOCK; v += LANES) {
          VectorMath.exp(FloatVector.fromArray(SPECIES, floats, OUTPUT + u * BLOCK + v).sub(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_MAX + v))).intoArray(floats, PROBABILITIES_EXP + u * BLOCK + v);
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int u = 0; u < 2; u++) {
          sum = sum.add(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP + u * BLOCK + v));
        }
        sum.intoArray(floats, PROBABILITIES_EXP_SUM + v);
      }
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
        for (int v = 0; v < BLOCK; v += LANES) {
          FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP + u * BLOCK + v).div(FloatVector.fromArray(SPECIES, floats, PROBABILITIES_EXP_SUM + v)).intoArray(floats, PROBABILITIES + u * BLOCK + v);
        }
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
        for (int n = 0; n < BLOCK; n++) {
          logits[u + n * LOGITS_OUT_SAMPLE] = floats[OUTPUT + u * BLOCK + n];
        }
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
        for (int n = 0; n < BLOCK; n++) {
          probabilities[u + n * PROBABILITIES_OUT_SAMPLE] = floats[PROBABILITIES + u * BLOCK + n];
        }
      }
    }
  }

  /** Single: one sample at a time. */
  static class Single implements BlockProgram {
    /** Floats 12 to 395: [6, 4, 3]; from convForward to poolForward. */
    static final int CONV_SUM = 12;
    static final int CONV_SUM_ROW = 64;
    static final int CONV_SUM_COLUMN = 16;

    /** Floats 12 to 27: [2]; from outputForward to logitsOut. */
    static final int OUTPUT = 12;

    /** Floats 28 to 43: [2]; from probabilitiesExponentials to probabilitiesSoftmax. */
    static final int PROBABILITIES_EXP = 28;

    /** Floats 44 to 59: [2]; from probabilitiesSoftmax to probabilitiesOut. */
    static final int PROBABILITIES = 44;

    /** Floats 44 to 44: one value; from probabilitiesMaximum to probabilitiesExponentials. */
    static final int PROBABILITIES_MAX = 44;

    /** Floats 60 to 60: one value; from probabilitiesSum to probabilitiesSoftmax. */
    static final int PROBABILITIES_EXP_SUM = 60;

    /** Floats 396 to 491: [3, 2, 3]; from poolForward to outputForward. */
    static final int POOL = 396;
    static final int POOL_ROW = 32;
    static final int POOL_COLUMN = 16;

    /** Floats 492 to 523: [6, 4, 1] in a halo of [1, 0, 0] before and [1, 0, 0] after; from input to convForward. */
    static final int SAMPLE = 492;
    static final int SAMPLE_ROW = 4;
    static final int INPUT_ROW = 4;

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public int floats() {
      return 528;
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
      convForward(floats, parameters, 0, 4);
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
      float[] floats = new float[528];
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
      for (int w = from; w < to; w++) {
        convForwardTile(floats, parameters, 0, w, 0);
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
      float sumH3F0 = convBias1;
      float sumH3F1 = convBias2;
      float sumH3F2 = convBias3;
      float sumH4F0 = convBias1;
      float sumH4F1 = convBias2;
      float sumH4F2 = convBias3;
      float sumH5F0 = convBias1;
      float sumH5F1 = convBias2;
      float sumH5F2 = convBias3;
      int sFirst = Math.max(0, -w + 1);
      int sEnd = Math.min(3, -w + 5);
      for (int r = 0; r < 3; r++) {
        for (int s = sFirst; s < sEnd; s++) {
          int sampleAt = SAMPLE + (h + r) * SAMPLE_ROW + w + s - 1;
          float sample1 = floats[sampleAt];
          int convWeightsAt = CONV_WEIGHTS + r * CONV_WEIGHTS_ROW + s * CONV_WEIGHTS_COLUMN + f;
          float convWeights1 = parameters[convWeightsAt];
          sumH0F0 = Math.fma(sample1, convWeights1, sumH0F0);
          float convWeights2 = parameters[convWeightsAt + 1];
          sumH0F1 = Math.fma(sample1, convWeights2, sumH0F1);
          float convWeights3 = parameters[convWeightsAt + 2];
          sumH0F2 = Math.fma(sample1, convWeights3, sumH0F2);
          float sample2 = floats[sampleAt + SAMPLE_ROW];
          sumH1F0 = Math.fma(sample2, convWeights1, sumH1F0);
          sumH1F1 = Math.fma(sample2, convWeights2, sumH1F1);
          sumH1F2 = Math.fma(sample2, convWeights3, sumH1F2);
          float sample3 = floats[sampleAt + 2 * SAMPLE_ROW];
          sumH2F0 = Math.fma(sample3, convWeights1, sumH2F0);
          sumH2F1 = Math.fma(sample3, convWeights2, sumH2F1);
          sumH2F2 = Math.fma(sample3, convWeights3, sumH2F2);
          float sample4 = floats[sampleAt + 3 * SAMPLE_ROW];
          sumH3F0 = Math.fma(sample4, convWeights1, sumH3F0);
          sumH3F1 = Math.fma(sample4, convWeights2, sumH3F1);
          sumH3F2 = Math.fma(sample4, convWeights3, sumH3F2);
          float sample5 = floats[sampleAt + 4 * SAMPLE_ROW];
          sumH4F0 = Math.fma(sample5, convWeights1, sumH4F0);
          sumH4F1 = Math.fma(sample5, convWeights2, sumH4F1);
          sumH4F2 = Math.fma(sample5, convWeights3, sumH4F2);
          float sample6 = floats[sampleAt + 5 * SAMPLE_ROW];
          sumH5F0 = Math.fma(sample6, convWeights1, sumH5F0);
          sumH5F1 = Math.fma(sample6, convWeights2, sumH5F1);
          sumH5F2 = Math.fma(sample6, convWeights3, sumH5F2);
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
      floats[convSumAt + 3 * CONV_SUM_ROW] = sumH3F0;
      floats[convSumAt + 3 * CONV_SUM_ROW + 1] = sumH3F1;
      floats[convSumAt + 3 * CONV_SUM_ROW + 2] = sumH3F2;
      floats[convSumAt + 4 * CONV_SUM_ROW] = sumH4F0;
      floats[convSumAt + 4 * CONV_SUM_ROW + 1] = sumH4F1;
      floats[convSumAt + 4 * CONV_SUM_ROW + 2] = sumH4F2;
      floats[convSumAt + 5 * CONV_SUM_ROW] = sumH5F0;
      floats[convSumAt + 5 * CONV_SUM_ROW + 1] = sumH5F1;
      floats[convSumAt + 5 * CONV_SUM_ROW + 2] = sumH5F2;
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
      for (int hw = 0; hw < 6; hw++) {
        for (int c = 0; c < 3; c++) {
          float pool1 = floats[POOL + hw * POOL_COLUMN + c];
          int outputWeightsAt = OUTPUT_WEIGHTS + hw * OUTPUT_WEIGHTS_COLUMN + c * OUTPUT_WEIGHTS_CHANNEL + u;
          sumU0 = Math.fma(pool1, parameters[outputWeightsAt], sumU0);
          sumU1 = Math.fma(pool1, parameters[outputWeightsAt + 1], sumU1);
        }
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
        floats[PROBABILITIES_EXP + u] = VectorMath.exp(floats[OUTPUT + u] - floats[PROBABILITIES_MAX]);
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
