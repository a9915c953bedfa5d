package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a checkpoint and the training that resumes from it must have in common to give the same bits, as metadata of the file.
 *
 * @param entries key and value of each; the key's last word is what messages call it
 * @param twin description of the kernels: another twin may resume, but within tolerance only
 */
record CheckpointIdentity(Map<String, String> entries, String twin) {
  static final String PREFIX = "checkpoint.";
  private static final String TWIN = PREFIX + "kernels";

  static CheckpointIdentity of(NetworkSpec spec, String twin, TrainingSettings settings, int samples) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(PREFIX + "optimizer", spec.optimizerName());
    entries.put(PREFIX + "slots", String.join(",", spec.slots()));
    entries.put(PREFIX + "batch size", Integer.toString(settings.batchSize()));
    entries.put(PREFIX + "seed", Long.toString(settings.seed()));
    entries.put(PREFIX + "shuffle", Boolean.toString(settings.shuffle()));
    entries.put(PREFIX + "training samples", Integer.toString(samples));
    entries.put(PREFIX + "watched metric", settings.watched().name());
    return new CheckpointIdentity(entries, twin);
  }

  /** Adds this to a file's metadata. */
  void put(Map<String, String> metadata) {
    metadata.putAll(entries);
    metadata.put(TWIN, twin);
  }

  /** Differences from a file's metadata: one phrase for each. */
  List<String> differences(Map<String, String> metadata) {
    List<String> differences = new ArrayList<>();
    entries.forEach(
        (key, value) -> {
          String stored = metadata.get(key);
          if (!value.equals(stored)) {
            differences.add(
                String.format(Locale.ROOT, "%s: the checkpoint has %s, this training %s",
                    key.substring(PREFIX.length()), stored, value));
          }
        });
    return differences;
  }

  /** Whether a file's training ran with the same twin. Vectors of other widths are the same twin: they give the same bits. */
  boolean hasTwinOf(Map<String, String> metadata) {
    return kind(twin).equals(kind(twinOf(metadata)));
  }

  private static String kind(String twin) {
    int comma = twin.indexOf(',');
    return comma < 0 ? twin : twin.substring(0, comma);
  }

  /** The kernels that a file's training ran with. */
  static String twinOf(Map<String, String> metadata) {
    return metadata.getOrDefault(TWIN, "unknown");
  }
}
