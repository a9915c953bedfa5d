package uk.ac.manchester.tornado.api.types.vectors;

import java.nio.FloatBuffer;

/** 8 floats that are worked on together. */
public final class Float8 extends FloatLanes<Float8> {
  /** This class. */
  public static final Class<Float8> TYPE = Float8.class;

  /** All zero. */
  public Float8() {
    super(new float[8]);
  }

  /** Of these values. */
  public Float8(float s0, float s1, float s2, float s3, float s4, float s5, float s6, float s7) {
    super(new float[] {s0, s1, s2, s3, s4, s5, s6, s7});
  }

  /** Sum by lanes. */
  public static Float8 add(Float8 a, Float8 b) {
    return a.with(b, new Float8(), (x, y) -> x + y);
  }

  /** Sum of each lane and a number. */
  public static Float8 add(Float8 a, float b) {
    return a.with(b, new Float8(), (x, y) -> x + y);
  }

  /** Difference by lanes. */
  public static Float8 sub(Float8 a, Float8 b) {
    return a.with(b, new Float8(), (x, y) -> x - y);
  }

  /** Difference of each lane and a number. */
  public static Float8 sub(Float8 a, float b) {
    return a.with(b, new Float8(), (x, y) -> x - y);
  }

  /** Product by lanes. */
  public static Float8 mult(Float8 a, Float8 b) {
    return a.with(b, new Float8(), (x, y) -> x * y);
  }

  /** Product of each lane and a number. */
  public static Float8 mult(Float8 a, float b) {
    return a.with(b, new Float8(), (x, y) -> x * y);
  }

  /** Quotient by lanes. */
  public static Float8 div(Float8 a, Float8 b) {
    return a.with(b, new Float8(), (x, y) -> x / y);
  }

  /** Quotient of each lane and a number. */
  public static Float8 div(Float8 a, float b) {
    return a.with(b, new Float8(), (x, y) -> x / y);
  }

  /** Smaller value by lanes. */
  public static Float8 min(Float8 a, Float8 b) {
    return a.with(b, new Float8(), Math::min);
  }

  /** Smallest lane. */
  public static float min(Float8 a) {
    return a.folded(Math::min);
  }

  /** Greater value by lanes. */
  public static Float8 max(Float8 a, Float8 b) {
    return a.with(b, new Float8(), Math::max);
  }

  /** Greatest lane. */
  public static float max(Float8 a) {
    return a.folded(Math::max);
  }

  /** Square root by lanes. */
  public static Float8 sqrt(Float8 a) {
    return a.with(a, new Float8(), (x, y) -> (float) Math.sqrt(x));
  }

  /** Sum of the products of lanes. */
  public static float dot(Float8 a, Float8 b) {
    return mult(a, b).folded(Float::sum);
  }

  /** Lane 0. */
  public float getS0() {
    return get(0);
  }

  /** Replaces lane 0. */
  public void setS0(float value) {
    set(0, value);
  }

  /** Lane 1. */
  public float getS1() {
    return get(1);
  }

  /** Replaces lane 1. */
  public void setS1(float value) {
    set(1, value);
  }

  /** Lane 2. */
  public float getS2() {
    return get(2);
  }

  /** Replaces lane 2. */
  public void setS2(float value) {
    set(2, value);
  }

  /** Lane 3. */
  public float getS3() {
    return get(3);
  }

  /** Replaces lane 3. */
  public void setS3(float value) {
    set(3, value);
  }

  /** Lane 4. */
  public float getS4() {
    return get(4);
  }

  /** Replaces lane 4. */
  public void setS4(float value) {
    set(4, value);
  }

  /** Lane 5. */
  public float getS5() {
    return get(5);
  }

  /** Replaces lane 5. */
  public void setS5(float value) {
    set(5, value);
  }

  /** Lane 6. */
  public float getS6() {
    return get(6);
  }

  /** Replaces lane 6. */
  public void setS6(float value) {
    set(6, value);
  }

  /** Lane 7. */
  public float getS7() {
    return get(7);
  }

  /** Replaces lane 7. */
  public void setS7(float value) {
    set(7, value);
  }

  /** A copy. */
  public Float8 duplicate() {
    Float8 copy = new Float8();
    copy.set(this);
    return copy;
  }

  /** Replaces all lanes. */
  public void set(Float8 other) {
    copyFrom(other);
  }

  @Override
  public void loadFromBuffer(FloatBuffer buffer) {
    load(buffer);
  }
}
