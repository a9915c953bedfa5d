package dev.kernelsmith.processor.generated;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A random layer of shape or algebra, without parameters, for an input of some shape.
 *
 * @param kind simple name of its annotation
 * @param values of the annotation but for inputs
 * @param inputs how often it reads the input
 * @param shape of its output
 */
record RandomAlgebra(String kind, String values, int inputs, List<Integer> shape) {
  static RandomAlgebra of(RandomGenerator random, List<Integer> shape) {
    boolean image = shape.size() == 3;
    return switch (random.nextInt(14)) {
      case 0 -> new RandomAlgebra("Flatten", "", 1, List.of(elements(shape)));
      case 1, 2 -> reshape(random, shape);
      case 3 -> permute(random, shape);
      case 4, 5 -> slice(random, shape);
      case 6, 7 -> reduce(random, shape);
      case 10 -> pad(random, shape);
      case 11, 12 -> image || shape.size() == 2 ? upsample(random, shape) : pad(random, shape);
      case 8, 9 -> image ? blocks(random, shape) : permute(random, shape);
      default -> shape.size() > 1 && shape.get(shape.size() - 2) <= 20 ? product(shape) : slice(random, shape);
    };
  }

  private static int elements(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  private static RandomAlgebra reshape(RandomGenerator random, List<Integer> shape) {
    List<Integer> dims = new ArrayList<>();
    int rest = elements(shape);
    for (int rank = 1 + random.nextInt(4); rank > 1; rank--) {
      int left = rest;
      List<Integer> divisors = IntStream.rangeClosed(1, left).filter(d -> left % d == 0).boxed().toList();
      dims.add(divisors.get(random.nextInt(divisors.size())));
      rest /= dims.getLast();
    }
    dims.add(rest);
    List<Integer> written = new ArrayList<>(dims);
    if (random.nextBoolean()) {
      written.set(random.nextInt(written.size()), -1);
    }
    return new RandomAlgebra("Reshape", "value = " + braces(written), 1, dims);
  }

  private static RandomAlgebra permute(RandomGenerator random, List<Integer> shape) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < shape.size(); axis++) {
      order.add(random.nextInt(order.size() + 1), axis);
    }
    return new RandomAlgebra("Permute", "value = " + braces(order), 1, order.stream().map(shape::get).toList());
  }

  private static RandomAlgebra slice(RandomGenerator random, List<Integer> shape) {
    int axis = random.nextInt(shape.size());
    int extent = shape.get(axis);
    int step = random.nextInt(4) == 0 ? -random.nextInt(1, 4) : random.nextInt(1, 4);
    int start = random.nextInt(extent);
    int most = step > 0 ? extent - 1 - start : start;
    int count = 1 + random.nextInt(most / Math.abs(step) + 1);
    int last = start + (count - 1) * step;
    int end = last + (step > 0 ? 1 : -1);
    String ends = end < 0 || step > 0 && count > most / step && random.nextBoolean() ? "" : ", end = " + end;
    List<Integer> dims = new ArrayList<>(shape);
    dims.set(axis, ends.isEmpty() ? 1 + most / Math.abs(step) : count);
    int written = random.nextBoolean() ? axis : axis - shape.size();
    String values = "axis = %d, start = %d, step = %d%s".formatted(written, start, step, ends);
    return new RandomAlgebra("Slice", values, 1, dims);
  }

  private static RandomAlgebra reduce(RandomGenerator random, List<Integer> shape) {
    List<Integer> axes =
        new ArrayList<>(IntStream.range(0, shape.size()).filter(axis -> random.nextBoolean()).boxed().toList());
    boolean all = axes.isEmpty() || axes.size() == shape.size();
    boolean keep = random.nextBoolean();
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < shape.size(); axis++) {
      if (!all && !axes.contains(axis)) {
        dims.add(shape.get(axis));
      } else if (keep) {
        dims.add(1);
      }
    }
    Collections.reverse(axes);
    String kind = List.of("Sum", "Mean", "Max", "Max", "ArgMax").get(random.nextInt(5));
    String values = all ? "keepDims = " + keep : "axes = %s, keepDims = %s".formatted(braces(axes), keep);
    return new RandomAlgebra(kind, values, 1, dims.isEmpty() ? List.of(1) : dims);
  }

  private static RandomAlgebra blocks(RandomGenerator random, List<Integer> shape) {
    int h = shape.get(0);
    int w = shape.get(1);
    int c = shape.get(2);
    int side = random.nextInt(1, 3);
    String values = "block = %d, order = ChannelOrder.%s".formatted(side, random.nextBoolean() ? "DCR" : "CRD");
    if (c % (side * side) == 0 && random.nextBoolean()) {
      return new RandomAlgebra("DepthToSpace", values, 1, List.of(h * side, w * side, c / side / side));
    }
    return h % side == 0 && w % side == 0
        ? new RandomAlgebra("SpaceToDepth", values, 1, List.of(h / side, w / side, c * side * side))
        : permute(random, shape);
  }

  private static RandomAlgebra pad(RandomGenerator random, List<Integer> shape) {
    String mode = List.of("CONSTANT", "REFLECT", "SYMMETRIC", "EDGE").get(random.nextInt(4));
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    List<Integer> dims = new ArrayList<>();
    for (int extent : shape) {
      int most = Math.min(2, mode.equals("REFLECT") ? extent - 1 : extent);
      before.add(random.nextBoolean() ? 0 : random.nextInt(most + 1));
      after.add(random.nextBoolean() ? 0 : random.nextInt(most + 1));
      dims.add(extent + before.getLast() + after.getLast());
    }
    String number = mode.equals("CONSTANT") && random.nextBoolean() ? ", value = -0.5f" : "";
    String values =
        "before = %s, after = %s, mode = PadMode.%s%s".formatted(braces(before), braces(after), mode, number);
    return new RandomAlgebra("Pad", values, 1, dims);
  }

  private static RandomAlgebra upsample(RandomGenerator random, List<Integer> shape) {
    boolean image = shape.size() == 3;
    int rows = random.nextInt(1, 4);
    int columns = random.nextInt(1, 3);
    boolean bilinear = random.nextInt(3) > 0;
    String coordinates = List.of("HALF_PIXEL", "ASYMMETRIC", "ALIGN_CORNERS").get(random.nextInt(bilinear ? 3 : 2));
    String values =
        "factor = %s, interpolation = Interpolation.%s, coordinates = Coordinates.%s".formatted(
            image ? braces(List.of(rows, columns)) : rows, bilinear ? "BILINEAR" : "NEAREST", coordinates);
    List<Integer> dims = new ArrayList<>(shape);
    dims.set(0, shape.get(0) * rows);
    dims.set(1, shape.get(1) * (image ? columns : 1));
    return new RandomAlgebra("Upsample", values, 1, dims);
  }

  /** Every pair of rows. */
  private static RandomAlgebra product(List<Integer> shape) {
    List<Integer> dims = new ArrayList<>(shape);
    dims.set(dims.size() - 1, shape.get(shape.size() - 2));
    return new RandomAlgebra("MatMul", "transposeB = true", 2, dims);
  }

  private static String braces(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
  }
}
