package dev.kernelsmith.processor.schedule;

/**
 * What loops are scheduled for.
 *
 * @param vector whether lanes are vector lanes; else everything is scalar
 * @param block samples per block, 16 or 1
 * @param registers floating-point registers that a tile may fill
 */
public record Target(boolean vector, int block, int registers) {
  /** Samples in a block, and the multiple to which rows are padded: the lanes of the widest vector in use. */
  public static final int LANES = 16;

  /** Scalar code, one sample at a time. */
  public static Target scalar() {
    return new Target(false, 1, 16);
  }

  /** Vector code over 16 samples at a time. */
  public static Target vectorBlock(int registers) {
    return new Target(true, LANES, registers);
  }

  /** Vector code over channels or units, one sample at a time. */
  public static Target vectorSingle(int registers) {
    return new Target(true, 1, registers);
  }

  /** The next multiple of {@link #LANES}. */
  public static int padded(int extent) {
    return Math.ceilDiv(extent, LANES) * LANES;
  }
}
