package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small random statements: strided, padded, reduced, accumulating, per sample and shared; all of them sound. */
final class RandomStatements {
  private final Random random;
  private final List<Axis> axes = new ArrayList<>();
  private final List<Guard> guards = new ArrayList<>();
  private int buffers;

  RandomStatements(Random random) {
    this.random = random;
  }

  /** A statement over two to four axes. */
  Statement next() {
    axes.clear();
    guards.clear();
    buffers = 0;
    int count = 2 + random.nextInt(3);
    for (int a = 0; a < count; a++) {
      axes.add(new Axis("a" + a, 1 + random.nextInt(4)));
    }
    Expr value = expression(2);
    boolean readsSamples = value.perSample();
    int outputs = random.nextInt(count + 1);
    List<Axis> output = new ArrayList<>(axes.subList(0, outputs));
    List<Affine> index = new ArrayList<>();
    List<Integer> shape = new ArrayList<>();
    for (Axis axis : output) {
      int stride = 1 + random.nextInt(2);
      int offset = random.nextInt(2);
      index.add(Affine.of(axis).times(stride).plus(offset));
      shape.add((axis.extent() - 1) * stride + offset + 1 + random.nextInt(2));
    }
    Buffer.Scope scope = scope();
    Reduction reduction = reduction(outputs == count, readsSamples && scope != Buffer.Scope.SAMPLE);
    Buffer target = new Buffer("target", Buffer.Role.VALUE, scope, shape);
    Buffer argmax =
        reduction == Reduction.MAX && random.nextBoolean()
            ? new Buffer("argmax", Buffer.Role.ARGMAX, scope, shape)
            : null;
    boolean accumulate = random.nextInt(3) == 0;
    List<Axis> order = new ArrayList<>(axes);
    java.util.Collections.shuffle(order, random);
    return new Statement("random", target, index, reduction, accumulate, value, order, guards, argmax);
  }

  private Reduction reduction(boolean noneReduced, boolean sumsOverSamples) {
    if (sumsOverSamples) {
      return Reduction.SUM;
    }
    int choice = random.nextInt(3);
    return noneReduced && choice == 0 ? Reduction.NONE : choice == 1 ? Reduction.MAX : Reduction.SUM;
  }

  private Expr expression(int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return switch (random.nextInt(8)) {
        case 0, 1 -> new Expr.Index(affine());
        case 2 -> new Expr.Random(random.nextInt(3), affine());
        default -> read();
      };
    }
    Expr a = expression(depth - 1);
    Expr b = expression(depth - 1);
    return switch (random.nextInt(6)) {
      case 0 -> a.plus(b);
      case 1 -> a.minus(b);
      case 2 -> Expr.unary(UnaryOp.TANH, a);
      case 3 -> Expr.max(a, b);
      case 4 -> Expr.select(Relation.GREATER, a, b, a, Expr.constant(random.nextInt(3)));
      default -> a.times(b);
    };
  }

  private Expr read() {
    int rank = random.nextInt(3);
    List<Affine> index = new ArrayList<>();
    List<Integer> shape = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      Affine value = affine();
      if (random.nextInt(3) == 0) {
        int extent = 1 + random.nextInt(4);
        guards.add(new Guard(value, extent));
        shape.add(extent);
      } else {
        value = value.plus(-value.min());
        shape.add(value.max() + 1);
      }
      index.add(value);
    }
    return Expr.read(new Buffer("b" + buffers++, Buffer.Role.VALUE, scope(), shape), index);
  }

  private Buffer.Scope scope() {
    return random.nextBoolean() ? Buffer.Scope.SAMPLE : Buffer.Scope.BATCH;
  }

  private Affine affine() {
    Affine value = Affine.of(random.nextInt(4) - 1);
    for (Axis axis : axes) {
      if (random.nextInt(2) == 0) {
        value = value.plus(Affine.of(axis).times(random.nextInt(4) - 1));
      }
    }
    return value;
  }
}
