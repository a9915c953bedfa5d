package dev.kernelsmith.processor.generated;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.Arrays;
import java.util.Random;

/**
 * Random samples and parameters for one network. Samples stand one after another.
 *
 * @param size number of samples
 * @param inputs inputs
 * @param classes class numbers
 * @param targets target values
 * @param parameters the flat parameter array
 */
record Batch(int size, float[] inputs, int[] classes, float[] targets, float[] parameters) {
  static Batch random(NetworkSpec spec, int size, long seed) {
    Random random = new Random(seed);
    int classes = spec.outputs().getFirst().length();
    return new Batch(
        size,
        uniform(random, size * spec.inputs().getFirst().length(), 1),
        random.ints(size, 0, classes).toArray(),
        positive(random, size * spec.targetLength()),
        parameters(spec, random));
  }

  private static float[] uniform(Random random, int length, double scale) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (scale * (2 * random.nextDouble() - 1));
    }
    return values;
  }

  private static float[] positive(Random random, int length) {
    float[] values = uniform(random, length, 1);
    for (int i = 0; i < length; i++) {
      values[i] = Math.abs(values[i]);
    }
    return values;
  }

  /** Of a variance that keeps the values of layers near 1; padding is 0, as it must be. */
  private static float[] parameters(NetworkSpec spec, Random random) {
    float[] flat = new float[spec.parameterFloats()];
    for (ParameterSpec parameter : spec.parameters()) {
      double scale = Math.sqrt(3.0 / parameter.rows());
      boolean average = parameter.group() == ParameterGroup.STATE;
      // A moving average may be that of a variance.
      parameter.write(
          average ? positive(random, parameter.length()) : uniform(random, parameter.length(), Math.min(1, scale)),
          flat);
    }
    return flat;
  }

  /** Number of blocks that take the samples. */
  int blocks(int lanes) {
    return Math.ceilDiv(size, lanes);
  }

  /** Fills a block as the runtime does: lanes without a sample repeat the block's first one, with loss gradient 0. */
  void stage(Block block, int number) {
    int lanes = block.lossGradients.length;
    int first = number * lanes;
    for (int lane = 0; lane < lanes; lane++) {
      int sample = first + lane < size ? first + lane : first;
      copy(inputs, sample, block.inputs[0], lane, lanes);
      copy(targets, sample, block.targets, lane, lanes);
      block.classes[lane] = classes[sample];
      block.lossGradients[lane] = first + lane < size ? 1f / size : 0;
    }
    block.parameters = parameters;
  }

  private void copy(float[] from, int sample, float[] to, int lane, int lanes) {
    int length = to.length / lanes;
    System.arraycopy(from, sample * length, to, lane * length, length);
  }

  /** What a parameter starts from. */
  float[] parameter(ParameterSpec parameter) {
    return parameter.read(parameters);
  }

  /** Samples from one on, or as many as there are. */
  float[] input(int sample) {
    int length = inputs.length / size;
    return Arrays.copyOfRange(inputs, sample * length, (sample + 1) * length);
  }
}
