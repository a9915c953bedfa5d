package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DevicePolicy;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
 * run with the same twin of kernels, for any number of threads, and whether training was stopped and resumed or not.
 *
 * <p>Training ends early when a listener calls {@link TrainingState#stop} or the calling thread is interrupted, each time after the
 * step in hand. An epoch that is not finished then is in no history and no checkpoint: a checkpoint on disk is always one of the
 * end of an epoch. The network gets the parameters as they are, or the best ones with {@link #restoreBest}. An interrupted thread
 * stays interrupted.
 *
 * <p>A network that was put on a device ({@link CompiledNetwork#on}) trains there; {@link #device(Device)} puts it there for the time of
 * the training. Parameters and optimizer state then stay on the device, but for the end of an epoch. The bits are others than those
 * of the CPU, and the same on every run if the device adds in the same order.
 *
 * <p>A trainer may be used again and again, by one thread at a time.
 */
public final class Trainer {
  private final CompiledNetwork network;
  private int epochs = 10;
  private int batchSize = 64;
  private long seed = 1;
  private int threads = Runtime.getRuntime().availableProcessors();
  private boolean shuffle = true;
  private @Nullable LearningRate learningRate;
  private @Nullable Dataset validation;
  private double validationShare;
  private @Nullable EarlyStopping earlyStopping;
  private boolean restoreBest;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private @Nullable Path checkpoint;
  private int checkpointEvery = 1;
  private @Nullable Path resume;
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
   * Sets how often training goes through the data, epochs before a resume included.
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

  /** Sets how the learning rate changes. */
  public Trainer learningRate(LearningRate schedule) {
    learningRate = Objects.requireNonNull(schedule, "schedule");
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
   * (and by its least improvement), else by the validation loss, else by the loss.
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

  /**
   * Goes on from a checkpoint, with the same result as if training had never stopped. Network, data and settings must be those of
   * the checkpoint, but for the number of epochs, threads, listeners and files.
   */
  public Trainer resume(Path file) {
    resume = Objects.requireNonNull(file, "file");
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
   * Trains.
   *
   * @param data what to learn from; its inputs and targets must fit the network. Class numbers become values 1 and 0 where the
   *     loss takes several values
   * @return what was measured
   * @throws IllegalArgumentException if the data does not fit the network, with what each has
   * @throws IllegalStateException if the network is being trained already, or a setting lacks what it needs
   * @throws TrainingException if the loss is not a finite number any more
   * @throws dev.kernelsmith.runtime.WeightsMismatchException if the checkpoint to resume from is of another network or training
   * @throws dev.kernelsmith.runtime.io.DataFormatException if that checkpoint is damaged
   * @throws dev.kernelsmith.runtime.device.DeviceException if the device cannot be used or fails; the finished epochs are published
   *     then, and the checkpoint is as it was
   * @throws java.io.UncheckedIOException if a checkpoint cannot be read or written; the finished epochs are published then
   */
  public TrainingHistory fit(Dataset data) {
    Dataset training = Objects.requireNonNull(data, "data");
    Dataset validating = validation;
    if (validationShare > 0) {
      Split split = Split.random(data, validationShare, seed);
      training = split.training();
      validating = split.validation();
    }
    Device wanted = device;
    if (wanted == null) {
      return fit(network, training, validating);
    }
    int predictBatch = Math.max(batchSize, DeviceNetwork.PREDICT_BATCH);
    try (DeviceNetwork placed = DeviceNetwork.open(network, wanted, batchSize, predictBatch, devicePolicy)) {
      return fit(placed, training, validating);
    }
  }

  private TrainingHistory fit(CompiledNetwork where, Dataset training, @Nullable Dataset validating) {
    NetworkEngine engine = where.engine();
    TrainingSettings settings = settings(engine.spec(), validating);
    if (where instanceof DeviceNetwork placed && placed.session() != null) {
      DevicePlace place = DevicePlace.of(placed);
      return place.exclusively(() -> new TrainingRun(place, engine, settings, training).run());
    }
    engine.beginTraining();
    try (WorkerTeam team = new WorkerTeam(engine.spec().name(), threads)) {
      return new TrainingRun(new HostPlace(engine, team), engine, settings, training).run();
    } finally {
      engine.endTraining();
    }
  }

  private TrainingSettings settings(NetworkSpec spec, @Nullable Dataset validating) {
    EarlyStopping rule = earlyStopping;
    if (rule != null && rule.metric().needsValidation() && validating == null) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "early stopping watches %s, but there is no validation data: call validation or validationSplit, or watch %s",
              rule.metric(), Metric.LOSS));
    }
    LearningRate schedule = learningRate != null ? learningRate : LearningRate.constant(spec.learningRate());
    return new TrainingSettings(
        epochs,
        batchSize,
        seed,
        threads,
        shuffle,
        schedule,
        validating,
        rule,
        restoreBest,
        List.copyOf(listeners),
        checkpoint,
        checkpointEvery,
        resume);
  }

  private static int requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "%s must be at least 1, not %d", name, value));
    }
    return value;
  }
}
