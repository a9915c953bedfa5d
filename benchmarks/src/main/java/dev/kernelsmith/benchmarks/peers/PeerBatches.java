package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.suite.WorkloadSamples;
import java.util.ArrayList;
import java.util.List;

/** The samples of a workload in batches, as a training takes them: in their order, and again from the first. */
public final class PeerBatches {
  private final WorkloadSamples samples;
  private final List<float[]> inputs = new ArrayList<>();
  private final List<int[]> classes = new ArrayList<>();

  PeerBatches(PeerNetwork network) {
    samples = WorkloadSamples.of(network.workload());
    for (int step = 0; step < WorkloadSamples.STEPS; step++) {
      inputs.add(joined(rows(samples, step * network.batch(), network.batch()), network));
    }
    for (int step = 0; step < WorkloadSamples.CLASS_STEPS; step++) {
      int[] numbers = new int[network.batch()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = samples.classOf(step * network.batch() + i);
      }
      classes.add(numbers);
    }
  }

  /** The first samples of a workload, to be predicted. */
  static PeerInputs inputs(PeerNetwork network, int first, int count) {
    float[][] rows = rows(WorkloadSamples.of(network.workload()), first, count);
    return new PeerInputs(joined(rows, network), rows);
  }

  private static float[][] rows(WorkloadSamples samples, int first, int count) {
    float[][] rows = new float[count][samples.inputLength()];
    for (int i = 0; i < count; i++) {
      samples.copyInput(first + i, rows[i], 0);
    }
    return rows;
  }

  private static float[] joined(float[][] rows, PeerNetwork network) {
    float[] values = new float[rows.length * network.floats()];
    for (int i = 0; i < rows.length; i++) {
      float[] row =
          network.channelsFirst() && network.isImage() ? ChannelsFirst.image(rows[i], network.shape()) : rows[i];
      System.arraycopy(row, 0, values, i * row.length, row.length);
    }
    return values;
  }

  /** Inputs of a step, one sample after the other, in the library's order of channels. */
  public float[] inputs(int step) {
    return inputs.get(step % inputs.size());
  }

  /** Classes of a step. */
  public int[] classes(int step) {
    return classes.get(step % classes.size());
  }

  /** The same samples in the same order, one by one, channels last. */
  public WorkloadSamples samples() {
    return samples;
  }
}
