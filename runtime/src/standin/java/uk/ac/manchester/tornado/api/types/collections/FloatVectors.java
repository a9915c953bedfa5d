package uk.ac.manchester.tornado.api.types.collections;

import java.lang.foreign.MemorySegment;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** What arrays of vectors of floats have in common. */
public abstract class FloatVectors {
  private final FloatArray array;
  private final int width;

  FloatVectors(FloatArray array, int width) {
    if (array.getSize() % width != 0) {
      throw new IllegalStateException(
          "%d floats are no whole number of vectors of %d; make the array longer".formatted(array.getSize(), width));
    }
    this.array = array;
    this.width = width;
  }

  /** Floats of a vector. */
  public int vectorWidth() {
    return width;
  }

  /** Number of vectors. */
  public int getLength() {
    return array.getSize() / width;
  }

  /** Number of floats. */
  public int size() {
    return array.getSize();
  }

  /** The floats; shared. */
  public FloatArray getArray() {
    return array;
  }

  /** Replaces all floats by one value. */
  public void fill(float value) {
    array.init(value);
  }

  /** Sets all floats to 0. */
  public void clear() {
    array.clear();
  }

  /** Bytes of all vectors. */
  public long getNumBytes() {
    return array.getNumBytesOfSegment();
  }

  /** The floats, off the heap. */
  public MemorySegment getSegment() {
    return array.getSegment();
  }
}
