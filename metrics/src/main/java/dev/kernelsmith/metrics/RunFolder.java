package dev.kernelsmith.metrics;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.AtomicFile;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.TrainingHistory;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that keeps what a training measures, while it runs: losses, metrics and learning rates of epochs and steps as CSV and as lines of JSON, how parameters are spread, the network's layers, the machine and
 * the command. {@code kernelsmith report} makes a page of it, {@code kernelsmith watch} shows it while the training runs.
 *
 * <pre>{@code
 * RunFolder run = RunFolder.of(Path.of("runs", "digits-1"), network).note("batch size", 64);
 * Trainer.of(network).epochs(10).batchSize(64).listener(run).fit(training);
 * run.evaluate(test);
 * }</pre>
 *
 * <p>Each line is with the operating system when its step ends, so that a crash loses nothing but the line in hand. A training that is resumed appends to what its folder has, and first
 * takes away what was measured after the step that it goes on from; a training from the beginning wants a folder that holds no run. A folder that cannot be written to ends the training.
 *
 * <p>Files: {@code config.json}, {@code events.jsonl} (starts and ends), {@code epochs.csv}, {@code epochs.jsonl}, {@code steps.csv}, {@code steps.jsonl}, {@code layers.jsonl}
 * (a histogram of each parameter, of its change in an epoch and of the gradient of its last step), {@code filters.json}, {@code times.json} (the time of each layer) and {@code evaluation.json}. A number that JSON cannot write is a text: {@code "NaN"}.
 */
public final class RunFolder implements TrainingListener {
  private static final String EPOCHS_HEAD =
      "epoch,step,loss,accuracy,validation_loss,validation_accuracy,learning_rate,samples_per_second,seconds";
  private static final String STEPS_HEAD = "epoch,step,loss,accuracy,learning_rate,seconds";
  private static final String EPOCHS = "epochs.jsonl";

  /** Lines of steps in an epoch, where nobody says how many steps a line is of. */
  private static final int LINES_IN_EPOCH = 50;

  private static final int STEPS_OF_STREAM = 100;

  private final Path folder;
  private final CompiledNetwork network;
  private final Map<String, Object> notes = new LinkedHashMap<>();
  private List<String> features = List.of();
  private int stepsOfLine;
  private boolean withGradients = true;
  private boolean withTimes = true;
  private boolean timed;
  private @Nullable RunLines epochs;
  private @Nullable RunLines epochsTable;
  private @Nullable RunLines steps;
  private @Nullable RunLines stepsTable;
  private @Nullable RunLines layers;
  private float[] before = {};
  private double losses;
  private double accuracies;
  private int counted;
  private boolean begun;
  private @Nullable FileChannel lock;

  private final LayerTimes times;

  private RunFolder(Path folder, CompiledNetwork network) {
    this.folder = folder;
    this.network = network;
    times = LayerTimes.of(network);
  }

  /**
   * A folder for a training of a network. It is made when the training begins.
   *
   * @param folder the run's own; its name is what the run is called
   * @param network the network in training
   */
  public static RunFolder of(Path folder, CompiledNetwork network) {
    return new RunFolder(Objects.requireNonNull(folder, "the folder of a run is null"),
        Objects.requireNonNull(network, "the network of a run is null"));
  }

  /** Adds to the configuration what a training does not know of itself, such as the size of its batches, a seed or where its data are from. */
  public RunFolder note(String name, Object value) {
    notes.put(Objects.requireNonNull(name, "the name of a note is null"),
        Objects.requireNonNull(value, () -> "note '" + name + "' is null"));
    return this;
  }

  /** Names of the values of an input, for tables of samples. */
  public RunFolder features(List<String> names) {
    Objects.requireNonNull(names, "names");
    features = List.copyOf(names);
    return this;
  }

  /**
   * Sets how many steps a line of steps is of, whose loss and accuracy are means over these. Without it, an epoch has some {@value #LINES_IN_EPOCH} lines.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public RunFolder everySteps(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a line of steps is of at least 1 step, not of " + count);
    }
    stepsOfLine = count;
    return this;
  }

  /**
   * Sets whether each epoch's lines of layers have histograms of gradients as well, those of its last step; they do unless this says no. They cost what the histograms of parameters do: some nanoseconds for each parameter and
   * epoch, and an array as long as the parameters. On devices there are none, since gradients stay there.
   */
  public RunFolder gradients(boolean kept) {
    withGradients = kept;
    return this;
  }

  /**
   * Sets whether the time of each layer is measured, where a training on the CPU takes longer than some seconds; it is unless this says no. {@link LayerTimes} says how, and what it needs.
   */
  public RunFolder layerTimes(boolean kept) {
    withTimes = kept;
    return this;
  }

  /**
   * Opens the folder.
   *
   * @throws IllegalStateException if the training is not a resumed one and the folder holds a run; if another training is writing to it
   * @throws UncheckedIOException if the folder cannot be written to
   */
  @Override
  public void onStart(TrainingState state) {
    begun = false;
    run(() -> {
      make();
      Path lines = folder.resolve(EPOCHS);
      if (state.stepsDone() == 0 && Files.exists(lines) && Files.size(lines) > 0) {
        throw new IllegalStateException(String.format(Locale.ROOT,
            "folder %s holds a run, and this training is not resumed from it: name another folder, or delete that one",
            folder));
      }
      lock();
      begun = true;
      long last = state.stepsDone();
      epochs = new RunLines(lines, "", last);
      epochsTable = new RunLines(folder.resolve("epochs.csv"), EPOCHS_HEAD, last);
      steps = new RunLines(folder.resolve("steps.jsonl"), "", last);
      stepsTable = new RunLines(folder.resolve("steps.csv"), STEPS_HEAD, last);
      layers = new RunLines(folder.resolve("layers.jsonl"), "", last);
      before = network.engine().parameters();
      clear();
      write("config.json", config(state));
      Map<String, Object> start = event("start", state);
      start.putAll(RunMachine.facts());
      start.put("kernels", network.engine().kernels());
      RunLines.append(folder.resolve("events.jsonl"), Json.of(start));
      timed = !withTimes;
      if (withTimes) {
        times.onStart(state);
      }
    });
  }

  @Override
  public void onStep(TrainingState state) {
    if (!timed) {
      times.onStep(state);
    }
    losses += state.stepLoss();
    accuracies += state.stepAccuracy().orElse(Double.NaN);
    counted++;
    int line = stepsOfLine > 0 ? stepsOfLine
        : state.steps() > 0 ? Math.max(1, state.steps() / LINES_IN_EPOCH) : STEPS_OF_STREAM;
    if (counted >= line) {
      run(() -> writeSteps(state));
    }
  }

  private void writeSteps(TrainingState state) throws IOException {
    Map<String, Object> line = place(state);
    line.put("loss", losses / counted);
    line.put("accuracy",
        state.stepAccuracy().isPresent() ? OptionalDouble.of(accuracies / counted) : OptionalDouble.empty());
    line.put("learningRate", state.learningRate());
    line.put("seconds", state.seconds());
    add(steps, stepsTable, line);
    clear();
  }

  private void clear() {
    losses = 0;
    accuracies = 0;
    counted = 0;
  }

  @Override
  public void onEpoch(TrainingState state, EpochMetrics metrics) {
    run(() -> {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("epoch", metrics.epoch());
      line.put("step", state.stepsDone());
      line.put("loss", metrics.loss());
      line.put("accuracy", metrics.accuracy());
      line.put("validationLoss", metrics.validationLoss());
      line.put("validationAccuracy", metrics.validationAccuracy());
      line.put("learningRate", metrics.learningRate());
      line.put("samplesPerSecond", metrics.samplesPerSecond());
      line.put("seconds", metrics.seconds());
      writeLayers(metrics.epoch(), state.stepsDone(), withGradients ? state.gradient() : new float[0]);
      add(epochs, epochsTable, line);
      writeTimes();
    });
  }

  /** Once, when there are times of layers. */
  private void writeTimes() throws IOException {
    if (!timed && times.isOver()) {
      timed = true;
      Optional<LayerTimeReport> report = times.report();
      if (report.isPresent()) {
        write("times.json", RunTimes.of(report.get()));
      }
    }
  }

  /** Histograms of the parameters, of how far they moved in the epoch and of the last gradient, and the pictures of filters. */
  private void writeLayers(int epoch, long step, float[] gradient) throws IOException {
    NetworkSpec spec = network.engine().spec();
    float[] now = network.engine().parameters();
    List<Object> parameters = new ArrayList<>();
    for (ParameterSpec parameter : spec.parameters()) {
      float[] values = parameter.read(now);
      float[] change = parameter.read(before);
      for (int i = 0; i < values.length; i++) {
        change[i] = values[i] - change[i];
      }
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("name", parameter.name());
      figures.put("values", Histogram.of(values));
      figures.put("change", Histogram.of(change));
      if (gradient.length > 0) {
        figures.put("gradient", Histogram.of(parameter.read(gradient)));
      }
      parameters.add(figures);
    }
    before = now;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("epoch", epoch);
    line.put("step", step);
    line.put("parameters", parameters);
    Objects.requireNonNull(layers).add(Json.of(line));
    Map<String, Object> filters = RunPictures.filters(spec, now);
    if (filters != null) {
      write("filters.json", filters);
    }
  }

  @Override
  public void onFailure(TrainingState state, Throwable failure) {
    if (!begun) {
      return; // what the folder holds is another run's
    }
    begun = false;
    times.onFailure(state, failure);
    try {
      writeTimes();
      Map<String, Object> end = event("failure", state);
      end.put("message", String.valueOf(failure.getMessage()));
      RunLines.append(folder.resolve("events.jsonl"), Json.of(end));
      unlock();
    } catch (IOException e) {
      failure.addSuppressed(e); // the failure itself is what the caller must see
    }
  }

  @Override
  public void onEnd(TrainingState state, TrainingHistory history) {
    begun = false;
    times.onEnd(state, history);
    run(() -> {
      writeTimes();
      Map<String, Object> end = event("end", state);
      end.put("end", history.end().name());
      end.put("bestEpoch", history.bestEpoch());
      RunLines.append(folder.resolve("events.jsonl"), Json.of(end));
      unlock();
    });
  }

  /**
   * Adds what the network, as it now is, makes of data that it has not learned from: a report of each output, with its worst mistakes.
   *
   * @return this folder
   * @throws IOException if it cannot be written to
   * @throws IllegalArgumentException if the data does not fit the network, or there is none
   */
  public RunFolder evaluate(Dataset test) throws IOException {
    return evaluate(test, Presentation.plain());
  }

  /**
   * The same, with samples and values as people want to see them.
   *
   * @return this folder
   * @throws IOException if it cannot be written to
   * @throws IllegalArgumentException if the data does not fit the network, or there is none
   */
  public RunFolder evaluate(Dataset test, Presentation shown) throws IOException {
    Objects.requireNonNull(shown, "shown");
    make();
    write("evaluation.json", RunEvaluation.of(network, test, features, shown));
    return this;
  }

  private Map<String, Object> config(TrainingState state) {
    NetworkSpec spec = network.engine().spec();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("format", 1);
    config.put("network", spec.name());
    config.put("fingerprint", spec.fingerprint());
    config.put("loss", spec.lossName());
    config.put("optimizer", spec.optimizerName());
    config.put("optimizerSettings", spec.optimizerSettings());
    config.put("learningRate", state.schedule().description());
    config.put("epochs", state.epochs());
    config.put("samples", state.samples());
    config.put("steps", state.steps());
    config.put("notes", notes);
    config.put("trainingFlops", spec.trainingFlops());
    config.put("inputs", spec.inputs().stream().map(RunFolder::tensor).toList());
    config.put("layers", spec.layers().stream().map(layer -> layer(spec, layer)).toList());
    return config;
  }

  /** Two trainings must not write to one folder at a time. The system gives a lock free when its process ends, however that is. */
  private void lock() throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken;
    try {
      taken = channel.tryLock() == null;
    } catch (OverlappingFileLockException ofThisProcess) {
      taken = true;
    } catch (IOException unsupported) { // by some network file systems
      taken = false;
    }
    if (taken) {
      channel.close();
      throw new IllegalStateException(String.format(Locale.ROOT,
          "another training is writing to folder %s: name another folder, or wait until that one has ended", folder));
    }
    lock = channel;
  }

  private void unlock() throws IOException {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  private static Map<String, Object> tensor(TensorSpec input) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("name", input.name());
    text.put("shape", input.shape());
    return text;
  }

  private static Map<String, Object> layer(NetworkSpec spec, LayerSpec layer) {
    Stream<ParameterSpec> own = spec.parameters().stream().filter(p -> layer.parameters().contains(p.name()));
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("name", layer.name());
    text.put("kind", layer.kind());
    text.put("inputs", layer.inputs());
    text.put("shape", layer.shape());
    text.put("parameters", own.mapToLong(ParameterSpec::length).sum());
    text.put("flops", layer.flops());
    return text;
  }

  private static Map<String, Object> event(String name, TrainingState state) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", name);
    event.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    event.putAll(place(state));
    return event;
  }

  private static Map<String, Object> place(TrainingState state) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("epoch", state.epoch());
    place.put("step", state.stepsDone());
    return place;
  }

  /** A line of JSON, and the same as a row of a table; what is not there is an empty cell. */
  private static void add(@Nullable RunLines json, @Nullable RunLines table, Map<String, Object> line)
      throws IOException {
    if (json == null || table == null) {
      throw new IllegalStateException("a run folder hears of a training that it did not hear begin: add it before fit");
    }
    List<String> cells = new ArrayList<>();
    for (Object value : line.values()) {
      boolean empty = value instanceof OptionalDouble number && number.isEmpty();
      cells.add(empty ? "" : Json.of(value).replace("\"", ""));
    }
    json.add(Json.of(line));
    table.add(String.join(",", cells));
  }

  private void write(String file, Map<String, Object> content) throws IOException {
    byte[] bytes = (Json.of(content) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve(file), channel -> channel.write(ByteBuffer.wrap(bytes)));
  }

  private interface Writing {
    void write() throws IOException;
  }

  /** Makes the folder; what the system says alone, such as the name of a file on the way, does not tell what it was about. */
  private void make() throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileSystemException failure) {
      String why = switch (failure) {
        case FileAlreadyExistsException _ -> failure.getFile() + " is no folder";
        case AccessDeniedException _ -> "access to " + failure.getFile() + " is denied";
        case NoSuchFileException _ -> "the file system of " + failure.getFile() + " takes no folders";
        default -> failure.getFile() + ": " + (failure.getReason() == null ? "unknown reason" : failure.getReason());
      };
      throw new IOException("the folder " + folder + " of the run cannot be made: " + why + "; name another one",
          failure);
    }
  }

  private static void run(Writing writing) {
    try {
      writing.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder. */
  @Override
  public String toString() {
    return "run folder " + folder;
  }
}
