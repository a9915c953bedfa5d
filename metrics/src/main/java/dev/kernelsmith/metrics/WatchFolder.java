package dev.kernelsmith.metrics;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.io.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a watch keeps beside the checkpoints of a training: figures of all epochs in one file, and the checkpoint of the best. Files take their places as a whole, the checkpoint before the
 * figures: who is killed between the two measures that epoch again.
 */
final class WatchFolder {
  private static final String FIGURES = "watch.csv";
  private static final String BEST = "watch-";

  private final Path folder;
  private final List<String> names;
  private final List<Long> steps = new ArrayList<>();
  private @Nullable Path best;

  WatchFolder(Path folder, List<String> names) {
    this.folder = Objects.requireNonNull(folder, "where");
    this.names = names;
  }

  private String head() {
    StringBuilder head = new StringBuilder("epoch,step");
    names.forEach(name -> head.append(',').append(name.replaceAll("[\\s,\"]+", " ")));
    return head.toString();
  }

  private Path file() {
    return folder.resolve(FIGURES);
  }

  private static String name(String start, long step) {
    return String.format(Locale.ROOT, "%s%012d.safetensors", start, step);
  }

  /** Something with files, whose failure names the folder. */
  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T run(Work<T> work) {
    try {
      return work.run();
    } catch (IOException exception) {
      throw new UncheckedIOException("what a watch keeps in folder " + folder + ": " + exception, exception);
    }
  }

  /** What was measured after the epochs that ended with a step up to this one. */
  List<Map<String, Double>> recall(long lastStep) {
    List<String> lines = run(() -> Files.exists(file()) ? Files.readAllLines(file()) : List.of());
    if (lastStep > 0 && !lines.isEmpty() && !lines.getFirst().equals(head())) {
      throw new IllegalStateException(
          file() + " has " + lines.getFirst() + ", but this watch measures " + head()
              + ": go on with the same metrics");
    }
    AtomicFile.removeLeftovers(folder, BEST);
    AtomicFile.removeLeftovers(folder, FIGURES);
    steps.clear();
    List<Map<String, Double>> all = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      try {
        String[] parts = lines.get(i).split(",");
        long step = Long.parseLong(parts[1]);
        if (step > lastStep) {
          break;
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (int k = 0; k < names.size(); k++) {
          values.put(names.get(k), Double.parseDouble(parts[k + 2]));
        }
        steps.add(step);
        all.add(values);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException damaged) {
        throw new IllegalStateException(
            "line " + (i + 1) + " of " + file() + " is no epoch of a watch: " + lines.get(i), damaged);
      }
    }
    return all;
  }

  /** Whether the checkpoint of the best epoch is here. */
  boolean hasCheckpoint(int epoch) {
    Path file = folder.resolve(name(BEST, steps.get(epoch - 1)));
    best = Files.exists(file) ? file : null;
    return best != null;
  }

  /** Copies the checkpoint that the training has just written. */
  void keep(long step) {
    Path written = folder.resolve(name("step-", step));
    if (!Files.exists(written)) {
      throw new IllegalStateException("a watch keeps the checkpoint of the best epoch, but there is no " + written
          + ": have the trainer write its checkpoints into this folder after every epoch, checkpoints(Checkpoints.in(folder).everyEpochs(1))");
    }
    Path kept = folder.resolve(name(BEST, step));
    run(() -> {
      AtomicFile.write(kept, to -> Files.copy(written, Channels.newOutputStream(to)));
      try (Stream<Path> all = Files.list(folder)) {
        for (Path old : all.filter(f -> f.getFileName().toString().matches(BEST + "\\d+\\.safetensors")).toList()) {
          if (!old.equals(kept)) {
            Files.delete(old);
          }
        }
      }
      return kept;
    });
    best = kept;
  }

  /** Writes the figures of all epochs, of which the last ended with a step. */
  void write(long step, List<Map<String, Double>> history) {
    steps.add(step);
    StringBuilder text = new StringBuilder(head()).append('\n');
    for (int i = 0; i < history.size(); i++) {
      text.append(i + 1).append(',').append(steps.get(i));
      history.get(i).values().forEach(value -> text.append(',').append(value));
      text.append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    run(() -> {
      AtomicFile.write(file(), channel -> channel.write(ByteBuffer.wrap(bytes)));
      return bytes;
    });
  }

  /** Gives a network the parameters of the best epoch. */
  void load(CompiledNetwork network) {
    Path file = best;
    if (file != null) {
      run(() -> {
        network.load(file);
        return file;
      });
    }
  }

  @Override
  public String toString() {
    return "folder " + folder;
  }
}
