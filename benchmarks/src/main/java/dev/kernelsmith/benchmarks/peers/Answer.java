package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.suite.Figure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM says that measured a library.
 *
 * @param version of the library
 * @param numbers what the network said before it was timed; null where it said nothing
 * @param figures what was measured; none where there was a problem
 * @param problem why it was not timed, in words; empty where it was
 */
public record Answer(String version, @Nullable FirstNumbers numbers, List<Figure> figures, String problem) {
  /** That of a library which did not come to its end. */
  static Answer failed(String why) {
    return new Answer("", null, List.of(), why);
  }
}
