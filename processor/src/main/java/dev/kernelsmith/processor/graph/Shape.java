package dev.kernelsmith.processor.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Extents of one sample's tensor: {@code [units]}, {@code [steps, channels]}, {@code [height, width, channels]} or {@code [depth, height, width,
 * channels]}.
 *
 * @param dims the extents, all positive
 */
public record Shape(List<Integer> dims) {
  /** Extents that a tensor has at most. */
  public static final int MOST_RANK = 4;

  /** Copies the extents. */
  public Shape {
    dims = List.copyOf(dims);
  }

  /** A shape of the given extents. */
  public static Shape of(Integer... dims) {
    return new Shape(List.of(dims));
  }

  /** Number of extents. */
  public int rank() {
    return dims.size();
  }

  /** What the extents of a tensor are, by words. */
  static List<String> extentNames(int rank) {
    return switch (rank) {
      case 1 -> List.of("size");
      case 2 -> List.of("number of steps", "number of channels");
      case 3 -> List.of("height", "width", "number of channels");
      default -> List.of("depth", "height", "width", "number of channels");
    };
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
