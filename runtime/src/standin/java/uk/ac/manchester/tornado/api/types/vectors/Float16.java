package uk.ac.manchester.tornado.api.types.vectors;

import java.nio.FloatBuffer;

/** 16 floats that are worked on together. */
public final class Float16 extends FloatLanes<Float16> {
  /** This class. */
  public static final Class<Float16> TYPE = Float16.class;

  /** All zero. */
  public Float16() {
    super(new float[16]);
  }

  /** Of these values. */
  public Float16(float s0, float s1, float s2, float s3, float s4, float s5, float s6, float s7, float s8, float s9,
      float s10, float s11, float s12, float s13, float s14, float s15) {
    super(new float[] {s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15});
  }

  /** Sum by lanes. */
  public static Float16 add(Float16 a, Float16 b) {
    return a.with(b, new Float16(), (x, y) -> x + y);
  }

  /** Sum of each lane and a number. */
  public static Float16 add(Float16 a, float b) {
    return a.with(b, new Float16(), (x, y) -> x + y);
  }

  /** Difference by lanes. */
  public static Float16 sub(Float16 a, Float16 b) {
    return a.with(b, new Float16(), (x, y) -> x - y);
  }

  /** Difference of each lane and a number. */
  public static Float16 sub(Float16 a, float b) {
    return a.with(b, new Float16(), (x, y) -> x - y);
  }

  /** Product by lanes. */
  public static Float16 mult(Float16 a, Float16 b) {
    return a.with(b, new Float16(), (x, y) -> x * y);
  }

  /** Product of each lane and a number. */
  public static Float16 mult(Float16 a, float b) {
    return a.with(b, new Float16(), (x, y) -> x * y);
  }

  /** Quotient by lanes. */
  public static Float16 div(Float16 a, Float16 b) {
    return a.with(b, new Float16(), (x, y) -> x / y);
  }

  /** Quotient of each lane and a number. */
  public static Float16 div(Float16 a, float b) {
    return a.with(b, new Float16(), (x, y) -> x / y);
  }

  /** Smaller value by lanes. */
  public static Float16 min(Float16 a, Float16 b) {
    return a.with(b, new Float16(), Math::min);
  }

  /** Smallest lane. */
  public static float min(Float16 a) {
    return a.folded(Math::min);
  }

  /** Greater value by lanes. */
  public static Float16 max(Float16 a, Float16 b) {
    return a.with(b, new Float16(), Math::max);
  }

  /** Greatest lane. */
  public static float max(Float16 a) {
    return a.folded(Math::max);
  }

  /** Sum of the products of lanes. */
  public static float dot(Float16 a, Float16 b) {
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

  /** Lane 8. */
  public float getS8() {
    return get(8);
  }

  /** Replaces lane 8. */
  public void setS8(float value) {
    set(8, value);
  }

  /** Lane 9. */
  public float getS9() {
    return get(9);
  }

  /** Replaces lane 9. */
  public void setS9(float value) {
    set(9, value);
  }

  /** Lane 10. */
  public float getS10() {
    return get(10);
  }

  /** Replaces lane 10. */
  public void setS10(float value) {
    set(10, value);
  }

  /** Lane 11. */
  public float getS11() {
    return get(11);
  }

  /** Replaces lane 11. */
  public void setS11(float value) {
    set(11, value);
  }

  /** Lane 12. */
  public float getS12() {
    return get(12);
  }

  /** Replaces lane 12. */
  public void setS12(float value) {
    set(12, value);
  }

  /** Lane 13. */
  public float getS13() {
    return get(13);
  }

  /** Lane 14. */
  public float getS14() {
    return get(14);
  }

  /** Replaces lane 14. */
  public void setS14(float value) {
    set(14, value);
  }

  /** Lane 15. */
  public float getS15() {
    return get(15);
  }

  /** Replaces lane 15. */
  public void setS15(float value) {
    set(15, value);
  }

  /** Replaces all lanes. */
  public void set(Float16 other) {
    copyFrom(other);
  }

  @Override
  public void loadFromBuffer(FloatBuffer buffer) {
    load(buffer);
  }
}
