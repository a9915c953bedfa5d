package dev.kernelsmith.benchmarks.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts the arithmetic that a benchmark has done, so that JMH reports it as a rate beside the score. */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class Work {
  /** Floating-point operations in units of 10^9; JMH resets it, divides it by the time and prints it by this name. */
  public double gigaflops;

  /** Adds the work of one invocation. */
  void add(double flops) {
    gigaflops += flops * 1e-9;
  }
}
