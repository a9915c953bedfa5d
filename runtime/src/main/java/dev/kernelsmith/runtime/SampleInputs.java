package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.Locale;

/** Inputs of a data set. */
record SampleInputs(Dataset data) implements Samples {
  private static final long RESULT_BYTES = 24;

  SampleInputs {
    data = CheckedDataset.of(data, "data");
    requireMemory(data, RESULT_BYTES);
  }

  /** Throws an {@link IllegalArgumentException} if the heap cannot hold so much for each sample. */
  void requireMemory(long bytes) {
    requireMemory(data, bytes);
  }

  private static void requireMemory(Dataset data, long bytes) {
    ((CheckedDataset) data).requireMemory(bytes, "their results");
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public SampleCopier copier(Predictor predictor) {
    return new NetworkInputs(predictor.spec, data, "data")::copy;
  }

  @Override
  public void check(Predictor predictor) {
    int wanted = predictor.spec.inputs().size();
    if (data.inputs() != wanted) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "network %s takes samples with %d inputs, but those of the data have %d: join data sets with dataset of the generated class",
              predictor.spec.name(), wanted, data.inputs()));
    }
    for (int i = 0; i < wanted; i++) {
      int length = data.ofInput(i).inputLength();
      if (length != predictor.spec.inputs().get(i).length()) {
        String which = wanted == 1 ? "" : "input '" + predictor.spec.inputs().get(i).name() + "' of ";
        throw predictor.wrongLength(which + "each sample of the data", i, length);
      }
    }
  }
}
