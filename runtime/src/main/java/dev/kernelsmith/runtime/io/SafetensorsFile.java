package dev.kernelsmith.runtime.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The content of a safetensors file.
 *
 * @param tensors tensors by name
 * @param metadata texts by key, the format's {@code __metadata__}; empty where the file has none
 */
public record SafetensorsFile(Map<String, Tensor> tensors, Map<String, String> metadata) {
  /** The name in a file's header under which the format keeps the metadata. */
  static final String METADATA = "__metadata__";

  /**
   * Copies both maps.
   *
   * @throws IllegalArgumentException if a name cannot be stored
   */
  public SafetensorsFile {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    if (tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException("a tensor cannot be named " + METADATA + ": safetensors reserves the name");
    }
    if (metadata.containsKey(Checksum.KEY)) {
      throw new IllegalArgumentException("the metadata key " + Checksum.KEY + " is reserved for the checksum");
    }
    tensors.forEach((name, tensor) -> requireText(name));
    metadata.forEach(
        (key, value) -> {
          requireText(key);
          requireText(value);
        });
  }

  private static void requireText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
      if (Character.isSurrogate(c) && !pair) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "\"%s\" is not valid Unicode text and cannot be stored", text));
      }
      i += pair ? 1 : 0;
    }
  }

  /** Names, types and shapes of the tensors, and the metadata. */
  @Override
  public String toString() {
    return "tensors " + tensors + ", metadata " + metadata;
  }
}
