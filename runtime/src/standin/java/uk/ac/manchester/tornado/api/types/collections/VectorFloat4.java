package uk.ac.manchester.tornado.api.types.collections;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.vectors.Float4;

/** An array of {@link Float4}. */
public final class VectorFloat4 extends FloatVectors {
  /** This class. */
  public static final Class<VectorFloat4> TYPE = VectorFloat4.class;

  /** Over the floats of an array, which it shares. */
  public VectorFloat4(FloatArray array) {
    super(array, 4);
  }

  /** Of this many vectors, all zero. */
  public VectorFloat4(int vectors) {
    this(new FloatArray(vectors * 4));
  }

  /** A vector. */
  public Float4 get(int index) {
    Float4 vector = new Float4();
    for (int i = 0; i < 4; i++) {
      vector.set(i, getArray().get(index * 4 + i));
    }
    return vector;
  }

  /** Replaces a vector. */
  public void set(int index, Float4 value) {
    for (int i = 0; i < 4; i++) {
      getArray().set(index * 4 + i, value.get(i));
    }
  }

  /** A copy. */
  public VectorFloat4 duplicate() {
    return new VectorFloat4(new FloatArray(getArray()));
  }
}
