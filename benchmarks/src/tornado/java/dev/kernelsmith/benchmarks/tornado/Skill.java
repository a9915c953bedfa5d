package dev.kernelsmith.benchmarks.tornado;

import java.util.Locale;

/** How a task graph was written by hand. */
public enum Skill {
  /** One kernel a layer and direction, of loops over numbers with register tiles. */
  SIMPLE,
  /** For a CPU: vectors, as few launches as there are points where all threads must wait, and groups for all cores. */
  EXPERT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
