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
  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;

  private static final int LANES = SPECIES.length();
  private static final int GRADIENTS = 96;
  private static final int FIRST_WEIGHTS = 0;
  private static final int FIRST_WEIGHTS_ROW = 16;
  private static final int FIRST_BIAS = 80;
  private static final int SECOND_WEIGHTS = 32;
  private static final int SECOND_WEIGHTS_ROW = 16;

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
      FloatVector velocityOld = FloatVector.fromArray(SPECIES, velocity, i);
      FloatVector velocityNext = velocityOld.mul(0.9f).add(gradient);
      FloatVector velocityNew = velocityNext.blend(0f, velocityNext.abs().compare(VectorOperators.LT, 1.1754944E-38f));
      velocityNew.intoArray(velocity, i);
      parameter.sub(gradient.add(velocityNew.mul(0.9f)).mul(learningRate)).intoArray(parameters, i);
    }
  }

  @Override
  public void warmUp() {
    Training.warmUp();
  }

  /**
   * Training: a block of 16 samples at a time.
   */
  static final class Training implements BlockProgram {
    /**
     * Samples of a block.
     */
    private static final int BLOCK = 16;

    /**
     * Floats 12 to 107: sums of each sample's terms, a block for each accumulator of a tile.
     */
    private static final int LANE_SUMS = 12;

    /**
     * Floats 108 to 363: [3]; from secondGradientPacked to secondWeightsGradient.
     */
    private static final int SECOND_GRADIENT_PACKED = 108;
    private static final int SECOND_GRADIENT_PACKED_SAMPLE = 16;

    /**
     * Floats 364 to 411: [3]; from firstForward to secondWeightsGradient.
     */
    private static final int FIRST = 364;

    /**
     * Floats 412 to 459: [3]; from secondBackwardToFirst to firstWeightsGradient.
     */
    private static final int FIRST_SUM_GRADIENT = 412;

    /**
     * Floats 412 to 459: [3]; from secondForward to outputBackwardToFirst.
     */
    private static final int OUTPUT = 412;

    /**
     * Floats 460 to 507: [3]; from lossBackward to outputBackwardToFirst.
     */
    private static final int OUTPUT_GRADIENT = 460;

    /**
     * Floats 508 to 555: [3]; from outputBackwardToFirst to secondBackwardToFirst.
     */
    private static final int FIRST_GRADIENT = 508;

    /**
     * Floats 556 to 603: [3]; from outputBackwardToFirst to secondGradientPacked.
     */
    private static final int SECOND_GRADIENT = 556;

    /**
     * Floats 604 to 635: [2]; from input to firstWeightsGradient.
     */
    private static final int SAMPLE = 604;
    private static final int INPUT_SAMPLE = 2;
    private static final int LOGITS_OUT_SAMPLE = 3;
    private static final int TARGET_SAMPLE = 3;

    @Override
    public int lanes() {
      return 16;
    }

    @Override
    public int floats() {
      return 640;
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
      float[] lossGradients = block.lossGradients;
      float[] losses = block.losses[0];
      input(floats, input, 0, 2);
      firstForward(floats, parameters);
      secondForward(floats, parameters);
      loss(floats, targets, losses);
      lossBackward(floats, targets, lossGradients, 0, 3);
      logitsOut(floats, logits, 0, 3);
      outputBackwardToFirst(floats, 0, 3);
      secondBackwardToFirst(floats, parameters);
      secondGradientPacked(floats, 0, 3);
      secondWeightsGradient(floats, gradients, gradientOffset, accumulate, 0, 16);
      firstBiasGradient(floats, gradients, gradientOffset, accumulate);
      firstWeightsGradient(floats, gradients, gradientOffset, accumulate);
    }

    static void warmUp() {
      float[] floats = new float[640];
      float[] parameters = new float[96];
      float[] gradients = new float[96];
      int gradientOffset = 0;
      boolean accumulate = false;
      float[] input = new float[32];
      float[] logits = new float[48];
      float[] targets = new float[48];
      float[] lossGradients = new float[16];
      float[] losses = new float[16];
      WarmUp.repeat(() -> {
        input(floats, input, 0, 1);
        firstForward(floats, parameters);
        secondForward(floats, parameters);
        loss(floats, targets, losses);
        lossBackward(floats, targets, lossGradients, 0, 1);
        logitsOut(floats, logits, 0, 1);
        outputBackwardToFirst(floats, 0, 1);
        secondBackwardToFirst(floats, parameters);
        secondGradientPacked(floats, 0, 1);
        secondWeightsGradient(floats, gradients, gradientOffset, accumulate, 0, 16);
        firstBiasGradient(floats, gradients, gradientOffset, accumulate);
        firstWeightsGradient(floats, gradients, gradientOffset, accumulate);
      });
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
          int inputAt = u + n * INPUT_SAMPLE;
          float input1 = input[inputAt];
          int sampleAt = SAMPLE + u * BLOCK + n;
          floats[sampleAt] = input1;
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        int firstBiasAt = FIRST_BIAS + u;
        float firstBias1 = parameters[firstBiasAt];
        FloatVector sumU0 = FloatVector.broadcast(SPECIES, firstBias1);
        float firstBias2 = parameters[firstBiasAt + 1];
        FloatVector sumU1 = FloatVector.broadcast(SPECIES, firstBias2);
        float firstBias3 = parameters[firstBiasAt + 2];
        FloatVector sumU2 = FloatVector.broadcast(SPECIES, firstBias3);
        for (int k = 0; k < 2; k++) {
          int sampleAt = SAMPLE + k * BLOCK + v;
          FloatVector sample1 = FloatVector.fromArray(SPECIES, floats, sampleAt);
          int firstWeightsAt = FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW + u;
          FloatVector firstWeights1 = FloatVector.broadcast(SPECIES, parameters[firstWeightsAt]);
          sumU0 = sample1.fma(firstWeights1, sumU0);
          FloatVector firstWeights2 = FloatVector.broadcast(SPECIES, parameters[firstWeightsAt + 1]);
          sumU1 = sample1.fma(firstWeights2, sumU1);
          FloatVector firstWeights3 = FloatVector.broadcast(SPECIES, parameters[firstWeightsAt + 2]);
          sumU2 = sample1.fma(firstWeights3, sumU2);
        }
        FloatVector tanh1 = VectorMath.tanh(sumU0);
        int firstAt = FIRST + u * BLOCK + v;
        tanh1.intoArray(floats, firstAt);
        FloatVector tanh2 = VectorMath.tanh(sumU1);
        tanh2.intoArray(floats, firstAt + BLOCK);
        FloatVector tanh3 = VectorMath.tanh(sumU2);
        tanh3.intoArray(floats, firstAt + 2 * BLOCK);
      }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumU0 = FloatVector.zero(SPECIES);
        FloatVector sumU1 = FloatVector.zero(SPECIES);
        FloatVector sumU2 = FloatVector.zero(SPECIES);
        for (int k = 0; k < 3; k++) {
          int firstAt = FIRST + k * BLOCK + v;
          FloatVector first1 = FloatVector.fromArray(SPECIES, floats, firstAt);
          int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
          FloatVector secondWeights1 = FloatVector.broadcast(SPECIES, parameters[secondWeightsAt]);
          sumU0 = first1.fma(secondWeights1, sumU0);
          FloatVector secondWeights2 = FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + 1]);
          sumU1 = first1.fma(secondWeights2, sumU1);
          FloatVector secondWeights3 = FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + 2]);
          sumU2 = first1.fma(secondWeights3, sumU2);
        }
        int firstAt1 = FIRST + u * BLOCK + v;
        FloatVector first2 = FloatVector.fromArray(SPECIES, floats, firstAt1);
        FloatVector sigmoid1 = VectorMath.sigmoid(first2.add(sumU0));
        int outputAt = OUTPUT + u * BLOCK + v;
        sigmoid1.intoArray(floats, outputAt);
        FloatVector first3 = FloatVector.fromArray(SPECIES, floats, firstAt1 + BLOCK);
        FloatVector sigmoid2 = VectorMath.sigmoid(first3.add(sumU1));
        sigmoid2.intoArray(floats, outputAt + BLOCK);
        FloatVector first4 = FloatVector.fromArray(SPECIES, floats, firstAt1 + 2 * BLOCK);
        FloatVector sigmoid3 = VectorMath.sigmoid(first4.add(sumU2));
        sigmoid3.intoArray(floats, outputAt + 2 * BLOCK);
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
          int outputAt = OUTPUT + u * BLOCK + n;
          float output1 = floats[outputAt];
          int targetAt = u + n * TARGET_SAMPLE;
          float target1 = targets[targetAt];
          sum = Math.fma((output1 - target1) * (output1 - target1), 0.33333334f, sum);
        }
        int lossAt = n;
        losses[lossAt] = sum;
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
          int lossGradientAt = n;
          float lossGradient1 = lossGradients[lossGradientAt];
          int outputAt = OUTPUT + u * BLOCK + n;
          float output1 = floats[outputAt];
          int targetAt = u + n * TARGET_SAMPLE;
          float target1 = targets[targetAt];
          int outputGradientAt = OUTPUT_GRADIENT + u * BLOCK + n;
          floats[outputGradientAt] = lossGradient1 > 0f ? ((output1 - target1) * 0.6666667f) * lossGradient1 : 0f;
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
          int outputAt = OUTPUT + u * BLOCK + n;
          float output1 = floats[outputAt];
          int logitsOutAt = u + n * LOGITS_OUT_SAMPLE;
          logits[logitsOutAt] = output1;
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
          int outputGradientAt = OUTPUT_GRADIENT + u * BLOCK + v;
          FloatVector outputGradient1 = FloatVector.fromArray(SPECIES, floats, outputGradientAt);
          int outputAt = OUTPUT + u * BLOCK + v;
          FloatVector output1 = FloatVector.fromArray(SPECIES, floats, outputAt);
          FloatVector firstGradient1 = outputGradient1.mul(output1.mul(FloatVector.broadcast(SPECIES, 1f).sub(output1)));
          int firstGradientAt = FIRST_GRADIENT + u * BLOCK + v;
          firstGradient1.intoArray(floats, firstGradientAt);
          int secondGradientAt = SECOND_GRADIENT + u * BLOCK + v;
          firstGradient1.intoArray(floats, secondGradientAt);
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumK0 = FloatVector.zero(SPECIES);
        FloatVector sumK1 = FloatVector.zero(SPECIES);
        FloatVector sumK2 = FloatVector.zero(SPECIES);
        for (int u = 0; u < 3; u++) {
          int secondGradientAt = SECOND_GRADIENT + u * BLOCK + v;
          FloatVector secondGradient1 = FloatVector.fromArray(SPECIES, floats, secondGradientAt);
          int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
          FloatVector secondWeights1 = FloatVector.broadcast(SPECIES, parameters[secondWeightsAt]);
          sumK0 = secondGradient1.fma(secondWeights1, sumK0);
          FloatVector secondWeights2 = FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + SECOND_WEIGHTS_ROW]);
          sumK1 = secondGradient1.fma(secondWeights2, sumK1);
          FloatVector secondWeights3 = FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + 2 * SECOND_WEIGHTS_ROW]);
          sumK2 = secondGradient1.fma(secondWeights3, sumK2);
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
     * secondGradientPacked[n, u] = secondGradient[n, u]
     * }</pre>
     */
    static void secondGradientPacked(float[] floats, int from, int to) {
      for (int u = from; u < to; u++) {
        for (int n = 0; n < BLOCK; n++) {
          int secondGradientAt = SECOND_GRADIENT + u * BLOCK + n;
          float secondGradient1 = floats[secondGradientAt];
          int secondGradientPackedAt = SECOND_GRADIENT_PACKED + u + n * SECOND_GRADIENT_PACKED_SAMPLE;
          floats[secondGradientPackedAt] = secondGradient1;
        }
      }
    }

    /**
     * For {@link Skip#second}:
     *
     * <pre>{@code
     * secondWeightsGradient[k, u] += secondGradientPacked[n, u] * first[n, k]
     * }</pre>
     */
    static void secondWeightsGradient(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int from, int to) {
      for (int u = from; u < to; u += LANES) {
        secondWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, u);
      }
    }

    static void secondWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int k, int u) {
      FloatVector sumK0 = FloatVector.zero(SPECIES);
      FloatVector sumK1 = FloatVector.zero(SPECIES);
      FloatVector sumK2 = FloatVector.zero(SPECIES);
      for (int n = 0; n < 16; n++) {
        int secondGradientPackedAt = SECOND_GRADIENT_PACKED + u + n * SECOND_GRADIENT_PACKED_SAMPLE;
        FloatVector secondGradientPacked1 = FloatVector.fromArray(SPECIES, floats, secondGradientPackedAt);
        int firstAt = FIRST + k * BLOCK + n;
        FloatVector first1 = FloatVector.broadcast(SPECIES, floats[firstAt]);
        sumK0 = secondGradientPacked1.fma(first1, sumK0);
        FloatVector first2 = FloatVector.broadcast(SPECIES, floats[firstAt + BLOCK]);
        sumK1 = secondGradientPacked1.fma(first2, sumK1);
        FloatVector first3 = FloatVector.broadcast(SPECIES, floats[firstAt + 2 * BLOCK]);
        sumK2 = secondGradientPacked1.fma(first3, sumK2);
      }
      int secondWeightsGradientAt = gradientOffset + SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
      if (accumulate) {
        FloatVector.fromArray(SPECIES, gradients, secondWeightsGradientAt).add(sumK0).intoArray(gradients, secondWeightsGradientAt);
        FloatVector.fromArray(SPECIES, gradients, secondWeightsGradientAt + SECOND_WEIGHTS_ROW).add(sumK1).intoArray(gradients, secondWeightsGradientAt + SECOND_WEIGHTS_ROW);
        FloatVector.fromArray(SPECIES, gradients, secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW).add(sumK2).intoArray(gradients, secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW);
      } else {
        sumK0.intoArray(gradients, secondWeightsGradientAt);
        sumK1.intoArray(gradients, secondWeightsGradientAt + SECOND_WEIGHTS_ROW);
        sumK2.intoArray(gradients, secondWeightsGradientAt + 2 * SECOND_WEIGHTS_ROW);
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumU0 = FloatVector.zero(SPECIES);
        FloatVector sumU1 = FloatVector.zero(SPECIES);
        FloatVector sumU2 = FloatVector.zero(SPECIES);
        int firstSumGradientAt = FIRST_SUM_GRADIENT + u * BLOCK + v;
        FloatVector firstSumGradient1 = FloatVector.fromArray(SPECIES, floats, firstSumGradientAt);
        sumU0 = sumU0.add(firstSumGradient1);
        FloatVector firstSumGradient2 = FloatVector.fromArray(SPECIES, floats, firstSumGradientAt + BLOCK);
        sumU1 = sumU1.add(firstSumGradient2);
        FloatVector firstSumGradient3 = FloatVector.fromArray(SPECIES, floats, firstSumGradientAt + 2 * BLOCK);
        sumU2 = sumU2.add(firstSumGradient3);
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

  /**
   * Evaluation: a block of 16 samples at a time.
   */
  static final class Evaluation implements BlockProgram {
    /**
     * Samples of a block.
     */
    private static final int BLOCK = 16;

    /**
     * Floats 12 to 59: [3]; from logitsIn to loss.
     */
    private static final int LOGITS = 12;
    private static final int LOGITS_IN_SAMPLE = 3;
    private static final int TARGET_SAMPLE = 3;

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

    static void warmUp() {
      float[] floats = new float[64];
      float[] input = new float[48];
      float[] targets = new float[48];
      float[] losses = new float[16];
      WarmUp.repeat(() -> {
        logitsIn(floats, input, 0, 1);
        loss(floats, targets, losses);
      });
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
          int logitsInAt = u + n * LOGITS_IN_SAMPLE;
          float logitsIn1 = input[logitsInAt];
          int logitsAt = LOGITS + u * BLOCK + n;
          floats[logitsAt] = logitsIn1;
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
          int logitsAt = LOGITS + u * BLOCK + n;
          float logits1 = floats[logitsAt];
          int targetAt = u + n * TARGET_SAMPLE;
          float target1 = targets[targetAt];
          sum = Math.fma((logits1 - target1) * (logits1 - target1), 0.33333334f, sum);
        }
        int lossAt = n;
        losses[lossAt] = sum;
      }
    }
  }

  /**
   * Prediction: a block of 16 samples at a time.
   */
  static final class Prediction implements BlockProgram {
    /**
     * Samples of a block.
     */
    private static final int BLOCK = 16;

    /**
     * Floats 12 to 59: [3]; from firstForward to secondForward.
     */
    private static final int FIRST = 12;

    /**
     * Floats 60 to 107: [3]; from secondForward to probabilitiesOut.
     */
    private static final int OUTPUT = 60;

    /**
     * Floats 60 to 91: [2]; from input to firstForward.
     */
    private static final int SAMPLE = 60;
    private static final int INPUT_SAMPLE = 2;
    private static final int LOGITS_OUT_SAMPLE = 3;
    private static final int PROBABILITIES_OUT_SAMPLE = 3;

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
      float[] floats = new float[112];
      float[] parameters = new float[96];
      float[] input = new float[32];
      float[] logits = new float[48];
      float[] probabilities = new float[48];
      WarmUp.repeat(() -> {
        input(floats, input, 0, 1);
        firstForward(floats, parameters);
        secondForward(floats, parameters);
        logitsOut(floats, logits, 0, 1);
        probabilitiesOut(floats, probabilities, 0, 1);
      });
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
          int inputAt = u + n * INPUT_SAMPLE;
          float input1 = input[inputAt];
          int sampleAt = SAMPLE + u * BLOCK + n;
          floats[sampleAt] = input1;
        }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        int firstBiasAt = FIRST_BIAS + u;
        float firstBias1 = parameters[firstBiasAt];
        FloatVector sumU0 = FloatVector.broadcast(SPECIES, firstBias1);
        float firstBias2 = parameters[firstBiasAt + 1];
        FloatVector sumU1 = FloatVector.broadcast(SPECIES, firstBias2);
        float firstBias3 = parameters[firstBiasAt + 2];
        FloatVector sumU2 = FloatVector.broadcast(SPECIES, firstBias3);
        for (int k = 0; k < 2; k++) {
          int sampleAt = SAMPLE + k * BLOCK + v;
          FloatVector sample1 = FloatVector.fromArray(SPECIES, floats, sampleAt);
          int firstWeightsAt = FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW + u;
          FloatVector firstWeights1 = FloatVector.broadcast(SPECIES, parameters[firstWeightsAt]);
          sumU0 = sample1.fma(firstWeights1, sumU0);
          FloatVector firstWeights2 = FloatVector.broadcast(SPECIES, parameters[firstWeightsAt + 1]);
          sumU1 = sample1.fma(firstWeights2, sumU1);
          FloatVector firstWeights3 = FloatVector.broadcast(SPECIES, parameters[firstWeightsAt + 2]);
          sumU2 = sample1.fma(firstWeights3, sumU2);
        }
        FloatVector tanh1 = VectorMath.tanh(sumU0);
        int firstAt = FIRST + u * BLOCK + v;
        tanh1.intoArray(floats, firstAt);
        FloatVector tanh2 = VectorMath.tanh(sumU1);
        tanh2.intoArray(floats, firstAt + BLOCK);
        FloatVector tanh3 = VectorMath.tanh(sumU2);
        tanh3.intoArray(floats, firstAt + 2 * BLOCK);
      }
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumU0 = FloatVector.zero(SPECIES);
        FloatVector sumU1 = FloatVector.zero(SPECIES);
        FloatVector sumU2 = FloatVector.zero(SPECIES);
        for (int k = 0; k < 3; k++) {
          int firstAt = FIRST + k * BLOCK + v;
          FloatVector first1 = FloatVector.fromArray(SPECIES, floats, firstAt);
          int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
          FloatVector secondWeights1 = FloatVector.broadcast(SPECIES, parameters[secondWeightsAt]);
          sumU0 = first1.fma(secondWeights1, sumU0);
          FloatVector secondWeights2 = FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + 1]);
          sumU1 = first1.fma(secondWeights2, sumU1);
          FloatVector secondWeights3 = FloatVector.broadcast(SPECIES, parameters[secondWeightsAt + 2]);
          sumU2 = first1.fma(secondWeights3, sumU2);
        }
        int firstAt1 = FIRST + u * BLOCK + v;
        FloatVector first2 = FloatVector.fromArray(SPECIES, floats, firstAt1);
        FloatVector sigmoid1 = VectorMath.sigmoid(first2.add(sumU0));
        int outputAt = OUTPUT + u * BLOCK + v;
        sigmoid1.intoArray(floats, outputAt);
        FloatVector first3 = FloatVector.fromArray(SPECIES, floats, firstAt1 + BLOCK);
        FloatVector sigmoid2 = VectorMath.sigmoid(first3.add(sumU1));
        sigmoid2.intoArray(floats, outputAt + BLOCK);
        FloatVector first4 = FloatVector.fromArray(SPECIES, floats, firstAt1 + 2 * BLOCK);
        FloatVector sigmoid3 = VectorMath.sigmoid(first4.add(sumU2));
        sigmoid3.intoArray(floats, outputAt + 2 * BLOCK);
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
          int outputAt = OUTPUT + u * BLOCK + n;
          float output1 = floats[outputAt];
          int logitsOutAt = u + n * LOGITS_OUT_SAMPLE;
          logits[logitsOutAt] = output1;
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
          int outputAt = OUTPUT + u * BLOCK + n;
          float output1 = floats[outputAt];
          int probabilitiesOutAt = u + n * PROBABILITIES_OUT_SAMPLE;
          probabilities[probabilitiesOutAt] = output1;
        }
      }
    }
  }

  /**
   * Single: one sample at a time.
   */
  static final class Single implements BlockProgram {
    /**
     * Floats 12 to 27: [3]; from firstForward to secondForward.
     */
    private static final int FIRST = 12;

    /**
     * Floats 28 to 43: [3]; from secondForward to probabilitiesOut.
     */
    private static final int OUTPUT = 28;

    /**
     * Floats 28 to 29: [2]; from input to firstForward.
     */
    private static final int SAMPLE = 28;

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public int floats() {
      return 48;
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
      float[] floats = new float[48];
      float[] parameters = new float[96];
      float[] input = new float[2];
      float[] logits = new float[3];
      float[] probabilities = new float[3];
      WarmUp.repeat(() -> {
        input(floats, input, 0, 1);
        firstForward(floats, parameters);
        secondForward(floats, parameters);
        logitsOut(floats, logits, 0, 1);
        probabilitiesOut(floats, probabilities, 0, 1);
      });
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
        int inputAt = u;
        float input1 = input[inputAt];
        int sampleAt = SAMPLE + u;
        floats[sampleAt] = input1;
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
      int firstBiasAt = FIRST_BIAS + u;
      float firstBias1 = parameters[firstBiasAt];
      float sumU0 = firstBias1;
      float firstBias2 = parameters[firstBiasAt + 1];
      float sumU1 = firstBias2;
      float firstBias3 = parameters[firstBiasAt + 2];
      float sumU2 = firstBias3;
      for (int k = 0; k < 2; k++) {
        int sampleAt = SAMPLE + k;
        float sample1 = floats[sampleAt];
        int firstWeightsAt = FIRST_WEIGHTS + k * FIRST_WEIGHTS_ROW + u;
        float firstWeights1 = parameters[firstWeightsAt];
        sumU0 = Math.fma(sample1, firstWeights1, sumU0);
        float firstWeights2 = parameters[firstWeightsAt + 1];
        sumU1 = Math.fma(sample1, firstWeights2, sumU1);
        float firstWeights3 = parameters[firstWeightsAt + 2];
        sumU2 = Math.fma(sample1, firstWeights3, sumU2);
      }
      float tanh1 = VectorMath.tanh(sumU0);
      int firstAt = FIRST + u;
      floats[firstAt] = tanh1;
      float tanh2 = VectorMath.tanh(sumU1);
      floats[firstAt + 1] = tanh2;
      float tanh3 = VectorMath.tanh(sumU2);
      floats[firstAt + 2] = tanh3;
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
      float sumU0 = 0f;
      float sumU1 = 0f;
      float sumU2 = 0f;
      for (int k = 0; k < 3; k++) {
        int firstAt = FIRST + k;
        float first1 = floats[firstAt];
        int secondWeightsAt = SECOND_WEIGHTS + k * SECOND_WEIGHTS_ROW + u;
        float secondWeights1 = parameters[secondWeightsAt];
        sumU0 = Math.fma(first1, secondWeights1, sumU0);
        float secondWeights2 = parameters[secondWeightsAt + 1];
        sumU1 = Math.fma(first1, secondWeights2, sumU1);
        float secondWeights3 = parameters[secondWeightsAt + 2];
        sumU2 = Math.fma(first1, secondWeights3, sumU2);
      }
      int firstAt1 = FIRST + u;
      float first2 = floats[firstAt1];
      float sigmoid1 = VectorMath.sigmoid(first2 + sumU0);
      int outputAt = OUTPUT + u;
      floats[outputAt] = sigmoid1;
      float first3 = floats[firstAt1 + 1];
      float sigmoid2 = VectorMath.sigmoid(first3 + sumU1);
      floats[outputAt + 1] = sigmoid2;
      float first4 = floats[firstAt1 + 2];
      float sigmoid3 = VectorMath.sigmoid(first4 + sumU2);
      floats[outputAt + 2] = sigmoid3;
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
        int outputAt = OUTPUT + u;
        float output1 = floats[outputAt];
        int logitsOutAt = u;
        logits[logitsOutAt] = output1;
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
        int outputAt = OUTPUT + u;
        float output1 = floats[outputAt];
        int probabilitiesOutAt = u;
        probabilities[probabilitiesOutAt] = output1;
      }
    }
  }
}
