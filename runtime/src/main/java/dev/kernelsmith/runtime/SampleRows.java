package dev.kernelsmith.runtime;

import java.util.Objects;

/** Rows of an array, not copied. */
@SuppressWarnings("ArrayRecordComponent")
record SampleRows(float[][] rows) implements Samples {
  SampleRows {
    Objects.requireNonNull(rows, "the inputs are null");
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public SampleCopier copier(Predictor predictor) {
    int length = predictor.inputLength;
    return (index, block, lane) -> System.arraycopy(rows[index], 0, block.inputs[0], lane * length, length);
  }

  @Override
  public void check(Predictor predictor) {
    predictor.requireOneInput();
    for (int i = 0; i < rows.length; i++) {
      predictor.checkOne("input " + i, rows[i]);
    }
  }
}
