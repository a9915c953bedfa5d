package dev.kernelsmith.processor.schedule;

/** Which windows {@link Winograd} takes. */
public enum WinogradUse {
  /** None. */
  OFF,
  /** Those that it makes faster. */
  WHERE_FASTER,
  /** All that it can: for tests. */
  EVERYWHERE
}
