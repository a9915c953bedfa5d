package dev.kernelsmith.benchmarks.suite;

/**
 * Says which kernels of a program run. Classes of kernels that {@link SwitchedKernels} has loaded ask before each call. For one thread: who
 * measures switches and runs.
 */
public final class KernelSwitch {
  /** All kernels run. */
  static final int ALL = -1;

  /** None runs. */
  static final int NONE = -2;

  private static int on = ALL;

  private KernelSwitch() {}

  /** Whether the kernel of a call runs. */
  public static boolean isOn(int call) {
    return on == call || on == ALL;
  }

  /** Lets the kernel of one call run and no other, or {@link #ALL}, or {@link #NONE}. */
  static void set(int call) {
    on = call;
  }
}
