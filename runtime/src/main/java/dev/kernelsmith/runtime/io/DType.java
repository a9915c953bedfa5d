package dev.kernelsmith.runtime.io;

import java.nio.ByteBuffer;
import java.util.List;

/** Element types of stored tensors, named as safetensors names them. */
public enum DType {
  /** 64-bit IEEE 754 floating point. */
  F64(8),
  /** 32-bit IEEE 754 floating point. */
  F32(4),
  /** 64-bit signed integer. */
  I64(8),
  /** 32-bit signed integer. */
  I32(4);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** A tensor of zeros. */
  Tensor allocate(List<Integer> shape) {
    int length = Math.toIntExact(Tensor.length(shape));
    return switch (this) {
      case F32 -> Tensor.of(shape, new float[length]);
      case F64 -> Tensor.of(shape, new double[length]);
      case I32 -> Tensor.of(shape, new int[length]);
      case I64 -> Tensor.of(shape, new long[length]);
    };
  }

  /** Puts elements of a tensor of this type into a chunk. */
  void encode(Tensor tensor, int from, int count, ByteBuffer chunk) {
    switch (this) {
      case F32 -> chunk.asFloatBuffer().put(tensor.floats(), from, count);
      case F64 -> chunk.asDoubleBuffer().put(tensor.doubles(), from, count);
      case I32 -> chunk.asIntBuffer().put(tensor.ints(), from, count);
      case I64 -> chunk.asLongBuffer().put(tensor.longs(), from, count);
    }
  }
}
