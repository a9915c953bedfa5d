package uk.ac.manchester.tornado.api.types.vectors;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** What vectors of floats have in common. */
abstract class FloatLanes<V extends FloatLanes<V>> implements TornadoVectorsInterface<FloatBuffer> {
  private final float[] lanes;

  FloatLanes(float[] lanes) {
    this.lanes = lanes;
  }

  /** A function of two floats. */
  interface Operator {
    float of(float x, float y);
  }

  final V with(FloatLanes<V> other, V result, Operator operator) {
    for (int i = 0; i < lanes.length; i++) {
      result.set(i, operator.of(lanes[i], other.lanes[i]));
    }
    return result;
  }

  final V with(float other, V result, Operator operator) {
    for (int i = 0; i < lanes.length; i++) {
      result.set(i, operator.of(lanes[i], other));
    }
    return result;
  }

  final float folded(Operator operator) {
    float result = lanes[0];
    for (int i = 1; i < lanes.length; i++) {
      result = operator.of(result, lanes[i]);
    }
    return result;
  }

  final void copyFrom(V other) {
    System.arraycopy(((FloatLanes<V>) other).lanes, 0, lanes, 0, lanes.length);
  }

  final void load(FloatBuffer buffer) {
    buffer.get(0, lanes);
  }

  /** A lane, from 0. */
  public float get(int index) {
    return lanes[index];
  }

  /** Replaces a lane. */
  public void set(int index, float value) {
    lanes[index] = value;
  }

  /** The lanes; shared. */
  public float[] getArray() {
    return lanes;
  }

  /** The lanes; copied. */
  public float[] toArray() {
    return lanes.clone();
  }

  @Override
  public FloatBuffer asBuffer() {
    return FloatBuffer.wrap(lanes);
  }

  @Override
  public int size() {
    return lanes.length;
  }

  @Override
  public long getNumBytes() {
    return (long) lanes.length * Float.BYTES;
  }

  @Override
  public String toString() {
    return Arrays.toString(lanes);
  }
}
