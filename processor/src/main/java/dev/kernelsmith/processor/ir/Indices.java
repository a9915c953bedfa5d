package dev.kernelsmith.processor.ir;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A set of indices of one dimension. It takes no more room where the indices are large, nor where they are many in a row. */
sealed interface Indices {
  /** All from one to another, none where the last is smaller than the first. */
  record Range(int first, int last) implements Indices {}

  /** Some, ascending. */
  record Some(int[] ascending) implements Indices {
    @Override
    public boolean equals(Object other) {
      return other instanceof Some some && Arrays.equals(ascending, some.ascending);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(ascending);
    }

    @Override
    public String toString() {
      return Arrays.toString(ascending);
    }
  }

  /** All from one to another, none where the last is smaller than the first. */
  static Indices between(long first, long last) {
    return last < first ? new Range(0, -1) : new Range(Math.toIntExact(first), Math.toIntExact(last));
  }

  /** These, in any order and repeated or not. */
  static Indices of(IntStream indices) {
    return new Some(indices.sorted().distinct().toArray());
  }

  /** Number of indices. */
  default long size() {
    return switch (this) {
      case Range range -> range.last() - range.first() + 1L;
      case Some some -> some.ascending().length;
    };
  }

  /** The indices, ascending. */
  default IntStream stream() {
    return switch (this) {
      case Range range -> IntStream.rangeClosed(range.first(), range.last());
      case Some some -> Arrays.stream(some.ascending());
    };
  }

  /** Whether both have an index in common. */
  default boolean intersects(Indices other) {
    if (this instanceof Range one && other instanceof Range another) {
      return Math.max(one.first(), another.first()) <= Math.min(one.last(), another.last());
    }
    return this instanceof Some ? stream().anyMatch(other::contains) : other.stream().anyMatch(this::contains);
  }

  private boolean contains(int index) {
    return switch (this) {
      case Range range -> range.first() <= index && index <= range.last();
      case Some some -> Arrays.binarySearch(some.ascending(), index) >= 0;
    };
  }
}
