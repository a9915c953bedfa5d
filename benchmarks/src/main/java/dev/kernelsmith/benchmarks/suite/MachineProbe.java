package dev.kernelsmith.benchmarks.suite;

import java.util.concurrent.ExecutionException;

/** Measures the machine. */
public final class MachineProbe {
  private MachineProbe() {}

  /**
   * The peaks of so many threads at the same time.
   *
   * @param threads threads
   * @param gigaflops 10^9 operations a second of an FMA loop in registers
   * @param gigabytes 10^9 bytes a second of a stream loop over memory, a read, another and a write for each element
   */
  public record Peak(int threads, double gigaflops, double gigabytes) {}

  /** Measures them. */
  public static Peak measure(int threads) throws InterruptedException, ExecutionException {
    double flops = Threads.sum(threads, Peaks::multiplyAdds);
    return new Peak(threads, flops / 1e9, Threads.sum(threads, () -> Peaks.streamFromMemory(threads)) / 1e9);
  }
}
