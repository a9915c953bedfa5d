import dev.kernelsmith.runtime.kernel.LaneSums;
import dev.kernelsmith.runtime.kernel.VectorMath;
import dev.kernelsmith.runtime.kernel.WarmUp;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import java.lang.Float;
import java.lang.Math;
import java.lang.Override;
import java.lang.String;
import java.util.List;
import javax.annotation.processing.Generated;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector kernels, tiles for 32 registers of {@link Skip}.
 *
 * <p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit.
 * Constants: where a buffer starts in its array; with {@code _ROW}, {@code _COLUMN}, {@code _CHANNEL} or
 * {@code _SAMPLE} behind its name, the floats from one of these to the next.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
class SkipVectorKernels32 implements KernelProgram {
  static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;

  static final int LANES = SPECIES.length();
  static final int GRADIENTS = 112;
  static final int FIRST_WEIGHTS = 12;
  static final int FIRST_WEIGHTS_ROW = 16;
  static final int FIRST_BIAS = 92;
  static final int SECOND_WEIGHTS = 44;
  static final int SECOND_WEIGHTS_ROW = 16;

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
    step(parameters, gradients, copies, slots[0], learningRate, from, to);
  }

  static void step(float[] parameters, float[] gradients, int copies, float[] velocity,
      float learningRate, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, gradients, i);
      for (int copy = 1; copy < copies; copy++) {
        gradient = gradient.add(FloatVector.fromArray(SPECIES, gradients, copy * GRADIENTS + i));
      }
      FloatVector parameter = FloatVector.fromArray(SPECIES, parameters, i);
      FloatVector velocityNext = FloatVector.fromArray(SPECIES, velocity, i).mul(0.9f).add(gradient);
      FloatVector velocityNew = velocityNext.blend(0f, velocityNext.abs().compare(VectorOperators.LT, 1.1754944E-38f));
      velocityNew.intoArray(velocity, i);
      parameter.sub(gradient.add(velocityNew.mul(0.9f)).mul(learningRate)).intoArray(parameters, i);
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

    /** Floats 412 to 459: [3]; from firstForward to firstActivation. */
    static final int FIRST_SUM = 412;

    /** Floats 412 to 459: [3]; from secondBackwardToFirst to firstWeightsGradient. */
    static final int FIRST_SUM_GRADIENT = 412;

    /** Floats 412 to 459: [3]; from lossBackward to outputBackwardToFirst. */
    static final int OUTPUT_GRADIENT = 412;

    /** Floats 412 to 459: [3]; from secondForward to outputActivation. */
    static final int SECOND = 412;

    /** Floats 460 to 507: [3]; from firstActivation to secondWeightsGradient. */
    static final int FIRST = 460;

    /** Floats 508 to 555: [3]; from outputActivation to outputBackwardToFirst. */
    static final int OUTPUT = 508;

    /** Floats 556 to 603: [3]; from outputBackwardToFirst to secondBackwardToFirst. */
    static final int FIRST_GRADIENT = 556;

    /** Floats 604 to 651: [3]; from outputBackwardToFirst to secondWeightsGradient. */
    static final int SECOND_GRADIENT = 604;

    /** Floats 652 to 683: [2]; from input to firstWeightsGradient. */
    static final int SAMPLE = 652;
    static final int INPUT_SAMPLE = 2;
    static final int LOGITS_OUT_SAMPLE = 3;
    static final int TARGET_SAMPLE = 3;

    @Override
    public int lanes() {
      return 16;
    }

    @Override
    public int floats() {
      return 688;
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
      firstActivation(floats, 0, 3);
      secondForward(floats, parameters);
      outputActivation(floats, 0, 3);
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
      float[] floats = new float[688];
      float[] parameters = new float[108];
      float[] gradients = new float[112];
      int gradientOffset = 0;
      boolean accumulate = false;
      float[] input = new float[32];
      float[] logits = new float[48];
      float[] targets = new float[48];
      float[] lossGradients = new float[16];
      float[] losses = new float[16];
      WarmUp.repeat(List.of(() -> {
        input(floats, input, 0, 0);
        firstForwardTile(floats, parameters, -1);
        firstActivation(floats, 0, 0);
        secondForwardTile(floats, parameters, -1);
        outputActivation(floats, 0, 0);
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
        firstActivation(floats, 0, 1);
        secondForwardTile(floats, parameters, 0);
        outputActivation(floats, 0, 1);
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
        for (int n = 0; n < BLOCK; n++) {
          floats[SAMPLE + u * BLOCK + n] = input[u + n * INPUT_SAMPLE];
        }
      }
    }

    /**
     * For {@link Skip#first}:
     *
     * <pre>{@code
     * firstSum[n, u] starts from firstBias[u]
     * firstSum[n, u] += sample[n, k] * firstWeights[k, u]
     * }</pre>
     */
    static void firstForward(float[] floats, float[] parameters) {
      firstForwardTile(floats, parameters, 0);
    }

    static void firstForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      for (int v = 0; v < BLOCK; v += LANES) {
        int firstBiasAt = FIRST_BIAS + u;
        FloatVector sumU0 = FloatVector.broadcast(SPECIES, parameters[firstBiasAt]);
        FloatVector sumU1 = FloatVector.broadcast(SPECIES, parameters[firstBiasAt + 1]);
        FloatVector sumU2 = FloatVector.broadcast(SPECIES, parameters[firstBiasAt + 2]);
        for (int k = 0; k < 2; k++) {
          FloatVector sample1 = FloatVector.fromArray(SPECIES, floats, SAMPLE + k * BLOCK + v);
          int firstWeightsAt = FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW + u;
          sumU0 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[firstWeightsAt]), sumU0);
          sumU1 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[firstWeightsAt + 1]), sumU1);
          sumU2 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[firstWeightsAt + 2]), sumU2);
        }
        int firstSumAt = FIRST_SUM + u * BLOCK + v;
        sumU0.intoArray(floats, firstSumAt);
        sumU1.intoArray(floats, firstSumAt + BLOCK);
        sumU2.intoArray(floats, firstSumAt + 2 * BLOCK);
      }
    }

    /**
     * For {@link Skip#first}:
     *
     * <pre>{@code
     * first[n, u] = tanh(firstSum[n, u])
     * }</pre>
     */
    static void firstActivation(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        for (int v = 0; v < BLOCK; v += LANES) {
          VectorMath.tanh(FloatVector.fromArray(SPECIES, floats, FIRST_SUM + u * BLOCK + v)).intoArray(floats, FIRST + u * BLOCK + v);
        }
      }
    }

    /**
     * For {@link Skip#second}:
     *
     * <pre>{@code
     * second[n, u] += first[n, k] * secondWeights[k, u]
     * }</pre>
     */
    static void secondForward(float[] floats, float[] parameters) {
      secondForwardTile(floats, parameters, 0);
    }

    static void secondForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumU0 = FloatVector.zero(SPECIES);
        FloatVector sumU1 = FloatVector.zero(SPECIES);
        FloatVector sumU2 = FloatVector.zero(SPECIES);
        for (int k = 0; k < 3; k++) {
          FloatVector first1 = FloatVector.fromArray(SPECIES, floats, FIRST + k * BLOCK + v);
          int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
          sumU0 = first1.fma(FloatVector.broadcast(SPECIES, parameters[secondWeightsAt]), sumU0);
          sumU1 = first1.fma(FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + 1]), sumU1);
          sumU2 = first1.fma(FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + 2]), sumU2);
        }
        int secondAt = SECOND + u * BLOCK + v;
        sumU0.intoArray(floats, secondAt);
        sumU1.intoArray(floats, secondAt + BLOCK);
        sumU2.intoArray(floats, secondAt + 2 * BLOCK);
      }
    }

    /**
     * For {@link Skip#output}:
     *
     * <pre>{@code
     * output[n, u] = sigmoid(first[n, u] + second[n, u])
     * }</pre>
     */
    static void outputActivation(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        for (int v = 0; v < BLOCK; v += LANES) {
          VectorMath.sigmoid(FloatVector.fromArray(SPECIES, floats, FIRST + u * BLOCK + v).add(FloatVector.fromArray(SPECIES, floats, SECOND + u * BLOCK + v))).intoArray(floats, OUTPUT + u * BLOCK + v);
        }
      }
    }

    /**
     * For {@link Skip#output}:
     *
     * <pre>{@code
     * loss[n] += ((output[n, u] - target[n, u]) * (output[n, u] - target[n, u])) * 0.3333333333333333
     * }</pre>
     */
    static void loss(float[] floats, float[] targets, float[] losses) {
      for (int n = 0; n < BLOCK; n++) {
        float sum = 0f;
        for (int u = 0; u < 3; u++) {
          float difference1 = floats[OUTPUT + u * BLOCK + n] - targets[u + n * TARGET_SAMPLE];
          sum = Math.fma(difference1 * difference1, 0.33333334f, sum);
        }
        losses[n] = sum;
      }
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
        for (int n = 0; n < BLOCK; n++) {
          float lossGradient1 = lossGradients[n];
          floats[OUTPUT_GRADIENT + u * BLOCK + n] = lossGradient1 > 0f ? (floats[OUTPUT + u * BLOCK + n] - targets[u + n * TARGET_SAMPLE]) * 0.6666667f * lossGradient1 : 0f;
        }
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
        for (int n = 0; n < BLOCK; n++) {
          logits[u + n * LOGITS_OUT_SAMPLE] = floats[OUTPUT + u * BLOCK + n];
        }
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
        for (int v = 0; v < BLOCK; v += LANES) {
          FloatVector output1 = FloatVector.fromArray(SPECIES, floats, OUTPUT + u * BLOCK + v);
          FloatVector firstGradient1 = FloatVector.fromArray(SPECIES, floats, OUTPUT_GRADIENT + u * BLOCK + v).mul(output1.mul(FloatVector.broadcast(SPECIES, 1f).sub(output1)));
          firstGradient1.intoArray(floats, FIRST_GRADIENT + u * BLOCK + v);
          firstGradient1.intoArray(floats, SECOND_GRADIENT + u * BLOCK + v);
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumK0 = FloatVector.zero(SPECIES);
        FloatVector sumK1 = FloatVector.zero(SPECIES);
        FloatVector sumK2 = FloatVector.zero(SPECIES);
        for (int u = 0; u < 3; u++) {
          FloatVector secondGradient1 = FloatVector.fromArray(SPECIES, floats, SECOND_GRADIENT + u * BLOCK + v);
          int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
          sumK0 = secondGradient1.fma(FloatVector.broadcast(SPECIES, parameters[secondWeightsAt]), sumK0);
          sumK1 = secondGradient1.fma(FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + SECOND_WEIGHTS_ROW]), sumK1);
          sumK2 = secondGradient1.fma(FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + 2 * SECOND_WEIGHTS_ROW]), sumK2);
        }
        int firstGradientAt = FIRST_GRADIENT + k * BLOCK + v;
        FloatVector firstGradient1 = FloatVector.fromArray(SPECIES, floats, firstGradientAt);
        firstGradient1 = firstGradient1.add(sumK0);
        firstGradient1.intoArray(floats, firstGradientAt);
        int firstAt = FIRST + k * BLOCK + v;
        FloatVector first1 = FloatVector.fromArray(SPECIES, floats, firstAt);
        int firstSumGradientAt = FIRST_SUM_GRADIENT + k * BLOCK + v;
        firstGradient1.mul(FloatVector.broadcast(SPECIES, 1f).sub(first1.mul(first1))).intoArray(floats, firstSumGradientAt);
        FloatVector firstGradient2 = FloatVector.fromArray(SPECIES, floats, firstGradientAt + BLOCK);
        firstGradient2 = firstGradient2.add(sumK1);
        firstGradient2.intoArray(floats, firstGradientAt + BLOCK);
        FloatVector first2 = FloatVector.fromArray(SPECIES, floats, firstAt + BLOCK);
        firstGradient2.mul(FloatVector.broadcast(SPECIES, 1f).sub(first2.mul(first2))).intoArray(floats, firstSumGradientAt + BLOCK);
        FloatVector firstGradient3 = FloatVector.fromArray(SPECIES, floats, firstGradientAt + 2 * BLOCK);
        firstGradient3 = firstGradient3.add(sumK2);
        firstGradient3.intoArray(floats, firstGradientAt + 2 * BLOCK);
        FloatVector first3 = FloatVector.fromArray(SPECIES, floats, firstAt + 2 * BLOCK);
        firstGradient3.mul(FloatVector.broadcast(SPECIES, 1f).sub(first3.mul(first3))).intoArray(floats, firstSumGradientAt + 2 * BLOCK);
      }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumK0U0 = FloatVector.zero(SPECIES);
        FloatVector sumK1U0 = FloatVector.zero(SPECIES);
        FloatVector sumK2U0 = FloatVector.zero(SPECIES);
        FloatVector sumK0U1 = FloatVector.zero(SPECIES);
        FloatVector sumK1U1 = FloatVector.zero(SPECIES);
        FloatVector sumK2U1 = FloatVector.zero(SPECIES);
        FloatVector sumK0U2 = FloatVector.zero(SPECIES);
        FloatVector sumK1U2 = FloatVector.zero(SPECIES);
        FloatVector sumK2U2 = FloatVector.zero(SPECIES);
        int secondGradientAt = SECOND_GRADIENT + u * BLOCK + v;
        FloatVector secondGradient1 = FloatVector.fromArray(SPECIES, floats, secondGradientAt);
        int firstAt = FIRST + k * BLOCK + v;
        FloatVector first1 = FloatVector.fromArray(SPECIES, floats, firstAt);
        sumK0U0 = secondGradient1.fma(first1, sumK0U0);
        FloatVector first2 = FloatVector.fromArray(SPECIES, floats, firstAt + BLOCK);
        sumK1U0 = secondGradient1.fma(first2, sumK1U0);
        FloatVector first3 = FloatVector.fromArray(SPECIES, floats, firstAt + 2 * BLOCK);
        sumK2U0 = secondGradient1.fma(first3, sumK2U0);
        FloatVector secondGradient2 = FloatVector.fromArray(SPECIES, floats, secondGradientAt + BLOCK);
        sumK0U1 = secondGradient2.fma(first1, sumK0U1);
        sumK1U1 = secondGradient2.fma(first2, sumK1U1);
        sumK2U1 = secondGradient2.fma(first3, sumK2U1);
        FloatVector secondGradient3 = FloatVector.fromArray(SPECIES, floats, secondGradientAt + 2 * BLOCK);
        sumK0U2 = secondGradient3.fma(first1, sumK0U2);
        sumK1U2 = secondGradient3.fma(first2, sumK1U2);
        sumK2U2 = secondGradient3.fma(first3, sumK2U2);
        sumK0U0.intoArray(floats, LANE_SUMS + v);
        sumK1U0.intoArray(floats, LANE_SUMS + BLOCK + v);
        sumK2U0.intoArray(floats, LANE_SUMS + 2 * BLOCK + v);
        sumK0U1.intoArray(floats, LANE_SUMS + 3 * BLOCK + v);
        sumK1U1.intoArray(floats, LANE_SUMS + 4 * BLOCK + v);
        sumK2U1.intoArray(floats, LANE_SUMS + 5 * BLOCK + v);
        sumK0U2.intoArray(floats, LANE_SUMS + 6 * BLOCK + v);
        sumK1U2.intoArray(floats, LANE_SUMS + 7 * BLOCK + v);
        sumK2U2.intoArray(floats, LANE_SUMS + 8 * BLOCK + v);
      }
      int secondWeightsGradientAt = gradientOffset + SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
      LaneSums.store(floats, LANE_SUMS, gradients, secondWeightsGradientAt, accumulate);
      LaneSums.store(floats, LANE_SUMS + BLOCK, gradients, secondWeightsGradientAt + SECOND_WEIGHTS_ROW, accumulate);
      LaneSums.store(floats, LANE_SUMS + 2 * BLOCK, gradients, secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW, accumulate);
      LaneSums.store(floats, LANE_SUMS + 3 * BLOCK, gradients, secondWeightsGradientAt + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 4 * BLOCK, gradients, secondWeightsGradientAt + SECOND_WEIGHTS_ROW + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 5 * BLOCK, gradients, secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 6 * BLOCK, gradients, secondWeightsGradientAt + 2, accumulate);
      LaneSums.store(floats, LANE_SUMS + 7 * BLOCK, gradients, secondWeightsGradientAt + SECOND_WEIGHTS_ROW + 2, accumulate);
      LaneSums.store(floats, LANE_SUMS + 8 * BLOCK, gradients, secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW + 2, accumulate);
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumU0 = FloatVector.zero(SPECIES);
        FloatVector sumU1 = FloatVector.zero(SPECIES);
        FloatVector sumU2 = FloatVector.zero(SPECIES);
        int firstSumGradientAt = FIRST_SUM_GRADIENT + u * BLOCK + v;
        sumU0 = sumU0.add(FloatVector.fromArray(SPECIES, floats, firstSumGradientAt));
        sumU1 = sumU1.add(FloatVector.fromArray(SPECIES, floats, firstSumGradientAt + BLOCK));
        sumU2 = sumU2.add(FloatVector.fromArray(SPECIES, floats, firstSumGradientAt + 2 * BLOCK));
        sumU0.intoArray(floats, LANE_SUMS + v);
        sumU1.intoArray(floats, LANE_SUMS + BLOCK + v);
        sumU2.intoArray(floats, LANE_SUMS + 2 * BLOCK + v);
      }
      int firstBiasGradientAt = gradientOffset + FIRST_BIAS + u;
      LaneSums.store(floats, LANE_SUMS, gradients, firstBiasGradientAt, accumulate);
      LaneSums.store(floats, LANE_SUMS + BLOCK, gradients, firstBiasGradientAt + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 2 * BLOCK, gradients, firstBiasGradientAt + 2, accumulate);
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumK0U0 = FloatVector.zero(SPECIES);
        FloatVector sumK1U0 = FloatVector.zero(SPECIES);
        FloatVector sumK0U1 = FloatVector.zero(SPECIES);
        FloatVector sumK1U1 = FloatVector.zero(SPECIES);
        FloatVector sumK0U2 = FloatVector.zero(SPECIES);
        FloatVector sumK1U2 = FloatVector.zero(SPECIES);
        int firstSumGradientAt = FIRST_SUM_GRADIENT + u * BLOCK + v;
        FloatVector firstSumGradient1 = FloatVector.fromArray(SPECIES, floats, firstSumGradientAt);
        int sampleAt = SAMPLE + k * BLOCK + v;
        FloatVector sample1 = FloatVector.fromArray(SPECIES, floats, sampleAt);
        sumK0U0 = firstSumGradient1.fma(sample1, sumK0U0);
        FloatVector sample2 = FloatVector.fromArray(SPECIES, floats, sampleAt + BLOCK);
        sumK1U0 = firstSumGradient1.fma(sample2, sumK1U0);
        FloatVector firstSumGradient2 = FloatVector.fromArray(SPECIES, floats, firstSumGradientAt + BLOCK);
        sumK0U1 = firstSumGradient2.fma(sample1, sumK0U1);
        sumK1U1 = firstSumGradient2.fma(sample2, sumK1U1);
        FloatVector firstSumGradient3 = FloatVector.fromArray(SPECIES, floats, firstSumGradientAt + 2 * BLOCK);
        sumK0U2 = firstSumGradient3.fma(sample1, sumK0U2);
        sumK1U2 = firstSumGradient3.fma(sample2, sumK1U2);
        sumK0U0.intoArray(floats, LANE_SUMS + v);
        sumK1U0.intoArray(floats, LANE_SUMS + BLOCK + v);
        sumK0U1.intoArray(floats, LANE_SUMS + 2 * BLOCK + v);
        sumK1U1.intoArray(floats, LANE_SUMS + 3 * BLOCK + v);
        sumK0U2.intoArray(floats, LANE_SUMS + 4 * BLOCK + v);
        sumK1U2.intoArray(floats, LANE_SUMS + 5 * BLOCK + v);
      }
      int firstWeightsGradientAt = gradientOffset + FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW + u;
      LaneSums.store(floats, LANE_SUMS, gradients, firstWeightsGradientAt, accumulate);
      LaneSums.store(floats, LANE_SUMS + BLOCK, gradients, firstWeightsGradientAt + FIRST_WEIGHTS_ROW, accumulate);
      LaneSums.store(floats, LANE_SUMS + 2 * BLOCK, gradients, firstWeightsGradientAt + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 3 * BLOCK, gradients, firstWeightsGradientAt + FIRST_WEIGHTS_ROW + 1, accumulate);
      LaneSums.store(floats, LANE_SUMS + 4 * BLOCK, gradients, firstWeightsGradientAt + 2, accumulate);
      LaneSums.store(floats, LANE_SUMS + 5 * BLOCK, gradients, firstWeightsGradientAt + FIRST_WEIGHTS_ROW + 2, accumulate);
    }
  }

  /** Evaluation: a block of 16 samples at a time. */
  static class Evaluation implements BlockProgram {
    /** Samples of a block. */
    static final int BLOCK = 16;

    /** Floats 12 to 59: [3]; from logitsIn to loss. */
    static final int LOGITS = 12;
    static final int LOGITS_IN_SAMPLE = 3;
    static final int TARGET_SAMPLE = 3;

    @Override
    public int lanes() {
      return 16;
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
        for (int n = 0; n < BLOCK; n++) {
          floats[LOGITS + u * BLOCK + n] = input[u + n * LOGITS_IN_SAMPLE];
        }
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
      for (int n = 0; n < BLOCK; n++) {
        float sum = 0f;
        for (int u = 0; u < 3; u++) {
          float difference1 = floats[LOGITS + u * BLOCK + n] - targets[u + n * TARGET_SAMPLE];
          sum = Math.fma(difference1 * difference1, 0.33333334f, sum);
        }
        losses[n] = sum;
      }
    }
  }

  /** Prediction: a block of 16 samples at a time. */
  static class Prediction implements BlockProgram {
    /** Samples of a block. */
    static final int BLOCK = 16;

    /** Floats 12 to 59: [3]; from firstForward to firstActivation. */
    static final int FIRST_SUM = 12;

    /** Floats 12 to 59: [3]; from secondForward to outputActivation. */
    static final int SECOND = 12;

    /** Floats 60 to 107: [3]; from firstActivation to outputActivation. */
    static final int FIRST = 60;

    /** Floats 60 to 91: [2]; from input to firstForward. */
    static final int SAMPLE = 60;

    /** Floats 108 to 155: [3]; from outputActivation to probabilitiesOut. */
    static final int OUTPUT = 108;
    static final int INPUT_SAMPLE = 2;
    static final int LOGITS_OUT_SAMPLE = 3;
    static final int PROBABILITIES_OUT_SAMPLE = 3;

    @Override
    public int lanes() {
      return 16;
    }

    @Override
    public int floats() {
      return 160;
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
      firstActivation(floats, 0, 3);
      secondForward(floats, parameters);
      outputActivation(floats, 0, 3);
      logitsOut(floats, logits, 0, 3);
      probabilitiesOut(floats, probabilities, 0, 3);
    }

    static void warmUp() {
      float[] floats = new float[160];
      float[] parameters = new float[108];
      float[] input = new float[32];
      float[] logits = new float[48];
      float[] probabilities = new float[48];
      WarmUp.repeat(List.of(() -> {
        input(floats, input, 0, 0);
        firstForwardTile(floats, parameters, -1);
        firstActivation(floats, 0, 0);
        secondForwardTile(floats, parameters, -1);
        outputActivation(floats, 0, 0);
        logitsOut(floats, logits, 0, 0);
        probabilitiesOut(floats, probabilities, 0, 0);
      }), List.of(() -> {
        input(floats, input, 0, 1);
        firstForwardTile(floats, parameters, 0);
        firstActivation(floats, 0, 1);
        secondForwardTile(floats, parameters, 0);
        outputActivation(floats, 0, 1);
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
        for (int n = 0; n < BLOCK; n++) {
          floats[SAMPLE + u * BLOCK + n] = input[u + n * INPUT_SAMPLE];
        }
      }
    }

    /**
     * For {@link Skip#first}:
     *
     * <pre>{@code
     * firstSum[n, u] starts from firstBias[u]
     * firstSum[n, u] += sample[n, k] * firstWeights[k, u]
     * }</pre>
     */
    static void firstForward(float[] floats, float[] parameters) {
      firstForwardTile(floats, parameters, 0);
    }

    static void firstForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      for (int v = 0; v < BLOCK; v += LANES) {
        int firstBiasAt = FIRST_BIAS + u;
        FloatVector sumU0 = FloatVector.broadcast(SPECIES, parameters[firstBiasAt]);
        FloatVector sumU1 = FloatVector.broadcast(SPECIES, parameters[firstBiasAt + 1]);
        FloatVector sumU2 = FloatVector.broadcast(SPECIES, parameters[firstBiasAt + 2]);
        for (int k = 0; k < 2; k++) {
          FloatVector sample1 = FloatVector.fromArray(SPECIES, floats, SAMPLE + k * BLOCK + v);
          int firstWeightsAt = FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW + u;
          sumU0 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[firstWeightsAt]), sumU0);
          sumU1 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[firstWeightsAt + 1]), sumU1);
          sumU2 = sample1.fma(FloatVector.broadcast(SPECIES, parameters[firstWeightsAt + 2]), sumU2);
        }
        int firstSumAt = FIRST_SUM + u * BLOCK + v;
        sumU0.intoArray(floats, firstSumAt);
        sumU1.intoArray(floats, firstSumAt + BLOCK);
        sumU2.intoArray(floats, firstSumAt + 2 * BLOCK);
      }
    }

    /**
     * For {@link Skip#first}:
     *
     * <pre>{@code
     * first[n, u] = tanh(firstSum[n, u])
     * }</pre>
     */
    static void firstActivation(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        for (int v = 0; v < BLOCK; v += LANES) {
          VectorMath.tanh(FloatVector.fromArray(SPECIES, floats, FIRST_SUM + u * BLOCK + v)).intoArray(floats, FIRST + u * BLOCK + v);
        }
      }
    }

    /**
     * For {@link Skip#second}:
     *
     * <pre>{@code
     * second[n, u] += first[n, k] * secondWeights[k, u]
     * }</pre>
     */
    static void secondForward(float[] floats, float[] parameters) {
      secondForwardTile(floats, parameters, 0);
    }

    static void secondForwardTile(float[] floats, float[] parameters, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumU0 = FloatVector.zero(SPECIES);
        FloatVector sumU1 = FloatVector.zero(SPECIES);
        FloatVector sumU2 = FloatVector.zero(SPECIES);
        for (int k = 0; k < 3; k++) {
          FloatVector first1 = FloatVector.fromArray(SPECIES, floats, FIRST + k * BLOCK + v);
          int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
          sumU0 = first1.fma(FloatVector.broadcast(SPECIES, parameters[secondWeightsAt]), sumU0);
          sumU1 = first1.fma(FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + 1]), sumU1);
          sumU2 = first1.fma(FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + 2]), sumU2);
        }
        int secondAt = SECOND + u * BLOCK + v;
        sumU0.intoArray(floats, secondAt);
        sumU1.intoArray(floats, secondAt + BLOCK);
        sumU2.intoArray(floats, secondAt + 2 * BLOCK);
      }
    }

    /**
     * For {@link Skip#output}:
     *
     * <pre>{@code
     * output[n, u] = sigmoid(first[n, u] + second[n, u])
     * }</pre>
     */
    static void outputActivation(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        for (int v = 0; v < BLOCK; v += LANES) {
          VectorMath.sigmoid(FloatVector.fromArray(SPECIES, floats, FIRST + u * BLOCK + v).add(FloatVector.fromArray(SPECIES, floats, SECOND + u * BLOCK + v))).intoArray(floats, OUTPUT + u * BLOCK + v);
        }
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
        for (int n = 0; n < BLOCK; n++) {
          logits[u + n * LOGITS_OUT_SAMPLE] = floats[OUTPUT + u * BLOCK + n];
        }
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
        for (int n = 0; n < BLOCK; n++) {
          probabilities[u + n * PROBABILITIES_OUT_SAMPLE] = floats[OUTPUT + u * BLOCK + n];
        }
      }
    }
  }

  /** Single: one sample at a time. */
  static class Single implements BlockProgram {
    /** Floats 12 to 27: [3]; from firstForward to firstActivation. */
    static final int FIRST_SUM = 12;

    /** Floats 12 to 27: [3]; from secondForward to outputActivation. */
    static final int SECOND = 12;

    /** Floats 28 to 43: [3]; from firstActivation to outputActivation. */
    static final int FIRST = 28;

    /** Floats 28 to 29: [2]; from input to firstForward. */
    static final int SAMPLE = 28;

    /** Floats 44 to 59: [3]; from outputActivation to probabilitiesOut. */
    static final int OUTPUT = 44;

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
      input(floats, input, 0, 2);
      firstForward(floats, parameters);
      firstActivation(floats, 0, 3);
      secondForward(floats, parameters);
      outputActivation(floats, 0, 3);
      logitsOut(floats, logits, 0, 3);
      probabilitiesOut(floats, probabilities, 0, 3);
    }

    static void warmUp() {
      float[] floats = new float[64];
      float[] parameters = new float[108];
      float[] input = new float[2];
      float[] logits = new float[3];
      float[] probabilities = new float[3];
      WarmUp.repeat(List.of(() -> {
        input(floats, input, 0, 0);
        firstForwardTile(floats, parameters, -1);
        firstActivation(floats, 0, 0);
        secondForwardTile(floats, parameters, -1);
        outputActivation(floats, 0, 0);
        logitsOut(floats, logits, 0, 0);
        probabilitiesOut(floats, probabilities, 0, 0);
      }), List.of(() -> {
        input(floats, input, 0, 1);
        firstForwardTile(floats, parameters, 0);
        firstActivation(floats, 0, 1);
        secondForwardTile(floats, parameters, 0);
        outputActivation(floats, 0, 1);
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
        sumU0 = Math.fma(sample1, parameters[firstWeightsAt], sumU0);
        sumU1 = Math.fma(sample1, parameters[firstWeightsAt + 1], sumU1);
        sumU2 = Math.fma(sample1, parameters[firstWeightsAt + 2], sumU2);
      }
      int firstSumAt = FIRST_SUM + u;
      floats[firstSumAt] = sumU0;
      floats[firstSumAt + 1] = sumU1;
      floats[firstSumAt + 2] = sumU2;
    }

    /**
     * For {@link Skip#first}:
     *
     * <pre>{@code
     * first[n, u] = tanh(firstSum[n, u])
     * }</pre>
     */
    static void firstActivation(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        floats[FIRST + u] = VectorMath.tanh(floats[FIRST_SUM + u]);
      }
    }

    /**
     * For {@link Skip#second}:
     *
     * <pre>{@code
     * second[n, u] += first[n, k] * secondWeights[k, u]
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
        sumU0 = Math.fma(first1, parameters[secondWeightsAt], sumU0);
        sumU1 = Math.fma(first1, parameters[secondWeightsAt + 1], sumU1);
        sumU2 = Math.fma(first1, parameters[secondWeightsAt + 2], sumU2);
      }
      int secondAt = SECOND + u;
      floats[secondAt] = sumU0;
      floats[secondAt + 1] = sumU1;
      floats[secondAt + 2] = sumU2;
    }

    /**
     * For {@link Skip#output}:
     *
     * <pre>{@code
     * output[n, u] = sigmoid(first[n, u] + second[n, u])
     * }</pre>
     */
    static void outputActivation(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        floats[OUTPUT + u] = VectorMath.sigmoid(floats[FIRST + u] + floats[SECOND + u]);
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
