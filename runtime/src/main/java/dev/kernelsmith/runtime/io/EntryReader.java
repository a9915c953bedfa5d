package dev.kernelsmith.runtime.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one tensor's entry of a safetensors header, such as
 * {@code {"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}.
 */
final class EntryReader {
  private static final String RESHAPE = "reshape or divide the tensor: this version reads no larger ones";

  private final JsonReader reader;
  private final String name;
  private @Nullable StoredType type;
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
    if (type == null || shape == null || offsets == null) {
      throw error("lacks a member", "dtype, shape and data_offsets");
    }
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw error("has the data_offsets " + offsets, "begin and end, in this order");
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    long bytes = bytes(type, shape);
    if (end - begin != bytes) {
      throw error("has " + (end - begin) + " bytes of data", bytes + " bytes for " + type + " " + shape);
    }
    return new SafetensorsHeader.Entry(name, type, shape, begin, end);
  }

  private void readMember(String member) {
    switch (member) {
      case "dtype" -> type = readType();
      case "shape" -> shape = readShape();
      case "data_offsets" -> offsets = readOffsets();
      default -> throw error(
          "has the unknown member \"" + member + "\"", "dtype, shape and data_offsets",
          "write the file with a program that keeps to the format");
    }
  }

  private StoredType readType() {
    String text = reader.string();
    StoredType found = StoredType.named(text);
    if (found == null) {
      String remedy =
          StoredType.isOther(text)
              ? "store the tensor as F32 in the program that wrote the file"
              : "if the file is sound, store the tensor as F32 in the program that wrote it: this version does not know that type";
      throw error("has the element type " + text + ", which is not read here", "one of " + StoredType.list(), remedy);
    }
    return found;
  }

  private List<Integer> readShape() {
    List<Integer> extents = new ArrayList<>();
    reader.array(
        () -> {
          long extent = reader.number();
          if (extents.size() == SafetensorsHeader.MAX_RANK) {
            throw error("has too many axes", "at most " + SafetensorsHeader.MAX_RANK, RESHAPE);
          }
          if (extent > Integer.MAX_VALUE) {
            throw error("has an axis of " + extent + " elements", "at most " + Integer.MAX_VALUE, RESHAPE);
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

  private long bytes(StoredType stored, List<Integer> extents) {
    long elements = 1;
    if (extents.contains(0)) {
      return 0;
    }
    for (int extent : extents) {
      elements *= extent;
      if (elements > FileLimits.MAX_ARRAY_LENGTH) {
        throw error("has the shape " + extents, "at most " + FileLimits.MAX_ARRAY_LENGTH + " elements", RESHAPE);
      }
    }
    return elements * stored.bytes();
  }

  private DataFormatException error(String problem, String expected) {
    return error(problem, expected, SafetensorsReader.DAMAGED);
  }

  private DataFormatException error(String problem, String expected, String remedy) {
    return reader.error("tensor \"" + name + "\" " + problem, expected, remedy);
  }
}
