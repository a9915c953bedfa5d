package dev.kernelsmith.runtime.train;

import dev.kernelsmith.annotations.Reduction;
import dev.kernelsmith.runtime.BlockShares;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.KnownNames;
import dev.kernelsmith.runtime.team.SharedTeam;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How well a network does on data that it does not learn from.
 *
 * @param samples number of samples
 * @param loss the sum of the losses of all outputs, each times its weight, as if the data were one batch (a mean, also where {@link Reduction#SUM} is trained); NaN or infinite where that of a sample is
 * @param accuracy share of the samples with the right class, or for several sigmoid units and targets of values share of the labels that
 *     are right (a label says yes above 0.5), 0 to 1; empty for a regression. A sample without an answer counts as wrong
 * @param unanswered samples without an answer: an output of the network for them is NaN or infinite
 * @param parts of each of the network's losses, in their order
 */
public record Evaluation(
    int samples, double loss, OptionalDouble accuracy, int unanswered, List<Part> parts) {
  /**
   * One loss of a network.
   *
   * @param output name of the layer that it is of
   * @param function name of the loss
   * @param weight its weight in the loss of a sample
   * @param loss its mean, without the weight: over the samples, each times its weight, or over what is not ignored where the loss ignores a class or has factors of classes
   * @param accuracy share of the right answers of its output; empty for a regression
   */
  public record Part(String output, String function, double weight, double loss, OptionalDouble accuracy) {
    /** In words: {@code 0.25 * MEAN_SQUARED_ERROR of price: loss 0.1234}. */
    @Override
    public String toString() {
      String weighted = weight == 1 ? function : weight + " * " + function;
      return weighted + " of " + output + ": " + MetricText.of("", loss, accuracy);
    }
  }

  /** Copies the list. */
  public Evaluation {
    parts = List.copyOf(parts);
  }

  /** An evaluation of which no parts are known. */
  public Evaluation(int samples, double loss, OptionalDouble accuracy, int unanswered) {
    this(samples, loss, accuracy, unanswered, List.of());
  }

  /**
   * Evaluates the published parameters of a network, on as many threads as its predictions take ({@link NetworkEngine#threads(int)}), or on
   * its device. The result has the same bits for any number of threads.
   *
   * @throws IllegalArgumentException if the data does not fit the network, has no samples, or gives a class another name than the
   *     data that the network was trained on
   */
  public static Evaluation of(CompiledNetwork network, Dataset data) {
    return of(network, data, Objects.requireNonNull(network, "network").engine().threads());
  }

  /**
   * Evaluates the published parameters of a network.
   *
   * @param threads most threads that compute, the calling one included; without meaning on a device
   * @throws IllegalArgumentException if the data does not fit the network, has no samples, or gives a class another name than the
   *     data that the network was trained on
   */
  public static Evaluation of(CompiledNetwork network, Dataset data, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    NetworkEngine engine = Objects.requireNonNull(network, "network").engine();
    List<Targets> targets = Targets.of(engine.spec(), data, "data");
    Targets.requireSameClasses(engine.classNames(), data, "data");
    if (network instanceof DeviceNetwork placed) {
      DeviceSession session = Inside.of().acquire(placed);
      if (session != null) {
        return onDevice(session, engine, data, targets);
      }
    }
    BlockShares shares = HostPlace.shares(engine, data.size(), threads);
    return new HostEvaluator(Inside.of().program(engine), engine.spec(), data, targets, shares.blocks(),
        new SharedTeam(shares.threads())).evaluate(Inside.of().workingParameters(engine));
  }

  private static Evaluation onDevice(DeviceSession session, NetworkEngine engine, Dataset data, List<Targets> targets) {
    try {
      return new DeviceEvaluator(session, Inside.of().program(engine), engine.spec(), data, targets).evaluate();
    } finally {
      session.release();
    }
  }

  /**
   * The part of one output.
   *
   * @param output name of its layer
   * @throws IllegalArgumentException if that has no loss
   */
  public Part part(String output) {
    List<String> outputs = parts.stream().map(Part::output).toList();
    int number = outputs.indexOf(Objects.requireNonNull(output, "the name of an output is null"));
    if (number < 0) {
      throw new IllegalArgumentException(
          "the network has no loss of an output '" + output + "'" + KnownNames.text(output, outputs));
    }
    return parts.get(number);
  }

  /** In words: {@code loss 0.1234, accuracy 96.1 % (10,000 samples)}. */
  @Override
  public String toString() {
    String silent = unanswered == 0 ? "" : ", " + unanswered + " of them without an answer";
    return MetricText.of("", loss, accuracy) + " (" + MetricText.count(samples, "sample") + silent + ")";
  }
}
