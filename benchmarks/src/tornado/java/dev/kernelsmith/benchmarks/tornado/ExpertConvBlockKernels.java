package dev.kernelsmith.benchmarks.tornado;

import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.GROUP;
import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.pooled;
import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.squares4;
import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.unpooled;
import static dev.kernelsmith.benchmarks.tornado.ExpertConvolutionKernels.weightsOfLine4x4;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Two convolutions of 3 x 3 with 32 filters on images of 32 x 32 for a CPU, and the pooling after them. A thread computes
 * two lines of a group of 16 samples, of which it needs four lines: they fit the cache of a core.
 */
final class ExpertConvBlockKernels {
  /** Pixels of a line, with one more on each side. */
  static final int BORDERED = 34;

  /** Channels of the input. */
  static final int CHANNELS = 16;

  /** Filters of both convolutions. */
  static final int FILTERS = 32;

  /** Floats that the pooling gives for a sample. */
  static final int POOLED = 16 * 16 * FILTERS;

  /** Floats of a sample for the dense layer: no power of 2, so that 16 samples do not share a place in the cache. */
  static final int PITCH = POOLED + 32;

  /** Where the parameters of the second convolution begin. */
  static final int SECOND = (9 * CHANNELS + 1) * FILTERS;

  /** Vectors of lines that a thread of {@link #update} copies. */
  static final int LINES = 8 * BORDERED + 32 * FILTERS;

  private ExpertConvBlockKernels() {}

  /** Samples to lanes; a thread a line. */
  static void turn(FloatArray x, FloatArray images, int batch) {
    for (@Parallel int i = 0; i < batch / GROUP * 32; i++) {
      VectorFloat16 image = new VectorFloat16(images);
      int m = i / 32;
      int h = i % 32;
      for (int k = 0; k < 32 * CHANNELS; k++) {
        image.set(
            ((m * BORDERED + h + 1) * BORDERED + 1) * CHANNELS + k,
            Lanes.gather(x, (m * GROUP * 32 + h) * 32 * CHANNELS + k, 32 * 32 * CHANNELS));
      }
    }
  }

  /** The first convolution with relu. */
  static void first(FloatArray images, FloatArray p, FloatArray y, FloatArray sums, int batch) {
    for (@Parallel int i = 0; i < batch / GROUP * 16; i++) {
      VectorFloat16 to = new VectorFloat16(y);
      VectorFloat16 pixels = new VectorFloat16(sums);
      int m = i / 16;
      int h = i % 16 * 2;
      for (int q = 0; q < 32; q += 2) {
        int at = ((m * BORDERED + h) * BORDERED + q) * CHANNELS;
        int out = ((m * BORDERED + h + 1) * BORDERED + q + 1) * FILTERS;
        for (int f = 0; f < FILTERS; f += 4) {
          squares4(images, at, BORDERED * CHANNELS, CHANNELS, p, f, 3 * CHANNELS * FILTERS, 0, FILTERS, 1, 3, 1,
              3 * CHANNELS, sums, i * 16);
          for (int j = 0; j < 4; j++) {
            Float16 bias = Lanes.splat(p.get(9 * CHANNELS * FILTERS + f + j));
            int from = i * 16 + 4 * j;
            to.set(out + f + j, Lanes.relu(Float16.add(pixels.get(from), bias)));
            to.set(out + FILTERS + f + j, Lanes.relu(Float16.add(pixels.get(from + 1), bias)));
            to.set(out + BORDERED * FILTERS + f + j, Lanes.relu(Float16.add(pixels.get(from + 2), bias)));
            to.set(out + (BORDERED + 1) * FILTERS + f + j, Lanes.relu(Float16.add(pixels.get(from + 3), bias)));
          }
        }
      }
    }
  }

  /** The second convolution with relu and pooling; {@code flat} gets the result by samples, for the dense layer. */
  static void second(
      FloatArray y1, FloatArray p, FloatArray y2, FloatArray routes, FloatArray sums, FloatArray flat, int batch) {
    for (@Parallel int i = 0; i < batch / GROUP * 16; i++) {
      VectorFloat16 to = new VectorFloat16(y2);
      int m = i / 16;
      int h = i % 16;
      for (int q = 0; q < 16; q++) {
        int at = ((m * BORDERED + 2 * h) * BORDERED + 2 * q) * FILTERS;
        int out = (i * 16 + q) * FILTERS;
        for (int f = 0; f < FILTERS; f += 4) {
          squares4(y1, at, BORDERED * FILTERS, FILTERS, p, SECOND + f, 3 * FILTERS * FILTERS, 0, FILTERS, 1, 3, 1,
              3 * FILTERS, sums, i * 16);
          for (int j = 0; j < 4; j++) {
            float bias = p.get(SECOND + 9 * FILTERS * FILTERS + f + j);
            to.set(out + f + j, pooled(sums, i * 16 + 4 * j, bias, routes, 2 * (out + f + j)));
          }
        }
        for (int lane = 0; lane < GROUP; lane++) {
          for (int f = 0; f < FILTERS; f++) {
            flat.set(
                (m * GROUP + lane) * PITCH + (h * 16 + q) * FILTERS + f, y2.get((out + f) * GROUP + lane));
          }
        }
      }
    }
  }

  /** Back through the pooling. */
  static void unpool(FloatArray dflat, FloatArray y2, FloatArray routes, FloatArray d2, int batch) {
    for (@Parallel int i = 0; i < batch / GROUP * 16; i++) {
      VectorFloat16 y = new VectorFloat16(y2);
      int m = i / 16;
      int h = i % 16;
      for (int q = 0; q < 16; q++) {
        for (int f = 0; f < FILTERS; f++) {
          int from = (i * 16 + q) * FILTERS + f;
          int to = ((m * BORDERED + 2 * h + 1) * BORDERED + 2 * q + 1) * FILTERS + f;
          unpooled(
              y.get(from), Lanes.gather(dflat, m * GROUP * PITCH + (h * 16 + q) * FILTERS + f, PITCH), routes,
              2 * from, d2, to, BORDERED * FILTERS, FILTERS);
        }
      }
    }
  }

  /** Back through the second convolution and the relu of the first. */
  static void back(FloatArray d2, FloatArray p, FloatArray y1, FloatArray d1, FloatArray sums, int batch) {
    for (@Parallel int i = 0; i < batch / GROUP * 16; i++) {
      VectorFloat16 y = new VectorFloat16(y1);
      VectorFloat16 to = new VectorFloat16(d1);
      VectorFloat16 pixels = new VectorFloat16(sums);
      int m = i / 16;
      int h = i % 16 * 2;
      int line = BORDERED * FILTERS;
      for (int q = 0; q < 32; q += 2) {
        int at = ((m * BORDERED + h) * BORDERED + q) * FILTERS;
        int out = at + line + FILTERS;
        for (int c = 0; c < FILTERS; c += 4) {
          squares4(d2, at, line, FILTERS, p, SECOND + (8 * FILTERS + c) * FILTERS, -3 * FILTERS * FILTERS,
              -FILTERS * FILTERS, 1, FILTERS, 3, 3, FILTERS, sums, i * 16);
          for (int j = 0; j < 4; j++) {
            int from = i * 16 + 4 * j;
            int pixel = out + c + j;
            to.set(pixel, Float16.mult(Lanes.positive(y.get(pixel)), pixels.get(from)));
            pixel += FILTERS;
            to.set(pixel, Float16.mult(Lanes.positive(y.get(pixel)), pixels.get(from + 1)));
            pixel += line - FILTERS;
            to.set(pixel, Float16.mult(Lanes.positive(y.get(pixel)), pixels.get(from + 2)));
            pixel += FILTERS;
            to.set(pixel, Float16.mult(Lanes.positive(y.get(pixel)), pixels.get(from + 3)));
          }
        }
      }
    }
  }

  /**
   * Gradients by the parameters of a convolution, and Adam with them; a thread a line of taps and 8 channels, the last
   * one the bias. Lines go by one after another: a thread copies what it reads of them, so that neighbouring pixels are
   * neighbours in memory, and adds to the sums of its 48 tiles.
   */
  static void update(
      FloatArray x, FloatArray d, FloatArray p, FloatArray means, FloatArray squares, FloatArray gradients,
      FloatArray settings, FloatArray partial, FloatArray lines, int batch, int channels, int first) {
    for (@Parallel int i = 0; i < 3 * channels / 8 + 1; i++) {
      VectorFloat16 parts = new VectorFloat16(partial);
      int blocks = channels / 8;
      int r = i / blocks;
      int row = first + (r * 3 * channels + i % blocks * 8) * FILTERS;
      int length = i < 3 * blocks ? 8 * FILTERS : FILTERS;
      int taps = i < 3 * blocks ? 3 : 1;
      for (int s = 0; s < taps; s++) {
        for (int w = 0; w < length; w++) {
          parts.set(row + s * channels * FILTERS + w, Lanes.splat(0f));
        }
      }
      for (int g = 0; g < batch / GROUP * 32; g++) {
        int m = g / 32;
        int h = g % 32;
        int gradient = ((m * BORDERED + h + 1) * BORDERED + 1) * FILTERS;
        if (i < 3 * blocks) {
          VectorFloat16 image = new VectorFloat16(x);
          VectorFloat16 pixels = new VectorFloat16(d);
          VectorFloat16 copies = new VectorFloat16(lines);
          int at = i * LINES;
          int from = ((m * BORDERED + h + r) * BORDERED) * channels + i % blocks * 8;
          for (int c = 0; c < 8; c++) {
            for (int q = 0; q < BORDERED; q++) {
              copies.set(at + (c / 4 * BORDERED + q) * 4 + c % 4, image.get(from + q * channels + c));
            }
          }
          int of = at + 8 * BORDERED;
          for (int f = 0; f < FILTERS; f++) {
            for (int q = 0; q < 32; q++) {
              copies.set(of + (f / 4 * 32 + q) * 4 + f % 4, pixels.get(gradient + q * FILTERS + f));
            }
          }
          for (int f = 0; f < FILTERS; f += 4) {
            for (int s = 0; s < 3; s++) {
              for (int c = 0; c < 8; c += 4) {
                weightsOfLine4x4(
                    lines, at + (c / 4 * BORDERED + s) * 4, 4, lines, of + f * 32, 4, 32, partial,
                    row + (s * channels + c) * FILTERS + f, FILTERS);
              }
            }
          }
        } else {
          VectorFloat16 pixels = new VectorFloat16(d);
          for (int f = 0; f < FILTERS; f++) {
            Float16 sum = Lanes.splat(0f);
            for (int q = 0; q < 32; q++) {
              sum = Float16.add(sum, pixels.get(gradient + q * FILTERS + f));
            }
            parts.set(row + f, Float16.add(parts.get(row + f), sum));
          }
        }
      }
      float rate = settings.get(0);
      float epsilon = settings.get(1);
      for (int s = 0; s < taps; s++) {
        int from = row + s * channels * FILTERS;
        for (int w = from; w < from + length; w++) {
          gradients.set(w, Lanes.sum(parts.get(w)));
        }
        for (int v = from / GROUP; v < (from + length) / GROUP; v++) {
          ExpertDenseKernels.adam(p, gradients, means, squares, v, rate, epsilon);
        }
      }
    }
  }
}
