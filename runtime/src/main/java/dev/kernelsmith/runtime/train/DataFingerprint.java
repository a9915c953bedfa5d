package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * What tells a data set from another at little cost: its size and lengths, and a checksum of all class numbers and weights and of inputs and
 * target values of up to 1,024 samples, spread evenly. Two data sets that differ in the values of few samples may look alike.
 *
 * @param text all of it, in words
 */
record DataFingerprint(String text) {
  private static final int MOST_SAMPLES = 1024;

  static DataFingerprint of(Dataset data) {
    StringBuilder text = new StringBuilder(text(data));
    for (int i = 1; i < data.inputs(); i++) {
      text.append("; input ").append(i).append(": ").append(text(data.ofInput(i)));
    }
    for (int i = 1; i < data.targets(); i++) {
      text.append("; target ").append(i).append(": ").append(text(data.ofTarget(i)));
    }
    return new DataFingerprint(text.toString());
  }

  private static String text(Dataset data) {
    CRC32C sum = new CRC32C();
    int size = data.size();
    if (data.hasClasses()) {
      ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
      for (int i = 0; i < size; i++) {
        sum.update(number.clear().putInt(data.classOf(i)).flip());
      }
    }
    addWeights(sum, data);
    float[] input = new float[data.inputLength()];
    float[] target = new float[data.hasClasses() ? 0 : data.targetLength()];
    int looked = Math.min(size, MOST_SAMPLES);
    for (int i = 0; i < looked; i++) {
      int sample = (int) ((long) i * size / looked);
      data.copyInput(sample, input, 0);
      add(sum, input);
      if (!data.hasClasses()) {
        data.copyTarget(sample, target, 0);
        add(sum, target);
      }
    }
    String targets =
        data.hasClasses() ? "classes" : String.format(Locale.ROOT, "targets of %d values", data.targetLength());
    return String.format(Locale.ROOT, "%d samples of %d values, %s, checksum %08x", size, data.inputLength(), targets,
        sum.getValue());
  }

  /** Weights of samples, where any is not 1. */
  private static void addWeights(CRC32C sum, Dataset data) {
    int size = data.size();
    ByteBuffer number = ByteBuffer.allocate(Integer.BYTES + Double.BYTES);
    for (int i = 0; i < size; i++) {
      double weight = data.weightOf(i);
      if (weight != 1) {
        sum.update(number.clear().putInt(i).putDouble(weight).flip());
      }
    }
  }

  private static void add(CRC32C sum, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    sum.update(bytes);
  }
}
