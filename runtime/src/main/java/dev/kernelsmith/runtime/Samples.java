package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import java.util.Locale;

/** Samples by index, whatever holds them. */
interface Samples {
  int size();

  /** What copies samples that {@link #check} found right. */
  Copier copier(Predictor predictor);

  /** Throws an {@link IllegalArgumentException} if any sample has a wrong length. */
  void check(Predictor predictor);

  /** Copies a sample into a lane of a block. */
  interface Copier {
    void copy(int index, Block block, int lane);
  }

  /** Rows of an array, not copied. */
  @SuppressWarnings("ArrayRecordComponent")
  record Rows(float[][] rows) implements Samples {
    @Override
    public int size() {
      return rows.length;
    }

    @Override
    public Copier copier(Predictor predictor) {
      int length = predictor.inputLength;
      return (index, block, lane) -> System.arraycopy(rows[index], 0, block.inputs[0], lane * length, length);
    }

    @Override
    public void check(Predictor predictor) {
      predictor.requireOneInput();
      for (int i = 0; i < rows.length; i++) {
        if (rows[i].length != predictor.inputLength) {
          throw predictor.wrongLength("input " + i, 0, rows[i].length);
        }
      }
    }
  }

  /** Inputs of a data set. */
  record Inputs(Dataset data) implements Samples {
    private static final long RESULT_BYTES = 24;

    public Inputs {
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
    public Copier copier(Predictor predictor) {
      return new NetworkInputs(predictor.spec, data, "data")::copy;
    }

    @Override
    public void check(Predictor predictor) {
      int wanted = predictor.spec.inputs().size();
      if (data.inputs() != wanted) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT,
                "network %s takes samples with %d inputs, but those of the data have %d: join data sets with JoinedDataset.of",
                predictor.spec.name(), wanted, data.inputs()));
      }
      for (int i = 0; i < wanted; i++) {
        int length = data.ofInput(i).inputLength();
        if (length != predictor.spec.inputs().get(i).length()) {
          String which = wanted == 1 ? "" : " as its input " + i;
          throw predictor.wrongLength("each sample of the data" + which, i, length);
        }
      }
    }
  }
}
