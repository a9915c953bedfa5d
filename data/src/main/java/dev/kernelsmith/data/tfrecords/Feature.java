package dev.kernelsmith.data.tfrecords;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The values of a feature, which are of one type. Arrays are not copied: do not change them. */
public sealed interface Feature {
  /** How many values there are. */
  int size();

  /** The type, as messages call it. */
  String type();

  /**
   * Whole numbers, {@code int64}.
   *
   * @param values the numbers
   */
  record Ints(long... values) implements Feature {
    /** Checks that they are there. */
    public Ints {
      Objects.requireNonNull(values, "the values are null");
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public String type() {
      return "int64";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ints ints && Arrays.equals(values, ints.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "int64 " + (size() == 1 ? "" + values[0] : "[" + size() + "]");
    }
  }

  /**
   * Numbers, {@code float}.
   *
   * @param values the numbers
   */
  record Floats(float... values) implements Feature {
    /** Checks that they are there. */
    public Floats {
      Objects.requireNonNull(values, "the values are null");
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public String type() {
      return "float";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Floats floats && Arrays.equals(values, floats.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "float " + (size() == 1 ? "" + values[0] : "[" + size() + "]");
    }
  }

  /**
   * Strings of bytes: texts in UTF-8, encoded pictures, and the like.
   *
   * @param values the strings
   */
  record Bytes(List<byte[]> values) implements Feature {
    /** Copies the list. */
    public Bytes {
      Objects.requireNonNull(values, "values");
      for (byte[] value : values) {
        Objects.requireNonNull(value, "a string of bytes is null");
      }
      values = List.copyOf(values);
    }

    /** A single text, in UTF-8. */
    public static Bytes of(String text) {
      Objects.requireNonNull(text, "text");
      return new Bytes(List.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public String type() {
      return "bytes";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes bytes
          && Arrays.deepEquals(values.toArray(), bytes.values.toArray());
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(values.toArray());
    }

    @Override
    public String toString() {
      return "bytes " + (size() == 1 ? "of length " + values.getFirst().length : "[" + size() + "]");
    }
  }
}
