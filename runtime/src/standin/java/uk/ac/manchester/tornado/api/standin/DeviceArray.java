package uk.ac.manchester.tornado.api.standin;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;
import uk.ac.manchester.tornado.api.types.collections.FloatVectors;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat4;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat8;

/** The memory of an array on the device: an array of its own, which kernels get in place of the one on the host. */
final class DeviceArray {
  /** What an integer of fresh memory is, as in {@link TornadoNativeArray}. */
  private static final int POISON = -1;

  private final Object host;
  private final Object device;
  private final boolean tracked;
  private boolean blank;

  DeviceArray(Object host) {
    this.host = host;
    device = switch (host) {
      case FloatArray a -> new FloatArray(a.getSize());
      case IntArray a -> new IntArray(a.getSize());
      case VectorFloat4 v -> new VectorFloat4(new FloatArray(v.size()));
      case VectorFloat8 v -> new VectorFloat8(new FloatArray(v.size()));
      case VectorFloat16 v -> new VectorFloat16(new FloatArray(v.size()));
      case float[] a -> new float[a.length];
      case int[] a -> new int[a.length];
      default -> throw new IllegalStateException("not an array: " + host.getClass());
    };
    tracked = !mustBeListed(host) || host instanceof FloatVectors;
    makeBlank();
  }

  /** Refuses what cannot be an array of a device. */
  static void check(Object array, String where) {
    Refusal.unless(array != null, "%s is null", where);
    Refusal.unless(
        array instanceof FloatArray || array instanceof IntArray || array instanceof FloatVectors
            || array instanceof float[] || array instanceof int[],
        "%s is a %s; kernels take FloatArray, IntArray, VectorFloat4, 8 and 16, float[], int[] and numbers that are not boolean",
        where, array.getClass().getSimpleName());
    Refusal.unless(bytes(array) > 0, "%s is an array without elements, which a device cannot hold", where);
  }

  /** Whether TornadoVM insists that a graph names an array before a task takes it. */
  static boolean mustBeListed(Object argument) {
    return argument instanceof FloatVectors || argument instanceof float[] || argument instanceof int[];
  }

  static String describe(Object array) {
    return switch (array) {
      case float[] a -> "the float[" + a.length + "]";
      case int[] a -> "the int[" + a.length + "]";
      case TornadoNativeArray a -> "the %s of %d elements".formatted(a.getClass().getSimpleName(), a.getSize());
      case FloatVectors v -> "the %s of %d vectors".formatted(v.getClass().getSimpleName(), v.getLength());
      default -> array.toString();
    };
  }

  static long bytes(Object array) {
    return switch (array) {
      case float[] a -> (long) a.length * Float.BYTES;
      case int[] a -> (long) a.length * Integer.BYTES;
      case FloatVectors v -> v.getNumBytes();
      default -> ((TornadoNativeArray) array).getNumBytesOfSegment();
    };
  }

  /** The array that kernels get. */
  Object device() {
    return device;
  }

  /** Makes the memory what it is before anything is written there. */
  void makeBlank() {
    switch (device) {
      case float[] a -> Arrays.fill(a, Float.NaN);
      case int[] a -> Arrays.fill(a, POISON);
      default -> nativeArray(device).makeBlank();
    }
    blank = true;
  }

  /**
   * Whether nothing was written there. Writes of kernels to arrays on the heap cannot be seen: see {@link
   * #mayBeWritten}.
   */
  boolean isBlank() {
    return tracked ? nativeArray(device).isBlank() : blank;
  }

  /** A kernel that takes the array has run. */
  void mayBeWritten() {
    blank = false;
  }

  long upload() {
    copy(host, device);
    blank = false;
    return bytes(host);
  }

  long download() {
    copy(device, host);
    return bytes(host);
  }

  private static void copy(Object from, Object to) {
    switch (from) {
      case float[] a -> System.arraycopy(a, 0, to, 0, a.length);
      case int[] a -> System.arraycopy(a, 0, to, 0, a.length);
      default -> nativeArray(to).copyFrom(nativeArray(from));
    }
  }

  /** The array off the heap behind an argument, or null where there is none. */
  static @Nullable TornadoNativeArray nativeArray(Object array) {
    return switch (array) {
      case FloatVectors v -> v.getArray();
      case TornadoNativeArray a -> a;
      default -> null;
    };
  }
}
