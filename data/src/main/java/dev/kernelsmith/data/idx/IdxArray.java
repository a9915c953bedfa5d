package dev.kernelsmith.data.idx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/** The content of an IDX file: an array of numbers with any number of axes, kept in as few bytes as the file takes. */
public final class IdxArray {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle FLOAT = view(float[].class);
  private static final VarHandle DOUBLE = view(double[].class);

  private final IdxType type;
  private final List<Integer> shape;
  private final byte[] bytes;

  /** Takes the big-endian bytes as they are. */
  IdxArray(IdxType type, List<Integer> shape, byte[] bytes) {
    this.type = type;
    this.shape = List.copyOf(shape);
    this.bytes = bytes;
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.BIG_ENDIAN);
  }

  /** Type of the elements. */
  public IdxType type() {
    return type;
  }

  /** Extents, the first of which usually counts the samples. */
  public List<Integer> shape() {
    return shape;
  }

  /** Number of elements. */
  public int length() {
    return bytes.length / type.bytes();
  }

  /**
   * An element in row-major order. Every element type fits a double exactly.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public double valueAt(int index) {
    int at = Objects.checkIndex(index, length()) * type.bytes();
    return switch (type) {
      case UBYTE -> bytes[at] & 0xff;
      case BYTE -> bytes[at];
      case SHORT -> (short) SHORT.get(bytes, at);
      case INT -> (int) INT.get(bytes, at);
      case FLOAT -> (float) FLOAT.get(bytes, at);
      case DOUBLE -> (double) DOUBLE.get(bytes, at);
    };
  }

  /** Copies consecutive elements of type {@link IdxType#UBYTE}, each replaced by its entry in a table of 256. */
  void copyBytes(int from, int count, float[] table, float[] into, int offset) {
    for (int i = 0; i < count; i++) {
      into[offset + i] = table[bytes[from + i] & 0xff];
    }
  }

  @Override
  public String toString() {
    return "IDX array of " + type + " " + shape;
  }
}
