package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.NotFinite;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.Regions;
import dev.kernelsmith.runtime.train.TrainingHistory.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One call of {@link Trainer#fit}: the loop over epochs and all state that it carries. */
final class TrainingRun {
  private static final float[][] NO_SLOTS = {};

  private final Place place;
  private final NetworkEngine engine;
  private final NetworkSpec spec;
  private final TrainingSettings settings;
  private final Dataset data;
  private final int samples;
  private final @Nullable Carried carried;
  private final Steps steps;
  private final @Nullable Evaluator evaluator;
  private final EpochProgress progress;
  private final DataOrder order;
  private final float[] parameters;
  private final float[][] slots;
  private final List<EpochMetrics> history = new ArrayList<>();
  private final @Nullable CheckpointIdentity identity;
  private final TrainingListener[] listeners; // an array: going through a list allocates an iterator
  private BestTracker best;
  private LearningRate schedule;
  private int lastEpoch;
  private int finishedEpochs;
  private int publishedEpoch;
  private int savedEpochs;
  private long step;
  private EpochProgress.@Nullable Part stopped;

  /**
   * A run.
   *
   * @param carried what the trainer's fit before left; null where there is nothing to go on with
   */
  TrainingRun(
      Place place, NetworkEngine engine, TrainingSettings settings, Dataset data, @Nullable Carried carried) {
    this.place = place;
    this.engine = engine;
    this.settings = settings;
    this.data = data;
    this.carried = carried;
    spec = engine.spec();
    listeners = settings.listeners().toArray(TrainingListener[]::new);
    samples = data.size();
    List<Targets> targets = Targets.of(spec, data, "training data");
    Dataset validation = settings.validation();
    List<Targets> validating = validation == null ? null : Targets.of(spec, validation, "validation data");
    evaluator = validation == null || validating == null ? null : place.evaluator(validation, validating);
    steps = place.steps(data, targets, settings.batchSize(), settings.seed());
    checkWatched(settings.watched().needsValidation() ? validating : targets);
    best = settings.tracker(0);
    schedule = settings.learningRate() != null ? settings.learningRate() : LearningRate.constant(spec.learningRate());
    lastEpoch = settings.epochsOrDefault();
    progress =
        new EpochProgress(spec, lastEpoch, schedule, samples, settings.batchSize(), steps.answersPerSample());
    order = new DataOrder(samples, settings.seed(), settings.shuffle());
    parameters = carried == null ? startingParameters() : carried.parameters();
    slots = carried == null ? newSlots() : carried.slots();
    identity =
        settings.usesCheckpoints() ? CheckpointIdentity.of(spec, place.description(), settings, data) : null;
    engine.classNames(data.hasClasses() ? data.classNames() : List.of());
  }

  /** The network's, which are not drawn for a training that takes those of a checkpoint. */
  private float[] startingParameters() {
    return settings.resume() == null ? engine.workingParameters() : Regions.array(spec.parameterFloats());
  }

  private float[][] newSlots() {
    float[][] fresh = new float[spec.slots().size()][];
    Arrays.setAll(fresh, slot -> Regions.array(spec.trainedFloats()));
    return fresh;
  }

  private void checkWatched(@Nullable List<Targets> watched) {
    boolean counts = watched != null
        && IntStream.range(0, watched.size()).anyMatch(i -> Scoring.of(spec, i, watched.get(i)).answersPerSample() > 0);
    if (settings.watched().higherIsBetter() && !counts) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "early stopping watches %s, but there are no classes that could be right: watch a loss",
              settings.watched()));
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
    } else if (carried != null) {
      takeUp(carried);
    }
    progress.plan(lastEpoch, schedule);
    if (WarmUpRule.pays(spec, samples, lastEpoch - finishedEpochs)) {
      place.warmUp(Math.min(settings.batchSize(), samples));
    }
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
    if (stopped == null) {
      progress.begin(epoch);
    } else {
      progress.begin(stopped);
      stopped = null;
    }
    int[] samplesInOrder = order.of(epoch);
    while (progress.samplesDone() < samples) {
      runStep(samplesInOrder);
      for (TrainingListener listener : listeners) {
        listener.onStep(progress);
      }
      End end = endOnRequest();
      if (end != null && progress.samplesDone() < samples) {
        stopped = progress.part();
        return end;
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
    float rate = schedule.rate(finishedEpochs + (double) start / samples, step + 1);
    if (!(rate >= 0 && rate <= Float.MAX_VALUE)) {
      throw new TrainingException(
          String.format(Locale.ROOT,
              "the learning rate schedule gave %s for epoch %d, step %d: it must be finite and not negative", rate,
              progress.epoch(), step + 1));
    }
    double loss = steps.step(samplesInOrder, start, count, rate, step + 1);
    if (!Double.isFinite(loss)) {
      throw diverged(loss / count, rate, samplesInOrder, start, count);
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

  private TrainingException diverged(double loss, float rate, int[] samplesInOrder, int start, int count) {
    String culprit = NotFiniteData.describe(data, samplesInOrder, start, count);
    if (culprit.isEmpty() && step == 0) {
      culprit =
          NotFinite.parameters(spec, engine.parameters()).stream()
              .findFirst()
              .map(p -> "Before training, parameter " + p + ": start from other weights.")
              .orElse("");
    }
    return new TrainingException(
        String.format(Locale.ROOT, "the loss of network %s is %s in epoch %d, step %d of %d (learning rate %s). %s",
            spec.name(),
            loss,
            progress.epoch(),
            progress.step() + 1,
            progress.steps(),
            rate,
            culprit.isEmpty() ? remedy() : culprit + " " + kept()));
  }

  private String remedy() {
    return "Try a smaller learning rate or a warm-up, and scale the inputs to about -1..1. "
        + kept();
  }

  private String kept() {
    String kept = publishedEpoch == 0 ? "as they were before" : "of epoch " + publishedEpoch;
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
            progress.samplesHere() / trainingSeconds,
            progress.seconds());
    best.offer(metrics, parameters);
    history.add(metrics);
    finishedEpochs = epoch;
    place.publish(parameters);
    publishedEpoch = epoch;
    if (epoch % settings.checkpointEvery() == 0) {
      saveCheckpoint();
    }
    for (TrainingListener listener : listeners) {
      listener.onEpoch(progress, metrics);
    }
  }

  private @Nullable End endAfterEpoch() {
    EarlyStopping rule = settings.earlyStopping();
    if (rule != null && best.waited(finishedEpochs) >= rule.patience()) {
      return End.EARLY_STOPPING;
    }
    return finishedEpochs >= lastEpoch ? End.COMPLETED : endOnRequest();
  }

  private @Nullable End endOnRequest() {
    if (progress.stopRequested()) {
      return End.REQUESTED;
    }
    return Thread.currentThread().isInterrupted() ? End.INTERRUPTED : null;
  }

  private TrainingHistory finish(End end) {
    steps.fetch(parameters, slots);
    float[] bestParameters = best.parameters();
    if (bestParameters != null) {
      engine.publish(bestParameters);
    } else {
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
    CheckpointIdentity written = identity;
    if (file == null || written == null || savedEpochs == finishedEpochs) {
      return;
    }
    steps.fetch(parameters, slots);
    Checkpoint content =
        new Checkpoint(
            written,
            schedule.description(),
            lastEpoch,
            finishedEpochs,
            step,
            history,
            best.since(),
            best.epoch(),
            best.value(),
            parameters,
            slots,
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

  private void resume(Resumption resumption) {
    Path file = resumption.file();
    Checkpoint content;
    try {
      content = CheckpointFile.read(spec, Objects.requireNonNull(identity), settings, resumption);
    } catch (IOException exception) {
      throw new UncheckedIOException(
          String.format(Locale.ROOT, "cannot resume from checkpoint %s: %s", file, exception), exception);
    }
    schedule = resumption.schedule(spec, content.schedule(), settings.learningRate());
    resumption.requireSameRate(spec, schedule, content, samples, settings.batchSize());
    System.arraycopy(content.parameters(), 0, parameters, 0, spec.parameterFloats());
    for (int i = 0; i < slots.length; i++) {
      System.arraycopy(content.slots()[i], 0, slots[i], 0, spec.trainedFloats());
    }
    if (settings.epochs() == 0 && content.epochs() > 0) {
      lastEpoch = content.epochs();
    }
    finishedEpochs = content.epoch();
    step = content.step();
    history.addAll(content.history());
    best.restore(content.bestSince(), content.bestEpoch(), content.bestValue(), content.bestParameters());
    engine.publish(parameters);
    publishedEpoch = finishedEpochs;
  }

  private void takeUp(Carried before) {
    finishedEpochs = before.epoch();
    lastEpoch = (int) Math.min(Integer.MAX_VALUE, (long) finishedEpochs + settings.epochsOrDefault());
    step = before.step();
    history.addAll(before.history());
    if (!before.watched().equals(DataFingerprint.of(watchedData())) || !best.restore(before.best())) {
      best = settings.tracker(finishedEpochs);
    }
    Carried.Stopped part = before.stopped();
    if (part != null && part.goesOnWith(settings, DataFingerprint.of(data))) {
      stopped = part.part();
    }
  }

  /** The data that the watched metric is measured on. */
  private Dataset watchedData() {
    Dataset validation = settings.validation();
    return validation != null && settings.watched().needsValidation() ? validation : data;
  }

  /** What the next fit goes on with. To be asked for when this one has ended, but not by an exception. */
  Carried carried() {
    Carried.Stopped part =
        stopped == null
            ? null
            : new Carried.Stopped(stopped, DataFingerprint.of(data), settings.seed(), settings.shuffle());
    return new Carried(parameters, slots, finishedEpochs, step, history, best,
        DataFingerprint.of(watchedData()), part, engine.publications());
  }
}
