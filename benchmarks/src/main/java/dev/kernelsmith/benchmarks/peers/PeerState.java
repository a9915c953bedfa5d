package dev.kernelsmith.benchmarks.peers;

import java.util.List;

/**
 * What became of a library in a run.
 *
 * @param title what it is called
 * @param version its version; empty where it never ran
 * @param problems what was not measured, and why; none where all was
 */
public record PeerState(String title, String version, List<String> problems) {
  /** Copies the list. */
  public PeerState {
    problems = List.copyOf(problems);
  }
}
