package uk.ac.manchester.tornado.api.types.collections;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.vectors.Float8;

/** An array of {@link Float8}. */
public final class VectorFloat8 extends FloatVectors {
  /** This class. */
  public static final Class<VectorFloat8> TYPE = VectorFloat8.class;

  /** Over the floats of an array, which it shares. */
  public VectorFloat8(FloatArray array) {
    super(array, 8);
  }

  /** Of this many vectors, all zero. */
  public VectorFloat8(int vectors) {
    this(new FloatArray(vectors * 8));
  }

  /** A vector. */
  public Float8 get(int index) {
    Float8 vector = new Float8();
    for (int i = 0; i < 8; i++) {
      vector.set(i, getArray().get(index * 8 + i));
    }
    return vector;
  }

  /** Replaces a vector. */
  public void set(int index, Float8 value) {
    for (int i = 0; i < 8; i++) {
      getArray().set(index * 8 + i, value.get(i));
    }
  }

  /** A copy. */
  public VectorFloat8 duplicate() {
    return new VectorFloat8(new FloatArray(getArray()));
  }
}
