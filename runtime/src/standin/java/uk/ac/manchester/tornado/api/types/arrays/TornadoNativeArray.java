package uk.ac.manchester.tornado.api.types.arrays;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.standin.Race;

/** Numbers off the heap, behind a header. */
public abstract class TornadoNativeArray {
  /** Bytes before the first number. */
  public static final long ARRAY_HEADER = 16;

  /** All bytes of memory on a device that nothing was written to: no number of floats, and an odd integer. */
  private static final byte POISON = (byte) 0xff;

  private final MemorySegment all;
  private boolean blank;
  private @Nullable Race race;

  TornadoNativeArray(long bytes) {
    all = Arena.ofAuto().allocate(ARRAY_HEADER + bytes, Long.BYTES);
  }

  /** Number of elements. */
  public abstract int getSize();

  /** Bytes of an element. */
  public abstract int getElementSize();

  /** The elements. */
  public MemorySegment getSegment() {
    return all.asSlice(ARRAY_HEADER);
  }

  /** The elements, and the header before them. */
  public MemorySegment getSegmentWithHeader() {
    return all;
  }

  /** Bytes of elements and header. */
  public long getNumBytesOfSegmentWithHeader() {
    return all.byteSize();
  }

  /** Bytes of the elements. */
  public long getNumBytesOfSegment() {
    return all.byteSize() - ARRAY_HEADER;
  }

  /** Only in the stand-in: makes this what a device's memory is before anything is written there. */
  public final void makeBlank() {
    getSegment().fill(POISON);
    blank = true;
  }

  /** Only in the stand-in: whether nothing was written since {@link #makeBlank}. */
  public final boolean isBlank() {
    return blank;
  }

  /** Only in the stand-in: takes all elements of an array of the same kind and length. */
  public final void copyFrom(TornadoNativeArray other) {
    getSegment().copyFrom(other.getSegment());
    blank = false;
  }

  /** Only in the stand-in: has what kernels do here watched, or no longer. */
  public final void watch(@Nullable Race watched) {
    race = watched;
  }

  final void willRead(int index) {
    if (race != null) {
      race.read(index);
    }
  }

  final void willWrite(int index) {
    if (race != null) {
      race.write(index);
    }
  }

  final void written() {
    blank = false;
  }

  final void mustHoldSomething() {
    if (blank) {
      throw new IllegalStateException(
          "an array of %d elements is read on the device, but nothing was written there: no task before, and no transferToDevice"
              .formatted(getSize()));
    }
  }
}
