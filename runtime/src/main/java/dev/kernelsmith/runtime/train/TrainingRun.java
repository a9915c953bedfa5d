package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.NotFinite;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.Regions;
import dev.kernelsmith.runtime.train.TrainingHistory.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One call of {@link Trainer#fit}, or calls of {@link Trainer#step} one after another: epochs and all state that they carry. */
final class TrainingRun {
  private static final float[][] NO_SLOTS = {};

  private final Place place;
  private final NetworkEngine engine;
  private final NetworkSpec spec;
  private final TrainingSettings settings;
  private final @Nullable Dataset data;
  private final int samples;
  private final int publishEvery;
  private final @Nullable Carried carried;
  private final @Nullable Evaluator evaluator;
  private final EpochProgress progress;
  private final DataOrder order;
  private final List<UpdateRanges.Range> updates;
  private final double decay;
  private final float[] parameters;
  private final float[][] slots;
  private float @Nullable [] averaged;
  private final List<EpochMetrics> history = new ArrayList<>();
  private final List<EpochMetrics> past = Collections.unmodifiableList(history);
  private final @Nullable CheckpointIdentity identity;
  private final TrainingListener[] listeners; // an array: going through a list allocates an iterator
  private @Nullable Steps steps;
  private @Nullable Dataset learned; // the samples of the step in hand are among these
  private int largestBatch;
  private List<String> classNames = List.of();
  private BestTracker best;
  private LearningRate schedule;
  private final boolean endless; // nobody has said how long it is to take
  private int lastEpoch;
  private int finishedEpochs;
  private boolean inEpoch;
  private boolean intact = true;
  private int publishedEpoch;
  private long publishedStep = -1;
  private long publications;
  private int savedEpochs;
  private long savedStep;
  private long savedAt;
  private long step;
  private EpochProgress.@Nullable Part stopped;

  /**
   * A run.
   *
   * @param data what to learn from; null where batches are given one by one
   * @param carried what the trainer's fit before left; null where there is nothing to go on with
   */
  TrainingRun(
      Place place, NetworkEngine engine, TrainingSettings settings, @Nullable Dataset data,
      @Nullable Carried carried) {
    this.place = place;
    this.engine = engine;
    this.settings = settings;
    this.data = data;
    this.carried = carried;
    spec = engine.spec();
    listeners = settings.listeners().toArray(new TrainingListener[0]);
    Map<String, Float> factors = UpdateRanges.byParameter(engine, settings.rateFactors());
    updates = UpdateRanges.of(spec, factors);
    decay = UpdateRanges.decay(spec, factors);
    samples = data == null ? settings.samplesPerEpoch() : data.size();
    List<Targets> targets = data == null ? null : Targets.of(spec, data, "training data");
    Dataset validation = settings.validation();
    List<Targets> validating = validation == null ? null : Targets.of(spec, validation, "validation data");
    evaluator = validation == null || validating == null ? null : place.evaluator(validation, validating);
    best = settings.tracker(0);
    schedule = settings.learningRate() != null ? settings.learningRate() : LearningRate.of(spec);
    endless = data == null && settings.epochs() == 0;
    lastEpoch = endless ? Integer.MAX_VALUE : settings.epochsOrDefault();
    progress = new EpochProgress(spec, lastEpoch, schedule, samples);
    order = new DataOrder(data == null ? 0 : samples, settings.seed(), settings.shuffle());
    publishEvery = data == null ? Math.max(1, settings.publishEvery()) : settings.publishEvery();
    largestBatch = carried == null ? 0 : carried.largestBatch();
    learned = data;
    if (data != null && targets != null) {
      int batch = Math.min(settings.batchSize(), samples);
      largestBatch = Math.max(largestBatch, batch);
      steps = place.steps(batch, settings.seed(), updates);
      learnFrom(new Staging(spec, data, targets), settings.stepSamples());
      engine.classNames(data.hasClasses() ? data.classNames() : List.of());
    }
    checkWatched(settings.watched().needsValidation() ? validating : targets);
    publications = carried == null ? Inside.of().publications(engine) : carried.publications();
    parameters = carried == null ? startingParameters() : carried.parameters();
    slots = carried == null ? newSlots() : carried.slots();
    identity =
        settings.usesCheckpoints() ? CheckpointIdentity.of(spec, place.description(), settings, data) : null;
  }

  private Steps steps() {
    return Objects.requireNonNull(steps, "a batch comes first");
  }

  private void learnFrom(Staging staging, int batchSize) {
    steps().learnFrom(staging);
    progress.learnFrom(batchSize, steps());
  }

  /** The network's, which are not drawn for a training that takes those of a checkpoint. */
  private float[] startingParameters() {
    return settings.resume() == null ? Inside.of().workingParameters(engine) : Regions.array(spec.parameterFloats());
  }

  private float[][] newSlots() {
    float[][] fresh = new float[spec.slots().size()][];
    Arrays.setAll(fresh, slot -> Regions.array(spec.trainedFloats()));
    return fresh;
  }

  private void checkWatched(@Nullable List<Targets> watched) {
    if (watched == null && !settings.watched().needsValidation()) {
      return; // no batch has come yet
    }
    boolean counts = watched != null
        && IntStream.range(0, watched.size()).anyMatch(i -> Scoring.of(spec, i, watched.get(i)).answersPerSample() > 0);
    if (settings.watched().higherIsBetter() && !counts) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "early stopping watches %s, but there are no classes that could be right: watch a loss",
              settings.watched()));
    }
  }

  /**
   * Trains to the end.
   *
   * @param batches gives the batch of each step by its number, from 1, and null behind the last; null where there is a data set
   */
  TrainingHistory run(@Nullable LongFunction<? extends @Nullable Dataset> batches) {
    try {
      return train(batches);
    } catch (Throwable thrown) {
      throw failed(thrown);
    }
  }

  /** Tells listeners what ended the training, and throws what tells the caller. */
  private RuntimeException failed(Throwable thrown) {
    RuntimeException explained = thrown instanceof DeviceException fault ? stopped(fault) : null;
    for (TrainingListener listener : listeners) {
      listener.onFailure(progress, explained == null ? thrown : explained);
    }
    switch (thrown) {
      case DeviceException fault when explained != null -> throw explained;
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalStateException(thrown);
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

  private TrainingHistory train(@Nullable LongFunction<? extends @Nullable Dataset> batches) {
    begin();
    End end = endAfterEpoch();
    while (end == null) {
      end = batches == null ? runEpoch(finishedEpochs + 1) : runBatch(batch(batches));
    }
    return finish(end);
  }

  /** Takes up what there is to go on with. */
  void begin() {
    if (settings.resume() != null) {
      resume(settings.resume());
    } else if (carried != null) {
      takeUp(carried);
    }
    if (lastEpoch < Integer.MAX_VALUE) {
      schedule = schedule.over(lastEpoch);
    }
    beginCheckpoints();
    progress.plan(lastEpoch == Integer.MAX_VALUE ? 0 : lastEpoch, schedule, finishedEpochs, stopped, step);
    if (data != null) {
      hint(data, "training data");
      warmUp(Math.min(settings.batchSize(), samples));
      steps().load(parameters, slots);
    }
    for (TrainingListener listener : listeners) {
      listener.onStart(progress);
    }
  }

  /** Once for a training, however often it goes on. */
  private void hint(Dataset first, String role) {
    if (step == 0) {
      ScaleHint.log(spec, first, role);
    }
  }

  /** Where nobody knows how long a training will take, kernels are compiled on its way. */
  private void warmUp(int batchSize) {
    if (samples > 0 && !endless && WarmUpRule.pays(spec, samples, lastEpoch - finishedEpochs)) {
      place.warmUp(batchSize);
    }
  }

  /** Runs one epoch; null if training goes on. */
  private @Nullable End runEpoch(int epoch) {
    beginEpoch();
    beginData(epoch);
    int[] samplesInOrder = order.of(epoch);
    while (progress.samplesDone() < samples) {
      int start = (int) progress.samplesDone();
      runStep(samplesInOrder, start, Math.min(settings.stepSamples(), samples - start));
      afterStep();
      End end = endOnRequest();
      if (end != null && progress.samplesDone() < samples) {
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

  /** Data that changes from epoch to epoch is read as it is in this one. */
  private void beginData(int epoch) {
    Dataset whole = Objects.requireNonNull(data);
    Dataset ofEpoch = Objects.requireNonNull(whole.ofEpoch(epoch), "ofEpoch of the training data gave null");
    if (ofEpoch != whole) {
      if (ofEpoch.size() != samples || ofEpoch.hasClasses() != whole.hasClasses()) {
        throw new IllegalArgumentException(
            "ofEpoch(" + epoch + ") of the training data has " + ofEpoch.size() + " samples"
                + (ofEpoch.hasClasses() ? " with classes" : "") + ", but the training data " + samples
                + (whole.hasClasses() ? " with classes" : "") + ": an epoch may only change values");
      }
      learnFrom(new Staging(spec, ofEpoch, Targets.of(spec, ofEpoch, "training data")), settings.stepSamples());
      learned = ofEpoch;
    }
  }

  private void beginEpoch() {
    if (stopped == null) {
      progress.begin(finishedEpochs + 1);
    } else {
      progress.begin(stopped);
      stopped = null;
    }
    inEpoch = true;
  }

  /** The next batch; null behind the last, and where an interrupt, which ends a training, ended the waiting for it. */
  private @Nullable Dataset batch(LongFunction<? extends @Nullable Dataset> batches) {
    try {
      return batches.apply(step + 1);
    } catch (RuntimeException failure) {
      if (failure.getCause() instanceof InterruptedException && Thread.currentThread().isInterrupted()) {
        return null;
      }
      throw failure;
    }
  }

  /** Learns from a batch of a stream, which has ended where that is null; null if training goes on. */
  private @Nullable End runBatch(@Nullable Dataset batch) {
    if (batch == null) {
      End end = endOnRequest();
      return end != null ? end : End.END_OF_DATA;
    }
    take(batch);
    runStep(null, 0, batch.size());
    return afterBatch();
  }

  /** One step, with all that comes with it. What fails before anything has changed leaves this run {@link #isIntact}. */
  StepResult step(Dataset batch) {
    try {
      take(batch);
      steps().load(parameters, slots);
      runStep(null, 0, batch.size());
      intact = false;
      steps().fetch(parameters, slots);
      int before = finishedEpochs;
      End end = afterBatch();
      progress.goOn();
      intact = true;
      return new StepResult(step, batch.size(), progress.stepLoss(), progress.stepAccuracy(), progress.learningRate(),
          finishedEpochs > before ? Optional.of(history.getLast()) : Optional.empty(), end != null);
    } catch (DeviceException fault) {
      intact = false;
      throw failed(fault);
    } catch (Throwable thrown) {
      if (!intact) {
        throw failed(thrown);
      }
      throw thrown;
    }
  }

  /** Whether steps can go on with what this run holds. */
  boolean isIntact() {
    return intact;
  }

  /** Whether the network's parameters are those that this run gave it. */
  boolean isCurrent() {
    return publications == Inside.of().publications(engine);
  }

  /** Has the next step learn from a batch. */
  private void take(Dataset batch) {
    List<Targets> targets = Targets.of(spec, batch, "batch");
    Staging staging = new Staging(spec, batch, targets);
    boolean first = learned == null;
    int answers = staging.answersPerSample(staging.scored());
    if (first) {
      checkWatched(settings.watched().needsValidation() ? null : targets);
    } else if (answers != steps().answersPerSample()) {
      throw new IllegalArgumentException(
          "the batch has targets of another kind than those before it: give class numbers, or values, in all batches");
    }
    takeClassNames(batch, first);
    if (steps == null || batch.size() > largestBatch) {
      if (steps != null) {
        steps.fetch(parameters, slots);
      }
      largestBatch = Math.max(largestBatch, batch.size());
      steps = place.steps(Math.ceilDiv(largestBatch, settings.accumulate()), settings.seed(), updates);
      steps.load(parameters, slots);
    }
    learnFrom(staging, largestBatch);
    learned = batch;
    if (first) {
      hint(batch, "batch");
      warmUp(largestBatch);
    }
    if (!inEpoch) {
      beginEpoch();
    }
  }

  private void takeClassNames(Dataset batch, boolean first) {
    List<String> names = batch.hasClasses() ? batch.classNames() : List.of();
    Targets.requireSameClasses(classNames, batch, "batch");
    Dataset validation = settings.validation();
    if (names.size() > classNames.size()) {
      if (validation != null) {
        Targets.requireSameClasses(names, validation, "validation data");
      }
      classNames = List.copyOf(names);
    }
    if (first || !classNames.equals(engine.classNames())) {
      engine.classNames(classNames);
    }
  }

  private @Nullable End afterBatch() {
    afterStep();
    if (samples == 0 || progress.samplesDone() < samples) {
      return endOnRequest();
    }
    finishEpoch(progress.epoch());
    End end = endAfterEpoch();
    if (end != null) {
      saveCheckpoint();
    }
    return end;
  }

  private void afterStep() {
    if (publishEvery > 0 && step % publishEvery == 0) {
      publishNow();
    }
    boolean ended = samples > 0 && progress.samplesDone() >= samples;
    Checkpoints rule = settings.checkpoints();
    if (!ended && rule != null && rule.isDue(step, savedAt)) {
      save(rule, false);
    }
    for (TrainingListener listener : listeners) {
      listener.onStep(progress);
    }
  }

  /** Gives the network what was learned so far. */
  void publishNow() {
    if (publishedStep < step) {
      fetch();
      requireFinite();
      publish();
      publishedEpoch = 0;
    }
  }

  /** Brings what the network is to get; moving averages are made of a slot. */
  private void fetch() {
    steps().fetch(parameters, spec.averageSlot() < 0 ? NO_SLOTS : slots);
  }

  /** What the network gets of what was fetched: parameters, or their moving averages. */
  private float[] result() {
    return spec.averageSlot() < 0 ? parameters : averages();
  }

  private float[] averages() {
    float[] sum = averaged == null ? parameters.clone() : averaged;
    averaged = sum;
    System.arraycopy(parameters, 0, sum, 0, parameters.length);
    float[] distance = slots[spec.averageSlot()];
    for (int i = 0; i < spec.trainedFloats(); i++) {
      sum[i] += distance[i];
    }
    return sum;
  }

  private void publish() {
    place.publish(result());
    publications = Inside.of().publications(engine);
    publishedStep = step;
  }

  private void runStep(int @Nullable [] samplesInOrder, int start, int count) {
    double epochsDone = samples == 0 ? Double.NaN : finishedEpochs + (double) progress.samplesDone() / samples;
    double given = schedule.rate(epochsDone, step + 1, past);
    float rate = (float) given;
    if (!(rate >= 0 && rate <= Float.MAX_VALUE && rate * decay < 1)) {
      throw new TrainingException(wrongRate(given));
    }
    double loss = steps().step(samplesInOrder, start, count, rate, step + 1);
    if (!Double.isFinite(loss)) {
      throw diverged(loss / count, rate, samplesInOrder, start, count);
    }
    step++;
    progress.add(count, loss, steps().hits(), steps().answers(), rate);
  }

  private String wrongRate(double rate) {
    String name = "the learning rate schedule " + schedule.description();
    if (Double.isNaN(rate)) {
      boolean whole = lastEpoch == Integer.MAX_VALUE;
      LearningRate known = whole ? schedule.over(1) : schedule;
      if (samples == 0 && !Double.isNaN(known.rate(0, step + 1, past))) {
        return name
            + " goes by epochs, but nobody said how many samples these steps have in an epoch: call samplesPerEpoch, or use a schedule by steps";
      }
      if (whole && !Double.isNaN(known.rate(finishedEpochs, step + 1, past))) {
        return name
            + " goes over all epochs of a training, but nobody said how many this one has: call epochs, or give the schedule its epochs";
      }
    }
    String must = "finite and not negative" + (rate > Float.MAX_VALUE ? ", as a float" : "");
    if (rate * decay >= 1 && rate <= Float.MAX_VALUE) {
      must = String.format(Locale.ROOT,
          "below %s with the weightDecay %s of @Optimizer%s, or a step turns weights round", (float) (1 / decay),
          spec.weightDecay(), decay > spec.weightDecay() ? " and the largest rate factor" : "");
    }
    return name + " gave " + rate + " for " + where(progress.step() + 1) + ": it must be " + must + ". " + kept();
  }

  /** The loss tells of an update that went too far only in the step after it: too late if parameters are published before. */
  private void requireFinite() {
    if (!NotFinite.isNone(parameters, spec.parameterFloats())) {
      Divergence found = Divergence.ofUpdate(spec, parameters, steps().gradient());
      throw new TrainingException(
          String.format(Locale.ROOT,
              "a parameter of network %s is not finite after %s (learning rate %s). %s %s", spec.name(),
              where(progress.step()), progress.learningRate(), found.text(), remedy()),
          step, found.layer());
    }
  }

  /** A step, by its number in the epoch in hand. */
  private String where(long number) {
    return samples == 0
        ? "step " + (step + number - progress.step())
        : String.format(Locale.ROOT, "epoch %d, step %d of %d", progress.epoch(), number, progress.steps());
  }

  private TrainingException diverged(
      double loss, float rate, int @Nullable [] samplesInOrder, int start, int count) {
    Dataset samplesOfStep = Objects.requireNonNull(learned);
    String culprit =
        NotFiniteData.describe(samplesOfStep, data == null ? "batch" : "training data", samplesInOrder, start, count);
    Divergence found = culprit.isEmpty()
        ? where(samplesOfStep, samplesInOrder, start, count)
        : new Divergence(null, culprit + " " + kept());
    return new TrainingException(
        String.format(Locale.ROOT, "the loss of network %s is %s in %s (learning rate %s). %s",
            spec.name(), loss, where(progress.step() + 1), rate, found.text()),
        step + 1, found.layer());
  }

  /** Where numbers are not finite in a step whose data is, and what to do. */
  private Divergence where(Dataset samplesOfStep, int @Nullable [] samplesInOrder, int start, int count) {
    boolean first = step == 0;
    if (!first && steps().gradient() == null) {
      return new Divergence(null, "A training on the CPU says in which layer that begins. " + remedy());
    }
    Divergence broken = Divergence.ofParameters(spec, first ? engine.parameters() : parameters,
        first ? "Before training" : "After the update of the step before");
    if (broken != null) {
      return new Divergence(broken.layer(),
          broken.text() + (first ? ": start from other weights. " + kept() : ". " + remedy()));
    }
    Divergence found = Divergence.ofValues(engine, parameters, samplesOfStep, samplesInOrder, start + steps().suspect(),
        start + count);
    return new Divergence(found.layer(), found.text() + " " + remedy());
  }

  private String remedy() {
    return "Try a smaller learning rate or a warm-up, clip gradients (clipNorm of @Optimizer), and scale the inputs to about -1..1. "
        + kept();
  }

  private String kept() {
    String kept = publishedEpoch > 0 ? "of epoch " + publishedEpoch
        : publishedStep < 0 ? "as they were before" : "of step " + publishedStep;
    String saved = savedEpochs > 0 ? "; the checkpoint of epoch " + savedEpochs + " is kept" : "";
    if (settings.checkpoints() != null && savedStep > 0) {
      saved += "; the checkpoint of step " + savedStep + " is kept";
    }
    return "The network keeps its parameters " + kept + saved + ".";
  }

  private void finishEpoch(int epoch) {
    fetch();
    double trainingSeconds = progress.secondsHere();
    requireFinite();
    Evaluation validation = evaluator == null ? null : evaluator.evaluate(result());
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
    best.offer(metrics, result());
    history.add(metrics);
    finishedEpochs = epoch;
    inEpoch = false;
    if (publishedStep < step) {
      publish();
    }
    publishedEpoch = epoch;
    if (epoch % settings.checkpointEvery() == 0) {
      saveCheckpoint();
    }
    saveEpoch();
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
    if (steps != null) {
      steps.fetch(parameters, slots);
    }
    Checkpoints rule = settings.checkpoints();
    if (rule != null && savedStep < step) {
      save(rule, false);
    }
    float[] bestParameters = best.parameters();
    if (bestParameters != null) {
      engine.publish(bestParameters);
      publications = Inside.of().publications(engine);
    } else if (publishedStep < step || data != null) {
      publish();
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
    try {
      CheckpointFile.write(spec, content(written), file);
    } catch (IOException exception) {
      throw new UncheckedIOException(
          String.format(Locale.ROOT,
              "the checkpoint of epoch %d cannot be written to %s; the network keeps the parameters of that epoch: %s",
              finishedEpochs, file, exception),
          exception);
    }
    savedEpochs = finishedEpochs;
  }

  /** What a checkpoint has of this moment, between two steps. */
  private Checkpoint content(CheckpointIdentity written) {
    steps().fetch(parameters, slots);
    return new Checkpoint(
        written,
        engine.preparation(),
        schedule.description(),
        lastEpoch == Integer.MAX_VALUE ? 0 : lastEpoch,
        finishedEpochs,
        step,
        inEpoch ? progress.part() : null,
        largestBatch,
        history,
        best.since(),
        best.epoch(),
        best.value(),
        parameters,
        slots,
        best.parameters());
  }

  private void beginCheckpoints() {
    savedStep = step;
    savedAt = System.nanoTime();
    Checkpoints rule = settings.checkpoints();
    if (rule != null) {
      try {
        rule.begin(step, samples > 0);
      } catch (IOException exception) {
        throw new UncheckedIOException("the folder for checkpoints cannot be read: " + exception, exception);
      }
    }
  }

  /** The best of an epoch first: who is killed between the two does that epoch again. */
  private void saveEpoch() {
    Checkpoints rule = settings.checkpoints();
    if (rule == null) {
      return;
    }
    if (rule.keepsBest() && best.epoch() == finishedEpochs) {
      save(rule, true);
    }
    if (rule.isDue(finishedEpochs) || rule.isDue(step, savedAt)) {
      save(rule, false);
    }
  }

  private void save(Checkpoints rule, boolean asBest) {
    Checkpoint content = content(Objects.requireNonNull(identity));
    requireFinite();
    try {
      rule.write(spec, content, asBest);
    } catch (IOException exception) {
      throw new UncheckedIOException(
          "the checkpoint of step " + step + " cannot be written: " + exception + ". " + kept(), exception);
    }
    if (!asBest) {
      savedStep = step;
      savedAt = System.nanoTime();
    }
  }

  private void resume(Resumption resumption) {
    Path file = resumption.file();
    Checkpoint content;
    try {
      content = CheckpointFile.read(
          spec, engine.preparation(), Objects.requireNonNull(identity), settings, resumption);
    } catch (IOException exception) {
      throw new UncheckedIOException(
          String.format(Locale.ROOT, "cannot resume from checkpoint %s: %s", file, exception), exception);
    } catch (DataFormatException damaged) {
      throw Checkpoints.explained(file, damaged);
    }
    engine.preparation(content.preparation());
    schedule = resumption.schedule(spec, content.schedule(), settings.learningRate());
    if (data != null) {
      resumption.requireSameRate(spec, schedule, content, samples, settings.stepSamples());
    }
    System.arraycopy(content.parameters(), 0, parameters, 0, spec.parameterFloats());
    for (int i = 0; i < slots.length; i++) {
      System.arraycopy(content.slots()[i], 0, slots[i], 0, spec.trainedFloats());
    }
    if (data != null && settings.epochs() == 0 && content.epochs() > 0) {
      lastEpoch = content.epochs();
    }
    finishedEpochs = content.epoch();
    step = content.step();
    stopped = content.part();
    largestBatch = Math.max(largestBatch, content.largestBatch());
    history.addAll(content.history());
    best.restore(content.bestSince(), content.bestEpoch(), content.bestValue(), content.bestParameters());
    engine.publish(result());
    publications = Inside.of().publications(engine);
    publishedEpoch = finishedEpochs;
  }

  private void takeUp(Carried before) {
    finishedEpochs = before.epoch();
    lastEpoch = (int) Math.min(Integer.MAX_VALUE, (long) finishedEpochs + lastEpoch);
    step = before.step();
    history.addAll(before.history());
    if (!before.watched().equals(watchedData()) || !best.restore(before.best())) {
      best = settings.tracker(finishedEpochs);
    }
    Carried.Stopped part = before.stopped();
    if (part != null && part.goesOnWith(settings, dataFingerprint())) {
      stopped = part.part();
    }
  }

  /** The data that the watched metric is measured on. */
  private DataFingerprint watchedData() {
    Dataset validation = settings.validation();
    return validation != null && settings.watched().needsValidation()
        ? DataFingerprint.of(validation)
        : dataFingerprint();
  }

  private DataFingerprint dataFingerprint() {
    return data == null
        ? new DataFingerprint("batches, epochs of " + samples + " samples")
        : DataFingerprint.of(data);
  }

  /** What the next fit or step goes on with. To be asked for when this one has ended, but not by an exception. */
  Carried carried() {
    EpochProgress.Part part = inEpoch ? progress.part() : stopped;
    return new Carried(parameters, slots, finishedEpochs, step, history, best, watchedData(),
        part == null ? null
            : new Carried.Stopped(part, dataFingerprint(), settings.seed(), settings.shuffle()),
        largestBatch, publications);
  }
}
