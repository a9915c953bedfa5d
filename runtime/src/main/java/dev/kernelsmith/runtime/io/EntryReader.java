package dev.kernelsmith.runtime.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one tensor's entry of a safetensors header, such as
 * {@code {"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}.
 */
final class EntryReader {
  private final JsonReader reader;
  private final String name;
  private @Nullable DType dtype;
  private @Nullable List<Integer> shape;
  private @Nullable List<Long> offsets;

  EntryReader(JsonReader reader, String name) {
    this.reader = reader;
    this.name = name;
  }

  /**
   * Reads the entry.
   *
   * @throws DataFormatException if a member is missing, unknown or wrong, or the offsets do not fit type and shape
   */
  SafetensorsHeader.Entry read() {
    reader.object(this::readMember);
    if (dtype == null || shape == null || offsets == null) {
      throw error("lacks a member", "dtype, shape and data_offsets");
    }
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw error("has the data_offsets " + offsets, "begin and end, in this order");
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    long bytes = bytes(dtype, shape);
    if (end - begin != bytes) {
      throw error(String.format(Locale.ROOT, "has %d bytes of data", end - begin),
          String.format(Locale.ROOT, "%d bytes for %s %s", bytes, dtype, shape));
    }
    return new SafetensorsHeader.Entry(name, dtype, shape, begin, end);
  }

  private void readMember(String member) {
    switch (member) {
      case "dtype" -> dtype = readDType();
      case "shape" -> shape = readShape();
      case "data_offsets" -> offsets = readOffsets();
      default -> throw error("has the unknown member \"" + member + "\"", "dtype, shape and data_offsets");
    }
  }

  private DType readDType() {
    String text = reader.string();
    return Arrays.stream(DType.values())
        .filter(type -> type.name().equals(text))
        .findFirst()
        .orElseThrow(() -> error("has the dtype \"" + text + "\"", "one of " + Arrays.toString(DType.values())));
  }

  private List<Integer> readShape() {
    List<Integer> extents = new ArrayList<>();
    reader.array(
        () -> {
          long extent = reader.number();
          if (extents.size() == SafetensorsHeader.MAX_RANK || extent > Integer.MAX_VALUE) {
            String expected = String.format(Locale.ROOT, "at most %d axes of at most %d", SafetensorsHeader.MAX_RANK,
                Integer.MAX_VALUE);
            throw error("has too many axes or too large an axis", expected);
          }
          extents.add((int) extent);
        });
    return List.copyOf(extents);
  }

  private List<Long> readOffsets() {
    List<Long> numbers = new ArrayList<>();
    reader.array(
        () -> {
          if (numbers.size() == 2) {
            throw error("has more than two data_offsets", "begin and end");
          }
          numbers.add(reader.number());
        });
    return List.copyOf(numbers);
  }

  private long bytes(DType type, List<Integer> extents) {
    long elements = 1;
    for (int extent : extents) {
      elements *= extent;
      if (elements > FileLimits.MAX_ARRAY_LENGTH) {
        throw error("has the shape " + extents, "at most " + FileLimits.MAX_ARRAY_LENGTH + " elements");
      }
    }
    return elements * type.bytes();
  }

  private DataFormatException error(String problem, String expected) {
    return reader.error("tensor \"" + name + "\" " + problem, expected);
  }
}
