package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random differentiable programs: statements that slide strided and padded windows over earlier buffers, contract them, read one
 * of their elements, or combine them, with sums and maxima; buffers are read once, several times or not at all.
 */
final class RandomForward {
  private final Random random;
  private final List<Buffer> known = new ArrayList<>();
  private final List<Statement> statements = new ArrayList<>();
  private List<Axis> output = List.of();
  private List<Axis> reduced = new ArrayList<>();
  private List<Guard> guards = new ArrayList<>();

  RandomForward(Random random) {
    this.random = random;
    known.add(Buffer.of("p", Buffer.Role.PARAMETER, shape()));
    known.add(Buffer.value("x", shape()));
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      add("v" + i);
    }
  }

  List<Statement> statements() {
    return statements;
  }

  /** What the last statement writes. */
  Buffer result() {
    return known.getLast();
  }

  private List<Integer> shape() {
    List<Integer> shape = new ArrayList<>();
    for (int d = random.nextInt(3); d > 0; d--) {
      shape.add(1 + random.nextInt(4));
    }
    return shape;
  }

  private void add(String name) {
    Buffer first = any();
    List<Integer> shape = random.nextBoolean() ? first.shape() : shape();
    output = new ArrayList<>();
    for (int d = 0; d < shape.size(); d++) {
      output.add(new Axis("o" + d, shape.get(d)));
    }
    reduced = new ArrayList<>();
    guards = new ArrayList<>();
    boolean max = random.nextInt(4) == 0;
    Expr value = combine(read(first, !max), random.nextInt(3) == 0 ? null : read(any(), !max));
    Reduction reduction =
        max ? Reduction.MAX : reduced.isEmpty() && guards.isEmpty() ? Reduction.NONE : Reduction.SUM;
    Buffer target = Buffer.value(name, shape);
    Buffer argmax = max ? Buffer.of(name + "Argmax", Buffer.Role.ARGMAX, shape) : null;
    List<Axis> axes = Statement.concat(output, reduced);
    statements.add(
        new Statement(name + " forward", target, Affine.ofAll(output), reduction, false, value, axes, guards, argmax));
    known.add(target);
  }

  private Buffer any() {
    return random.nextBoolean() ? known.getLast() : known.get(random.nextInt(known.size()));
  }

  private Expr combine(Expr a, Expr b) {
    if (b == null) {
      return random.nextBoolean() ? Expr.unary(UnaryOp.TANH, a) : a;
    }
    return switch (random.nextInt(5)) {
      case 0 -> a.plus(b);
      case 1 -> a.minus(b);
      case 2 -> Expr.max(a, b);
      case 3 -> Expr.unary(UnaryOp.SIGMOID, a).plus(b);
      default -> a.times(b);
    };
  }

  private Expr read(Buffer buffer, boolean mayPad) {
    List<Affine> index = new ArrayList<>();
    List<Axis> free = new ArrayList<>(output);
    for (int extent : buffer.shape()) {
      index.add(index(extent, free, mayPad));
    }
    return Expr.read(buffer, index);
  }

  /** An index of a dimension, over one of the output axes that this read does not use yet where there is one. */
  private Affine index(int extent, List<Axis> free, boolean mayPad) {
    if (random.nextInt(8) == 0) {
      return Affine.of(random.nextInt(extent));
    }
    if (free.isEmpty() || random.nextInt(5) == 0) {
      return Affine.of(reduce(extent));
    }
    Axis axis = free.removeFirst();
    if (axis.extent() == extent && random.nextBoolean()) {
      return Affine.of(axis);
    }
    if (!mayPad) {
      return Affine.of(reduce(extent));
    }
    Affine window = Affine.of(axis).times(1 + random.nextInt(3)).plus(-random.nextInt(3));
    if (random.nextInt(4) > 0) {
      window = window.plus(Affine.of(reduce(1 + random.nextInt(3))));
    }
    guards.add(new Guard(window, extent));
    return window;
  }

  private Axis reduce(int extent) {
    Axis axis = new Axis("r" + reduced.size(), extent);
    reduced.add(axis);
    return axis;
  }
}
