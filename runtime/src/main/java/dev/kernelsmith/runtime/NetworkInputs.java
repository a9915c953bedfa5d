package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.List;
import java.util.Locale;

/** The inputs of a data set, as a network's blocks take them. */
public final class NetworkInputs {
  private final List<TensorSpec> inputs;
  private final String role;
  private final Dataset[] data;

  /**
   * Inputs that fit: as many as the network has, each of its length.
   *
   * @param spec the network
   * @param data the samples
   * @param role what the data is for, to be named in messages
   */
  public NetworkInputs(NetworkSpec spec, Dataset data, String role) {
    inputs = spec.inputs();
    this.role = role;
    this.data = new Dataset[inputs.size()];
    for (int i = 0; i < this.data.length; i++) {
      this.data[i] = CheckedDataset.of(data.ofInput(i), role);
      requireShape(spec, inputs.get(i), this.data[i].inputShape());
    }
  }

  private void requireShape(NetworkSpec spec, TensorSpec input, List<Integer> shape) {
    List<Integer> wanted = essence(input.shape());
    List<Integer> given = essence(shape);
    if (given.size() > 1 && wanted.size() > 1 && !given.equals(wanted)) {
      String which = inputs.size() == 1 ? "" : " as its " + input.name();
      throw new IllegalArgumentException("each sample of the " + role + " has the shape " + shape + which
          + ", but network " + spec.name() + " takes " + input.shape()
          + ": bring the values into that order (rows, columns, channels; channels innermost), or set the input of @Network");
    }
  }

  /** A shape without extents that make no difference. */
  private static List<Integer> essence(List<Integer> shape) {
    return shape.stream().filter(extent -> extent > 1).toList();
  }

  private void copyInts(int sample, int number, int[] into, int offset) {
    float[] values = new float[data[number].inputLength()];
    data[number].copyInput(sample, values, 0);
    for (int i = 0; i < values.length; i++) {
      into[offset + i] = (int) values[i];
      String refusal = inputs.get(number).refusal(values[i]);
      if (refusal != null) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "value %d of sample %d of the %s is %s, but %s", i, sample, role,
                into[offset + i] == values[i] ? "" + into[offset + i] : "" + values[i], refusal));
      }
    }
  }

  /** In words. */
  @Override
  public String toString() {
    return data.length + " inputs of " + data[0];
  }

  /** Copies a sample into a lane. */
  public void copy(int sample, Block block, int lane) {
    for (int i = 0; i < data.length; i++) {
      int offset = lane * data[i].inputLength();
      if (inputs.get(i).isInt()) {
        copyInts(sample, i, block.intInputs[i], offset);
      } else {
        data[i].copyInput(sample, block.inputs[i], offset);
      }
    }
  }
}
