package dev.kernelsmith.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions for vector kernels, built of {@code fma}, which keeps its bits in every tier of the JIT, and for the few scalars of
 * such kernels, with the same bits. Loaded only where {@code jdk.incubator.vector} is.
 */
public final class VectorMath {
  /** The vectors of this machine, clipped to 16 lanes; {@code -Dkernelsmith.vectorBits=128|256|512} asks for others. */
  public static final VectorSpecies<Float> SPECIES = species(Integer.getInteger("kernelsmith.vectorBits", 0));

  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());

  /** The numbers of lanes. */
  private static final int[] LANES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  private VectorMath() {}

  private static VectorSpecies<Float> species(int bits) {
    return switch (bits) {
      case 128 -> FloatVector.SPECIES_128;
      case 256 -> FloatVector.SPECIES_256;
      case 512 -> FloatVector.SPECIES_512;
      default -> FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;
    };
  }

  /** {@code e^x} per lane; see {@link ScalarMath#exp}. */
  public static FloatVector exp(FloatVector x) {
    FloatVector t =
        x.fma(
            FloatVector.broadcast(SPECIES, Coefficients.EXP_LOG2E),
            FloatVector.broadcast(SPECIES, Coefficients.EXP_ROUND));
    FloatVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    FloatVector k = t.sub(Coefficients.EXP_ROUND);
    FloatVector f = k.fma(FloatVector.broadcast(SPECIES, -Coefficients.EXP_LN2_HIGH), x);
    f = k.fma(FloatVector.broadcast(SPECIES, -Coefficients.EXP_LN2_LOW), f);
    FloatVector p = FloatVector.broadcast(SPECIES, Coefficients.EXP_P0);
    p = p.fma(f, FloatVector.broadcast(SPECIES, Coefficients.EXP_P1));
    p = p.fma(f, FloatVector.broadcast(SPECIES, Coefficients.EXP_P2));
    p = p.fma(f, FloatVector.broadcast(SPECIES, Coefficients.EXP_P3));
    p = p.fma(f, FloatVector.broadcast(SPECIES, Coefficients.EXP_P4));
    p = p.fma(f, FloatVector.broadcast(SPECIES, Coefficients.EXP_P5));
    FloatVector result = p.mul(f).fma(f, f).add(1f).mul(power);
    result = result.blend(0f, x.compare(VectorOperators.LE, Coefficients.EXP_LOW));
    return result.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, Coefficients.EXP_HIGH));
  }

  /** {@code e^x} with the bits of {@link #exp(FloatVector)}. */
  public static float exp(float x) {
    if (!(x > Coefficients.EXP_LOW)) {
      return Float.isNaN(x) ? x : 0f;
    }
    if (x > Coefficients.EXP_HIGH) {
      return Float.POSITIVE_INFINITY;
    }
    float t = Math.fma(x, Coefficients.EXP_LOG2E, Coefficients.EXP_ROUND);
    float power = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float k = t - Coefficients.EXP_ROUND;
    float f = Math.fma(k, -Coefficients.EXP_LN2_HIGH, x);
    f = Math.fma(k, -Coefficients.EXP_LN2_LOW, f);
    float p = Coefficients.EXP_P0;
    p = Math.fma(p, f, Coefficients.EXP_P1);
    p = Math.fma(p, f, Coefficients.EXP_P2);
    p = Math.fma(p, f, Coefficients.EXP_P3);
    p = Math.fma(p, f, Coefficients.EXP_P4);
    p = Math.fma(p, f, Coefficients.EXP_P5);
    return (Math.fma(p * f, f, f) + 1f) * power;
  }

  /** {@code 1 / (1 + e^-x)} per lane. */
  public static FloatVector sigmoid(FloatVector x) {
    return FloatVector.broadcast(SPECIES, 1f).div(exp(x.neg()).add(1f));
  }

  /** {@code 1 / (1 + e^-x)} with the bits of {@link #sigmoid(FloatVector)}. */
  public static float sigmoid(float x) {
    return 1f / (exp(-x) + 1f);
  }

  /** Hyperbolic tangent per lane; see {@link ScalarMath#tanh}. */
  public static FloatVector tanh(FloatVector x) {
    FloatVector magnitude = x.abs();
    VectorMask<Float> flat = magnitude.compare(VectorOperators.GT, Coefficients.TANH_FLAT);
    FloatVector m = magnitude.blend(Coefficients.TANH_FLAT, flat);
    FloatVector t =
        m.fma(
            FloatVector.broadcast(SPECIES, Coefficients.TANH_TWICE_LOG2E),
            FloatVector.broadcast(SPECIES, Coefficients.EXP_ROUND));
    FloatVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    FloatVector g =
        t.sub(Coefficients.EXP_ROUND).fma(FloatVector.broadcast(SPECIES, -Coefficients.TANH_HALF_LN2), m);
    FloatVector q = FloatVector.broadcast(SPECIES, Coefficients.TANH_Q0);
    q = q.fma(g, FloatVector.broadcast(SPECIES, Coefficients.TANH_Q1));
    q = q.fma(g, FloatVector.broadcast(SPECIES, Coefficients.TANH_Q2));
    q = q.fma(g, FloatVector.broadcast(SPECIES, Coefficients.TANH_Q3));
    q = q.fma(g, FloatVector.broadcast(SPECIES, Coefficients.TANH_Q4));
    FloatVector w = q.mul(g).fma(g, g);
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector h = power.fma(w, power.fma(half, half.neg()));
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return h.div(h.add(1f)).reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /** Hyperbolic tangent with the bits of {@link #tanh(FloatVector)}. */
  public static float tanh(float x) {
    float magnitude = Math.abs(x);
    float m = magnitude > Coefficients.TANH_FLAT ? Coefficients.TANH_FLAT : magnitude;
    float t = Math.fma(m, Coefficients.TANH_TWICE_LOG2E, Coefficients.EXP_ROUND);
    float power = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float g = Math.fma(t - Coefficients.EXP_ROUND, -Coefficients.TANH_HALF_LN2, m);
    float q = Coefficients.TANH_Q0;
    q = Math.fma(q, g, Coefficients.TANH_Q1);
    q = Math.fma(q, g, Coefficients.TANH_Q2);
    q = Math.fma(q, g, Coefficients.TANH_Q3);
    q = Math.fma(q, g, Coefficients.TANH_Q4);
    float w = Math.fma(q * g, g, g);
    float h = Math.fma(power, w, Math.fma(power, 0.5f, -0.5f));
    return Math.copySign(h / (h + 1f), x);
  }

  /** {@code log(1 + e^x)} per lane; see {@link ScalarMath#softplus}. */
  public static FloatVector softplus(FloatVector x) {
    FloatVector u = exp(x.abs().neg());
    FloatVector s = u.div(u.add(2f));
    FloatVector z = s.mul(s);
    FloatVector p = FloatVector.broadcast(SPECIES, Coefficients.LOG1P_P0);
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.LOG1P_P1));
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.LOG1P_P2));
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.LOG1P_P3));
    return p.mul(z).fma(s, s.mul(2f)).add(x.max(0f));
  }

  /** {@code log(1 + e^x)} with the bits of {@link #softplus(FloatVector)}. */
  public static float softplus(float x) {
    float u = exp(-Math.abs(x));
    float s = u / (u + 2f);
    float z = s * s;
    float p = Coefficients.LOG1P_P0;
    p = Math.fma(p, z, Coefficients.LOG1P_P1);
    p = Math.fma(p, z, Coefficients.LOG1P_P2);
    p = Math.fma(p, z, Coefficients.LOG1P_P3);
    return Math.fma(p * z, s, s * 2f) + Math.max(x, 0f);
  }

  /** The error function per lane; see {@link ScalarMath#erf}. */
  public static FloatVector erf(FloatVector x) {
    FloatVector magnitude = x.abs();
    FloatVector z = x.mul(x);
    FloatVector p = FloatVector.broadcast(SPECIES, Coefficients.ERF_P0);
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.ERF_P1));
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.ERF_P2));
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.ERF_P3));
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.ERF_P4));
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.ERF_P5));
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.ERF_P6));
    FloatVector small = p.fma(x, x);
    FloatVector t = magnitude.min(Coefficients.ERF_FLAT);
    FloatVector q = FloatVector.broadcast(SPECIES, Coefficients.ERF_Q0);
    q = q.fma(t, FloatVector.broadcast(SPECIES, Coefficients.ERF_Q1));
    q = q.fma(t, FloatVector.broadcast(SPECIES, Coefficients.ERF_Q2));
    q = q.fma(t, FloatVector.broadcast(SPECIES, Coefficients.ERF_Q3));
    q = q.fma(t, FloatVector.broadcast(SPECIES, Coefficients.ERF_Q4));
    q = q.fma(t, FloatVector.broadcast(SPECIES, Coefficients.ERF_Q5));
    q = q.fma(t, FloatVector.broadcast(SPECIES, Coefficients.ERF_Q6));
    FloatVector large = FloatVector.broadcast(SPECIES, 1f).sub(exp(q));
    large = large.blend(large.neg(), x.compare(VectorOperators.LT, 0f));
    return large.blend(small, magnitude.compare(VectorOperators.LT, Coefficients.ERF_SMALL));
  }

  /** The error function with the bits of {@link #erf(FloatVector)}. */
  public static float erf(float x) {
    float magnitude = Math.abs(x);
    if (magnitude < Coefficients.ERF_SMALL) {
      float z = x * x;
      float p = Coefficients.ERF_P0;
      p = Math.fma(p, z, Coefficients.ERF_P1);
      p = Math.fma(p, z, Coefficients.ERF_P2);
      p = Math.fma(p, z, Coefficients.ERF_P3);
      p = Math.fma(p, z, Coefficients.ERF_P4);
      p = Math.fma(p, z, Coefficients.ERF_P5);
      p = Math.fma(p, z, Coefficients.ERF_P6);
      return Math.fma(p, x, x);
    }
    float t = Math.min(magnitude, Coefficients.ERF_FLAT);
    float q = Coefficients.ERF_Q0;
    q = Math.fma(q, t, Coefficients.ERF_Q1);
    q = Math.fma(q, t, Coefficients.ERF_Q2);
    q = Math.fma(q, t, Coefficients.ERF_Q3);
    q = Math.fma(q, t, Coefficients.ERF_Q4);
    q = Math.fma(q, t, Coefficients.ERF_Q5);
    q = Math.fma(q, t, Coefficients.ERF_Q6);
    float e = 1f - exp(q);
    return x < 0 ? -e : e;
  }

  /** Natural logarithm per lane: {@code x = 2^k (1 + u)}, with u near 0. */
  public static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), tiny).reinterpretAsInts();
    IntVector k = bits.sub(Coefficients.LOG1P_ROOT_OF_HALF).lanewise(VectorOperators.ASHR, 23);
    FloatVector u = bits.sub(k.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
    FloatVector s = u.div(u.add(2f));
    FloatVector z = s.mul(s);
    FloatVector p = FloatVector.broadcast(SPECIES, Coefficients.LOG1P_P0);
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.LOG1P_P1));
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.LOG1P_P2));
    p = p.fma(z, FloatVector.broadcast(SPECIES, Coefficients.LOG1P_P3));
    FloatVector power = (FloatVector) k.convert(VectorOperators.I2F, 0);
    power = power.blend(power.sub(23f), tiny);
    FloatVector result = p.mul(z).fma(s, s.mul(2f));
    result = power.fma(FloatVector.broadcast(SPECIES, Coefficients.EXP_LN2_LOW), result);
    result = power.fma(FloatVector.broadcast(SPECIES, Coefficients.EXP_LN2_HIGH), result);
    result = result.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    result = result.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    return result.blend(Float.NaN, x.compare(VectorOperators.GE, 0f).not());
  }

  /** Natural logarithm with the bits of {@link #log(FloatVector)}. */
  public static float log(float x) {
    if (!(x >= 0)) {
      return Float.NaN;
    }
    if (x == 0 || x == Float.POSITIVE_INFINITY) {
      return x == 0 ? Float.NEGATIVE_INFINITY : x;
    }
    boolean tiny = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * 0x1p23f : x);
    int k = bits - Coefficients.LOG1P_ROOT_OF_HALF >> 23;
    float u = Float.intBitsToFloat(bits - (k << 23)) - 1f;
    float s = u / (u + 2f);
    float z = s * s;
    float p = Coefficients.LOG1P_P0;
    p = Math.fma(p, z, Coefficients.LOG1P_P1);
    p = Math.fma(p, z, Coefficients.LOG1P_P2);
    p = Math.fma(p, z, Coefficients.LOG1P_P3);
    float power = tiny ? k - 23f : k;
    float result = Math.fma(p * z, s, s * 2f);
    result = Math.fma(power, Coefficients.EXP_LN2_LOW, result);
    return Math.fma(power, Coefficients.EXP_LN2_HIGH, result);
  }

  /** Sine per lane, of numbers in radians. */
  public static FloatVector sin(FloatVector x) {
    return turned(x, 0);
  }

  /** Sine with the bits of {@link #sin(FloatVector)}. */
  public static float sin(float x) {
    return turned(x, 0);
  }

  /** Cosine per lane, of numbers in radians. */
  public static FloatVector cos(FloatVector x) {
    return turned(x, 1);
  }

  /** Cosine with the bits of {@link #cos(FloatVector)}. */
  public static float cos(float x) {
    return turned(x, 1);
  }

  /** The sine of x and so many quarters of a turn; the lanes of a far x one by one. */
  private static FloatVector turned(FloatVector x, int quarters) {
    if (x.abs().compare(VectorOperators.GT, Coefficients.TURN_FAR).anyTrue()) {
      float[] lanes = x.toArray();
      for (int i = 0; i < lanes.length; i++) {
        lanes[i] = turned(lanes[i], quarters);
      }
      return FloatVector.fromArray(SPECIES, lanes, 0);
    }
    FloatVector t =
        x.fma(
            FloatVector.broadcast(SPECIES, Coefficients.TURN_QUARTERS),
            FloatVector.broadcast(SPECIES, Coefficients.TURN_ROUND));
    IntVector quarter = t.reinterpretAsInts().add(quarters);
    FloatVector k = t.sub(Coefficients.TURN_ROUND);
    FloatVector r = k.fma(FloatVector.broadcast(SPECIES, -Coefficients.TURN_HIGH), x);
    r = k.fma(FloatVector.broadcast(SPECIES, -Coefficients.TURN_MIDDLE), r);
    r = k.fma(FloatVector.broadcast(SPECIES, -Coefficients.TURN_LOW), r);
    FloatVector z = r.mul(r);
    FloatVector s = FloatVector.broadcast(SPECIES, Coefficients.SIN_0);
    s = s.fma(z, FloatVector.broadcast(SPECIES, Coefficients.SIN_1));
    s = s.fma(z, FloatVector.broadcast(SPECIES, Coefficients.SIN_2));
    FloatVector c = FloatVector.broadcast(SPECIES, Coefficients.COS_0);
    c = c.fma(z, FloatVector.broadcast(SPECIES, Coefficients.COS_1));
    c = c.fma(z, FloatVector.broadcast(SPECIES, Coefficients.COS_2));
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    c = c.mul(z).fma(z, z.fma(FloatVector.broadcast(SPECIES, -0.5f), one));
    VectorMask<Float> odd = quarter.and(1).compare(VectorOperators.NE, 0).cast(SPECIES);
    IntVector sign = quarter.and(2).lanewise(VectorOperators.LSHL, 30);
    return s.mul(z).fma(r, r).blend(c, odd).reinterpretAsInts().lanewise(VectorOperators.XOR, sign)
        .reinterpretAsFloats();
  }

  private static float turned(float x, int quarters) {
    if (Math.abs(x) > Coefficients.TURN_FAR) {
      return (float) (quarters == 0 ? StrictMath.sin(x) : StrictMath.cos(x));
    }
    float t = Math.fma(x, Coefficients.TURN_QUARTERS, Coefficients.TURN_ROUND);
    int quarter = Float.floatToRawIntBits(t) + quarters;
    float k = t - Coefficients.TURN_ROUND;
    float r = Math.fma(k, -Coefficients.TURN_HIGH, x);
    r = Math.fma(k, -Coefficients.TURN_MIDDLE, r);
    r = Math.fma(k, -Coefficients.TURN_LOW, r);
    float z = r * r;
    float y;
    if ((quarter & 1) == 0) {
      float s = Math.fma(Math.fma(Coefficients.SIN_0, z, Coefficients.SIN_1), z, Coefficients.SIN_2);
      y = Math.fma(s * z, r, r);
    } else {
      float c = Math.fma(Math.fma(Coefficients.COS_0, z, Coefficients.COS_1), z, Coefficients.COS_2);
      y = Math.fma(c * z, z, Math.fma(z, -0.5f, 1f));
    }
    return (quarter & 2) == 0 ? y : -y;
  }

  /** The largest whole number that is not above x, per lane. From 2^23 on all floats are whole. */
  public static FloatVector floor(FloatVector x) {
    FloatVector whole = (FloatVector) x.convert(VectorOperators.F2I, 0).convert(VectorOperators.I2F, 0);
    whole = whole.blend(whole.sub(1f), whole.compare(VectorOperators.GT, x));
    return x.blend(whole, x.abs().compare(VectorOperators.LT, 0x1p23f));
  }

  /** The same with the bits of {@link #floor(FloatVector)}. */
  public static float floor(float x) {
    float whole = (int) x;
    return Math.abs(x) < 0x1p23f ? whole > x ? whole - 1f : whole : x;
  }

  /** Square root. */
  public static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  /**
   * Stores a vector of random numbers, those of {@link Threefry#uniform} for a sample and an element in the first lane and so many more
   * in each lane behind it. They go through memory since this is too long to be inlined, and a vector that a method returns is put on the
   * heap.
   *
   * @param into takes them
   * @param at index of the first
   * @param key of the stream and the step
   */
  public static void uniform(
      float[] into, int at, long key, int sample, int sampleStep, int element, int elementStep) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int k2 = k0 ^ k1 ^ Threefry.PARITY;
    IntVector lane = IntVector.fromArray(INTS, LANES, 0);
    IntVector x0 = lane.mul(sampleStep).add(sample + k0);
    IntVector x1 = lane.mul(elementStep).add(element + k1);
    for (int group = 1; group <= 5; group++) {
      int distances = (group & 1) == 1 ? Threefry.ROTATIONS : Threefry.OTHER_ROTATIONS;
      x0 = x0.add(x1);
      x1 = mixed(x1, distances >> 24, x0);
      x0 = x0.add(x1);
      x1 = mixed(x1, distances >> 16 & 31, x0);
      x0 = x0.add(x1);
      x1 = mixed(x1, distances >> 8 & 31, x0);
      x0 = x0.add(x1);
      x1 = mixed(x1, distances & 31, x0);
      x0 = x0.add(k1);
      x1 = x1.add(k2 + group);
      int next = k0;
      k0 = k1;
      k1 = k2;
      k2 = next;
    }
    FloatVector numbers = (FloatVector) x0.lanewise(VectorOperators.LSHR, 8).convert(VectorOperators.I2F, 0);
    numbers.mul(0x1p-24f).intoArray(into, at);
  }

  /** Bits turned to the left by shifts, which all processors have for vectors, unlike rotations. */
  private static IntVector mixed(IntVector x, int distance, IntVector with) {
    return x.lanewise(VectorOperators.LSHL, distance)
        .or(x.lanewise(VectorOperators.LSHR, 32 - distance))
        .lanewise(VectorOperators.XOR, with);
  }
}
