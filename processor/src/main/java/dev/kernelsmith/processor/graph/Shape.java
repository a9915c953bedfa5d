package dev.kernelsmith.processor.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Extents of one sample's tensor: {@code [units]} or {@code [height, width, channels]}.
 *
 * @param dims the extents, all positive
 */
public record Shape(List<Integer> dims) {
  /** Copies the extents. */
  public Shape {
    dims = List.copyOf(dims);
  }

  /** A shape of the given extents. */
  public static Shape of(Integer... dims) {
    return new Shape(List.of(dims));
  }

  /** Whether this is height, width, channels. */
  public boolean isImage() {
    return dims.size() == 3;
  }

  /** The last extent: units or channels. */
  public int channels() {
    return dims.getLast();
  }

  /** In words, {@code 3 channels}. */
  public String channelsText() {
    return channels() == 1 ? "1 channel" : channels() + " channels";
  }

  /** Number of elements. */
  public int elements() {
    return dims.stream().reduce(1, Math::multiplyExact);
  }

  /** Extents joined by {@code x}, as in {@code 28x28x6}. */
  @Override
  public String toString() {
    return dims.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
