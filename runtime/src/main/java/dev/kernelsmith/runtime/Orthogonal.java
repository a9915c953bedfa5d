package dev.kernelsmith.runtime;

/** Makes the rows or columns of a matrix of normally distributed numbers orthonormal, whichever are fewer (Saxe, McClelland and Ganguli, 2014). */
final class Orthogonal {
  private Orthogonal() {}

  /**
   * Changes a matrix in place, by Gram and Schmidt's method, twice, so that rounding leaves no trace (Giraud et al., 2005). All sums are in double and in order: the bits are
   * the same on every JVM.
   *
   * @param matrix in rows
   * @param columns length of a row
   */
  static void make(float[] matrix, int columns) {
    int rows = matrix.length / columns;
    boolean wide = rows < columns;
    double[][] vectors = new double[wide ? rows : columns][wide ? columns : rows];
    for (int i = 0; i < matrix.length; i++) {
      int row = i / columns;
      int column = i % columns;
      vectors[wide ? row : column][wide ? column : row] = matrix[i];
    }
    for (int k = 0; k < vectors.length; k++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int earlier = 0; earlier < k; earlier++) {
          add(vectors[k], -product(vectors[k], vectors[earlier]), vectors[earlier]);
        }
        scale(vectors[k], 1 / Math.sqrt(product(vectors[k], vectors[k])));
      }
    }
    for (int i = 0; i < matrix.length; i++) {
      int row = i / columns;
      int column = i % columns;
      matrix[i] = (float) vectors[wide ? row : column][wide ? column : row];
    }
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] target, double factor, double[] source) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * source[i];
    }
  }

  private static void scale(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }
}
