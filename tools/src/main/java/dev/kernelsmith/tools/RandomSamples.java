package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.Random;

/** Samples that any network can learn from, for those of which only the time matters. Numbers of tokens are 0 and 1, which every vocabulary has. */
final class RandomSamples {
  private RandomSamples() {}

  /** So many samples with the inputs and targets of a network. */
  static Dataset of(NetworkSpec network, int count) {
    if (network.losses().isEmpty()) {
      throw new IllegalArgumentException(
          "network " + network.name() + " has no loss, so that it cannot be trained: give its output one with @Loss");
    }
    Random random = new Random(1);
    return JoinedDataset.of(network.inputs().stream().map(input -> input(input, count, random)).toList(),
        network.losses().stream().map(loss -> target(network, loss, count, random)).toList());
  }

  private static Dataset input(TensorSpec input, int count, Random random) {
    float[][] values = new float[count][input.length()];
    for (float[] sample : values) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = input.isInt() ? random.nextInt(2) : (float) random.nextGaussian();
      }
    }
    return ArrayDataset.ofClasses(values, new int[count]);
  }

  private static Dataset target(NetworkSpec network, LossSpec loss, int count, Random random) {
    int classes = network.rawOutput(loss.output()).shape().getLast();
    if (loss.target() == TargetKind.CLASS && loss.positions() == 1) {
      return ArrayDataset.ofClasses(new float[count][1], random.ints(count, 0, Math.max(2, classes)).toArray());
    }
    boolean ofClasses = loss.target() == TargetKind.CLASS;
    float[][] values = new float[count][Math.max(1, ofClasses ? loss.positions() : loss.targetLength())];
    for (float[] sample : values) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = ofClasses ? random.nextInt(classes) : loss.target().isShare() ? 1f / classes : random.nextFloat();
      }
    }
    return ArrayDataset.ofValues(new float[count][1], values);
  }
}
