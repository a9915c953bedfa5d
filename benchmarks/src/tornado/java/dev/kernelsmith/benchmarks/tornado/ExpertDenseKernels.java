package dev.kernelsmith.benchmarks.tornado;

import static dev.kernelsmith.benchmarks.tornado.Lanes.LANES;
import static dev.kernelsmith.benchmarks.tornado.Lanes.splat;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Kernels of three dense layers for a CPU. Lanes are neighbouring units, whose number is padded to a multiple of 32, so
 * that weights are read as vectors, a value of a sample serves 32 sums and no sum is across lanes.
 *
 * <p>Between two launches all threads wait for each other, and a launch costs as much as half a million products. So
 * there are two in a step: {@link #perceptron} goes through all layers and back with 8 samples at a time, and {@link
 * #perceptronUpdate} sums gradients over the batch and moves the weights at once, 8 inputs at a time.
 */
final class ExpertDenseKernels {
  /** Samples, or inputs, of a tile. */
  static final int TILE = 8;

  private ExpertDenseKernels() {}

  /**
   * A tile of a product, 8 rows by 32 columns, as 16 vectors in registers: {@code y[i][j] = w[length][j] + sum over k
   * of x[i][k] w[k][j]}. Each step reads two vectors of {@code w} and 8 numbers of {@code x}: a vector from memory
   * crosses a cache line, since TornadoVM's arrays begin behind a header of 16 bytes, and a number does not.
   *
   * @param at of the first number
   * @param across from a row of {@code x} to the next
   * @param along from a product to the next
   * @param t first vector of the columns
   * @param pitch vectors of a row of {@code w} and {@code y}
   * @param out first vector of the first row of {@code y}
   */
  static void product(
      FloatArray x, int at, int across, int along, int length, FloatArray w, int t, int pitch, FloatArray y, int out) {
    VectorFloat16 weights = new VectorFloat16(w);
    Float16 a0 = weights.get(length * pitch + t);
    Float16 b0 = weights.get(length * pitch + t + 1);
    Float16 a1 = a0;
    Float16 b1 = b0;
    Float16 a2 = a0;
    Float16 b2 = b0;
    Float16 a3 = a0;
    Float16 b3 = b0;
    Float16 a4 = a0;
    Float16 b4 = b0;
    Float16 a5 = a0;
    Float16 b5 = b0;
    Float16 a6 = a0;
    Float16 b6 = b0;
    Float16 a7 = a0;
    Float16 b7 = b0;
    for (int k = 0; k < length; k++) {
      Float16 u = weights.get(k * pitch + t);
      Float16 v = weights.get(k * pitch + t + 1);
      int from = at + k * along;
      Float16 x0 = splat(x.get(from));
      a0 = Float16.add(a0, Float16.mult(u, x0));
      b0 = Float16.add(b0, Float16.mult(v, x0));
      Float16 x1 = splat(x.get(from + across));
      a1 = Float16.add(a1, Float16.mult(u, x1));
      b1 = Float16.add(b1, Float16.mult(v, x1));
      Float16 x2 = splat(x.get(from + 2 * across));
      a2 = Float16.add(a2, Float16.mult(u, x2));
      b2 = Float16.add(b2, Float16.mult(v, x2));
      Float16 x3 = splat(x.get(from + 3 * across));
      a3 = Float16.add(a3, Float16.mult(u, x3));
      b3 = Float16.add(b3, Float16.mult(v, x3));
      Float16 x4 = splat(x.get(from + 4 * across));
      a4 = Float16.add(a4, Float16.mult(u, x4));
      b4 = Float16.add(b4, Float16.mult(v, x4));
      Float16 x5 = splat(x.get(from + 5 * across));
      a5 = Float16.add(a5, Float16.mult(u, x5));
      b5 = Float16.add(b5, Float16.mult(v, x5));
      Float16 x6 = splat(x.get(from + 6 * across));
      a6 = Float16.add(a6, Float16.mult(u, x6));
      b6 = Float16.add(b6, Float16.mult(v, x6));
      Float16 x7 = splat(x.get(from + 7 * across));
      a7 = Float16.add(a7, Float16.mult(u, x7));
      b7 = Float16.add(b7, Float16.mult(v, x7));
    }
    VectorFloat16 to = new VectorFloat16(y);
    to.set(out, a0);
    to.set(out + 1, b0);
    to.set(out + pitch, a1);
    to.set(out + pitch + 1, b1);
    to.set(out + 2 * pitch, a2);
    to.set(out + 2 * pitch + 1, b2);
    to.set(out + 3 * pitch, a3);
    to.set(out + 3 * pitch + 1, b3);
    to.set(out + 4 * pitch, a4);
    to.set(out + 4 * pitch + 1, b4);
    to.set(out + 5 * pitch, a5);
    to.set(out + 5 * pitch + 1, b5);
    to.set(out + 6 * pitch, a6);
    to.set(out + 6 * pitch + 1, b6);
    to.set(out + 7 * pitch, a7);
    to.set(out + 7 * pitch + 1, b7);
  }

  /** Softmax with cross-entropy of 8 samples, and the gradient of its mean over the batch. */
  static void softmax(
      FloatArray v, int z, int dz, int pitch, IntArray labels, FloatArray losses, int n, int batch, int classes) {
    for (int i = 0; i < TILE; i++) {
      int from = z + i * pitch;
      int to = dz + i * pitch;
      float max = v.get(from);
      for (int u = 1; u < classes; u++) {
        max = Math.max(max, v.get(from + u));
      }
      float sum = 0f;
      for (int u = 0; u < classes; u++) {
        float power = TornadoMath.exp(v.get(from + u) - max);
        sum += power;
        v.set(to + u, power);
      }
      int label = labels.get(n + i);
      losses.set(n + i, TornadoMath.log(sum) + max - v.get(from + label));
      float scale = 1f / (sum * batch);
      for (int u = 0; u < classes; u++) {
        float share = v.get(to + u) * scale;
        v.set(to + u, u == label ? share - 1f / batch : share);
      }
    }
  }

  /** Adam for a vector of parameters. */
  static void adam(
      FloatArray p, FloatArray gradients, FloatArray means, FloatArray squares, int i, float rate, float epsilon) {
    VectorFloat16 values = new VectorFloat16(p);
    VectorFloat16 mean = new VectorFloat16(means);
    VectorFloat16 square = new VectorFloat16(squares);
    Float16 gradient = new VectorFloat16(gradients).get(i);
    Float16 nextMean = Float16.add(Float16.mult(mean.get(i), splat(0.9f)), Float16.mult(gradient, splat(0.1f)));
    Float16 nextSquare =
        Float16.add(
            Float16.mult(square.get(i), splat(0.999f)), Float16.mult(Float16.mult(gradient, gradient), splat(0.001f)));
    mean.set(i, nextMean);
    square.set(i, nextSquare);
    values.set(
        i, Float16.sub(values.get(i), Float16.mult(splat(rate), Lanes.scaled(nextMean, nextSquare, epsilon))));
  }

  /**
   * Forward through two hidden layers with relu and one of classes, softmax with cross-entropy, and back to the sums of
   * the first, 8 samples at a time.
   *
   * @param p weights and bias of the layers, one after another: {@code [inputs + 1][units]} each
   * @param turned weights of the second layer, the third and where there are {@code columns} the first, with inputs as
   *     columns and a row of zeros after the last
   * @param v {@code [batch][units]} of each layer forward, then {@code [batch + 1][units]} of each layer back, the last
   *     row of which is zeros
   * @param dx the gradient by the input, {@code [batch][columns]}
   * @param first vector where the first layer begins in {@code p}
   * @param units3 padded number of classes
   * @param columns padded number of inputs, or 0 where there is nothing before them to train
   */
  static void perceptron(
      FloatArray x, IntArray labels, FloatArray p, FloatArray turned, FloatArray v, FloatArray losses,
      FloatArray dx, int batch, int inputs, int first, int units1, int units2, int units3, int classes,
      int columns) {
    for (@Parallel int m = 0; m < batch / TILE; m++) {
      VectorFloat16 vectors = new VectorFloat16(v);
      int n = m * TILE;
      int row1 = units1 / LANES;
      int row2 = units2 / LANES;
      int row3 = units3 / LANES;
      int p2 = first + (inputs + 1) * row1;
      int p3 = p2 + (units1 + 1) * row2;
      int turned3 = (units2 + 1) * row1;
      int a1 = n * row1;
      int a2 = batch * row1 + n * row2;
      int z = batch * (row1 + row2) + n * row3;
      int d1 = batch * (row1 + row2 + row3) + n * row1;
      int d2 = batch * (row1 + row2 + row3) + (batch + 1) * row1 + n * row2;
      int dz = batch * (row1 + row2 + row3) + (batch + 1) * (row1 + row2) + n * row3;
      for (int t = 0; t < row1; t += 2) {
        product(x, n * inputs, inputs, 1, inputs, p, first + t, row1, v, a1 + t);
      }
      for (int i = 0; i < TILE * row1; i++) {
        vectors.set(a1 + i, Lanes.relu(vectors.get(a1 + i)));
      }
      for (int t = 0; t < row2; t += 2) {
        product(v, a1 * LANES, units1, 1, units1, p, p2 + t, row2, v, a2 + t);
      }
      for (int i = 0; i < TILE * row2; i++) {
        vectors.set(a2 + i, Lanes.relu(vectors.get(a2 + i)));
      }
      for (int t = 0; t < row3; t += 2) {
        product(v, a2 * LANES, units2, 1, units2, p, p3 + t, row3, v, z + t);
      }
      softmax(v, z * LANES, dz * LANES, units3, labels, losses, n, batch, classes);
      for (int t = 0; t < row2; t += 2) {
        product(v, dz * LANES, units3, 1, classes, turned, turned3 + t, row2, v, d2 + t);
      }
      for (int i = 0; i < TILE * row2; i++) {
        vectors.set(d2 + i, Float16.mult(Lanes.positive(vectors.get(a2 + i)), vectors.get(d2 + i)));
      }
      for (int t = 0; t < row1; t += 2) {
        product(v, d2 * LANES, units2, 1, units2, turned, t, row1, v, d1 + t);
      }
      for (int i = 0; i < TILE * row1; i++) {
        vectors.set(d1 + i, Float16.mult(Lanes.positive(vectors.get(a1 + i)), vectors.get(d1 + i)));
      }
      int turned1 = turned3 + (classes + 1) * row2;
      for (int t = 0; t < columns / LANES; t += 2) {
        product(v, d1 * LANES, units1, 1, units1, turned, turned1 + t, columns / LANES, dx, n * columns / LANES + t);
      }
    }
  }

  /**
   * Gradients of all three layers, summed over the batch, and Adam with them, 8 inputs of a layer at a time: {@code
   * gradients} holds them for as long only. Arrays are those of {@link #perceptron}; {@code settings} are rate and
   * epsilon of this step.
   */
  static void perceptronUpdate(
      FloatArray x, FloatArray v, FloatArray p, FloatArray turned, FloatArray means, FloatArray squares,
      FloatArray gradients, FloatArray settings, int batch, int inputs, int first, int units1, int units2, int units3,
      int classes, int columns) {
    for (@Parallel int m = 0; m < (inputs + units1 + units2) / TILE; m++) {
      int row1 = units1 / LANES;
      int row2 = units2 / LANES;
      int row3 = units3 / LANES;
      int back = batch * (row1 + row2 + row3);
      int k = m * TILE;
      int layer = first;
      int row = row1;
      int length = inputs;
      int a = 0;
      int d = back;
      int to = (units2 + 1) * units1 + (classes + 1) * units2;
      int apart = columns;
      int units = columns > 0 ? units1 : 0;
      if (m >= (inputs + units1) / TILE) {
        k -= inputs + units1;
        layer = first + (inputs + 1) * row1 + (units1 + 1) * row2;
        row = row3;
        length = units2;
        a = batch * units1;
        d = back + (batch + 1) * (row1 + row2);
        to = (units2 + 1) * units1;
        apart = units2;
        units = classes;
      } else if (m >= inputs / TILE) {
        k -= inputs;
        layer = first + (inputs + 1) * row1;
        row = row2;
        length = units1;
        d = back + (batch + 1) * row1;
        to = 0;
        apart = units1;
        units = units2;
      }
      if (m < inputs / TILE) {
        for (int t = 0; t < row1; t += 2) {
          product(x, k, 1, inputs, batch, v, back + t, row1, gradients, first + k * row1 + t);
        }
      } else {
        for (int t = 0; t < row; t += 2) {
          product(v, a + k, 1, length, batch, v, d + t, row, gradients, layer + k * row + t);
        }
      }
      int bias = layer + length * row;
      int end = k + TILE == length ? bias + row : layer + (k + TILE) * row;
      if (k + TILE == length) {
        VectorFloat16 vectors = new VectorFloat16(v);
        VectorFloat16 g = new VectorFloat16(gradients);
        for (int t = 0; t < row; t++) {
          Float16 sum = vectors.get(d + t);
          for (int n = 1; n < batch; n++) {
            sum = Float16.add(sum, vectors.get(d + n * row + t));
          }
          g.set(bias + t, sum);
        }
      }
      float rate = settings.get(0);
      float epsilon = settings.get(1);
      for (int i = layer + k * row; i < end; i++) {
        adam(p, gradients, means, squares, i, rate, epsilon);
      }
      for (int u = 0; u < units; u++) {
        for (int i = 0; i < TILE; i++) {
          turned.set(to + u * apart + k + i, p.get((layer + (k + i) * row) * LANES + u));
        }
      }
    }
  }

  /**
   * A layer of classes alone, softmax with cross-entropy and back to its input, 8 samples at a time. {@code v} is logits
   * and their gradients, the latter with a row of zeros at the end; {@code turned} as for {@link #perceptron}.
   *
   * @param pitch floats of a sample in {@code x} and {@code dx}
   * @param first vector where the layer begins in {@code p}
   * @param units padded number of classes
   */
  static void classifier(
      FloatArray x, IntArray labels, FloatArray p, FloatArray turned, FloatArray v, FloatArray losses, FloatArray dx,
      int batch, int inputs, int pitch, int first, int units, int classes) {
    for (@Parallel int m = 0; m < batch / TILE; m++) {
      int n = m * TILE;
      int row = units / LANES;
      int z = n * row;
      int dz = (batch + n) * row;
      for (int t = 0; t < row; t += 2) {
        product(x, n * pitch, pitch, 1, inputs, p, first + t, row, v, z + t);
      }
      softmax(v, z * LANES, dz * LANES, units, labels, losses, n, batch, classes);
      int columns = pitch / LANES;
      for (int t = 0; t < columns; t += 2) {
        product(v, dz * LANES, units, 1, classes, turned, t, columns, dx, n * columns + t);
      }
    }
  }

  /** Gradients of that layer and Adam with them, 8 inputs at a time. */
  static void classifierUpdate(
      FloatArray x, FloatArray v, FloatArray p, FloatArray turned, FloatArray means, FloatArray squares,
      FloatArray gradients, FloatArray settings, int batch, int inputs, int pitch, int first, int units, int classes) {
    for (@Parallel int m = 0; m < inputs / TILE; m++) {
      int k = m * TILE;
      int row = units / LANES;
      int dz = batch * row;
      int bias = first + inputs * row;
      int end = k + TILE == inputs ? bias + row : first + (k + TILE) * row;
      for (int t = 0; t < row; t += 2) {
        product(x, k, 1, pitch, batch, v, dz + t, row, gradients, first + k * row + t);
      }
      if (k + TILE == inputs) {
        VectorFloat16 vectors = new VectorFloat16(v);
        VectorFloat16 g = new VectorFloat16(gradients);
        for (int t = 0; t < row; t++) {
          Float16 sum = vectors.get(dz + t);
          for (int n = 1; n < batch; n++) {
            sum = Float16.add(sum, vectors.get(dz + n * row + t));
          }
          g.set(bias + t, sum);
        }
      }
      float rate = settings.get(0);
      float epsilon = settings.get(1);
      for (int i = first + k * row; i < end; i++) {
        adam(p, gradients, means, squares, i, rate, epsilon);
      }
      for (int u = 0; u < classes; u++) {
        for (int i = 0; i < TILE; i++) {
          turned.set(u * pitch + k + i, p.get((first + (k + i) * row) * LANES + u));
        }
      }
    }
  }
}
