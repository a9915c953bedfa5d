package dev.kernelsmith.runtime.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The header of a safetensors file, checked against the length of the data that follows it.
 *
 * @param metadata the {@code __metadata__} entries, in the header's order
 * @param entries the tensors, by offset: the first starts at 0, each at the end of the one before, and the last ends
 *     with the file
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
  /** The longest header that the format allows. */
  static final int MAX_BYTES = 100_000_000;

  /** The most tensors in one file, and the most metadata entries; keeps the memory for a hostile header small. */
  static final int MAX_ENTRIES = 200_000;

  /** The most axes of one tensor. */
  static final int MAX_RANK = 32;

  /**
   * One tensor's line of the header.
   *
   * @param name its name
   * @param dtype its element type
   * @param shape its extents
   * @param begin offset of its first byte in the data
   * @param end offset after its last byte
   */
  record Entry(String name, DType dtype, List<Integer> shape, long begin, long end) {}

  /**
   * Reads and checks a header.
   *
   * @param file named in messages
   * @param json the header's bytes
   * @param dataBytes length of the data after the header
   * @throws DataFormatException if the header is not valid, or does not describe exactly {@code dataBytes} bytes
   */
  static SafetensorsHeader parse(Path file, byte[] json, long dataBytes) {
    JsonReader reader = new JsonReader(file, json);
    if (json.length == 0 || json[0] != '{') {
      throw reader.error("the header does not begin with '{'", "a JSON object");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    reader.object(
        name -> {
          if (name.equals(SafetensorsFile.METADATA)) {
            readMetadata(reader, metadata);
          } else {
            requireRoom(reader, entries.size(), "tensors");
            entries.add(new EntryReader(reader, name).read());
          }
        });
    reader.end();
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    checkLayout(file, entries, dataBytes);
    return new SafetensorsHeader(metadata, List.copyOf(entries));
  }

  private static void readMetadata(JsonReader reader, Map<String, String> metadata) {
    reader.object(
        key -> {
          requireRoom(reader, metadata.size(), "metadata entries");
          metadata.put(key, reader.string());
        });
  }

  private static void requireRoom(JsonReader reader, int entries, String what) {
    if (entries == MAX_ENTRIES) {
      throw reader.error("there are more than " + MAX_ENTRIES + " " + what, "fewer");
    }
  }

  private static void checkLayout(Path file, List<Entry> entries, long dataBytes) {
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin != end) {
        String problem =
            String.format(Locale.ROOT, "tensor \"%s\" starts at byte %d of the data", entry.name, entry.begin);
        String expected =
            String.format(Locale.ROOT, "it to start at %d, where the one before ends (no holes, no overlap)", end);
        throw new DataFormatException(file, problem, expected, SafetensorsReader.REMEDY);
      }
      end = entry.end;
    }
    if (end != dataBytes) {
      String problem =
          String.format(Locale.ROOT, "the tensors take %d bytes, but %d bytes follow the header", end, dataBytes);
      throw new DataFormatException(file, problem, "both to be equal", SafetensorsReader.REMEDY);
    }
  }
}
