package dev.kernelsmith.benchmarks.peers;

import java.util.List;

/** A library whose optimizers are asked for their numbers. Implementations have a public constructor without parameters. */
public interface OptimizerPeer {
  /** Name and version of what computes. */
  String version();

  /** What the library makes of each case that it has a rule for. */
  List<OptimizerReference> references();
}
