package dev.kernelsmith.benchmarks.hand;

import static dev.kernelsmith.benchmarks.hand.ExpertTile.LANES;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** {@code y = relu(gamma * (x - mean) / sqrt(variance + epsilon) + beta)} with mean and variance of the batch. */
final class NormKernels {
  private NormKernels() {}

  /** A pass for means, one for variances, one for values. */
  record Plain(Norm norm, float[] mean, float[] variance, float[] result) implements HandKernel {
    Plain(Norm norm) {
      this(norm, new float[norm.channels()], new float[norm.channels()], new float[norm.x().length]);
    }

    @Override
    public void run() {
      int channels = norm.channels();
      Arrays.fill(mean, 0);
      Arrays.fill(variance, 0);
      for (int p = 0; p < norm.places(); p++) {
        for (int c = 0; c < channels; c++) {
          mean[c] += norm.x()[p * channels + c] / norm.places();
        }
      }
      for (int p = 0; p < norm.places(); p++) {
        for (int c = 0; c < channels; c++) {
          float difference = norm.x()[p * channels + c] - mean[c];
          variance[c] += difference * difference / norm.places();
        }
      }
      for (int p = 0; p < norm.places(); p++) {
        for (int c = 0; c < channels; c++) {
          float deviation = (float) Math.sqrt(variance[c] + Norm.EPSILON);
          float value = norm.gamma()[c] * (norm.x()[p * channels + c] - mean[c]) / deviation + norm.beta()[c];
          result[p * channels + c] = Math.max(value, 0);
        }
      }
    }
  }

  /**
   * Lanes are channels. One pass for both statistics, from differences to the first value of each channel, which keeps the digits that sums
   * of squares would lose; two sums of either side by side, so that none waits for the one before.
   */
  record Expert(Norm norm, float[] result) implements HandKernel {
    Expert(Norm norm) {
      this(norm, new float[norm.x().length]);
    }

    @Override
    public void run() {
      for (int c = 0; c < norm.channels(); c += LANES) {
        vector(norm.x(), norm.channels(), norm.places(), c);
      }
    }

    private void vector(float[] x, int channels, int places, int c) {
      FloatVector first = FloatVector.fromArray(SPECIES, x, c);
      FloatVector sum0 = FloatVector.zero(SPECIES);
      FloatVector sum1 = FloatVector.zero(SPECIES);
      FloatVector squares0 = FloatVector.zero(SPECIES);
      FloatVector squares1 = FloatVector.zero(SPECIES);
      for (int p = 0; p < places; p += 2) {
        FloatVector even = FloatVector.fromArray(SPECIES, x, p * channels + c).sub(first);
        FloatVector odd = FloatVector.fromArray(SPECIES, x, p * channels + channels + c).sub(first);
        sum0 = sum0.add(even);
        sum1 = sum1.add(odd);
        squares0 = even.fma(even, squares0);
        squares1 = odd.fma(odd, squares1);
      }
      FloatVector left = sum0.add(sum1).div(places);
      FloatVector variance = squares0.add(squares1).div(places).sub(left.mul(left));
      FloatVector scale = FloatVector.fromArray(SPECIES, norm.gamma(), c).div(variance.add(Norm.EPSILON).sqrt());
      FloatVector shift = FloatVector.fromArray(SPECIES, norm.beta(), c).sub(first.add(left).mul(scale));
      for (int p = 0; p < places; p++) {
        int at = p * channels + c;
        FloatVector.fromArray(SPECIES, x, at).fma(scale, shift).max(0f).intoArray(result, at);
      }
    }
  }
}
