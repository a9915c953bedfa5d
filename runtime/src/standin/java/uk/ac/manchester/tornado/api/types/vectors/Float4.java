package uk.ac.manchester.tornado.api.types.vectors;

import java.nio.FloatBuffer;

/** 4 floats that are worked on together. */
public final class Float4 extends FloatLanes<Float4> {
  /** This class. */
  public static final Class<Float4> TYPE = Float4.class;

  /** All zero. */
  public Float4() {
    super(new float[4]);
  }

  /** Of these values. */
  public Float4(float s0, float s1, float s2, float s3) {
    super(new float[] {s0, s1, s2, s3});
  }

  /** Sum by lanes. */
  public static Float4 add(Float4 a, Float4 b) {
    return a.with(b, new Float4(), (x, y) -> x + y);
  }

  /** Sum of each lane and a number. */
  public static Float4 add(Float4 a, float b) {
    return a.with(b, new Float4(), (x, y) -> x + y);
  }

  /** Difference by lanes. */
  public static Float4 sub(Float4 a, Float4 b) {
    return a.with(b, new Float4(), (x, y) -> x - y);
  }

  /** Difference of each lane and a number. */
  public static Float4 sub(Float4 a, float b) {
    return a.with(b, new Float4(), (x, y) -> x - y);
  }

  /** Product by lanes. */
  public static Float4 mult(Float4 a, Float4 b) {
    return a.with(b, new Float4(), (x, y) -> x * y);
  }

  /** Product of each lane and a number. */
  public static Float4 mult(Float4 a, float b) {
    return a.with(b, new Float4(), (x, y) -> x * y);
  }

  /** Quotient by lanes. */
  public static Float4 div(Float4 a, Float4 b) {
    return a.with(b, new Float4(), (x, y) -> x / y);
  }

  /** Quotient of each lane and a number. */
  public static Float4 div(Float4 a, float b) {
    return a.with(b, new Float4(), (x, y) -> x / y);
  }

  /** Smaller value by lanes. */
  public static Float4 min(Float4 a, Float4 b) {
    return a.with(b, new Float4(), Math::min);
  }

  /** Smallest lane. */
  public static float min(Float4 a) {
    return a.folded(Math::min);
  }

  /** Greater value by lanes. */
  public static Float4 max(Float4 a, Float4 b) {
    return a.with(b, new Float4(), Math::max);
  }

  /** Greatest lane. */
  public static float max(Float4 a) {
    return a.folded(Math::max);
  }

  /** Square root by lanes. */
  public static Float4 sqrt(Float4 a) {
    return a.with(a, new Float4(), (x, y) -> (float) Math.sqrt(x));
  }

  /** Sum of the products of lanes. */
  public static float dot(Float4 a, Float4 b) {
    return mult(a, b).folded(Float::sum);
  }

  /** Sum of all lanes. */
  public static float sum(Float4 a) {
    return a.folded(Float::sum);
  }

  /** Lane 0. */
  public float getX() {
    return get(0);
  }

  /** Replaces lane 0. */
  public void setX(float value) {
    set(0, value);
  }

  /** Lane 1. */
  public float getY() {
    return get(1);
  }

  /** Replaces lane 1. */
  public void setY(float value) {
    set(1, value);
  }

  /** Lane 2. */
  public float getZ() {
    return get(2);
  }

  /** Replaces lane 2. */
  public void setZ(float value) {
    set(2, value);
  }

  /** Lane 3. */
  public float getW() {
    return get(3);
  }

  /** Replaces lane 3. */
  public void setW(float value) {
    set(3, value);
  }

  /** A copy. */
  public Float4 duplicate() {
    Float4 copy = new Float4();
    copy.set(this);
    return copy;
  }

  /** Replaces all lanes. */
  public void set(Float4 other) {
    copyFrom(other);
  }

  @Override
  public void loadFromBuffer(FloatBuffer buffer) {
    load(buffer);
  }
}
