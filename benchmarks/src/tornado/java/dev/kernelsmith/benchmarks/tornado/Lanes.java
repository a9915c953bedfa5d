package dev.kernelsmith.benchmarks.tornado;

import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/** Functions of 16 floats at a time that TornadoVM's vector types lack; kernels have them inlined. */
final class Lanes {
  /** Floats of a vector. */
  static final int LANES = 16;

  private Lanes() {}

  /** The number in all lanes. */
  static Float16 splat(float v) {
    return new Float16(v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v);
  }

  /** {@code max(v, 0)}. */
  static Float16 relu(Float16 v) {
    return new Float16(
        Math.max(v.get(0), 0f), Math.max(v.get(1), 0f), Math.max(v.get(2), 0f), Math.max(v.get(3), 0f),
        Math.max(v.get(4), 0f), Math.max(v.get(5), 0f), Math.max(v.get(6), 0f), Math.max(v.get(7), 0f),
        Math.max(v.get(8), 0f), Math.max(v.get(9), 0f), Math.max(v.get(10), 0f), Math.max(v.get(11), 0f),
        Math.max(v.get(12), 0f), Math.max(v.get(13), 0f), Math.max(v.get(14), 0f), Math.max(v.get(15), 0f));
  }

  /**
   * 1 where the value is positive, else 0, without a branch for each lane. A value that is no more than twice the
   * smallest normal one may give something between.
   */
  static Float16 positive(Float16 v) {
    Float16 big = Float16.mult(v, splat(1e38f));
    return new Float16(
        Math.min(Math.max(big.get(0), 0f), 1f), Math.min(Math.max(big.get(1), 0f), 1f),
        Math.min(Math.max(big.get(2), 0f), 1f), Math.min(Math.max(big.get(3), 0f), 1f),
        Math.min(Math.max(big.get(4), 0f), 1f), Math.min(Math.max(big.get(5), 0f), 1f),
        Math.min(Math.max(big.get(6), 0f), 1f), Math.min(Math.max(big.get(7), 0f), 1f),
        Math.min(Math.max(big.get(8), 0f), 1f), Math.min(Math.max(big.get(9), 0f), 1f),
        Math.min(Math.max(big.get(10), 0f), 1f), Math.min(Math.max(big.get(11), 0f), 1f),
        Math.min(Math.max(big.get(12), 0f), 1f), Math.min(Math.max(big.get(13), 0f), 1f),
        Math.min(Math.max(big.get(14), 0f), 1f), Math.min(Math.max(big.get(15), 0f), 1f));
  }

  /** The greater value of each lane. */
  static Float16 max(Float16 a, Float16 b) {
    return new Float16(
        Math.max(a.get(0), b.get(0)), Math.max(a.get(1), b.get(1)),
        Math.max(a.get(2), b.get(2)), Math.max(a.get(3), b.get(3)),
        Math.max(a.get(4), b.get(4)), Math.max(a.get(5), b.get(5)),
        Math.max(a.get(6), b.get(6)), Math.max(a.get(7), b.get(7)),
        Math.max(a.get(8), b.get(8)), Math.max(a.get(9), b.get(9)),
        Math.max(a.get(10), b.get(10)), Math.max(a.get(11), b.get(11)),
        Math.max(a.get(12), b.get(12)), Math.max(a.get(13), b.get(13)),
        Math.max(a.get(14), b.get(14)), Math.max(a.get(15), b.get(15)));
  }

  /** The numbers at {@code from} and each {@code apart} further. */
  static Float16 gather(FloatArray x, int from, int apart) {
    return new Float16(
        x.get(from), x.get(from + apart), x.get(from + 2 * apart), x.get(from + 3 * apart),
        x.get(from + 4 * apart), x.get(from + 5 * apart), x.get(from + 6 * apart), x.get(from + 7 * apart),
        x.get(from + 8 * apart), x.get(from + 9 * apart), x.get(from + 10 * apart), x.get(from + 11 * apart),
        x.get(from + 12 * apart), x.get(from + 13 * apart), x.get(from + 14 * apart), x.get(from + 15 * apart));
  }

  /** {@code mean / (sqrt(square) + epsilon)}. */
  static Float16 scaled(Float16 mean, Float16 square, float epsilon) {
    return Float16.div(
        mean,
        new Float16(
            TornadoMath.sqrt(square.get(0)) + epsilon, TornadoMath.sqrt(square.get(1)) + epsilon,
            TornadoMath.sqrt(square.get(2)) + epsilon, TornadoMath.sqrt(square.get(3)) + epsilon,
            TornadoMath.sqrt(square.get(4)) + epsilon, TornadoMath.sqrt(square.get(5)) + epsilon,
            TornadoMath.sqrt(square.get(6)) + epsilon, TornadoMath.sqrt(square.get(7)) + epsilon,
            TornadoMath.sqrt(square.get(8)) + epsilon, TornadoMath.sqrt(square.get(9)) + epsilon,
            TornadoMath.sqrt(square.get(10)) + epsilon, TornadoMath.sqrt(square.get(11)) + epsilon,
            TornadoMath.sqrt(square.get(12)) + epsilon, TornadoMath.sqrt(square.get(13)) + epsilon,
            TornadoMath.sqrt(square.get(14)) + epsilon, TornadoMath.sqrt(square.get(15)) + epsilon));
  }

  /** The sum of all lanes. */
  static float sum(Float16 v) {
    return v.get(0) + v.get(1) + (v.get(2) + v.get(3)) + (v.get(4) + v.get(5) + (v.get(6) + v.get(7)))
        + (v.get(8) + v.get(9) + (v.get(10) + v.get(11)) + (v.get(12) + v.get(13) + (v.get(14) + v.get(15))));
  }
}
