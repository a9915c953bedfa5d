package dev.kernelsmith.metrics;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.TrainingHistory;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures metrics on data after every epoch of a training, and, where asked, ends it when the first of them does not improve any more, and gives the network its
 * best parameters by it:
 *
 * <pre>{@code
 * MetricWatch watch = MetricWatch.of(network, test, Metric.MACRO_F1, Metric.AUC).stopAfter(5).restoreBest(true).print(System.out);
 * Trainer.of(network).epochs(100).listener(watch).fit(data);
 * }</pre>
 *
 * <p>Each epoch takes one more pass over that data, by the published parameters. A metric that is NaN is never the best. Where the network has several losses, metrics are
 * of the first, or of {@link #output}. For one training at a time; a further {@code fit} of the same trainer goes on with the same watch.
 *
 * <p>In trainings by the step and on streams epochs are those of {@link dev.kernelsmith.runtime.train.Trainer#samplesPerEpoch}, without which there is nothing to measure after. Steps have no end: who ends
 * them before the watch does ({@link dev.kernelsmith.runtime.train.StepResult#stop}) calls {@link #restore}.
 */
public final class MetricWatch implements TrainingListener {
  private final CompiledNetwork network;
  private final Dataset data;
  private final List<Metric> metrics;
  private final List<Map<String, Double>> history = new ArrayList<>();
  private @Nullable String output;
  private @Nullable PrintStream out;
  private int patience = Integer.MAX_VALUE;
  private final List<EpochMetrics> costs = new ArrayList<>();
  private @Nullable Path bestFile;
  private @Nullable WatchFolder folder;
  private boolean restores;
  private int best;
  private double bestValue = Double.NaN;
  private float @Nullable [] bestParameters;

  private MetricWatch(CompiledNetwork network, Dataset data, List<Metric> metrics) {
    this.network = network;
    this.data = data;
    this.metrics = metrics;
  }

  /**
   * A watch.
   *
   * @param network the one that is trained
   * @param data what to measure on; nothing is learned from it
   * @param first what decides which epoch is the best
   * @param more what is measured besides
   * @throws IllegalArgumentException if two metrics have the same name
   */
  public static MetricWatch of(CompiledNetwork network, Dataset data, Metric first, Metric... more) {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(more, "more");
    List<Metric> metrics = new ArrayList<>(List.of(first));
    metrics.addAll(List.of(more));
    requireOwnNames(metrics);
    return new MetricWatch(Objects.requireNonNull(network, "network"), Objects.requireNonNull(data, "data"), metrics);
  }

  /** Figures are kept by the names of metrics: two of one name would be mixed up. */
  static void requireOwnNames(List<Metric> metrics) {
    Set<String> names = new HashSet<>();
    for (Metric metric : metrics) {
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException("two metrics are called " + metric.name() + ": give each a name of its own");
      }
    }
  }

  /** Sets the output that is measured, by the name of its layer. */
  public MetricWatch output(String layer) {
    output = Objects.requireNonNull(layer, "layer");
    return this;
  }

  /** Has a line printed after every epoch; none, if not set. */
  public MetricWatch print(PrintStream where) {
    out = Objects.requireNonNull(where, "where");
    return this;
  }

  /**
   * Ends the training when the first metric has not improved for so many epochs.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public MetricWatch stopAfter(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("patience must be at least 1 epoch, not " + epochs);
    }
    patience = epochs;
    return this;
  }

  /** Sets whether the network gets the parameters of its best epoch when the training ends, or when this watch ends it. */
  public MetricWatch restoreBest(boolean wanted) {
    restores = wanted;
    return this;
  }

  /**
   * Has the parameters of each epoch that is the best so far written to a file, atomically: weights as {@link CompiledNetwork#save} writes them, which outlive the program.
   *
   * @param file replaced by each better epoch
   */
  public MetricWatch saveBest(Path file) {
    bestFile = Objects.requireNonNull(file, "file");
    return this;
  }

  /**
   * Has this watch go along with the {@link dev.kernelsmith.runtime.train.Checkpoints} of its training, so that both may be stopped or killed at any moment and go on together:
   *
   * <pre>{@code
   * Path run = Path.of("run");
   * MetricWatch watch = MetricWatch.of(network, test, Metric.AUC).stopAfter(5).checkpoints(run);
   * Trainer.of(network).listener(watch).checkpoints(Checkpoints.in(run)).resumeLatest(run).fit(data);
   * }</pre>
   *
   * <p>Two more files stay in the folder: what was measured after each epoch, in {@code watch.csv}, and the checkpoint of the best epoch by the first metric, {@code watch-} and the number
   * of its step. {@link dev.kernelsmith.runtime.train.Trainer#resume} goes on from that as from any other. A resumed training has the history, the best epoch, the patience and {@link #onPlateau} of one without a
   * stop. Where it goes on from before the best epoch, what is best is found anew.
   *
   * @param where the folder of the training's checkpoints, of which there must be one after every epoch
   */
  public MetricWatch checkpoints(Path where) {
    folder = new WatchFolder(where, metrics.stream().map(Metric::name).toList());
    return this;
  }

  /**
   * A learning rate that follows the first metric of this watch as {@link LearningRate#onPlateau} follows the loss: {@code factor} times the rate whenever the metric has not become better for
   * some epochs, by at least 0.01 %. An epoch in which it is NaN is no better. For the training that this watch listens to. It follows what the watch has seen: a training that is resumed
   * needs {@link #checkpoints}, and is given this rate again.
   *
   * @param initial rate of the first epochs
   * @param factor what the rate is multiplied with, in (0, 1]
   * @param patience epochs without a better value, at least 1. It counts anew after a change
   * @param least rate that it does not fall below
   * @throws IllegalArgumentException if a number is out of range
   */
  public LearningRate onPlateau(double initial, double factor, int patience, double least) {
    return new WatchedRate(this, LearningRate.onPlateau(initial, factor, patience, least));
  }

  /**
   * What each epoch has cost: the first metric, turned round where more is better. A training that is resumed asks before it begins, and is answered from the folder.
   *
   * @param epochs how many it has
   */
  List<EpochMetrics> costs(int epochs) {
    if (!history.isEmpty() || folder == null) {
      return costs;
    }
    List<EpochMetrics> kept = new ArrayList<>();
    folder.recall(Long.MAX_VALUE).stream().limit(epochs).forEach(values -> kept.add(cost(kept.size() + 1, values)));
    return kept;
  }

  private EpochMetrics cost(int epoch, Map<String, Double> values) {
    double value = first(values);
    OptionalDouble none = OptionalDouble.empty();
    return new EpochMetrics(epoch, first().higherIsBetter() ? -value : value, none, none, none, 0, 0, 0);
  }

  private double first(Map<String, Double> values) {
    return values.getOrDefault(first().name(), Double.NaN);
  }

  /** What decides. */
  Metric first() {
    return metrics.getFirst();
  }

  /**
   * Finds out before the first epoch that a metric cannot be measured: what fails on parameters as they are would fail after it.
   *
   * @throws IllegalStateException if the training has no epochs, or is resumed and has some that {@link #checkpoints} know nothing of
   */
  @Override
  public void onStart(TrainingState state) {
    if (state.samples() == 0) {
      throw new IllegalStateException(
          "a watch measures after every epoch, but steps and streams have none of their own: say how many samples make one with samplesPerEpoch");
    }
    if (history.isEmpty()) {
      Map<String, Double> now = measure();
      if (folder != null) {
        recall(folder, state, now);
      }
    }
  }

  /** Takes up what a watch of the same training has seen. A process that was killed behind the checkpoint of an epoch has not written what it measured: the parameters are still those. */
  private void recall(WatchFolder seen, TrainingState state, Map<String, Double> now) {
    int finished = state.step() == 0 ? state.epoch() : state.epoch() - 1;
    for (Map<String, Double> values : seen.recall(state.stepsDone())) {
      add(history.size() + 1, values);
    }
    if (best > 0 && !seen.hasCheckpoint(best)) {
      best = 0; // it went when that of a later epoch came, which is done again
    }
    if (history.size() == finished - 1 && state.step() == 0) {
      take(state, finished, now);
    }
    if (history.size() != finished) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "%s knows of %d of the %d epochs of this training: a watch has to listen from the first epoch on, with checkpoints in this folder; begin a training anew, or leave them out",
              seen, history.size(), finished));
    }
  }

  private Map<String, Double> measure() {
    List<Predictions> all = Predictions.all(network, data);
    String wanted = output;
    Predictions predictions =
        wanted == null
            ? all.getFirst()
            : all.stream().filter(one -> one.output().equals(wanted)).findFirst().orElseThrow(
                () -> new IllegalArgumentException(
                    "no output '" + wanted + "' with a loss; there are "
                        + all.stream().map(Predictions::output).toList()));
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      values.put(metric.name(), metric.of(predictions));
    }
    return values;
  }

  @Override
  public void onEpoch(TrainingState state, EpochMetrics epoch) {
    Map<String, Double> values = measure();
    take(state, epoch.epoch(), values);
    if (out != null) {
      StringBuilder line = new StringBuilder("epoch ").append(epoch.epoch());
      values.forEach((name, number) -> line.append("  ").append(name).append(' ')
          .append(Double.isNaN(number) ? "-" : Text.decimal(number)));
      out.println(line);
    }
    if (history.size() - best >= patience) {
      state.stop();
      restore();
    }
  }

  /** Takes up what was measured after an epoch, and keeps what is best. */
  private void take(TrainingState state, int epoch, Map<String, Double> values) {
    if (add(epoch, values)) {
      bestParameters = restores ? network.engine().parameters() : null;
      saveBest();
      if (folder != null) {
        folder.keep(state.stepsDone());
      }
    }
    if (folder != null) {
      folder.write(state.stepsDone(), history);
    }
  }

  /** Whether an epoch is the best so far. */
  private boolean add(int epoch, Map<String, Double> values) {
    history.add(values);
    costs.add(cost(epoch, values));
    double value = first(values);
    boolean better = Double.isFinite(value)
        && (best == 0 || (first().higherIsBetter() ? value > bestValue : value < bestValue));
    if (better) {
      best = history.size();
      bestValue = value;
    }
    return better;
  }

  private void saveBest() {
    Path file = bestFile;
    if (file != null) {
      try {
        network.save(file);
      } catch (IOException exception) {
        throw new UncheckedIOException(
            "the best parameters, of epoch " + best + ", cannot be written to " + file + ": " + exception, exception);
      }
    }
  }

  @Override
  public void onEnd(TrainingState state, TrainingHistory trained) {
    restore();
  }

  /**
   * Gives the network the parameters of its best epoch now, if {@link #restoreBest} says so and there is one. The end of a {@code fit} does it by itself. A further step of a trainer then begins a
   * new training from these.
   */
  public void restore() {
    if (bestParameters != null) {
      network.engine().publish(bestParameters);
    } else if (restores && best > 0 && folder != null) {
      folder.load(network);
    }
  }

  /** What was measured after each epoch, by name. */
  public List<Map<String, Double>> history() {
    return List.copyOf(history);
  }

  /** Number of the best epoch that this watch has seen, from 1; 0 where there is none. */
  public int bestEpoch() {
    return best;
  }

  /** The first metric in that epoch; NaN where there is none. */
  public double best() {
    return bestValue;
  }

  /** In words. */
  @Override
  public String toString() {
    return "watch of " + metrics + (best == 0 ? "" : ", best " + Text.decimal(bestValue) + " in epoch " + best);
  }
}
