package dev.kernelsmith.benchmarks.peers;

/** Matrices as flat arrays. */
final class Matrices {
  private Matrices() {}

  /** Rows as columns. */
  static float[] transposed(float[] matrix, int rows, int columns) {
    float[] turned = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = matrix[row * columns + column];
      }
    }
    return turned;
  }
}
