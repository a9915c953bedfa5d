package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Statement;

import org.jspecify.annotations.Nullable;

/**
 * What loops are scheduled for.
 *
 * @param style what kind of code they become
 * @param block samples per block, 16 or 1; 1 for a device, where the samples of the batch are threads
 * @param registers floating-point registers that a tile may fill
 * @param winograd which windows vector code computes by fewer products
 * @param pieces which kernels run in pieces
 */
public record Target(Style style, int block, int registers, WinogradUse winograd, PieceUse pieces) {
  /** Kinds of code. */
  public enum Style {
    /** Plain loops. */
    SCALAR,
    /** Loops over vectors. */
    VECTOR,
    /** Kernels of an accelerator: a thread computes one register tile of one sample. */
    DEVICE,
    /** The same, where a thread may compute vectors. */
    LANES,
    /** The same, where threads are laid out in groups that share local memory, and many groups are needed. */
    GROUPS
  }

  /** Registers that tiles of scalar code may fill, and of vector code on machines with few. */
  public static final int FEW_REGISTERS = 16;

  /** Samples in a block, and the multiple to which rows are padded: the lanes of the widest vector in use. */
  public static final int LANES = 16;

  /** Registers that vectors of a device may fill in a launch of their own. */
  private static final int REGISTERS_ALONE = 28;

  /** Scalar code, one sample at a time. */
  public static Target scalar() {
    return new Target(Style.SCALAR, 1, 16, WinogradUse.OFF, PieceUse.WHERE_FASTER);
  }

  /** Vector code over 16 samples at a time. */
  public static Target vectorBlock(int registers) {
    return new Target(Style.VECTOR, LANES, registers, WinogradUse.WHERE_FASTER, PieceUse.WHERE_FASTER);
  }

  /** Vector code over channels or units, one sample at a time. */
  public static Target vectorSingle(int registers) {
    return new Target(Style.VECTOR, 1, registers, WinogradUse.WHERE_FASTER, PieceUse.WHERE_FASTER);
  }

  /** Kernels for a kind of accelerator. */
  public static Target device(DeviceSchedule kind) {
    Style style =
        switch (kind) {
          case GPU -> Style.GROUPS;
          case CPU -> Style.LANES;
          case FPGA -> Style.DEVICE;
        };
    return new Target(style, 1, kind.registers(), WinogradUse.OFF, PieceUse.WHERE_FASTER);
  }

  /** The kind of accelerator, or null for the CPU itself. */
  @Nullable
  DeviceSchedule kind() {
    return switch (style) {
      case SCALAR, VECTOR -> null;
      case DEVICE -> DeviceSchedule.FPGA;
      case LANES -> DeviceSchedule.CPU;
      case GROUPS -> DeviceSchedule.GPU;
    };
  }

  /** This with other windows computed by fewer products. */
  public Target with(WinogradUse use) {
    return new Target(style, block, registers, use, pieces);
  }

  /** This with other kernels that run in pieces. */
  public Target with(PieceUse use) {
    return new Target(style, block, registers, winograd, use);
  }

  /** The same for a sum of products: more of them where a device with vectors launches it by itself, so that its code shares no launch. */
  public int registers(Statement products) {
    boolean alone = lanes() && !products.sumsOverSamples() && products.flops() > DeviceSchedule.CPU.smallFlops();
    return alone ? Math.max(registers, REGISTERS_ALONE) : registers;
  }

  /** What it is, in words. */
  public String words() {
    String tiles = "tiles for " + registers + " registers";
    return switch (style) {
      case SCALAR -> "scalar code";
      case VECTOR -> "vectors, " + (block > 1 ? "blocks of " + block + " samples, " : "single samples, ") + tiles;
      case DEVICE -> "a device, " + tiles;
      case LANES -> "a device with vectors, " + tiles;
      case GROUPS -> "a device with groups of threads, " + tiles;
    };
  }

  /** Whether lanes are vector lanes. */
  public boolean vector() {
    return style == Style.VECTOR;
  }

  /** Whether the samples of a batch are threads, whose number is not known yet. */
  public boolean device() {
    return style == Style.DEVICE || lanes() || groups();
  }

  /** Whether threads of a device compute vectors. */
  public boolean lanes() {
    return style == Style.LANES;
  }

  /** Whether groups of threads work together. */
  public boolean groups() {
    return style == Style.GROUPS;
  }

  /** Whether samples may be there that only fill a block. */
  public boolean fills() {
    return block > 1 || device();
  }

  /** The vectors of which the last may be filled in part. */
  public static int vectors(int extent) {
    return Math.ceilDiv(extent, LANES);
  }

  /** The next multiple of {@link #LANES}. */
  public static int padded(int extent) {
    return Math.multiplyExact(vectors(extent), LANES);
  }
}
