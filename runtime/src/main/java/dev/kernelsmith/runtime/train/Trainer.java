package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DevicePolicy;
import dev.kernelsmith.runtime.io.AtomicFile;
import dev.kernelsmith.runtime.spi.KnownNames;
import dev.kernelsmith.runtime.team.SharedTeam;
import dev.kernelsmith.runtime.team.WorkerTeam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network:
 *
 * <pre>{@code
 * TrainingHistory history = Trainer.of(network).epochs(10).batchSize(64).validation(test).progress(Progress.auto()).fit(data);
 * }</pre>
 *
 * <p>Training starts from the network's published parameters and works on a copy. The network can predict all the while; it gets
 * new parameters at the end of every epoch and at the end of training. The same data, settings and seed give the same bits on every
 * run with the same variant of kernels, for any number of threads, and whether training was stopped and resumed or not.
 *
 * <p>Training ends early when a listener calls {@link TrainingState#stop} or the calling thread is interrupted, each time after the
 * step in hand. An epoch that is not finished then is in no history, and of checkpoints only in those of {@link #checkpoints}. The network gets the parameters as they are, or the best ones with {@link #restoreBest}. An interrupted thread
 * stays interrupted.
 *
 * <p>A network that was put on a device ({@link CompiledNetwork#on}) trains there; {@link #device(Device)} puts it there for the time of
 * the training. Parameters and optimizer state then stay on the device, but for the end of an epoch. The bits are others than those
 * of the CPU, and the same on every run if the device adds in the same order.
 *
 * <p>{@link #step} trains by the step, on batches that the program brings, and {@link #fit(LongFunction)} and {@link #fit(Iterator)} on batches without an
 * end. All three give the same bits for the same batches in the same order, and may follow each other; {@link #samplesPerEpoch} tells the latter two
 * what an epoch is.
 *
 * <p>A trainer may be used again and again, by one thread at a time. A further {@link #fit} goes on where the one before ended: with its
 * parameters (the last ones, even where {@link #restoreBest} gave the network others), the optimizer's state, the number of steps and
 * epochs (which the learning rate's schedule and the order of samples depend on), the history, and what was best so far. So six fits of
 * one epoch end with the bits of one fit of six; an epoch that was stopped in its midst is finished first. What is set anew in between,
 * and other data, is used from then on: an epoch that was stopped begins again if data, seed or shuffling changed, and what was best counts
 * anew if another metric or other data is watched. Training starts anew, from the network's parameters as they are, if these were loaded or
 * published by somebody else in between, after a fit that ended by an exception, and after {@link #reset}; a new trainer has nothing to go
 * on with. A training that early stopping ended has ended: a further fit does nothing, unless its rule is changed.
 */
public final class Trainer {
  private final CompiledNetwork network;
  private int epochs; // 0: not set
  private int batchSize = 64;
  private int accumulate = 1;
  private long seed = 1;
  private int threads = Runtime.getRuntime().availableProcessors();
  private boolean shuffle = true;
  private @Nullable LearningRate learningRate;
  private @Nullable Dataset validation;
  private double validationShare;
  private @Nullable EarlyStopping earlyStopping;
  private final Map<String, Double> rateFactors = new LinkedHashMap<>();
  private boolean restoreBest;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private @Nullable Path checkpoint;
  private int checkpointEvery = 1;
  private int samplesPerEpoch; // 0: not set
  private int publishEvery; // 0: not set
  private @Nullable Checkpoints checkpoints;
  private @Nullable Resumption resume;
  private @Nullable Carried carried;
  private @Nullable TrainingRun stepping;
  private @Nullable TrainingSettings steppingSettings;
  private @Nullable Device device;
  private DevicePolicy devicePolicy = DevicePolicy.FAIL;

  private Trainer(CompiledNetwork network) {
    this.network = Objects.requireNonNull(network, "network");
  }

  /** A trainer with 10 epochs, batches of 64, seed 1, all processors, shuffling, and the learning rate of the annotation. */
  public static Trainer of(CompiledNetwork network) {
    return new Trainer(network);
  }

  /**
   * Sets how often {@link #fit} goes through the data: 10 times, if not set. A further fit goes through it as often once more. Where a
   * checkpoint is resumed, its epochs count as the first of them; if not set, training then goes up to the epoch that the checkpoint's
   * training was to end with.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Trainer epochs(int count) {
    epochs = requirePositive("epochs", count);
    return this;
  }

  /**
   * Sets the samples of a step: any number. The last batch of an epoch has what is left.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Trainer batchSize(int samples) {
    batchSize = requirePositive("batchSize", samples);
    return this;
  }

  /**
   * Has a step learn from so many batches, on the CPU: their gradients are added up, so that a step has the effect of one with a batch so many times as large, in the memory of one. It
   * counts as one step. What normalises by the batch normalises by each one, and its moving averages follow the mean of them. {@link #step(Dataset)} takes all samples of
   * a step and cuts these into so many parts.
   *
   * @param batches batches of a step: 1, if not set
   * @throws IllegalArgumentException if it is below 1
   */
  public Trainer accumulate(int batches) {
    accumulate = requirePositive("accumulate", batches);
    return this;
  }

  /** Sets the seed of the order of samples and of the validation split. Parameters start from the network's own seed. */
  public Trainer seed(long number) {
    seed = number;
    return this;
  }

  /**
   * Sets the number of threads that compute, the calling one included. The result does not depend on it.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Trainer threads(int count) {
    threads = requirePositive("threads", count);
    return this;
  }

  /** Sets whether every epoch takes the samples in an order of its own; without it all take them as the data has them. */
  public Trainer shuffle(boolean wanted) {
    shuffle = wanted;
    return this;
  }

  /** Sets the learning rate to one that does not change. */
  public Trainer learningRate(double rate) {
    return learningRate(LearningRate.constant(rate));
  }

  /**
   * Sets how the learning rate changes. A schedule counts epochs and steps from the beginning of training: it goes on through further fits,
   * and does not depend on {@link #epochs}.
   */
  public Trainer learningRate(LearningRate schedule) {
    learningRate = Objects.requireNonNull(schedule, "schedule");
    return this;
  }

  /**
   * Says how many samples steps and streams learn from in an epoch: an epoch then ends with the step that reaches this number, and with it come all
   * things of an epoch, such as validation, metrics, checkpoints and schedules by epochs. Without it they have no epochs, and what needs some is refused.
   * A {@link #fit(Dataset)} takes the size of its data.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Trainer samplesPerEpoch(int samples) {
    samplesPerEpoch = requirePositive("samplesPerEpoch", samples);
    return this;
  }

  /**
   * Sets after how many steps the network gets the parameters that were learned, besides the end of each epoch: after every step of {@link #step} and of a
   * stream, and not at all within a {@link #fit(Dataset)}, if not set. Each time takes a copy of the parameters.
   *
   * @throws IllegalArgumentException if it is below 1
   * @see #publish
   */
  public Trainer publishEvery(int steps) {
    publishEvery = requirePositive("publishEvery", steps);
    return this;
  }

  /**
   * Has a layer, or all of a block, learn with another rate than the rest, on the CPU. What the optimizer makes of the rate, such as a decay of weights, follows. A moving average
   * of a normalisation is not a matter of rates.
   *
   * @param layer name of the layer or block
   * @param factor of the learning rate, at least 0; 1 for the rate as it is. With 0 its parameters stay as they are: see {@link #freeze}
   * @throws IllegalArgumentException if there is no such layer or the factor is negative or not finite
   */
  public Trainer rateFactor(String layer, double factor) {
    network.engine().layer(layer);
    if (!(factor >= 0 && factor <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the rate factor of layer '" + layer + "' must be finite and not negative, but is " + factor);
    }
    rateFactors.remove(layer); // what is said last counts, also of a layer in a block
    rateFactors.put(layer, factor);
    return this;
  }

  /**
   * Leaves the parameters of layers, or of all layers of a block, as they are, moving averages of a normalisation included, which still normalises by its batch. Their gradients are computed all
   * the same, but count in no norm; the annotation {@code @Frozen} saves that work, too. {@link #rateFactor} with 1 undoes it.
   *
   * @param layers names of layers or blocks
   * @throws IllegalArgumentException if there is no such layer, or none is named
   */
  public Trainer freeze(String... layers) {
    for (String layer : KnownNames.some(layers)) {
      rateFactor(layer, 0);
    }
    return this;
  }

  /** Sets data to evaluate the network on after every epoch; nothing is learned from it. */
  public Trainer validation(Dataset data) {
    validation = Objects.requireNonNull(data, "data");
    validationShare = 0;
    return this;
  }

  /**
   * Takes a random share of the data out of training, to evaluate the network on after every epoch.
   *
   * @param fraction the share, above 0 and below 1
   * @throws IllegalArgumentException if it is not
   */
  public Trainer validationSplit(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("a validation split must be above 0 and below 1, but is " + fraction);
    }
    validationShare = fraction;
    validation = null;
    return this;
  }

  /** Ends training when a metric does not improve any more. */
  public Trainer earlyStopping(EarlyStopping rule) {
    earlyStopping = Objects.requireNonNull(rule, "rule");
    return this;
  }

  /**
   * Sets whether the network gets the parameters of its best epoch when training ends: best by the metric of early stopping
   * (and by its least improvement), else by the validation loss, else by the loss. An epoch in which that was NaN or infinite is never the
   * best; where no epoch was, the network keeps the last parameters.
   */
  public Trainer restoreBest(boolean wanted) {
    restoreBest = wanted;
    return this;
  }

  /** Adds a listener. */
  public Trainer listener(TrainingListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /** Adds a display. */
  public Trainer progress(Progress display) {
    return listener(display);
  }

  /** Writes a checkpoint after every epoch; see {@link #checkpoint(Path, int)}. */
  public Trainer checkpoint(Path file) {
    return checkpoint(file, 1);
  }

  /**
   * Writes a checkpoint after every so many epochs and after the last: a safetensors file with parameters, optimizer state and
   * all else that {@link #resume} needs, replaced atomically. {@link CompiledNetwork#load} takes the parameters from it, too.
   *
   * @throws IllegalArgumentException if {@code everyEpochs} is below 1
   */
  public Trainer checkpoint(Path file, int everyEpochs) {
    checkpoint = Objects.requireNonNull(file, "file");
    checkpointEvery = requirePositive("everyEpochs", everyEpochs);
    return this;
  }

  /** Writes checkpoints into a folder, also in the midst of epochs, and keeps some of them; see there. */
  public Trainer checkpoints(Checkpoints rule) {
    checkpoints = Objects.requireNonNull(rule, "rule");
    return this;
  }

  /**
   * Goes on from the newest checkpoint of a folder, as {@link #resume(Path, ResumeChange...)} does; where there is none, or no such folder, training starts
   * anew. Either is logged ({@code System.Logger} "dev.kernelsmith", level INFO), and {@link Checkpoints#latest} tells it as well. A newest file that is damaged is refused when training begins.
   *
   * @param accepted what this trainer may have otherwise
   * @throws UncheckedIOException if the folder cannot be read
   */
  public Trainer resumeLatest(Path folder, ResumeChange... accepted) {
    try {
      return resumeIfAny(folder, Checkpoints.latest(folder).orElse(null), accepted);
    } catch (IOException exception) {
      throw new UncheckedIOException("the folder of checkpoints cannot be read: " + exception, exception);
    }
  }

  /**
   * The same, but goes on from the newest checkpoint that can be read. Newer ones, which are damaged or no checkpoints, get {@code .damaged} behind their names, and a warning is
   * logged for each.
   *
   * @param accepted what this trainer may have otherwise
   * @throws dev.kernelsmith.runtime.io.DataFormatException if there are files with names of checkpoints, but none can be read
   * @throws UncheckedIOException if the folder cannot be read
   */
  public Trainer resumeLatestReadable(Path folder, ResumeChange... accepted) {
    try {
      return resumeIfAny(folder, Checkpoints.latestReadable(folder), accepted);
    } catch (IOException exception) {
      throw new UncheckedIOException("the folder of checkpoints cannot be read: " + exception, exception);
    }
  }

  private Trainer resumeIfAny(Path folder, @Nullable Path file, ResumeChange... accepted) {
    Objects.requireNonNull(accepted, "accepted");
    System.getLogger("dev.kernelsmith")
        .log(Level.INFO, file == null ? "Training starts anew: there is no checkpoint in {0}"
            : "Training goes on from checkpoint {1}", folder, file);
    return file == null ? this : resume(file, accepted);
  }

  /**
   * Goes on from a checkpoint, with the same result as if training had never stopped. Network, data and settings must be those of
   * the checkpoint, but for the number of epochs, threads, listeners and files; of data, a checksum is compared that covers all class
   * numbers and up to 1,024 samples. Without {@link #learningRate} the checkpoint's schedule goes on: more epochs than it was made for do
   * not stretch it. It holds for the next {@link #fit}; those after it go on from there.
   */
  public Trainer resume(Path file) {
    return resume(file, new ResumeChange[0]);
  }

  /**
   * Goes on from a checkpoint with something changed. What is not named must be as in the checkpoint.
   *
   * @param accepted what this trainer may have otherwise
   */
  public Trainer resume(Path file, ResumeChange... accepted) {
    Set<ResumeChange> changes = Set.copyOf(List.of(Objects.requireNonNull(accepted, "accepted")));
    resume = new Resumption(Objects.requireNonNull(file, "file"), changes);
    return this;
  }

  /** Forgets earlier fits: the next one starts anew, from the network's parameters as they are. All settings stay. */
  public Trainer reset() {
    carried = null;
    stepping = null;
    return this;
  }

  /** Trains on a device, with policy FAIL; see {@link #device(Device, DevicePolicy)}. */
  public Trainer device(Device wanted) {
    return device(wanted, DevicePolicy.FAIL);
  }

  /**
   * Trains on a device: the network is put there, with steps of this trainer's batch size, when training begins, and taken off when it
   * ends.
   *
   * @param policy what happens if that cannot be done
   */
  public Trainer device(Device wanted, DevicePolicy policy) {
    device = Objects.requireNonNull(wanted, "wanted");
    devicePolicy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * What a training on the CPU takes in memory with this trainer's network, batch size and threads, where the data has at least a batch.
   *
   * @throws IllegalStateException if the network has no loss
   */
  public TrainingMemory memory() {
    NetworkEngine engine = network.engine();
    return TrainingMemory.of(Inside.of().program(engine), engine.spec(), batchSize, threads);
  }

  /**
   * Trains, or goes on training.
   *
   * @param data what to learn from; its inputs and targets must fit the network. Class numbers become values 1 and 0 where the
   *     loss takes several values
   * @return what was measured, in the epochs of earlier fits too
   * @throws IllegalArgumentException if the data does not fit the network, with what each has
   * @throws IllegalStateException if the network is being trained already, or a setting lacks what it needs
   * @throws TrainingException if the loss is not a finite number any more
   * @throws dev.kernelsmith.runtime.WeightsMismatchException if the checkpoint to resume from is of another network or training
   * @throws dev.kernelsmith.runtime.io.DataFormatException if that checkpoint is damaged
   * @throws dev.kernelsmith.runtime.device.DeviceException if the device cannot be used or fails; the finished epochs are published
   *     then, and the checkpoint is as it was
   * @throws UncheckedIOException if a checkpoint cannot be read or written. Whether it can be written at its place is found out before
   *     training begins; if it cannot later, the finished epochs are published
   */
  public TrainingHistory fit(Dataset data) {
    Dataset training = Objects.requireNonNull(data, "data");
    requireCheckpoint();
    endSteps();
    Dataset validating = validation;
    if (validationShare > 0) {
      Split split = Split.random(data, validationShare, seed);
      training = split.training();
      validating = split.validation();
    }
    return fit(training, null, validating);
  }

  /**
   * Trains on the batches of a stream, each a data set, until it has no more of them, or as {@link #fit(Dataset)} would end.
   *
   * @param batches gives them one after another. A training that was resumed goes on with the first that it gives
   * @see #fit(LongFunction)
   */
  public TrainingHistory fit(Iterator<? extends Dataset> batches) {
    Objects.requireNonNull(batches, "batches");
    return fit(step -> batches.hasNext() ? Objects.requireNonNull(batches.next(), "a batch is null") : null);
  }

  /**
   * Trains on batches that a function gives by the number of the step, as one that was stopped and resumed needs it: until there are no more of
   * them, or as {@link #fit(Dataset)} would end. Training is the same as there, and so are exceptions, but epochs are those of {@link #samplesPerEpoch}, and if
   * {@link #epochs} is not set, there is no last one. What is before the first batch of an epoch was published after the step before.
   *
   * @param batches the batch of a step by its number, from 1; null behind the last
   */
  public TrainingHistory fit(LongFunction<? extends @Nullable Dataset> batches) {
    Objects.requireNonNull(batches, "batches");
    requireEpochs();
    if (epochs > 0) {
      requireEpochs("epochs", true);
    }
    requireEpochs("restoreBest", restoreBest);
    requireCheckpoint();
    endSteps();
    return fit(null, batches, validation);
  }

  /**
   * Trains one step on a batch, which may have any number of samples. With the same batches in the same order, parameters have the bits of {@link
   * #fit(Dataset)}, and random numbers and learning rates are the same. The network predicts with what was learned when this returns, unless {@link #publishEvery} says
   * otherwise. Threads are those that predictions share, so there is nothing to close; while a prediction has them, the step is done by the calling thread.
   *
   * <p>A further step goes on where the one before ended, or the fit before, as a fit after steps goes on with them. A step that fails because
   * of its batch, or since the loss is not finite, changes nothing, and the next may follow; after any other exception training starts anew.
   *
   * <p>Listeners hear of the start before the first step, of steps, epochs and failures; a training by the step has no end. A network on a device gets
   * parameters and optimizer state before each step and gives them back behind it, which for small batches takes most of the time: a stream keeps them there.
   *
   * @throws IllegalArgumentException if the batch does not fit the network, with what each has
   * @throws IllegalStateException if the network is being trained already, or a setting lacks what it needs or has no meaning for steps
   * @throws TrainingException if the loss or a parameter is not a finite number any more
   */
  public StepResult step(Dataset batch) {
    Objects.requireNonNull(batch, "batch");
    requireEpochs();
    refuse(restoreBest, "restoreBest gives the network the best parameters when a fit ends, and steps have no end");
    refuse(device != null,
        "device(...) puts the network on a device for the time of a fit: for steps, put it there with network.on(...)");
    Place place = stepPlace();
    return place.exclusively(() -> {
      TrainingRun run = stepping(place);
      try {
        return run.step(batch);
      } finally {
        if (!run.isIntact()) {
          reset();
        }
      }
    });
  }

  /**
   * Trains one step on samples with a class each.
   *
   * @param inputs one row per sample, in canonical order
   * @param classes one class number per sample, from 0
   * @throws IllegalArgumentException if they do not fit each other or the network, or an input is not finite
   * @see #step(Dataset)
   */
  public StepResult step(float[][] inputs, int[] classes) {
    return step(ArrayDataset.ofClasses(inputs, classes));
  }

  /**
   * Trains one step on samples with target values each.
   *
   * @param inputs one row per sample, in canonical order
   * @param targets one row per sample
   * @throws IllegalArgumentException if they do not fit each other or the network, or a number is not finite
   * @see #step(Dataset)
   */
  public StepResult step(float[][] inputs, float[][] targets) {
    return step(ArrayDataset.ofValues(inputs, targets));
  }

  /** Gives the network what {@link #step} has learned so far, where {@link #publishEvery} has not done that yet. */
  public Trainer publish() {
    TrainingRun run = stepping;
    if (run != null && run.isCurrent()) {
      stepPlace().exclusively(() -> {
        run.publishNow();
        return run;
      });
    }
    return this;
  }

  private Place stepPlace() {
    if (network instanceof DeviceNetwork placed && Inside.of().session(placed) != null) {
      return DevicePlace.of(placed);
    }
    return new HostPlace(network.engine(), new SharedTeam(threads));
  }

  /** What steps go on with: the run of the step before, if nothing was set since. */
  private TrainingRun stepping(Place place) {
    TrainingRun run = stepping;
    if (run != null && run.isCurrent() && settings(validation, 0).equals(steppingSettings)) {
      return run;
    }
    requireCheckpoint();
    if (run != null && !run.isCurrent()) {
      System.getLogger("dev.kernelsmith")
          .log(Level.INFO, "Parameters of the network were set since the last step: the steps of a new training begin");
    }
    endSteps();
    run = run(place, network.engine(), settings(validation, 0), null);
    run.begin();
    resume = null;
    carried = null;
    stepping = run;
    steppingSettings = settings(validation, 0);
    return run;
  }

  /** Keeps what steps have learned for what comes next. */
  private void endSteps() {
    if (stepping != null) {
      carried = stepping.carried();
      stepping = null;
    }
  }

  /** Refuses what goes by epochs where steps have none. */
  private void requireEpochs() {
    refuse(validationShare > 0,
        "validationSplit takes samples out of the one data set of a fit: for steps and streams, use validation(data)");
    requireEpochs("validation", validation != null);
    requireEpochs("earlyStopping", earlyStopping != null);
    requireEpochs("checkpoint(file)", checkpoint != null);
  }

  private void requireEpochs(String setting, boolean isSet) {
    if (isSet && samplesPerEpoch == 0) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "%s goes by epochs, but steps and streams have none of their own: say how many samples make one with samplesPerEpoch",
              setting));
    }
  }

  private static void refuse(boolean isSet, String reason) {
    if (isSet) {
      throw new IllegalStateException(reason);
    }
  }

  private TrainingHistory fit(
      @Nullable Dataset training, @Nullable LongFunction<? extends @Nullable Dataset> batches,
      @Nullable Dataset validating) {
    Device wanted = device;
    if (wanted == null) {
      return fit(network, training, batches, validating);
    }
    int predictBatch = Math.max(batchSize, DeviceNetwork.PREDICT_BATCH);
    try (DeviceNetwork placed = DeviceNetwork.open(network, wanted, batchSize, predictBatch, devicePolicy)) {
      return fit(placed, training, batches, validating);
    }
  }

  private TrainingHistory fit(
      CompiledNetwork where, @Nullable Dataset training, @Nullable LongFunction<? extends @Nullable Dataset> batches,
      @Nullable Dataset validating) {
    NetworkEngine engine = where.engine();
    TrainingSettings settings = settings(validating, epochs);
    if (validating != null && training != null) {
      Targets.requireSameClasses(training.classNames(), validating, "validation data");
    }
    if (where instanceof DeviceNetwork placed && Inside.of().session(placed) != null) {
      DevicePlace place = DevicePlace.of(placed);
      return place.exclusively(() -> run(place, engine, settings, training, batches));
    }
    Inside.of().beginTraining(engine);
    int useful = training == null ? threads
        : HostPlace.usefulThreads(engine, Math.min(batchSize, training.size()), validating);
    try (WorkerTeam team = new WorkerTeam(engine.spec().name(), Math.min(threads, useful))) {
      return run(new HostPlace(engine, team), engine, settings, training, batches);
    } finally {
      Inside.of().endTraining(engine);
    }
  }

  /** A training whose result could not be kept does not begin. */
  private void requireCheckpoint() {
    try {
      if (checkpoint != null) {
        AtomicFile.requireWritable(checkpoint);
      }
      if (checkpoints != null) {
        checkpoints.requireWritable();
      }
    } catch (IOException exception) {
      throw new UncheckedIOException(
          "training did not begin, since no checkpoint could be written: " + exception.getMessage(), exception);
    }
  }

  /** A fit that fails leaves nothing to go on with, and a checkpoint that it was to resume from is resumed by the next. */
  private TrainingHistory run(
      Place place, NetworkEngine engine, TrainingSettings settings, @Nullable Dataset training,
      @Nullable LongFunction<? extends @Nullable Dataset> batches) {
    TrainingRun run = run(place, engine, settings, training);
    carried = null;
    TrainingHistory history = run.run(batches);
    carried = run.carried();
    resume = null;
    return history;
  }

  private TrainingRun run(
      Place place, NetworkEngine engine, TrainingSettings settings, @Nullable Dataset training) {
    Carried before = carried;
    boolean goesOn = before != null && resume == null && before.publications() == Inside.of().publications(engine);
    return new TrainingRun(place, engine, settings, training, goesOn ? before : null);
  }

  private TrainingSettings settings(@Nullable Dataset validating, int lastEpoch) {
    EarlyStopping rule = earlyStopping;
    if (rule != null && rule.metric().needsValidation() && validating == null) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "early stopping watches %s, but there is no validation data: call validation or validationSplit, or watch %s",
              rule.metric(), Metric.LOSS));
    }
    return new TrainingSettings(
        lastEpoch,
        batchSize,
        accumulate,
        seed,
        threads,
        shuffle,
        learningRate,
        validating,
        rule,
        restoreBest,
        List.copyOf(listeners),
        checkpoint,
        checkpointEvery,
        checkpoints,
        samplesPerEpoch,
        publishEvery,
        new LinkedHashMap<>(rateFactors),
        resume);
  }

  private static int requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "%s must be at least 1, not %d", name, value));
    }
    return value;
  }

  /** In words. */
  @Override
  public String toString() {
    return "trainer of network " + network.engine().spec().name() + ": "
        + MetricText.count(epochs == 0 ? TrainingSettings.EPOCHS : epochs, "epoch")
        + ", batches of " + batchSize;
  }
}
