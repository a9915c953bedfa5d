package dev.kernelsmith.processor.schedule;

/**
 * How kernels are laid out for a kind of device.
 *
 * <table>
 * <caption>What differs</caption>
 * <tr><td>{@link #GPU}</td><td>explicit work groups, neighbouring threads on neighbouring samples, tree reductions in local memory,
 * one launch for small layers that follow each other, tiles small enough for many threads</td></tr>
 * <tr><td>{@link #CPU}</td><td>parallel loops over vectors of samples, of neighbours in rows, or of parameters; work groups that a core takes whole; one launch for
 * what follows each other of the same samples; tiles as large as the registers allow</td></tr>
 * <tr><td>{@link #FPGA}</td><td>parallel loops, the first over a multiple of 64, small tiles, windows unrolled</td></tr>
 * </table>
 */
public enum DeviceSchedule {
  /** Graphics processors. */
  GPU("Gpu", 12, 32, 50_000, 120),
  /** Processors through OpenCL. */
  CPU("Cpu", 16, 16, 300_000, 60),
  /** Field-programmable gate arrays. */
  FPGA("Fpga", 6, 64, 256, 120);

  private final String className;
  private final int registers;
  private final int lanes;
  private final int smallFlops;
  private final int accumulators;

  DeviceSchedule(String className, int registers, int lanes, int smallFlops, int accumulators) {
    this.className = className;
    this.registers = registers;
    this.lanes = lanes;
    this.smallFlops = smallFlops;
    this.accumulators = accumulators;
  }

  /** Simple name of the class that holds its kernels. */
  public String className() {
    return className;
  }

  /** Floating-point registers of a thread that a tile may fill. */
  public int registers() {
    return registers;
  }

  /** A batch is rounded up to a multiple of this many samples. */
  public int lanes() {
    return lanes;
  }

  /** Operations per sample below which a kernel is not worth a launch of its own. */
  public int smallFlops() {
    return smallFlops;
  }

  /** Accumulators of all kernels of a launch, which keep its code within what TornadoVM compiles; a sum over vectors takes more code. */
  public int accumulators() {
    return accumulators;
  }

  /** Whether threads are laid out by hand, through a {@code KernelContext}, rather than by parallel loops. */
  public boolean explicit() {
    return this == GPU;
  }
}
