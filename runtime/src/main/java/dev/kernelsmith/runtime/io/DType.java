package dev.kernelsmith.runtime.io;

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
}
