import dev.kernelsmith.runtime.kernel.LaneSums;
import dev.kernelsmith.runtime.kernel.WarmUp;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import java.lang.Math;
import java.lang.Override;
import java.lang.String;
import java.util.List;
import javax.annotation.processing.Generated;
import jdk.incubator.vector.FloatVector;

/**
 * Vector kernels, tiles for 16 registers of {@link Convolution}.
 * What is not here is as with more registers.
 *
 * <p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit.
 * Constants: where a buffer starts in its array; with {@code _ROW}, {@code _COLUMN}, {@code _CHANNEL} or
 * {@code _SAMPLE} behind its name, the floats from one of these to the next.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class ConvolutionVectorKernels16 extends ConvolutionVectorKernels32 {
  @Override
  public String description() {
    return "vector, " + SPECIES.vectorBitSize() + " bits, 16 registers";
  }

  @Override
  public BlockProgram training() {
    return new Training();
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
  public void warmUp() {
    Training.warmUp();
  }

  @Override
  public void warmUpPredictions() {
    Single.warmUp();
    Prediction.warmUp();
  }

  /**
   * Training: a block of 16 samples at a time.
   * What is not here is as with more registers.
   */
  static final class Training extends ConvolutionVectorKernels32.Training {
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
      outputGradientPacked(floats, 0, 16);
      outputWeightsGradient(floats, gradients, gradientOffset, accumulate, 0, 2);
      poolBackwardToConvSum(floats, 0, 3);
      convBiasGradient(floats, gradients, gradientOffset, accumulate);
      convWeightsGradient(floats, gradients, gradientOffset, accumulate, 0, 3);
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
      }));
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
      for (int v = 0; v < BLOCK; v += LANES) {
        FloatVector sumH0C0 = FloatVector.zero(SPECIES);
        FloatVector sumH0C1 = FloatVector.zero(SPECIES);
        FloatVector sumH0C2 = FloatVector.zero(SPECIES);
        FloatVector sumH1C0 = FloatVector.zero(SPECIES);
        FloatVector sumH1C1 = FloatVector.zero(SPECIES);
        FloatVector sumH1C2 = FloatVector.zero(SPECIES);
        FloatVector sumH2C0 = FloatVector.zero(SPECIES);
        FloatVector sumH2C1 = FloatVector.zero(SPECIES);
        FloatVector sumH2C2 = FloatVector.zero(SPECIES);
        for (int u = 0; u < 2; u++) {
          FloatVector outputGradient1 = FloatVector.fromArray(SPECIES, floats, OUTPUT_GRADIENT + u * BLOCK + v);
          int outputWeightsAt = OUTPUT_WEIGHTS + h * OUTPUT_WEIGHTS_ROW + w * OUTPUT_WEIGHTS_COLUMN + c * OUTPUT_WEIGHTS_CHANNEL + u;
          sumH0C0 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt]), sumH0C0);
          sumH0C1 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_CHANNEL]), sumH0C1);
          sumH0C2 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_CHANNEL]), sumH0C2);
          sumH1C0 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW]), sumH1C0);
          sumH1C1 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL]), sumH1C1);
          sumH1C2 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL]), sumH1C2);
          sumH2C0 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW]), sumH2C0);
          sumH2C1 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL]), sumH2C1);
          sumH2C2 = outputGradient1.fma(FloatVector.broadcast(SPECIES, parameters[outputWeightsAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL]), sumH2C2);
        }
        int poolGradientAt = POOL_GRADIENT + h * POOL_GRADIENT_ROW + w * POOL_GRADIENT_COLUMN + c * BLOCK + v;
        sumH0C0.intoArray(floats, poolGradientAt);
        sumH0C1.intoArray(floats, poolGradientAt + BLOCK);
        sumH0C2.intoArray(floats, poolGradientAt + 2 * BLOCK);
        sumH1C0.intoArray(floats, poolGradientAt + POOL_GRADIENT_ROW);
        sumH1C1.intoArray(floats, poolGradientAt + POOL_GRADIENT_ROW + BLOCK);
        sumH1C2.intoArray(floats, poolGradientAt + POOL_GRADIENT_ROW + 2 * BLOCK);
        sumH2C0.intoArray(floats, poolGradientAt + 2 * POOL_GRADIENT_ROW);
        sumH2C1.intoArray(floats, poolGradientAt + 2 * POOL_GRADIENT_ROW + BLOCK);
        sumH2C2.intoArray(floats, poolGradientAt + 2 * POOL_GRADIENT_ROW + 2 * BLOCK);
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
      for (int w = from; w < to; w++) {
        for (int u = 0; u < 16; u += LANES) {
          outputWeightsGradientTile(floats, gradients, gradientOffset, accumulate, 0, w, 0, u);
        }
      }
    }

    static void outputWeightsGradientTile(float[] floats, float[] gradients, int gradientOffset,
        boolean accumulate, int h, int w, int c, int u) {
      if (u < 0) {
        return; // Called to be counted: see WarmUp.
      }
      FloatVector sumH0C0 = FloatVector.zero(SPECIES);
      FloatVector sumH0C1 = FloatVector.zero(SPECIES);
      FloatVector sumH0C2 = FloatVector.zero(SPECIES);
      FloatVector sumH1C0 = FloatVector.zero(SPECIES);
      FloatVector sumH1C1 = FloatVector.zero(SPECIES);
      FloatVector sumH1C2 = FloatVector.zero(SPECIES);
      FloatVector sumH2C0 = FloatVector.zero(SPECIES);
      FloatVector sumH2C1 = FloatVector.zero(SPECIES);
      FloatVector sumH2C2 = FloatVector.zero(SPECIES);
      for (int n = 0; n < 16; n++) {
        FloatVector outputGradientPacked1 = FloatVector.fromArray(SPECIES, floats, OUTPUT_GRADIENT_PACKED + u + n * OUTPUT_GRADIENT_PACKED_SAMPLE);
        int poolAt = POOL + h * POOL_ROW + w * POOL_COLUMN + c * BLOCK + n;
        sumH0C0 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt]), sumH0C0);
        sumH0C1 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + BLOCK]), sumH0C1);
        sumH0C2 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + 2 * BLOCK]), sumH0C2);
        sumH1C0 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_ROW]), sumH1C0);
        sumH1C1 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_ROW + BLOCK]), sumH1C1);
        sumH1C2 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + POOL_ROW + 2 * BLOCK]), sumH1C2);
        sumH2C0 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + 2 * POOL_ROW]), sumH2C0);
        sumH2C1 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + 2 * POOL_ROW + BLOCK]), sumH2C1);
        sumH2C2 = outputGradientPacked1.fma(FloatVector.broadcast(SPECIES, floats[poolAt + 2 * POOL_ROW + 2 * BLOCK]), sumH2C2);
      }
      int outputWeightsGradientAt = gradientOffset + OUTPUT_WEIGHTS + h * OUTPUT_WEIGHTS_ROW + w * OUTPUT_WEIGHTS_COLUMN + c * OUTPUT_WEIGHTS_CHANNEL + u;
      if (accumulate) {
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt).add(sumH0C0).intoArray(gradients, outputWeightsGradientAt);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL).add(sumH0C1).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL).add(sumH0C2).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW).add(sumH1C0).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL).add(sumH1C1).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL).add(sumH1C2).intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW).add(sumH2C0).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL).add(sumH2C1).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        FloatVector.fromArray(SPECIES, gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL).add(sumH2C2).intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
      } else {
        sumH0C0.intoArray(gradients, outputWeightsGradientAt);
        sumH0C1.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_CHANNEL);
        sumH0C2.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumH1C0.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW);
        sumH1C1.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        sumH1C2.intoArray(gradients, outputWeightsGradientAt + OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
        sumH2C0.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW);
        sumH2C1.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + OUTPUT_WEIGHTS_CHANNEL);
        sumH2C2.intoArray(gradients, outputWeightsGradientAt + 2 * OUTPUT_WEIGHTS_ROW + 2 * OUTPUT_WEIGHTS_CHANNEL);
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

  /**
   * Prediction: a block of 16 samples at a time.
   * What is not here is as with more registers.
   */
  static final class Prediction extends ConvolutionVectorKernels32.Prediction {
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
      }
    }
  }

  /**
   * Single: one sample at a time.
   * What is not here is as with more registers.
   */
  static final class Single extends ConvolutionVectorKernels32.Single {
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
  }
}
