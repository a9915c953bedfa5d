package dev.kernelsmith.processor.generated;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A random window, as an annotation says it.
 *
 * @param along by direction
 * @param padding a constant, or {@code pads}
 */
record RandomWindow(List<Side> along, String padding) {
  private static final List<String> PADDINGS = List.of("SAME", "SAME", "VALID", "VALID", "SAME_LOWER", "FULL", "pads");

  /** What it does in one direction. */
  private record Side(int size, int stride, int dilation, int before, int after) {
    int reach() {
      return (size - 1) * dilation + 1;
    }
  }

  /** A window that fits a shape of one extent or more before the channels. */
  static RandomWindow over(RandomGenerator random, List<Integer> shape, int mostTaps, int mostStride) {
    String padding = PADDINGS.get(random.nextInt(PADDINGS.size()));
    List<Side> along = new ArrayList<>();
    for (int extent : shape.subList(0, shape.size() - 1)) {
      int dilation = random.nextInt(4) > 0 ? 1 : random.nextInt(1, 4);
      int most = padding.startsWith("SAME") || padding.equals("FULL") ? mostTaps : (extent - 1) / dilation + 1;
      int size = random.nextInt(1, Math.min(most, mostTaps) + 1);
      int pad = padding.equals("pads") ? (size - 1) * dilation + 1 : 1;
      along.add(
          new Side(size, random.nextInt(1, mostStride + 1), dilation, random.nextInt(pad), random.nextInt(pad)));
    }
    return new RandomWindow(along, padding);
  }

  /** A window that leaves an image of any size as large as it is. */
  static RandomWindow same(RandomGenerator random, int directions, int mostTaps) {
    int size = random.nextInt(1, mostTaps + 1);
    Side side = new Side(size, 1, 1, 0, 0);
    return new RandomWindow(Collections.nCopies(directions, side), random.nextInt(4) > 0 ? "SAME" : "SAME_LOWER");
  }

  /** The same, side by side. */
  RandomWindow apart() {
    return new RandomWindow(
        along.stream()
            .map(side -> new Side(side.size(), side.size(), 1, side.before() % side.size(), side.after() % side.size()))
            .toList(),
        padding);
  }

  boolean keepsEverySize() {
    return padding.startsWith("SAME") && along.stream().allMatch(side -> side.stride() == 1);
  }

  /** Whether a window may lie in padding alone, between two elements of the image that are farther apart than the image is long. */
  boolean mayCoverNothing(List<Integer> shape) {
    for (int d = 0; d < along.size(); d++) {
      Side side = along.get(d);
      int beyond = padding.equals("pads") ? Math.max(side.before(), side.after()) : 0;
      if (side.size() > 1 && side.dilation() > shape.get(d) || beyond >= side.reach()) {
        return true;
      }
    }
    return false;
  }

  /** Whether another number of windows may come of rounding up. */
  boolean leavesOver() {
    return !padding.startsWith("SAME") && !padding.equals("FULL");
  }

  /** Whether there is padding to count, if only of some sizes. */
  boolean pads() {
    return !padding.equals("VALID");
  }

  long taps() {
    return along.stream().mapToLong(Side::size).reduce(1, (a, b) -> a * b);
  }

  /** The shape of what it makes of a shape. */
  List<Integer> over(List<Integer> shape, int channels) {
    return over(shape, channels, false);
  }

  /** The same where what is left over of a shape gets a window of its own, if that begins before the padding behind it. */
  List<Integer> over(List<Integer> shape, int channels, boolean ceiling) {
    List<Integer> result = new ArrayList<>();
    for (int d = 0; d < along.size(); d++) {
      Side side = along.get(d);
      int in = shape.get(d);
      int out = extent(side, in);
      int before = padding.equals("FULL") ? side.reach() - 1 : padding.equals("pads") ? side.before() : 0;
      int after = padding.equals("FULL") ? side.reach() - 1 : padding.equals("pads") ? side.after() : 0;
      boolean over = !padding.startsWith("SAME") && (out - 1) * side.stride() + side.reach() < before + in + after;
      result.add(ceiling && over && out * side.stride() < before + in ? out + 1 : out);
    }
    result.add(channels);
    return result;
  }

  private int extent(Side side, int in) {
    return switch (padding) {
      case "SAME", "SAME_LOWER" -> Math.ceilDiv(in, side.stride());
      case "FULL" -> (in + side.reach() - 2) / side.stride() + 1;
      default -> (in + side.before() + side.after() - side.reach()) / side.stride() + 1;
    };
  }

  /** As values of an annotation that calls its size by this name. */
  String text(String size) {
    StringBuilder text = new StringBuilder();
    text.append(size).append(" = ").append(numbers(along.stream().map(Side::size).toList()));
    if (!size.equals("size") || along.stream().anyMatch(side -> side.stride() != side.size())) {
      text.append(", stride = ").append(numbers(along.stream().map(Side::stride).toList()));
    }
    if (along.stream().anyMatch(side -> side.dilation() > 1)) {
      text.append(", dilation = ").append(numbers(along.stream().map(Side::dilation).toList()));
    }
    if (padding.equals("pads")) {
      List<Integer> pads = new ArrayList<>(along.stream().map(Side::before).toList());
      along.forEach(side -> pads.add(side.after()));
      return text.append(", pads = ").append(numbers(pads)).toString();
    }
    return text.append(", padding = Padding.").append(padding).toString();
  }

  private static String numbers(List<Integer> numbers) {
    return numbers.stream().distinct().count() == 1
        ? numbers.getFirst().toString()
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
  }
}
