package dev.kernelsmith.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.Json;
import dev.kernelsmith.benchmarks.suite.MeasuredWindows;
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
   * @param arguments name of the class of the library's {@link SequencePeer}, quantity, model, threads, protocol, whether time is that of processors, and the numbers to compare with, if any
   */
  public static void main(String[] arguments) {
    PeerProbe.answer(() -> {
      SequencePeer peer = (SequencePeer) Class.forName(arguments[0]).getConstructor().newInstance();
      Quantity quantity = Quantity.valueOf(arguments[1]);
      SequenceModel model = SequenceModel.valueOf(arguments[2]);
      int threads = Integer.parseInt(arguments[3]);
      Protocol protocol = Json.read(arguments[4], Protocol.class);
      boolean ofProcessors = Boolean.parseBoolean(arguments[5]);
      FirstNumbers reference = arguments.length > 6 ? Json.read(arguments[6], FirstNumbers.class) : null;
      return quantity == Quantity.WRITING ? writing(peer, model, threads, protocol, ofProcessors, reference)
          : training(peer, model, threads, protocol, ofProcessors, reference);
    });
  }

  /** Writes texts as long as a window, the likeliest character each time, after the first of which has been compared. */
  static Answer writing(SequencePeer peer, SequenceModel model, int threads, Protocol protocol,
      boolean ofProcessors, @Nullable FirstNumbers reference) {
    try (SequenceWriter writer = peer.writer(model, threads)) {
      float[] probabilities = new float[FirstNumbers.SAMPLES * SequenceModel.VOCABULARY];
      writer.begin();
      for (int step = 0; step < FirstNumbers.SAMPLES; step++) {
        System.arraycopy(
            writer.step(7 * step + 3), 0, probabilities, step * SequenceModel.VOCABULARY, SequenceModel.VOCABULARY);
      }
      FirstNumbers numbers = FirstNumbers.ofProbabilities(probabilities, SequenceModel.VOCABULARY);
      String problem = reference == null ? "" : numbers.differenceFrom(reference);
      if (!problem.isEmpty()) {
        return new Answer(peer.version(), numbers, List.of(), problem);
      }
      LongSupplier nanos = clock(ofProcessors, threads);
      MeasuredWindows windows = new MeasuredWindows(protocol);
      windows.begin(nanos.getAsLong());
      int character = 0;
      do {
        writer.begin();
        for (int step = 0; step < SequenceModel.WINDOW; step++) {
          character = likeliest(writer.step(character));
        }
      } while (windows.add(nanos.getAsLong(), SequenceModel.WINDOW));
      Figure figure =
          figure(
              Quantity.WRITING.name(threads), model, windows.rates(), windows.steady(),
              "texts of " + SequenceModel.WINDOW + " characters, each from a Java array to a Java array; "
                  + (ofProcessors ? "in time of processors by threads; " : "") + protocol.words());
      return new Answer(peer.version(), numbers, List.of(figure), "");
    }
  }

  private static LongSupplier clock(boolean ofProcessors, int threads) {
    return ofProcessors ? () -> processorTime() / threads : System::nanoTime;
  }

  private static int likeliest(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return best;
  }

  static Answer training(SequencePeer peer, SequenceModel model, int threads, Protocol protocol,
      boolean ofProcessors, @Nullable FirstNumbers reference) {
    LongSupplier nanos = clock(ofProcessors, threads);
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
