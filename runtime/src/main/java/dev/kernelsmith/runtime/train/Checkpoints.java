package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.io.AtomicFile;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints of a training in a folder of their own, which only the training that is told of them writes to:
 *
 * <pre>{@code
 * Path folder = Path.of("checkpoints");
 * Trainer.of(network).checkpoints(Checkpoints.in(folder).every(Duration.ofMinutes(10)).keepBest(true)).resumeLatest(folder).fit(data);
 * }</pre>
 *
 * <p>A file is called {@code step-} and the number of the step behind which it was written, in twelve digits, then {@code .safetensors}. It takes its place as a
 * whole, and only then are older ones removed, so that a killed process or a power failure leaves a whole one at any moment. One from the midst of an epoch
 * has the epoch's sums too, so that a resumed training has bits and metrics of one without a stop. A further one is written when a fit ends.
 */
public final class Checkpoints {
  private static final String START = "step-";
  private static final Pattern NAME = Pattern.compile(START + "(\\d{12,18})\\.safetensors");
  private static final String BEST = "best.safetensors";

  private final Path folder;
  private final long everySteps;
  private final int everyEpochs;
  private final Duration every;
  private final int keepLast;
  private final boolean keepBest;

  private Checkpoints(Path folder, long everySteps, int everyEpochs, Duration every, int keepLast, boolean keepBest) {
    if (everySteps < 0 || everyEpochs < 0 || every.isNegative() || keepLast < 1) {
      throw new IllegalArgumentException("checkpoints every " + everySteps + " steps, " + everyEpochs + " epochs, "
          + every + ", of which " + keepLast + " stay: nothing may be negative, and at least 1 stays");
    }
    this.folder = Objects.requireNonNull(folder, "folder");
    this.everySteps = everySteps;
    this.everyEpochs = everyEpochs;
    this.every = every;
    this.keepLast = keepLast;
    this.keepBest = keepBest;
  }

  /**
   * One after every epoch, if nothing else is set, of which the last three stay.
   *
   * @param folder where they are; made if it is missing
   */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(folder, 0, 0, Duration.ZERO, 3, false);
  }

  /**
   * The same, and one behind every step whose number is a multiple of this; 0 for none.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Checkpoints everySteps(long steps) {
    return new Checkpoints(folder, steps, everyEpochs, every, keepLast, keepBest);
  }

  /**
   * The same, and one after every epoch whose number is a multiple of this; 0 for none.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Checkpoints everyEpochs(int epochs) {
    return new Checkpoints(folder, everySteps, epochs, every, keepLast, keepBest);
  }

  /**
   * The same, and one behind the first step after this time has gone by since the one before; zero for none.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Checkpoints every(Duration time) {
    return new Checkpoints(folder, everySteps, everyEpochs, Objects.requireNonNull(time, "time"), keepLast, keepBest);
  }

  /**
   * The same, with another number of checkpoints that stay.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Checkpoints keepLast(int count) {
    return new Checkpoints(folder, everySteps, everyEpochs, every, count, keepBest);
  }

  /** The same, with or without a copy of that of the best epoch, {@code best.safetensors}: the best by what {@link Trainer#restoreBest} says. */
  public Checkpoints keepBest(boolean wanted) {
    return new Checkpoints(folder, everySteps, everyEpochs, every, keepLast, wanted);
  }

  /** Epochs between two; 0 for none. */
  private int epochs() {
    return everyEpochs == 0 && everySteps == 0 && every.isZero() ? 1 : everyEpochs;
  }

  /**
   * The checkpoint of a folder with the highest number of a step, by its name; empty where there is none, or no such folder.
   *
   * @throws IOException if the folder cannot be read
   */
  public static Optional<Path> latest(Path folder) throws IOException {
    List<Path> all = files(folder);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /** The checkpoints of a folder that is there, in the order of their steps; none where there is no folder. */
  static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(Objects.requireNonNull(folder, "folder"))) {
      return List.of();
    }
    requireNoFile(folder);
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> step(file) >= 0 && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted(Comparator.comparingLong(Checkpoints::step))
          .toList();
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private static void requireNoFile(Path folder) throws IOException {
    if (Files.isRegularFile(folder)) {
      throw new IOException(
          folder
              + " is a file: name a folder for checkpoints, or keep one in a file with checkpoint(file) and resume(file)");
    }
  }

  /** The number of the step in a file's name; -1 where it is no such name. */
  private static long step(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  private Path file(long step) {
    return folder.resolve(String.format(Locale.ROOT, "%s%012d.safetensors", START, step));
  }

  /** Makes the folder where it is missing, and finds out whether it can be written to. */
  void requireWritable() throws IOException {
    requireNoFile(folder);
    Files.createDirectories(folder);
    AtomicFile.requireWritable(file(0));
  }

  /**
   * Checks and cleans up the folder for a training that stands behind a step.
   *
   * @param hasEpochs whether the training has epochs
   * @throws IllegalStateException if there are checkpoints of later steps, which would be taken for its own one day
   */
  void begin(long step, boolean hasEpochs) throws IOException {
    if (!hasEpochs && (epochs() > 0 || keepBest)) {
      throw new IllegalStateException(this
          + ": steps and streams have no epochs of their own; say how many samples make one with samplesPerEpoch, or go by everySteps or time");
    }
    List<Path> files = files(folder);
    if (!files.isEmpty() && step(files.getLast()) > step) {
      throw new IllegalStateException("folder " + folder + " has " + files.getLast().getFileName()
          + ", which is of a later step than " + step
          + ", where this training stands: go on from it with resumeLatest(folder), name another folder for this training, or remove what is of later steps");
    }
    AtomicFile.removeLeftovers(folder, START);
    AtomicFile.removeLeftovers(folder, BEST);
  }

  /** Whether one is due behind a step, with that moment of {@link System#nanoTime} at which there was the last. */
  boolean isDue(long step, long last) {
    boolean byTime = !every.isZero() && every.getSeconds() < Integer.MAX_VALUE; // what is longer never goes by
    return everySteps > 0 && step % everySteps == 0 || byTime && System.nanoTime() - last >= every.toNanos();
  }

  boolean keepsBest() {
    return keepBest;
  }

  /** Whether one is due after an epoch. */
  boolean isDue(int epoch) {
    return epochs() > 0 && epoch % epochs() == 0;
  }

  /** Writes one and then removes those that are not to stay, or writes a copy of what follows as the best. */
  void write(NetworkSpec spec, Checkpoint content, boolean best) throws IOException {
    CheckpointFile.write(spec, content, best ? folder.resolve(BEST) : file(content.step()));
    List<Path> files = files(folder);
    for (Path old : files.subList(0, Math.max(0, files.size() - keepLast))) {
      try {
        Files.deleteIfExists(old);
      } catch (IOException stays) {
        log("Checkpoint {0} should be removed, but stays: {1}", old, stays);
      }
    }
  }

  /** The same failure, with what can be done about it where the file is one of a folder. */
  static DataFormatException explained(Path file, DataFormatException damaged) {
    return step(file) < 0 ? damaged
        : new DataFormatException(file, "the checkpoint cannot be used (" + damaged.getMessage() + ")",
            "a whole checkpoint",
            "go on from the one before it with resumeLatestReadable(folder), or start anew in another folder", damaged);
  }

  /**
   * The newest that can be read; newer ones that are damaged, or no checkpoints, get another name, and a warning tells it.
   *
   * @return null where there is none at all
   * @throws DataFormatException if there are some, but none can be read; they keep their names
   */
  static @Nullable Path latestReadable(Path folder) throws IOException {
    List<Path> newestFirst = files(folder).reversed();
    for (int i = 0; i < newestFirst.size(); i++) {
      Path file = newestFirst.get(i);
      try {
        CheckpointFile.content(file);
      } catch (DataFormatException exception) {
        if (i == newestFirst.size() - 1) {
          throw exception;
        }
        continue;
      }
      for (Path bad : newestFirst.subList(0, i)) {
        Path aside = bad.resolveSibling(bad.getFileName() + ".damaged");
        Files.move(bad, aside, StandardCopyOption.REPLACE_EXISTING);
        log("Checkpoint {0} cannot be used and is now called {1}; training goes on from {2}", bad, aside, file);
      }
      return file;
    }
    return null;
  }

  private static void log(String message, Object... arguments) {
    System.getLogger("dev.kernelsmith").log(Level.WARNING, message, arguments);
  }

  /** Where they are. */
  @Override
  public String toString() {
    return "checkpoints in " + folder;
  }
}
