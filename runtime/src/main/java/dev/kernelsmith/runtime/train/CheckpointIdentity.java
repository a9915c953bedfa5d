package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint and the training that resumes from it must have in common to give the same bits, as metadata of the file.
 *
 * @param entries all of it, by key
 * @param kernels description of the kernels: others may resume, but within tolerance only
 */
record CheckpointIdentity(Map<String, Entry> entries, String kernels) {
  static final String PREFIX = "checkpoint.";
  private static final String KERNELS = PREFIX + "kernels";

  /**
   * One thing to have in common.
   *
   * @param value the training's value
   * @param change what has to be accepted where another value is to be; null where none can be
   * @param later whether files of the first version do not have it
   */
  record Entry(String value, @Nullable ResumeChange change, boolean later) {}

  static CheckpointIdentity of(NetworkSpec spec, String kernels, TrainingSettings settings,
      @Nullable Dataset training) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    entries.put("optimizer", new Entry(spec.optimizerName(), null, false));
    entries.put("slots", new Entry(String.join(",", spec.slots()), null, false));
    entries.put("optimizer settings", new Entry(spec.optimizerSettings(), ResumeChange.SETTINGS, true));
    entries.put("frozen parameters", new Entry(frozen(spec), ResumeChange.SETTINGS, true));
    entries.put("rate factors", new Entry(rateFactors(spec, settings), ResumeChange.SETTINGS, true));
    entries.put("loss", new Entry(spec.lossName(), ResumeChange.SETTINGS, true));
    entries.put("batch size", setting(training == null ? "as batches come" : settings.batchSize()));
    entries.put("accumulated batches",
        new Entry(Integer.toString(settings.accumulate()), ResumeChange.SETTINGS, true));
    entries.put("seed", setting(settings.seed()));
    entries.put("shuffle", setting(settings.shuffle()));
    entries.put("watched metric", setting(settings.watched()));
    entries.put("training samples",
        new Entry(Integer.toString(training == null ? settings.samplesPerEpoch() : training.size()), ResumeChange.DATA,
            false));
    entries.put("training data", training == null ? batches() : data(training));
    entries.put("validation data", data(settings.validation()));
    return new CheckpointIdentity(entries, kernels);
  }

  private static String rateFactors(NetworkSpec spec, TrainingSettings settings) {
    return settings.rateFactors() + (spec.rateFactors().isEmpty() ? "" : " before @RateFactor " + spec.rateFactors());
  }

  private static String frozen(NetworkSpec spec) {
    List<String> names =
        spec.parameters().stream().filter(p -> p.group() == ParameterGroup.FROZEN).map(ParameterSpec::name).toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static Entry setting(Object value) {
    return new Entry(value.toString(), ResumeChange.SETTINGS, false);
  }

  /** Batches come from the program, which alone can tell whether they are the same. */
  private static Entry batches() {
    return new Entry("batches of the program", ResumeChange.DATA, false);
  }

  private static Entry data(@Nullable Dataset data) {
    return new Entry(data == null ? "none" : DataFingerprint.of(data).text(), ResumeChange.DATA, true);
  }

  /** Adds this to a file's metadata. */
  void put(Map<String, String> metadata) {
    entries.forEach((key, entry) -> metadata.put(PREFIX + key, entry.value()));
    metadata.put(KERNELS, kernels);
  }

  /**
   * Differences from a file's metadata: one phrase for each.
   *
   * @param accepted what may differ
   * @param acceptable gets what would have to be accepted besides, once for each difference where that can be
   */
  List<String> differences(Map<String, String> metadata, Set<ResumeChange> accepted, List<ResumeChange> acceptable) {
    List<String> differences = new ArrayList<>();
    entries.forEach(
        (key, entry) -> {
          String stored = metadata.get(PREFIX + key);
          boolean same = isSame(entry, stored);
          ResumeChange change = entry.change();
          if (!same && (change == null || !accepted.contains(change))) {
            differences.add(
                String.format(Locale.ROOT, "%s: the checkpoint has %s, this training %s", key, stored, entry.value()));
            if (change != null) {
              acceptable.add(change);
            }
          }
        });
    return differences;
  }

  /** Whether a file's training measured by the same metric, on the same data, which epoch is the best. */
  boolean hasSameWatch(Metric watched, Map<String, String> metadata) {
    return hasSame("watched metric", metadata)
        && hasSame(watched.needsValidation() ? "validation data" : "training data", metadata);
  }

  /** Whether a file's training took the same samples in the same order. */
  boolean hasSameOrder(Map<String, String> metadata) {
    return hasSame("training data", metadata) && hasSame("training samples", metadata) && hasSame("seed", metadata)
        && hasSame("shuffle", metadata);
  }

  private boolean hasSame(String key, Map<String, String> metadata) {
    Entry entry = Objects.requireNonNull(entries.get(key), key);
    return isSame(entry, metadata.get(PREFIX + key));
  }

  private static boolean isSame(Entry entry, @Nullable String stored) {
    return stored == null ? entry.later() : entry.value().equals(stored);
  }

  /** Whether a file is of the first version, which kept neither schedule nor data. */
  static boolean isEarly(Map<String, String> metadata) {
    return !metadata.containsKey(PREFIX + "training data");
  }

  /** Whether a file's training ran with the same kernels. Vectors of other widths count as the same: they give the same bits. */
  boolean hasKernelsOf(Map<String, String> metadata) {
    return kind(kernels).equals(kind(kernelsOf(metadata)));
  }

  private static String kind(String kernels) {
    int comma = kernels.indexOf(',');
    return comma < 0 ? kernels : kernels.substring(0, comma);
  }

  /** The kernels that a file's training ran with. */
  static String kernelsOf(Map<String, String> metadata) {
    return metadata.getOrDefault(KERNELS, "unknown");
  }
}
