package dev.kernelsmith.data.idx;

/** Element types of IDX files. */
public enum IdxType {
  /** Unsigned byte, code 0x08. */
  UBYTE(0x08, 1),
  /** Signed byte, code 0x09. */
  BYTE(0x09, 1),
  /** 16-bit signed integer, code 0x0B. */
  SHORT(0x0B, 2),
  /** 32-bit signed integer, code 0x0C. */
  INT(0x0C, 4),
  /** 32-bit IEEE 754 floating point, code 0x0D. */
  FLOAT(0x0D, 4),
  /** 64-bit IEEE 754 floating point, code 0x0E. */
  DOUBLE(0x0E, 8);

  private final int code;
  private final int bytes;

  IdxType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The third byte of the file. */
  public int code() {
    return code;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether the elements are whole numbers. */
  public boolean isInteger() {
    return this != FLOAT && this != DOUBLE;
  }
}
