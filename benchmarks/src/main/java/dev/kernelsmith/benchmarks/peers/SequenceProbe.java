package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.Json;
import dev.kernelsmith.benchmarks.suite.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures one library on one network over sequences, in a JVM of its own. */
public final class SequenceProbe {
  static final String UNIT = "tokens/s";

  private SequenceProbe() {}

  /**
   * Measures, and prints an {@link Answer} as one line of JSON.
   *
   * @param arguments name of the class of the library's {@link SequencePeer}, model, threads, protocol, and the numbers to compare with, if any
   */
  public static void main(String[] arguments) {
    PeerProbe.answer(() -> {
      SequencePeer peer = (SequencePeer) Class.forName(arguments[0]).getConstructor().newInstance();
      FirstNumbers reference = arguments.length > 4 ? Json.read(arguments[4], FirstNumbers.class) : null;
      return training(
          peer, SequenceModel.valueOf(arguments[1]), Integer.parseInt(arguments[2]),
          Json.read(arguments[3], Protocol.class), reference);
    });
  }

  static Answer training(SequencePeer peer, SequenceModel model, int threads, Protocol protocol,
      @Nullable FirstNumbers reference) {
    StepClock clock = new StepClock(protocol, reference, SequenceModel.BATCH * SequenceModel.WINDOW);
    try (SequenceTraining training = peer.training(model, threads)) {
      training.train(new SequenceBatches(), clock);
    }
    return clock.answer(
        peer.version(),
        (rates, steady) -> figure(Quantity.TRAINING.name(threads), model, rates, steady,
            "steps from Java arrays, whose loss is read back each time; after the first steps " + protocol.words()));
  }

  private static Figure figure(String name, SequenceModel model, List<Double> rates, boolean steady, String how) {
    return Figure.of(model.name(), name, UNIT, rates, steady, true, how);
  }
}
