package dev.kernelsmith.tools;

import dev.kernelsmith.metrics.RunFolder;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.train.DeviceCheck;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Progress;
import dev.kernelsmith.runtime.train.ResumeChange;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a network and tests it. */
// @formatter:off
@Command(name = "train", sortOptions = false,
    description = "Train a sample, or a network of your own, then test it on samples that it has not seen.")
final class TrainCommand implements Callable<Integer> {
  /** What the learning rate falls to, along half a cosine, as a share of its initial value. */
  private static final double LAST_RATE = 0.05;

  private static final int DEFAULT_EPOCHS = 10;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "SAMPLE", converter = Sample.Converter.class, completionCandidates = Sample.Names.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable Sample sample;

  @Mixin private ClassOptions own;

  @Mixin private TableOptions table;

  @Mixin private PictureOptions pictures;

  @Mixin private RecordOptions records;

  @Mixin private AugmentOptions changes;

  @Mixin private WatchOptions watch;

  @Option(names = "--data", paramLabel = "DIR",
      description = "Folder with MNIST's four files, plain or gzip; without it digits are drawn.")
  private @Nullable Path data;

  @Option(names = "--drawn", paramLabel = "N", defaultValue = "20000", converter = PositiveInteger.class,
      description = "Samples to draw without --data, and a fifth as many for the test. Default: ${DEFAULT-VALUE}")
  private int drawn;

  @Option(names = "--epochs", paramLabel = "N", converter = PositiveInteger.class,
      description = "Times that training goes through the data, those before --resume counted. Default: 10, or those of the checkpoint")
  private @Nullable Integer epochs;

  @Option(names = "--batch", paramLabel = "N", defaultValue = "64", converter = PositiveInteger.class,
      description = "Samples per step. Default: ${DEFAULT-VALUE}")
  private int batch;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", converter = WholeNumber.class,
      description = "Seed of the initial weights and of the order of samples. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--threads", paramLabel = "N", converter = PositiveInteger.class,
      description = "Threads that compute on the CPU; the result does not depend on it. Default: all processors")
  private @Nullable Integer threads;

  @Mixin private DeviceOptions where;

  @Option(names = "--check-device",
      description = "First compare a prediction and 10 training steps on the device with the CPU, and stop at a difference.")
  private boolean checkDevice;

  @Option(names = "--save", paramLabel = "FILE", description = "Write the weights, as safetensors.")
  private @Nullable Path save;

  @Option(names = "--checkpoint", paramLabel = "FILE", description = "Write a checkpoint after every epoch.")
  private @Nullable Path checkpoint;

  @Option(names = "--run", paramLabel = "DIR",
      description = "Keep what the training measures in a folder of its own, for report and watch; with --resume the one that it began in.")
  private @Nullable Path run;

  @Option(names = "--no-gradients",
      description = "Leave histograms of gradients out of --run: each epoch has those of its last step, which cost some nanoseconds for each parameter.")
  private boolean withoutGradients;

  @Option(names = "--no-times",
      description = "Leave times of layers out of --run: for half a minute, up to two hundred stacks a second are taken of each thread that trains.")
  private boolean withoutTimes;

  @Option(names = "--resume", paramLabel = "FILE",
      description = "Go on from a checkpoint, with the same sample, data and options, and with its learning rates; only --epochs may be more.")
  private @Nullable Path resume;

  @Option(names = "--new-schedule",
      description = "With --resume and --epochs: spread the fall of the learning rate over that many epochs, instead of going on with the checkpoint's.")
  private boolean newSchedule;
  // @formatter:on

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    OutputFiles.checkDifferent(save, checkpoint, "--checkpoint");
    OutputFiles.checkDifferent(save, resume, "--resume");
    OutputFiles.check(save, OutputFiles.Content.WEIGHTS);
    OutputFiles.check(checkpoint, OutputFiles.Content.WEIGHTS);
    OutputFiles.checkFolder(run);
    checkDrawn();
    if (run == null) {
      Unused.refuse(spec, List.of("--no-gradients", "--no-times"), "without --run DIR");
    }
    if (newSchedule && (resume == null || epochs == null)) {
      throw new ParameterException(spec.commandLine(),
          "--new-schedule changes a resumed training: add --resume and --epochs.");
    }
    if (checkDevice && where.device().isCpu()) {
      throw new ParameterException(spec.commandLine(), "--check-device compares a device: add --device tornado.");
    }
    CompiledNetwork network = own.factory(sample).apply(seed);
    TrainingData samples = samples(network, out);
    try (DeviceNetwork placed = where.place(network, batch, DeviceNetwork.PREDICT_BATCH)) {
      announce(out, placed, samples);
      if (checkDevice) {
        check(out, placed, samples);
      }
      TrainingClock clock = new TrainingClock();
      RunFolder folder = run == null ? null : folder(run, placed.info().isPresent() ? placed : network, samples);
      int signal = Signals.process().guard(() -> fit(out, placed, samples, clock, folder));
      if (signal != 0) {
        out.println(kept(clock));
        return signal;
      }
      out.println("test: "
          + Scores.line(Evaluation.of(placed, samples.test(), threads()), samples.test(), samples.shown()));
      if (!samples.shown().targetNames().isEmpty()) {
        Scores.table(placed, samples.test(), samples.shown()).forEach(out::println);
      }
      if (folder != null) {
        folder.evaluate(samples.test(), samples.shown());
        out.println("run: " + run + "; kernelsmith report " + run + " makes a page of it");
      }
    }
    out.flush();
    return 0;
  }

  private TrainingData samples(CompiledNetwork network, PrintWriter out) throws IOException {
    boolean ofTable = table.given();
    boolean ofPictures = pictures.given();
    boolean ofRecords = records.given();
    DataChoice.requireOne(spec, ofTable, ofPictures, ofRecords, data != null);
    watch.check(ofTable || ofPictures || ofRecords);
    TrainingData samples = ofTable ? table.training(network, seed, watch, out)
        : ofPictures ? pictures.training(network, seed, watch, out)
            : ofRecords ? records.training(network, seed, watch, out) : watch.held(others(), seed);
    return changes.of(samples, network.engine().spec(), ofTable, seed);
  }

  private TrainingData others() throws IOException {
    if (sample != null) {
      return TrainingData.of(sample, data, drawn, Math.max(1, drawn / 5));
    }
    if (data == null) {
      throw new ParameterException(spec.commandLine(),
          "which data? Name a table with --csv FILE --label COLUMN, pictures with --pictures PATH, records with --tfrecords PATH, or a folder like MNIST's with --data DIR.");
    }
    return TrainingData.ofFolder(data);
  }

  /** Trains, and saves what was learned, were it cut short. */
  private void fit(PrintWriter out, DeviceNetwork network, TrainingData samples, TrainingClock clock,
      @Nullable RunFolder folder)
      throws IOException {
    Trainer trainer = trainer(network).listener(clock);
    watch.watch(trainer, samples);
    if (folder != null) {
      trainer.listener(folder);
    }
    TrainingHistory history;
    try {
      history = trainer.fit(samples.training());
    } catch (UncheckedIOException full) { // a checkpoint or a line of the run, which are no reason to lose what was learned
      if (save != null && clock.epochs() > 0) {
        try {
          OutputFiles.save(network, save);
          out.println("weights: " + save + ", of the last finished epoch");
        } catch (IOException elsewhere) {
          out.println("weights: " + elsewhere.getMessage());
        }
        out.flush();
      }
      throw full;
    }
    out.println(clock.summary());
    if (samples.validation() != null && history.bestEpoch() > 0) {
      out.println("best: epoch " + history.bestEpoch() + ", whose parameters are kept");
    }
    if (save != null && clock.begun()) {
      OutputFiles.save(network, save);
      out.println("weights: " + save);
    } else if (save != null) { // the file may hold weights that took long to learn
      out.println("weights: not written, since no step was done");
    }
  }

  private RunFolder folder(Path path, CompiledNetwork network, TrainingData samples) {
    return RunFolder.of(path, network)
        .features(samples.features())
        .gradients(!withoutGradients)
        .layerTimes(!withoutTimes)
        .note("command", "kernelsmith " + String.join(" ", spec.commandLine().getParseResult().originalArgs()))
        .note("data", samples.source())
        .note("batch size", batch)
        .note("seed", seed)
        .note("threads", threads());
  }

  /** Where a training that was interrupted can be taken up again. */
  private String kept(TrainingClock clock) {
    if (checkpoint != null && clock.epochs() > 0) {
      return String.format(Locale.ROOT, "checkpoint: %s, of the last finished epoch; go on with --resume %s",
          checkpoint, checkpoint);
    }
    if (checkpoint != null) {
      return "checkpoint: none was written, since no epoch was finished";
    }
    return save != null ? "checkpoint: none was asked for"
        : "nothing was saved: neither --save nor --checkpoint names a file";
  }

  private void checkDrawn() {
    if (drawn > Sample.MOST_DRAWN) {
      throw new ParameterException(
          spec.commandLine(),
          String.format(Locale.ROOT, "--drawn can be at most %d, not %d", Sample.MOST_DRAWN, drawn));
    }
  }

  private Trainer trainer(CompiledNetwork network) {
    double rate = Double.parseDouble(Float.toString(network.engine().spec().learningRate())); // 0.001 as it was written
    Trainer trainer =
        Trainer.of(network)
            .batchSize(batch)
            .seed(seed)
            .threads(threads())
            .listener(new ResumedSchedule(spec.commandLine().getOut(), resume != null))
            .progress(Progress.auto());
    if (epochs != null) {
      trainer.epochs(epochs);
    }
    if (resume == null || newSchedule) {
      int length = epochs != null ? epochs : DEFAULT_EPOCHS;
      trainer.epochs(length).learningRate(LearningRate.cosine(rate, rate * LAST_RATE, length));
    }
    if (checkpoint != null) {
      trainer.checkpoint(checkpoint);
    }
    if (newSchedule && resume != null) {
      trainer.resume(resume, ResumeChange.LEARNING_RATE);
    } else if (resume != null) {
      trainer.resume(resume);
    }
    return trainer;
  }

  private int threads() {
    return threads != null ? threads : Runtime.getRuntime().availableProcessors();
  }

  /** A device that the CPU stands in for has nothing to compare; the policy says whether that is a failure. */
  private void check(PrintWriter out, DeviceNetwork network, TrainingData samples) {
    if (network.info().isEmpty()) {
      out.println("check: none, the CPU does the work");
      return;
    }
    DeviceCheck check = DeviceCheck.run(network, samples.training(), batch, DeviceCheck.STEPS);
    check.requireEqual();
    out.print(
        Texts.format(
            "check: a prediction and %d steps agree with the CPU, up to %.0f %% of what rounding explains%n",
            check.steps(), 100 * check.worst()));
    out.flush();
  }

  private void announce(PrintWriter out, DeviceNetwork network, TrainingData samples) {
    NetworkSpec facts = network.engine().spec();
    out.print(
        Texts.format(
            "%s: %s parameters, %s with learning rate %s, %s%n",
            own.name(sample),
            Texts.grouped(Texts.parameters(facts)),
            facts.optimizerName(),
            facts.learningRate(),
            DeviceOptions.describe(network)));
    out.print(
        Texts.format(
            "data: %s, %,d to train on, %s%,d to test on%n",
            samples.source(), samples.training().size(),
            samples.validation() == null ? "" : Texts.format("%,d to validate on, ", samples.validation().size()),
            samples.test().size()));
    out.flush();
  }
}
