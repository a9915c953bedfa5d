package dev.kernelsmith.runtime;

/** Rows of an array, not copied. */
@SuppressWarnings("ArrayRecordComponent")
record SampleRows(float[][] rows) implements Samples {
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
      if (rows[i].length != predictor.inputLength) {
        throw predictor.wrongLength("input " + i, 0, rows[i].length);
      }
    }
  }
}
