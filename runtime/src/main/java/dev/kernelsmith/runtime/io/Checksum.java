package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The checksum that files written here carry in their metadata, since the safetensors format has none: CRC-32C over
 * all metadata and, in the order of their names, over names, types, shapes and contents of the tensors. It does not
 * depend on the order or the spelling of the file, so another program may copy the file as long as it changes
 * nothing. Both key and value tell a checksum, so that damage to one of them does not turn the file into one without
 * checksum; yet another program's text that only begins like one is a text like others.
 */
final class Checksum {
  static final String KEY = "kernelsmith.checksum";
  private static final String PREFIX = "kernelsmith-crc32c:";

  private final TreeMap<String, String> tensors = new TreeMap<>();

  /** Whether a metadata value is a checksum of this kind. */
  static boolean isChecksum(String value) {
    return value.startsWith(PREFIX);
  }

  /** Adds a tensor, in any order, with the name of its element type in the file. */
  void add(String name, String type, Iterable<Integer> shape, long contentCrc) {
    tensors.put(name, type + " " + shape + " " + contentCrc);
  }

  /** The checksum's text. */
  String text(Map<String, String> metadata) {
    CRC32C crc = new CRC32C();
    tensors.forEach((name, description) -> update(crc, name, description));
    new TreeMap<>(metadata).forEach((key, value) -> update(crc, key, value));
    return PREFIX + String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private static void update(CRC32C crc, String first, String second) {
    for (String text : new String[] {first, second}) {
      byte[] bytes = text.getBytes(UTF_8);
      update(crc, bytes.length);
      crc.update(bytes);
    }
  }

  private static void update(CRC32C crc, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      crc.update(value >>> shift);
    }
  }
}
