package dev.kernelsmith.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.Json;
import dev.kernelsmith.benchmarks.suite.Protocol;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures one library on one network over sequences, in a JVM of its own. */
public final class SequenceProbe {
  static final String UNIT = "tokens/s";

  private SequenceProbe() {}

  /**
   * Measures, and prints an {@link Answer} as one line of JSON.
   *
   * @param arguments name of the class of the library's {@link SequencePeer}, model, threads, protocol, whether time is that of processors, and the numbers to compare with, if any
   */
  public static void main(String[] arguments) {
    PeerProbe.answer(() -> {
      SequencePeer peer = (SequencePeer) Class.forName(arguments[0]).getConstructor().newInstance();
      FirstNumbers reference = arguments.length > 5 ? Json.read(arguments[5], FirstNumbers.class) : null;
      return training(
          peer, SequenceModel.valueOf(arguments[1]), Integer.parseInt(arguments[2]),
          Json.read(arguments[3], Protocol.class), Boolean.parseBoolean(arguments[4]), reference);
    });
  }

  static Answer training(SequencePeer peer, SequenceModel model, int threads, Protocol protocol,
      boolean ofProcessors, @Nullable FirstNumbers reference) {
    LongSupplier nanos = ofProcessors ? () -> processorTime() / threads : System::nanoTime;
    StepClock clock = new StepClock(protocol, reference, SequenceModel.BATCH * SequenceModel.WINDOW, nanos);
    try (SequenceTraining training = peer.training(model, threads)) {
      training.train(new SequenceBatches(), clock);
    }
    return clock.answer(
        peer.version(),
        (rates, steady) -> figure(Quantity.TRAINING.name(threads), model, rates, steady,
            "steps from Java arrays, whose loss is read back each time; "
                + (ofProcessors ? "in time of processors by threads; " : "") + "after the first steps "
                + protocol.words()));
  }

  /** What this JVM has had of all processors, the work of its compilers included. */
  private static long processorTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }

  private static Figure figure(String name, SequenceModel model, List<Double> rates, boolean steady, String how) {
    return Figure.of(model.name(), name, UNIT, rates, steady, true, how);
  }
}
