package dev.kernelsmith.processor.generated;

import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
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
 * @param shares derivatives of the batch's loss by those of the samples
 */
record Batch(int size, float[] inputs, int[] classes, float[] targets, float[] parameters, float[] shares) {
  /** A batch whose loss is the mean of those of its samples. */
  Batch(int size, float[] inputs, int[] classes, float[] targets, float[] parameters) {
    this(size, inputs, classes, targets, parameters, new float[size]);
    Arrays.fill(shares, 1f / size);
  }

  /** What random numbers follow from. */
  static final long SEED = 0x1234_5678_9abcL;

  /** Number of the step. */
  static final long STEP = 3;

  static Batch random(NetworkSpec spec, int size, long seed) {
    Random random = new Random(seed);
    int classes = spec.outputs().getFirst().shape().getLast();
    LossSpec loss = spec.losses().isEmpty() ? null : spec.losses().getFirst();
    boolean positions = loss != null && loss.positions() > 1;
    Batch batch = new Batch(
        size,
        uniform(random, size * spec.inputs().getFirst().length(), 1),
        random.ints(positions ? size * loss.positions() : size, 0, classes).toArray(),
        positive(random, size * targetLength(spec)),
        parameters(spec, random));
    for (int i = 0; loss != null && loss.ignoredClass() != Loss.NONE && i < batch.classes.length; i++) {
      batch.classes[i] = random.nextInt(3) == 0 ? loss.ignoredClass() : batch.classes[i];
    }
    return batch;
  }

  /** The same with other shares, some of them 0. */
  Batch weighted(long seed) {
    Random random = new Random(seed);
    float[] weights = new float[size];
    for (int i = 0; i < size; i++) {
      weights[i] = random.nextInt(5) == 0 ? 0 : 2 * random.nextFloat() / size;
    }
    return new Batch(size, inputs, classes, targets, parameters, weights);
  }

  private static int targetLength(NetworkSpec spec) {
    return spec.losses().isEmpty() ? 0 : spec.losses().getFirst().targetLength();
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
      boolean variance = parameter.name().endsWith("Variance");
      float[] values =
          variance ? positive(random, parameter.length()) : uniform(random, parameter.length(), Math.min(1, scale));
      parameter.write(values, flat);
    }
    return flat;
  }

  /** Number of blocks that take the samples. */
  int blocks(int lanes) {
    return Math.ceilDiv(size, lanes);
  }

  /** Fills a block as the runtime does: lanes without a sample repeat the block's first one, with loss gradient 0. */
  void stage(Block block, int number) {
    int lanes = block.lanes;
    for (int lane = 0; lane < lanes; lane++) {
      copy(inputs, sample(number, lane, lanes), block.inputs[0], lane, lanes);
    }
    stageTargets(block, number);
    block.parameters = parameters;
    block.beginStep(SEED, STEP, size);
    block.firstSample = number * lanes;
  }

  private int sample(int block, int lane, int lanes) {
    int sample = block * lanes + lane;
    return sample < size ? sample : block * lanes;
  }

  /** Fills in the targets only. */
  void stageTargets(Block block, int number) {
    int lanes = block.lanes;
    boolean trained = block.losses.length > 0;
    int length = targets.length / size;
    for (int lane = 0; lane < lanes; lane++) {
      int sample = sample(number, lane, lanes);
      if (trained) {
        System.arraycopy(targets, sample * length, block.targets[0], lane * length, length);
        int positions = block.classes[0].length / lanes;
        System.arraycopy(classes, sample * positions, block.classes[0], lane * positions, positions);
        block.lossGradients[0][lane] = number * lanes + lane < size ? shares[sample] : Block.FILLER;
      }
    }
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
