package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Runs predictions of one network on given parameters. One sample goes through the program made for one; several go in full
 * blocks, the last of which is filled up with its first sample.
 */
final class Predictor {
  private final NetworkSpec spec;
  private final TensorSpec input;
  private final int inputLength;
  private final int[] outputLengths;
  private final Workspaces single;
  private final Workspaces blocks;

  /**
   * Predictions of a network.
   *
   * @param single where one sample runs
   * @param blocks where several run
   */
  Predictor(NetworkSpec spec, Workspaces single, Workspaces blocks) {
    this.spec = spec;
    if (spec.inputs().size() != 1 || spec.outputs().isEmpty()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "network %s has %d inputs and %d outputs; this runtime feeds networks with one input and at least one output",
              spec.name(), spec.inputs().size(), spec.outputs().size()));
    }
    input = spec.inputs().getFirst();
    inputLength = input.length();
    outputLengths = spec.outputs().stream().mapToInt(TensorSpec::length).toArray();
    this.single = single;
    this.blocks = blocks;
  }

  /** Index of the last output: probabilities where there are any. */
  int lastOutput() {
    return outputLengths.length - 1;
  }

  float[] one(float[] parameters, float[] sample, int output) {
    Block block = runOne(parameters, sample);
    float[] result = Arrays.copyOf(block.outputs[output], outputLengths[output]);
    single.release(block);
    return result;
  }

  int classOfOne(float[] parameters, float[] sample) {
    requireClasses();
    Block block = runOne(parameters, sample);
    int result = block.argmax(0, 0);
    single.release(block);
    return result;
  }

  private Block runOne(float[] parameters, float[] sample) {
    if (sample.length != inputLength) {
      throw wrongLength("the input", sample.length);
    }
    Block block = single.acquire(parameters);
    for (int lane = 0; lane < single.lanes(); lane++) {
      System.arraycopy(sample, 0, block.inputs[0], lane * inputLength, inputLength);
    }
    single.run(block);
    return block;
  }

  float[][] many(float[] parameters, Samples samples, int output) {
    int length = outputLengths[output];
    float[][] results = new float[samples.size()][];
    forBlocks(
        parameters,
        samples,
        (block, first, live) -> {
          for (int lane = 0; lane < live; lane++) {
            results[first + lane] = Arrays.copyOfRange(block.outputs[output], lane * length, (lane + 1) * length);
          }
        });
    return results;
  }

  int[] classesOfMany(float[] parameters, Samples samples) {
    requireClasses();
    int[] results = new int[samples.size()];
    forBlocks(
        parameters,
        samples,
        (block, first, live) -> {
          for (int lane = 0; lane < live; lane++) {
            results[first + lane] = block.argmax(0, lane);
          }
        });
    return results;
  }

  private void forBlocks(float[] parameters, Samples samples, BlockReader reader) {
    samples.check(this);
    int lanes = blocks.lanes();
    int size = samples.size();
    if (size == 0) {
      return;
    }
    Block block = blocks.acquire(parameters);
    for (int first = 0; first < size; first += lanes) {
      int live = Math.min(lanes, size - first);
      for (int lane = 0; lane < lanes; lane++) {
        samples.copy(lane < live ? first + lane : first, block.inputs[0], lane * inputLength);
      }
      blocks.run(block);
      reader.read(block, first, live);
      if (size - first <= lanes) {
        break; // first + lanes could overflow
      }
    }
    blocks.release(block);
  }

  private void requireClasses() {
    if (outputLengths[0] < 2) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "network %s has one output and so no classes to choose from: use predict and compare its value with a threshold",
              spec.name()));
    }
  }

  IllegalArgumentException wrongLength(String what, int length) {
    String shape = input.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "%s has %d values, but network %s takes %d (%s)", what, length, spec.name(),
            inputLength, shape));
  }

  /** Where blocks of samples are predicted. */
  interface Workspaces {
    /** Samples of a block. */
    int lanes();

    /** A block that nobody else uses, set up to read {@code parameters}. */
    Block acquire(float[] parameters);

    /** Predicts the samples of a block. */
    void run(Block block);

    /** Gives a block back. */
    void release(Block block);
  }

  /** Takes the results out of a block of which {@code live} lanes count. */
  private interface BlockReader {
    void read(Block block, int first, int live);
  }

  /** Samples by index, whatever holds them. */
  interface Samples {
    int size();

    void copy(int index, float[] into, int offset);

    /** Throws an {@link IllegalArgumentException} if any sample has a wrong length. */
    void check(Predictor predictor);
  }

  /** Rows of an array, not copied. */
  @SuppressWarnings("ArrayRecordComponent")
  record Rows(float[][] rows) implements Samples {
    @Override
    public int size() {
      return rows.length;
    }

    @Override
    public void copy(int index, float[] into, int offset) {
      System.arraycopy(rows[index], 0, into, offset, rows[index].length);
    }

    @Override
    public void check(Predictor predictor) {
      for (int i = 0; i < rows.length; i++) {
        if (rows[i].length != predictor.inputLength) {
          throw predictor.wrongLength("input " + i, rows[i].length);
        }
      }
    }
  }

  /** Inputs of a data set. */
  record Inputs(Dataset data) implements Samples {
    @Override
    public int size() {
      return data.size();
    }

    @Override
    public void copy(int index, float[] into, int offset) {
      data.copyInput(index, into, offset);
    }

    @Override
    public void check(Predictor predictor) {
      if (data.inputLength() != predictor.inputLength) {
        throw predictor.wrongLength("each sample of the data", data.inputLength());
      }
    }
  }
}
