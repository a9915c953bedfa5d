package dev.kernelsmith.processor.schedule;

/** Which kernels run in pieces of their range: by several threads, or some rows at a time with others of a {@link Chain}. */
public enum PieceUse {
  /** By threads none, since nobody runs the program by several. */
  NOWHERE,
  /** Those that it makes faster. */
  WHERE_FASTER,
  /** All that can be cut: for tests. */
  EVERYWHERE
}
