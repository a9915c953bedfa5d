package dev.kernelsmith.processor.schedule;

/** Which kernels can be run by several threads, in pieces. */
public enum PieceUse {
  /** None: nobody runs the program by several threads. */
  NOWHERE,
  /** Those of programs that it makes faster. */
  WHERE_FASTER,
  /** All that can be cut: for tests. */
  EVERYWHERE
}
