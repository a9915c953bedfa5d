package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.suite.Json;
import java.util.List;

/** Asks one library for the numbers of its optimizers, in a JVM of its own. */
public final class OptimizersProbe {
  private OptimizersProbe() {}

  /**
   * Prints the lines of all references as one line of JSON.
   *
   * @param arguments name of the class of the library's {@link OptimizerPeer}
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    OptimizerPeer peer = (OptimizerPeer) Class.forName(arguments[0]).getConstructor().newInstance();
    List<OptimizerReference> references = peer.references();
    String version = peer.version();
    System.out.println(PeerProbe.MARK + Json.line(references.stream().map(r -> r.line(version)).toList()));
    System.exit(0); // some libraries leave threads behind
  }
}
