package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.List;

/** The inputs of a data set, as a network's blocks take them. */
public final class NetworkInputs {
  private final List<TensorSpec> inputs;
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
    this.data = new Dataset[inputs.size()];
    for (int i = 0; i < this.data.length; i++) {
      this.data[i] = CheckedDataset.of(data.ofInput(i), role);
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
        data[i].copyInput(sample, block.intInputs[i], offset);
      } else {
        data[i].copyInput(sample, block.inputs[i], offset);
      }
    }
  }
}
