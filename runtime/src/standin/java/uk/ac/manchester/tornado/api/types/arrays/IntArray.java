package uk.ac.manchester.tornado.api.types.arrays;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/** An array of ints off the heap. */
public final class IntArray extends TornadoNativeArray {
  private final int size;
  private final MemorySegment elements;

  /** All zero. */
  public IntArray(int size) {
    super((long) size * Integer.BYTES);
    this.size = size;
    elements = getSegment();
  }

  /** Of the elements of arrays, one array after the other. */
  public IntArray(IntArray... arrays) {
    this(totalSize(arrays));
    long at = 0;
    for (IntArray array : arrays) {
      MemorySegment.copy(array.elements, 0, elements, at, array.elements.byteSize());
      at += array.elements.byteSize();
    }
  }

  private static int totalSize(IntArray[] arrays) {
    int total = 0;
    for (IntArray array : arrays) {
      total += array.size;
    }
    return total;
  }

  /** A copy of an array. */
  public static IntArray fromArray(int[] values) {
    IntArray array = new IntArray(values.length);
    MemorySegment.copy(values, 0, array.elements, ValueLayout.JAVA_INT, 0, values.length);
    return array;
  }

  /** Of these values. */
  public static IntArray fromElements(int... values) {
    return fromArray(values);
  }

  /** A copy of a segment without a header. */
  public static IntArray fromSegment(MemorySegment segment) {
    IntArray array = new IntArray(Math.toIntExact(segment.byteSize() / Integer.BYTES));
    array.elements.copyFrom(segment);
    return array;
  }

  /** All elements of arrays, one array after the other. */
  public static IntArray concat(IntArray... arrays) {
    return new IntArray(arrays);
  }

  /** An element. */
  public int get(int index) {
    mustHoldSomething();
    willRead(Objects.checkIndex(index, size));
    return elements.getAtIndex(ValueLayout.JAVA_INT, index);
  }

  /** Replaces an element. */
  public void set(int index, int value) {
    willWrite(Objects.checkIndex(index, size));
    elements.setAtIndex(ValueLayout.JAVA_INT, index, value);
    written();
  }

  /** Replaces all elements by one value. */
  public void init(int value) {
    for (int i = 0; i < size; i++) {
      set(i, value);
    }
  }

  /** Replaces all elements of an array by one value. */
  public static void initialize(IntArray array, int value) {
    array.init(value);
  }

  /** Sets all elements to 0. */
  public void clear() {
    init(0);
  }

  /** A copy on the heap. */
  public int[] toHeapArray() {
    return elements.toArray(ValueLayout.JAVA_INT);
  }

  /** A copy of a range. */
  public IntArray slice(int from, int length) {
    return fromSegment(elements.asSlice((long) from * Integer.BYTES, (long) length * Integer.BYTES));
  }

  @Override
  public int getSize() {
    return size;
  }

  @Override
  public int getElementSize() {
    return Integer.BYTES;
  }
}
