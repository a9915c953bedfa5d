package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.suite.CallTimes;
import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.Json;
import dev.kernelsmith.benchmarks.suite.MeasuredWindows;
import dev.kernelsmith.benchmarks.suite.Protocol;
import dev.kernelsmith.benchmarks.suite.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Measures one library on one workload, in a JVM of its own. */
public final class PeerProbe {
  /** Before the line with the answer: libraries print, too. */
  static final String MARK = "ANSWER ";

  /** What a JVM measures. */
  enum Part {
    TRAINING("training"), PREDICTION("prediction");

    private final String title;

    Part(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  private static final int MANY = 256;

  private final Peer peer;
  private final PeerNetwork network;
  private final int threads;
  private final Protocol protocol;
  private final @Nullable FirstNumbers reference;

  /** A measurement; the reference is null where there is nothing to compare with. */
  PeerProbe(Peer peer, Workload workload, int threads, Protocol protocol, @Nullable FirstNumbers reference) {
    PeerNetwork described = PeerNetworks.of(workload);
    this.peer = peer;
    network = peer.channelsFirst() ? ChannelsFirst.of(described) : described;
    this.threads = threads;
    this.protocol = protocol;
    this.reference = reference;
  }

  /**
   * Measures, and prints an {@link Answer} as one line of JSON.
   *
   * @param arguments name of the class of the library's {@link Peer}, part, workload, threads, protocol, and the numbers to compare with, if any
   */
  public static void main(String[] arguments) {
    answer(() -> {
      Peer peer = (Peer) Class.forName(arguments[0]).getConstructor().newInstance();
      FirstNumbers reference = arguments.length > 5 ? Json.read(arguments[5], FirstNumbers.class) : null;
      return new PeerProbe(
          peer, Workload.valueOf(arguments[2]), Integer.parseInt(arguments[3]),
          Json.read(arguments[4], Protocol.class), reference).measure(Part.valueOf(arguments[1]));
    });
  }

  /** Prints what a measurement says, or why there is none, and ends this JVM. */
  static void answer(Callable<Answer> measurement) {
    Answer answer;
    try {
      answer = measurement.call();
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
      answer = Answer.failed("it failed: " + rootOf(e));
    }
    System.out.println(MARK + Json.line(answer));
    System.exit(0); // some libraries leave threads behind
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  Answer measure(Part part) {
    return part == Part.TRAINING ? training() : prediction();
  }

  private Answer training() {
    if (!peer.trains()) {
      return new Answer(peer.version(), null, List.of(), "it does not train");
    }
    StepClock clock = new StepClock(protocol, reference, network.batch(), System::nanoTime);
    try (Training training = peer.training(network, threads)) {
      training.train(new PeerBatches(network), clock);
    }
    return clock.answer(
        peer.version(),
        (rates, steady) -> figure(Quantity.TRAINING, rates, steady,
            "steps from Java arrays, whose loss is read back each time; after the first steps "));
  }

  private Answer prediction() {
    FirstNumbers numbers = firstProbabilities();
    String problem = differenceFromReference(numbers);
    if (!problem.isEmpty()) {
      return new Answer(peer.version(), numbers, List.of(), problem);
    }
    return new Answer(peer.version(), numbers, List.of(one(), many()), "");
  }

  private FirstNumbers firstProbabilities() {
    try (Prediction prediction = peer.prediction(network, FirstNumbers.SAMPLES, threads)) {
      prediction.predict(PeerBatches.inputs(network, 0, FirstNumbers.SAMPLES));
      return FirstNumbers.ofProbabilities(prediction.probabilities(), network.classes());
    }
  }

  private String differenceFromReference(FirstNumbers numbers) {
    return reference == null ? "" : numbers.differenceFrom(reference);
  }

  private Figure one() {
    List<PeerInputs> inputs = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      inputs.add(PeerBatches.inputs(network, i, 1));
    }
    int[] next = {0};
    try (Prediction prediction = peer.prediction(network, 1, threads)) {
      CallTimes times = CallTimes.measure(protocol, () -> {
        prediction.predict(inputs.get(next[0]));
        next[0] = (next[0] + 1) % inputs.size();
      });
      return figure(Quantity.ONE, times.half(), times.steady(), "each call from a Java array to a Java array; ");
    }
  }

  private Figure many() {
    PeerInputs inputs = PeerBatches.inputs(network, 0, MANY);
    try (Prediction prediction = peer.prediction(network, MANY, threads)) {
      MeasuredWindows windows = MeasuredWindows.begun(protocol);
      do {
        prediction.predict(inputs);
      } while (windows.add(System.nanoTime(), MANY));
      return figure(Quantity.MANY, windows.rates(), windows.steady(), "calls from Java arrays to Java arrays; ");
    }
  }

  private Figure figure(Quantity quantity, List<Double> values, boolean steady, String how) {
    return Figure.of(network.workload(), quantity.name(threads), quantity.unit(), values, steady,
        quantity.moreIsBetter(), how + protocol.words());
  }
}
