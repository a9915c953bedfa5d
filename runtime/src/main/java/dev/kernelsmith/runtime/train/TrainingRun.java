package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.train.TrainingHistory.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One call of {@link Trainer#fit}: the loop over epochs and all state that it carries. */
final class TrainingRun {
  private static final float[][] NO_SLOTS = {};

  private final Place place;
  private final NetworkEngine engine;
  private final NetworkSpec spec;
  private final TrainingSettings settings;
  private final int samples;
  private final Steps steps;
  private final @Nullable Evaluator evaluator;
  private final BestTracker best;
  private final EpochProgress progress;
  private final DataOrder order;
  private final float[] parameters;
  private final float[][] slots;
  private final List<EpochMetrics> history = new ArrayList<>();
  private final CheckpointIdentity identity;
  private final TrainingListener[] listeners; // an array: going through a list allocates an iterator
  private int finishedEpochs;
  private int savedEpochs;
  private long step;

  TrainingRun(Place place, NetworkEngine engine, TrainingSettings settings, Dataset data) {
    this.place = place;
    this.engine = engine;
    this.settings = settings;
    spec = engine.spec();
    listeners = settings.listeners().toArray(TrainingListener[]::new);
    samples = data.size();
    Targets targets = Targets.of(spec, data, "training data");
    evaluator = evaluator(place, spec, settings.validation());
    steps = place.steps(data, targets, settings.batchSize());
    best = new BestTracker(settings.watched(), settings.minDelta(), settings.restoreBest());
    checkWatched(data);
    progress = new EpochProgress(spec, settings.epochs(), samples, settings.batchSize(), steps.countsHits());
    order = new DataOrder(samples, settings.seed(), settings.shuffle());
    parameters = engine.parameters();
    slots = new float[spec.slots().size()][parameters.length];
    identity = CheckpointIdentity.of(spec, place.description(), settings, samples);
  }

  private static @Nullable Evaluator evaluator(Place place, NetworkSpec spec, @Nullable Dataset data) {
    return data == null ? null : place.evaluator(data, Targets.of(spec, data, "validation data"));
  }

  private void checkWatched(Dataset data) {
    Dataset watched = best.metric().needsValidation() ? settings.validation() : data;
    boolean classes = watched != null && watched.hasClasses() && spec.outputs().getFirst().length() > 1;
    if (best.metric().higherIsBetter() && !classes) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "early stopping watches %s, but there are no classes that could be right: watch a loss", best.metric()));
    }
  }

  TrainingHistory run() {
    try {
      return train();
    } catch (Throwable thrown) {
      RuntimeException explained = thrown instanceof DeviceException fault ? stopped(fault) : null;
      for (TrainingListener listener : listeners) {
        listener.onFailure(progress, explained == null ? thrown : explained);
      }
      if (explained != null) {
        throw explained;
      }
      throw thrown;
    }
  }

  private DeviceException stopped(DeviceException fault) {
    String where =
        progress.epoch() == 0
            ? "before its first step"
            : String.format(Locale.ROOT, "in epoch %d, after step %d of %d", progress.epoch(), progress.step(),
                progress.steps());
    return new DeviceException(
        String.format(Locale.ROOT, "the training of network %s stopped %s: %s %s", spec.name(), where,
            fault.getMessage(), kept()),
        fault);
  }

  private TrainingHistory train() {
    if (settings.resume() != null) {
      resume(settings.resume());
    }
    place.prime();
    steps.load(parameters, slots);
    for (TrainingListener listener : listeners) {
      listener.onStart(progress);
    }
    End end = endAfterEpoch();
    while (end == null) {
      end = runEpoch(finishedEpochs + 1);
    }
    return finish(end);
  }

  /** Runs one epoch; null if training goes on. */
  private @Nullable End runEpoch(int epoch) {
    progress.begin(epoch);
    int[] samplesInOrder = order.of(epoch);
    while (progress.samplesDone() < samples) {
      runStep(samplesInOrder);
      for (TrainingListener listener : listeners) {
        listener.onStep(progress);
      }
      End stopped = stopped();
      if (stopped != null && progress.samplesDone() < samples) {
        return stopped;
      }
    }
    finishEpoch(epoch);
    End end = endAfterEpoch();
    if (end != null) {
      saveCheckpoint();
    }
    return end;
  }

  private void runStep(int[] samplesInOrder) {
    int start = progress.samplesDone();
    int count = Math.min(settings.batchSize(), samples - start);
    float rate = settings.learningRate().rate(finishedEpochs + (double) start / samples, step + 1);
    if (!(rate >= 0 && rate <= Float.MAX_VALUE)) {
      throw new TrainingException(
          String.format(Locale.ROOT,
              "the learning rate schedule gave %s for epoch %d, step %d: it must be finite and not negative", rate,
              progress.epoch(), step + 1));
    }
    double loss = steps.step(samplesInOrder, start, count, rate, step + 1);
    if (!Double.isFinite(loss)) {
      throw diverged(loss / count, rate);
    }
    step++;
    progress.add(count, loss, steps.hits(), rate);
  }

  /** The loss tells of an update that went too far only in the step after it: too late if that update was an epoch's last. */
  private void requireFinite(int epoch) {
    for (float parameter : parameters) {
      if (!Float.isFinite(parameter)) {
        throw new TrainingException(
            String.format(Locale.ROOT,
                "a parameter of network %s is %s after the last step of epoch %d (learning rate %s). %s", spec.name(),
                parameter, epoch, progress.learningRate(), remedy()));
      }
    }
  }

  private TrainingException diverged(double loss, float rate) {
    return new TrainingException(
        String.format(Locale.ROOT, "the loss of network %s is %s in epoch %d, step %d of %d (learning rate %s). %s",
            spec.name(), loss, progress.epoch(), progress.step() + 1, progress.steps(), rate, remedy()));
  }

  private String remedy() {
    return "Try a smaller learning rate or a warm-up, scale the inputs to about -1..1, and look for NaN in the data. "
        + kept();
  }

  private String kept() {
    String kept = finishedEpochs == 0 ? "as they were before" : "of epoch " + finishedEpochs;
    String saved = savedEpochs > 0 ? "; the checkpoint of epoch " + savedEpochs + " is kept" : "";
    return "The network keeps its parameters " + kept + saved + ".";
  }

  private void finishEpoch(int epoch) {
    steps.fetch(parameters, NO_SLOTS);
    double trainingSeconds = progress.seconds();
    requireFinite(epoch);
    Evaluation validation = evaluator == null ? null : evaluator.evaluate(parameters);
    EpochMetrics metrics =
        new EpochMetrics(
            epoch,
            progress.loss(),
            progress.accuracy(),
            validation == null ? OptionalDouble.empty() : OptionalDouble.of(validation.loss()),
            validation == null ? OptionalDouble.empty() : validation.accuracy(),
            progress.learningRate(),
            samples / trainingSeconds,
            progress.seconds());
    best.offer(metrics, parameters);
    history.add(metrics);
    finishedEpochs = epoch;
    place.publish(parameters);
    if (epoch % settings.checkpointEvery() == 0) {
      saveCheckpoint();
    }
    for (TrainingListener listener : listeners) {
      listener.onEpoch(progress, metrics);
    }
  }

  private @Nullable End endAfterEpoch() {
    EarlyStopping rule = settings.earlyStopping();
    if (rule != null && finishedEpochs - best.epoch() >= rule.patience()) {
      return End.EARLY_STOPPING;
    }
    return finishedEpochs >= settings.epochs() ? End.COMPLETED : stopped();
  }

  private @Nullable End stopped() {
    if (progress.stopRequested()) {
      return End.REQUESTED;
    }
    return Thread.currentThread().isInterrupted() ? End.INTERRUPTED : null;
  }

  private TrainingHistory finish(End end) {
    float[] bestParameters = best.parameters();
    if (bestParameters != null) {
      engine.publish(bestParameters);
    } else {
      steps.fetch(parameters, NO_SLOTS);
      place.publish(parameters);
    }
    TrainingHistory result = new TrainingHistory(history, best.epoch(), end);
    for (TrainingListener listener : listeners) {
      listener.onEnd(progress, result);
    }
    return result;
  }

  private void saveCheckpoint() {
    Path file = settings.checkpoint();
    if (file == null || savedEpochs == finishedEpochs) {
      return;
    }
    steps.fetch(parameters, slots);
    Checkpoint content =
        new Checkpoint(identity, finishedEpochs, step, history, best.epoch(), best.value(), parameters, slots,
            best.parameters());
    try {
      CheckpointFile.write(spec, content, file);
    } catch (IOException exception) {
      throw new UncheckedIOException(
          String.format(Locale.ROOT,
              "the checkpoint of epoch %d cannot be written to %s; the network keeps the parameters of that epoch: %s",
              finishedEpochs, file, exception),
          exception);
    }
    savedEpochs = finishedEpochs;
  }

  private void resume(Path file) {
    Checkpoint content;
    try {
      content = CheckpointFile.read(spec, identity, settings.restoreBest(), file);
    } catch (IOException exception) {
      throw new UncheckedIOException(
          String.format(Locale.ROOT, "cannot resume from checkpoint %s: %s", file, exception), exception);
    }
    System.arraycopy(content.parameters(), 0, parameters, 0, parameters.length);
    for (int i = 0; i < slots.length; i++) {
      System.arraycopy(content.slots()[i], 0, slots[i], 0, slots[i].length);
    }
    finishedEpochs = content.epoch();
    step = content.step();
    history.addAll(content.history());
    best.restore(content.bestEpoch(), content.bestValue(), content.bestParameters());
    engine.publish(parameters);
  }
}
