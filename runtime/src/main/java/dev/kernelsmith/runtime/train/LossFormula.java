package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Locale;

/**
 * Losses computed from the raw outputs of a prediction, in double precision: what evaluation needs, where there is no training
 * program that would compute them.
 */
enum LossFormula {
  /** {@code log(sum exp(z)) - z[class]}, with the greatest z taken out of the sum so that it cannot overflow. */
  SOFTMAX_CROSS_ENTROPY {
    @Override
    double loss(Block block, int lane, float[] outputs, int start, int length) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < length; i++) {
        greatest = Math.max(greatest, outputs[start + i]);
      }
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += StrictMath.exp(outputs[start + i] - greatest);
      }
      return StrictMath.log(sum) + greatest - outputs[start + block.classes[lane]];
    }
  },

  /** Sum of {@code max(z, 0) - z t + log(1 + exp(-|z|))}. */
  SIGMOID_CROSS_ENTROPY {
    @Override
    double loss(Block block, int lane, float[] outputs, int start, int length) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        double z = outputs[start + i];
        sum += Math.max(z, 0) - z * block.targets[start + i] + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      }
      return sum;
    }
  },

  /** Mean of {@code (y - t)^2}. */
  MEAN_SQUARED_ERROR {
    @Override
    double loss(Block block, int lane, float[] outputs, int start, int length) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        double difference = (double) outputs[start + i] - block.targets[start + i];
        sum += difference * difference;
      }
      return sum / length;
    }
  };

  /**
   * The formula of a network's loss.
   *
   * @throws IllegalStateException if this runtime does not know that loss
   */
  static LossFormula of(NetworkSpec spec) {
    for (LossFormula formula : values()) {
      if (formula.name().equals(spec.lossName())) {
        return formula;
      }
    }
    throw new IllegalStateException(
        String.format(Locale.ROOT,
            "network %s has loss %s, which this version of kernelsmith-runtime does not know: use the same version of kernelsmith-processor and kernelsmith-runtime",
            spec.name(), spec.lossName()));
  }

  /** Sum of the losses of a block's first samples. */
  double sum(Block block, int live) {
    double sum = 0;
    for (int lane = 0; lane < live; lane++) {
      sum += loss(block, lane);
    }
    return sum;
  }

  /** Loss of one sample. */
  double loss(Block block, int lane) {
    float[] outputs = block.outputs[0];
    int length = outputs.length / block.lossGradients.length;
    return loss(block, lane, outputs, lane * length, length);
  }

  abstract double loss(Block block, int lane, float[] outputs, int start, int length);
}
