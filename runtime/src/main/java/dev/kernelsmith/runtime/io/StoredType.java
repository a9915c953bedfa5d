package dev.kernelsmith.runtime.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Element types of safetensors files that are read, named as the format names them. 16-bit floating point becomes
 * 32-bit, which is exact for every value: subnormals, infinities and the bits of NaN included.
 */
enum StoredType {
  /** 64-bit IEEE 754 floating point. */
  F64(DType.F64, 8),
  /** 32-bit IEEE 754 floating point. */
  F32(DType.F32, 4),
  /** 16-bit IEEE 754 floating point: 5 bits of exponent, 10 of fraction. */
  F16(DType.F32, 2),
  /** The upper 16 bits of an F32. */
  BF16(DType.F32, 2),
  /** 64-bit signed integer. */
  I64(DType.I64, 8),
  /** 32-bit signed integer. */
  I32(DType.I32, 4);

  /** The format's other types, as of its version 0.6. */
  private static final Set<String> OTHERS =
      Set.of("BOOL", "F4", "F6_E2M3", "F6_E3M2", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ",
          "F8_E5M2FNUZ", "I16", "U16", "U32", "U64", "C64");

  private final DType dtype;
  private final int bytes;

  StoredType(DType dtype, int bytes) {
    this.dtype = dtype;
    this.bytes = bytes;
  }

  /** The type of that name, or null. */
  static @Nullable StoredType named(String name) {
    for (StoredType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** Whether a name is that of a type which the format has, but which is not read here. */
  static boolean isOther(String name) {
    return OTHERS.contains(name);
  }

  /** Names of all types. */
  static String list() {
    String names = Arrays.toString(values());
    return names.substring(1, names.length() - 1);
  }

  /** What the elements become in memory. */
  DType dtype() {
    return dtype;
  }

  /** Bytes of one element in the file. */
  int bytes() {
    return bytes;
  }

  /** A tensor of zeros for elements of this type. */
  Tensor allocate(List<Integer> shape) {
    return dtype.allocate(shape);
  }

  /** Sets elements of a tensor from the bytes of a chunk. */
  void decode(ByteBuffer chunk, Tensor tensor, int from, int count) {
    switch (this) {
      case F64 -> chunk.asDoubleBuffer().get(tensor.doubles(), from, count);
      case F32 -> chunk.asFloatBuffer().get(tensor.floats(), from, count);
      case I64 -> chunk.asLongBuffer().get(tensor.longs(), from, count);
      case I32 -> chunk.asIntBuffer().get(tensor.ints(), from, count);
      case F16 -> {
        for (int i = 0; i < count; i++) {
          tensor.floats()[from + i] = Float.float16ToFloat(chunk.getShort(2 * i));
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          tensor.floats()[from + i] = Float.intBitsToFloat(chunk.getShort(2 * i) << 16);
        }
      }
    }
  }
}
