package uk.ac.manchester.tornado.api.types.collections;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/** An array of {@link Float16}. */
public final class VectorFloat16 extends FloatVectors {
  /** This class. */
  public static final Class<VectorFloat16> TYPE = VectorFloat16.class;

  /** Over the floats of an array, which it shares. */
  public VectorFloat16(FloatArray array) {
    super(array, 16);
  }

  /** Of this many vectors, all zero. */
  public VectorFloat16(int vectors) {
    this(new FloatArray(vectors * 16));
  }

  /** A vector. */
  public Float16 get(int index) {
    Float16 vector = new Float16();
    for (int i = 0; i < 16; i++) {
      vector.set(i, getArray().get(index * 16 + i));
    }
    return vector;
  }

  /** Replaces a vector. */
  public void set(int index, Float16 value) {
    for (int i = 0; i < 16; i++) {
      getArray().set(index * 16 + i, value.get(i));
    }
  }

  /** A copy. */
  public VectorFloat16 duplicate() {
    return new VectorFloat16(new FloatArray(getArray()));
  }
}
