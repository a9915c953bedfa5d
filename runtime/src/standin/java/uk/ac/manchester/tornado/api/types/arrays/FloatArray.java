package uk.ac.manchester.tornado.api.types.arrays;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/** An array of floats off the heap. */
public final class FloatArray extends TornadoNativeArray {
  private final int size;
  private final MemorySegment elements;

  /** All zero. */
  public FloatArray(int size) {
    super((long) size * Float.BYTES);
    this.size = size;
    elements = getSegment();
  }

  /** Of the elements of arrays, one array after the other. */
  public FloatArray(FloatArray... arrays) {
    this(totalSize(arrays));
    long at = 0;
    for (FloatArray array : arrays) {
      MemorySegment.copy(array.elements, 0, elements, at, array.elements.byteSize());
      at += array.elements.byteSize();
    }
  }

  private static int totalSize(FloatArray[] arrays) {
    int total = 0;
    for (FloatArray array : arrays) {
      total += array.size;
    }
    return total;
  }

  /** A copy of an array. */
  public static FloatArray fromArray(float[] values) {
    FloatArray array = new FloatArray(values.length);
    MemorySegment.copy(values, 0, array.elements, ValueLayout.JAVA_FLOAT, 0, values.length);
    return array;
  }

  /** Of these values. */
  public static FloatArray fromElements(float... values) {
    return fromArray(values);
  }

  /** A copy of a segment without a header. */
  public static FloatArray fromSegment(MemorySegment segment) {
    FloatArray array = new FloatArray(Math.toIntExact(segment.byteSize() / Float.BYTES));
    array.elements.copyFrom(segment);
    return array;
  }

  /** All elements of arrays, one array after the other. */
  public static FloatArray concat(FloatArray... arrays) {
    return new FloatArray(arrays);
  }

  /** An element. */
  public float get(int index) {
    mustHoldSomething();
    willRead(Objects.checkIndex(index, size));
    return elements.getAtIndex(ValueLayout.JAVA_FLOAT, index);
  }

  /** Replaces an element. */
  public void set(int index, float value) {
    willWrite(Objects.checkIndex(index, size));
    elements.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
    written();
  }

  /** Replaces all elements by one value. */
  public void init(float value) {
    for (int i = 0; i < size; i++) {
      set(i, value);
    }
  }

  /** Replaces all elements of an array by one value. */
  public static void initialize(FloatArray array, float value) {
    array.init(value);
  }

  /** Sets all elements to 0. */
  public void clear() {
    init(0);
  }

  /** A copy on the heap. */
  public float[] toHeapArray() {
    return elements.toArray(ValueLayout.JAVA_FLOAT);
  }

  /** A copy of a range. */
  public FloatArray slice(int from, int length) {
    return fromSegment(elements.asSlice((long) from * Float.BYTES, (long) length * Float.BYTES));
  }

  @Override
  public int getSize() {
    return size;
  }

  @Override
  public int getElementSize() {
    return Float.BYTES;
  }
}
