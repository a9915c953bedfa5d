package dev.kernelsmith.benchmarks.tornado;

import static dev.kernelsmith.benchmarks.tornado.Lanes.LANES;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Parts of kernels of convolutions for a CPU, which those have inlined. Lanes are 16 samples: an image is {@code
 * [height][width][channels]} vectors, so neither few filters nor narrow images leave lanes idle, taps need no shuffles,
 * and weights are read as single numbers. Where taps reach over its edge an image has a border of zeros.
 *
 * <p>A tile of the forward pass, and of the gradient by the input, is 2 by 2 pixels of some filters: what the pooling
 * after it needs. A tile of the gradient by the weights is a few taps or channels by a few filters, with the sums over
 * all pixels and samples in registers, so that lanes are added up once for a weight, afterwards.
 */
final class ExpertConvolutionKernels {
  /** Samples of a group: one a lane. */
  static final int GROUP = LANES;

  private ExpertConvolutionKernels() {}

  /**
   * The sums of 2 by 2 pixels and 4 filters, without bias: 16 vectors in registers, of each filter the four pixels.
   * Each step reads four vectors and four weights for 16 products. With other strides it is the gradient by the input.
   *
   * @param x images of all groups
   * @param at vector of the first channel that the first tap reads for the first pixel
   * @param line vectors from a line to the next
   * @param step vectors from a pixel to the next
   * @param tap weight of the first tap, channel and filter
   * @param tapLine from a line of taps to the next
   * @param tapStep from a tap to the next in its line
   * @param along from a channel to the next
   * @param across from a filter to the next
   * @param out the first of the vectors to write
   */
  static void squares4(
      FloatArray x, int at, int line, int step, FloatArray w, int tap, int tapLine, int tapStep, int along, int across,
      int rows, int columns, int channels, FloatArray sums, int out) {
    VectorFloat16 image = new VectorFloat16(x);
    Float16 a0 = Lanes.splat(0f);
    Float16 b0 = a0;
    Float16 c0 = a0;
    Float16 d0 = a0;
    Float16 a1 = a0;
    Float16 b1 = a0;
    Float16 c1 = a0;
    Float16 d1 = a0;
    Float16 a2 = a0;
    Float16 b2 = a0;
    Float16 c2 = a0;
    Float16 d2 = a0;
    Float16 a3 = a0;
    Float16 b3 = a0;
    Float16 c3 = a0;
    Float16 d3 = a0;
    for (int r = 0; r < rows; r++) {
      for (int s = 0; s < columns; s++) {
        int pixel = at + r * line + s * step;
        int weight = tap + r * tapLine + s * tapStep;
        for (int k = 0; k < channels; k++) {
          Float16 a = image.get(pixel + k);
          Float16 b = image.get(pixel + step + k);
          Float16 c = image.get(pixel + line + k);
          Float16 d = image.get(pixel + line + step + k);
          int from = weight + k * along;
          Float16 w0 = Lanes.splat(w.get(from));
          a0 = Float16.add(a0, Float16.mult(a, w0));
          b0 = Float16.add(b0, Float16.mult(b, w0));
          c0 = Float16.add(c0, Float16.mult(c, w0));
          d0 = Float16.add(d0, Float16.mult(d, w0));
          Float16 w1 = Lanes.splat(w.get(from + across));
          a1 = Float16.add(a1, Float16.mult(a, w1));
          b1 = Float16.add(b1, Float16.mult(b, w1));
          c1 = Float16.add(c1, Float16.mult(c, w1));
          d1 = Float16.add(d1, Float16.mult(d, w1));
          Float16 w2 = Lanes.splat(w.get(from + 2 * across));
          a2 = Float16.add(a2, Float16.mult(a, w2));
          b2 = Float16.add(b2, Float16.mult(b, w2));
          c2 = Float16.add(c2, Float16.mult(c, w2));
          d2 = Float16.add(d2, Float16.mult(d, w2));
          Float16 w3 = Lanes.splat(w.get(from + 3 * across));
          a3 = Float16.add(a3, Float16.mult(a, w3));
          b3 = Float16.add(b3, Float16.mult(b, w3));
          c3 = Float16.add(c3, Float16.mult(c, w3));
          d3 = Float16.add(d3, Float16.mult(d, w3));
        }
      }
    }
    VectorFloat16 to = new VectorFloat16(sums);
    to.set(out, a0);
    to.set(out + 1, b0);
    to.set(out + 2, c0);
    to.set(out + 3, d0);
    to.set(out + 4, a1);
    to.set(out + 5, b1);
    to.set(out + 6, c1);
    to.set(out + 7, d1);
    to.set(out + 8, a2);
    to.set(out + 9, b2);
    to.set(out + 10, c2);
    to.set(out + 11, d2);
    to.set(out + 12, a3);
    to.set(out + 13, b3);
    to.set(out + 14, c3);
    to.set(out + 15, d3);
  }

  /** The same of 3 filters, for LeNet-5's 6: 12 vectors in registers. */
  static void squares3(
      FloatArray x, int at, int line, int step, FloatArray w, int tap, int tapLine, int tapStep, int along, int across,
      int rows, int columns, int channels, FloatArray sums, int out) {
    VectorFloat16 image = new VectorFloat16(x);
    Float16 a0 = Lanes.splat(0f);
    Float16 b0 = a0;
    Float16 c0 = a0;
    Float16 d0 = a0;
    Float16 a1 = a0;
    Float16 b1 = a0;
    Float16 c1 = a0;
    Float16 d1 = a0;
    Float16 a2 = a0;
    Float16 b2 = a0;
    Float16 c2 = a0;
    Float16 d2 = a0;
    for (int r = 0; r < rows; r++) {
      for (int s = 0; s < columns; s++) {
        int pixel = at + r * line + s * step;
        int weight = tap + r * tapLine + s * tapStep;
        for (int k = 0; k < channels; k++) {
          Float16 a = image.get(pixel + k);
          Float16 b = image.get(pixel + step + k);
          Float16 c = image.get(pixel + line + k);
          Float16 d = image.get(pixel + line + step + k);
          int from = weight + k * along;
          Float16 w0 = Lanes.splat(w.get(from));
          a0 = Float16.add(a0, Float16.mult(a, w0));
          b0 = Float16.add(b0, Float16.mult(b, w0));
          c0 = Float16.add(c0, Float16.mult(c, w0));
          d0 = Float16.add(d0, Float16.mult(d, w0));
          Float16 w1 = Lanes.splat(w.get(from + across));
          a1 = Float16.add(a1, Float16.mult(a, w1));
          b1 = Float16.add(b1, Float16.mult(b, w1));
          c1 = Float16.add(c1, Float16.mult(c, w1));
          d1 = Float16.add(d1, Float16.mult(d, w1));
          Float16 w2 = Lanes.splat(w.get(from + 2 * across));
          a2 = Float16.add(a2, Float16.mult(a, w2));
          b2 = Float16.add(b2, Float16.mult(b, w2));
          c2 = Float16.add(c2, Float16.mult(c, w2));
          d2 = Float16.add(d2, Float16.mult(d, w2));
        }
      }
    }
    VectorFloat16 to = new VectorFloat16(sums);
    to.set(out, a0);
    to.set(out + 1, b0);
    to.set(out + 2, c0);
    to.set(out + 3, d0);
    to.set(out + 4, a1);
    to.set(out + 5, b1);
    to.set(out + 6, c1);
    to.set(out + 7, d1);
    to.set(out + 8, a2);
    to.set(out + 9, b2);
    to.set(out + 10, c2);
    to.set(out + 11, d2);
  }

  /**
   * Adds a line of pixels to the gradient by the weights of 4 channels and 4 filters of a tap: 16 vectors in registers,
   * 8 are read for 16 products. Large images are gone through line by line, so that what is read stays in a near cache.
   *
   * @param at vector of {@code x} that the tap reads for the first pixel
   * @param step vectors of a pixel
   * @param gradient vector of {@code dy} of the first filter of the first pixel
   * @param out the first of the vectors to add to, {@code pitch} from a channel to the next
   */
  static void weightsOfLine4x4(
      FloatArray x, int at, int step, FloatArray dy, int gradient, int gradientStep, int size, FloatArray partial,
      int out, int pitch) {
    VectorFloat16 image = new VectorFloat16(x);
    VectorFloat16 gradients = new VectorFloat16(dy);
    VectorFloat16 to = new VectorFloat16(partial);
    Float16 a0 = to.get(out);
    Float16 a1 = to.get(out + 1);
    Float16 a2 = to.get(out + 2);
    Float16 a3 = to.get(out + 3);
    Float16 b0 = to.get(out + pitch);
    Float16 b1 = to.get(out + pitch + 1);
    Float16 b2 = to.get(out + pitch + 2);
    Float16 b3 = to.get(out + pitch + 3);
    Float16 c0 = to.get(out + 2 * pitch);
    Float16 c1 = to.get(out + 2 * pitch + 1);
    Float16 c2 = to.get(out + 2 * pitch + 2);
    Float16 c3 = to.get(out + 2 * pitch + 3);
    Float16 d0 = to.get(out + 3 * pitch);
    Float16 d1 = to.get(out + 3 * pitch + 1);
    Float16 d2 = to.get(out + 3 * pitch + 2);
    Float16 d3 = to.get(out + 3 * pitch + 3);
    for (int q = 0; q < size; q++) {
      int pixel = at + q * step;
      int from = gradient + q * gradientStep;
      Float16 x0 = image.get(pixel);
      Float16 x1 = image.get(pixel + 1);
      Float16 x2 = image.get(pixel + 2);
      Float16 x3 = image.get(pixel + 3);
      Float16 g0 = gradients.get(from);
      a0 = Float16.add(a0, Float16.mult(x0, g0));
      b0 = Float16.add(b0, Float16.mult(x1, g0));
      c0 = Float16.add(c0, Float16.mult(x2, g0));
      d0 = Float16.add(d0, Float16.mult(x3, g0));
      Float16 g1 = gradients.get(from + 1);
      a1 = Float16.add(a1, Float16.mult(x0, g1));
      b1 = Float16.add(b1, Float16.mult(x1, g1));
      c1 = Float16.add(c1, Float16.mult(x2, g1));
      d1 = Float16.add(d1, Float16.mult(x3, g1));
      Float16 g2 = gradients.get(from + 2);
      a2 = Float16.add(a2, Float16.mult(x0, g2));
      b2 = Float16.add(b2, Float16.mult(x1, g2));
      c2 = Float16.add(c2, Float16.mult(x2, g2));
      d2 = Float16.add(d2, Float16.mult(x3, g2));
      Float16 g3 = gradients.get(from + 3);
      a3 = Float16.add(a3, Float16.mult(x0, g3));
      b3 = Float16.add(b3, Float16.mult(x1, g3));
      c3 = Float16.add(c3, Float16.mult(x2, g3));
      d3 = Float16.add(d3, Float16.mult(x3, g3));
    }
    to.set(out, a0);
    to.set(out + 1, a1);
    to.set(out + 2, a2);
    to.set(out + 3, a3);
    to.set(out + pitch, b0);
    to.set(out + pitch + 1, b1);
    to.set(out + pitch + 2, b2);
    to.set(out + pitch + 3, b3);
    to.set(out + 2 * pitch, c0);
    to.set(out + 2 * pitch + 1, c1);
    to.set(out + 2 * pitch + 2, c2);
    to.set(out + 2 * pitch + 3, c3);
    to.set(out + 3 * pitch, d0);
    to.set(out + 3 * pitch + 1, d1);
    to.set(out + 3 * pitch + 2, d2);
    to.set(out + 3 * pitch + 3, d3);
  }

  /**
   * The gradient by the weights of 6 channels and 4 filters of a tap, over all samples, for small images: 24 vectors in
   * registers, 10 are read for 24 products.
   *
   * @param at vector of {@code x} that the tap reads for the first pixel
   * @param group vectors of an image, {@code line} of a line and {@code step} of a pixel
   * @param gradient vector of {@code dy} of the first filter of the first pixel, with sizes as for {@code x}
   * @param out the first of the vectors to write, {@code pitch} from a channel to the next
   */
  static void weights6x4(
      FloatArray x, int at, int group, int line, int step, FloatArray dy, int gradient, int gradientGroup,
      int gradientLine, int gradientStep, int groups, int size, FloatArray partial, int out, int pitch) {
    VectorFloat16 image = new VectorFloat16(x);
    VectorFloat16 gradients = new VectorFloat16(dy);
    Float16 a0 = Lanes.splat(0f);
    Float16 a1 = a0;
    Float16 a2 = a0;
    Float16 a3 = a0;
    Float16 b0 = a0;
    Float16 b1 = a0;
    Float16 b2 = a0;
    Float16 b3 = a0;
    Float16 c0 = a0;
    Float16 c1 = a0;
    Float16 c2 = a0;
    Float16 c3 = a0;
    Float16 d0 = a0;
    Float16 d1 = a0;
    Float16 d2 = a0;
    Float16 d3 = a0;
    Float16 e0 = a0;
    Float16 e1 = a0;
    Float16 e2 = a0;
    Float16 e3 = a0;
    Float16 h0 = a0;
    Float16 h1 = a0;
    Float16 h2 = a0;
    Float16 h3 = a0;
    for (int m = 0; m < groups; m++) {
      for (int i = 0; i < size; i++) {
        for (int q = 0; q < size; q++) {
          int pixel = at + m * group + i * line + q * step;
          int from = gradient + m * gradientGroup + i * gradientLine + q * gradientStep;
          Float16 x0 = image.get(pixel);
          Float16 x1 = image.get(pixel + 1);
          Float16 x2 = image.get(pixel + 2);
          Float16 x3 = image.get(pixel + 3);
          Float16 x4 = image.get(pixel + 4);
          Float16 x5 = image.get(pixel + 5);
          Float16 g0 = gradients.get(from);
          a0 = Float16.add(a0, Float16.mult(x0, g0));
          b0 = Float16.add(b0, Float16.mult(x1, g0));
          c0 = Float16.add(c0, Float16.mult(x2, g0));
          d0 = Float16.add(d0, Float16.mult(x3, g0));
          e0 = Float16.add(e0, Float16.mult(x4, g0));
          h0 = Float16.add(h0, Float16.mult(x5, g0));
          Float16 g1 = gradients.get(from + 1);
          a1 = Float16.add(a1, Float16.mult(x0, g1));
          b1 = Float16.add(b1, Float16.mult(x1, g1));
          c1 = Float16.add(c1, Float16.mult(x2, g1));
          d1 = Float16.add(d1, Float16.mult(x3, g1));
          e1 = Float16.add(e1, Float16.mult(x4, g1));
          h1 = Float16.add(h1, Float16.mult(x5, g1));
          Float16 g2 = gradients.get(from + 2);
          a2 = Float16.add(a2, Float16.mult(x0, g2));
          b2 = Float16.add(b2, Float16.mult(x1, g2));
          c2 = Float16.add(c2, Float16.mult(x2, g2));
          d2 = Float16.add(d2, Float16.mult(x3, g2));
          e2 = Float16.add(e2, Float16.mult(x4, g2));
          h2 = Float16.add(h2, Float16.mult(x5, g2));
          Float16 g3 = gradients.get(from + 3);
          a3 = Float16.add(a3, Float16.mult(x0, g3));
          b3 = Float16.add(b3, Float16.mult(x1, g3));
          c3 = Float16.add(c3, Float16.mult(x2, g3));
          d3 = Float16.add(d3, Float16.mult(x3, g3));
          e3 = Float16.add(e3, Float16.mult(x4, g3));
          h3 = Float16.add(h3, Float16.mult(x5, g3));
        }
      }
    }
    VectorFloat16 to = new VectorFloat16(partial);
    to.set(out, a0);
    to.set(out + 1, a1);
    to.set(out + 2, a2);
    to.set(out + 3, a3);
    to.set(out + pitch, b0);
    to.set(out + pitch + 1, b1);
    to.set(out + pitch + 2, b2);
    to.set(out + pitch + 3, b3);
    to.set(out + 2 * pitch, c0);
    to.set(out + 2 * pitch + 1, c1);
    to.set(out + 2 * pitch + 2, c2);
    to.set(out + 2 * pitch + 3, c3);
    to.set(out + 3 * pitch, d0);
    to.set(out + 3 * pitch + 1, d1);
    to.set(out + 3 * pitch + 2, d2);
    to.set(out + 3 * pitch + 3, d3);
    to.set(out + 4 * pitch, e0);
    to.set(out + 4 * pitch + 1, e1);
    to.set(out + 4 * pitch + 2, e2);
    to.set(out + 4 * pitch + 3, e3);
    to.set(out + 5 * pitch, h0);
    to.set(out + 5 * pitch + 1, h1);
    to.set(out + 5 * pitch + 2, h2);
    to.set(out + 5 * pitch + 3, h3);
  }

  /** The same of 5 taps of a line and 3 filters, for images of one channel: 15 vectors in registers. */
  static void weights5x3(
      FloatArray x, int at, int group, int line, int step, FloatArray dy, int gradient, int gradientGroup,
      int gradientLine, int gradientStep, int groups, int size, FloatArray partial, int out, int pitch) {
    VectorFloat16 image = new VectorFloat16(x);
    VectorFloat16 gradients = new VectorFloat16(dy);
    Float16 a0 = Lanes.splat(0f);
    Float16 a1 = a0;
    Float16 a2 = a0;
    Float16 b0 = a0;
    Float16 b1 = a0;
    Float16 b2 = a0;
    Float16 c0 = a0;
    Float16 c1 = a0;
    Float16 c2 = a0;
    Float16 d0 = a0;
    Float16 d1 = a0;
    Float16 d2 = a0;
    Float16 e0 = a0;
    Float16 e1 = a0;
    Float16 e2 = a0;
    for (int m = 0; m < groups; m++) {
      for (int i = 0; i < size; i++) {
        for (int q = 0; q < size; q++) {
          int pixel = at + m * group + i * line + q * step;
          int from = gradient + m * gradientGroup + i * gradientLine + q * gradientStep;
          Float16 x0 = image.get(pixel);
          Float16 x1 = image.get(pixel + 1);
          Float16 x2 = image.get(pixel + 2);
          Float16 x3 = image.get(pixel + 3);
          Float16 x4 = image.get(pixel + 4);
          Float16 g0 = gradients.get(from);
          a0 = Float16.add(a0, Float16.mult(x0, g0));
          b0 = Float16.add(b0, Float16.mult(x1, g0));
          c0 = Float16.add(c0, Float16.mult(x2, g0));
          d0 = Float16.add(d0, Float16.mult(x3, g0));
          e0 = Float16.add(e0, Float16.mult(x4, g0));
          Float16 g1 = gradients.get(from + 1);
          a1 = Float16.add(a1, Float16.mult(x0, g1));
          b1 = Float16.add(b1, Float16.mult(x1, g1));
          c1 = Float16.add(c1, Float16.mult(x2, g1));
          d1 = Float16.add(d1, Float16.mult(x3, g1));
          e1 = Float16.add(e1, Float16.mult(x4, g1));
          Float16 g2 = gradients.get(from + 2);
          a2 = Float16.add(a2, Float16.mult(x0, g2));
          b2 = Float16.add(b2, Float16.mult(x1, g2));
          c2 = Float16.add(c2, Float16.mult(x2, g2));
          d2 = Float16.add(d2, Float16.mult(x3, g2));
          e2 = Float16.add(e2, Float16.mult(x4, g2));
        }
      }
    }
    VectorFloat16 to = new VectorFloat16(partial);
    to.set(out, a0);
    to.set(out + 1, a1);
    to.set(out + 2, a2);
    to.set(out + pitch, b0);
    to.set(out + pitch + 1, b1);
    to.set(out + pitch + 2, b2);
    to.set(out + 2 * pitch, c0);
    to.set(out + 2 * pitch + 1, c1);
    to.set(out + 2 * pitch + 2, c2);
    to.set(out + 3 * pitch, d0);
    to.set(out + 3 * pitch + 1, d1);
    to.set(out + 3 * pitch + 2, d2);
    to.set(out + 4 * pitch, e0);
    to.set(out + 4 * pitch + 1, e1);
    to.set(out + 4 * pitch + 2, e2);
  }

  /** The gradient by the bias of a filter, over all samples. */
  static Float16 bias(
      FloatArray dy, int gradient, int gradientGroup, int gradientLine, int gradientStep, int groups, int size) {
    VectorFloat16 gradients = new VectorFloat16(dy);
    Float16 sum = Lanes.splat(0f);
    for (int m = 0; m < groups; m++) {
      for (int i = 0; i < size; i++) {
        for (int q = 0; q < size; q++) {
          int from = gradient + m * gradientGroup + i * gradientLine + q * gradientStep;
          sum = Float16.add(sum, gradients.get(from));
        }
      }
    }
    return sum;
  }

  /**
   * Bias, relu and the greatest of 4 pixels, of which {@code routes} remembers by two numbers which it was: 1 where it
   * was right of its neighbour, and 1 where it was in the lower line; the first of equals counts.
   */
  static Float16 pooled(FloatArray sums, int at, float bias, FloatArray routes, int to) {
    VectorFloat16 pixels = new VectorFloat16(sums);
    VectorFloat16 route = new VectorFloat16(routes);
    Float16 a = pixels.get(at);
    Float16 c = pixels.get(at + 2);
    Float16 right = Float16.sub(pixels.get(at + 1), a);
    Float16 lowerRight = Float16.sub(pixels.get(at + 3), c);
    Float16 upper = Lanes.max(a, pixels.get(at + 1));
    Float16 lower = Lanes.max(c, pixels.get(at + 3));
    Float16 below = Lanes.positive(Float16.sub(lower, upper));
    Float16 rightAbove = Lanes.positive(right);
    Float16 rightBelow = Lanes.positive(lowerRight);
    route.set(to, Float16.add(rightAbove, Float16.mult(below, Float16.sub(rightBelow, rightAbove))));
    route.set(to + 1, below);
    return Lanes.relu(Float16.add(Lanes.max(upper, lower), Lanes.splat(bias)));
  }

  /** Back through that: the gradient goes to one of 4 pixels, each lane's own. */
  static void unpooled(
      Float16 y, Float16 dy, FloatArray routes, int from, FloatArray dx, int to, int line, int step) {
    VectorFloat16 route = new VectorFloat16(routes);
    VectorFloat16 pixels = new VectorFloat16(dx);
    Float16 gradient = Float16.mult(Lanes.positive(y), dy);
    Float16 below = Float16.mult(gradient, route.get(from + 1));
    Float16 above = Float16.sub(gradient, below);
    Float16 right = Float16.mult(above, route.get(from));
    pixels.set(to, Float16.sub(above, right));
    pixels.set(to + step, right);
    Float16 lowerRight = Float16.mult(below, route.get(from));
    pixels.set(to + line, Float16.sub(below, lowerRight));
    pixels.set(to + line + step, lowerRight);
  }
}
