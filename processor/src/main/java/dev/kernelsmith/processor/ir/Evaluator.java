package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns expressions into objects that compute their value at the current iteration of a {@link LoopNest}. */
final class Evaluator {
  /** A value at the current iteration. */
  @FunctionalInterface
  interface Node {
    double value();
  }

  private final Statement statement;
  private final Tensors tensors;
  private final LoopNest nest;

  Evaluator(Statement statement, Tensors tensors, LoopNest nest) {
    this.statement = statement;
    this.tensors = tensors;
    this.nest = nest;
  }

  Node compile(Expr expression) {
    return switch (expression) {
      case Expr.Const c -> c::value;
      case Expr.Read r -> read(r);
      case Expr.Scalar s -> scalar(s);
      case Expr.Index i -> index(i);
      case Expr.Entry t -> entry(t);
      case Expr.Random r -> random(r);
      case Expr.Unary u -> unary(u.op(), compile(u.a()));
      case Expr.Binary b -> binary(b.op(), compile(b.a()), compile(b.b()));
      case Expr.Select s -> select(s);
      case Expr.StopGradient s -> compile(s.a());
    };
  }

  private Node scalar(Expr.Scalar s) {
    double value = tensors.scalar(s.name());
    return () -> value;
  }

  private Node index(Expr.Index i) {
    LoopNest.Form form = nest.follow(i.value());
    return () -> form.value;
  }

  private Node entry(Expr.Entry t) {
    LoopNest.Form place = nest.follow(t.place());
    return () -> t.table().numbers().get(place.value);
  }

  private Node random(Expr.Random r) {
    long key = tensors.key(r.stream());
    LoopNest.Form sample = nest.followSample();
    LoopNest.Form element = nest.follow(r.element());
    return () -> Threefry.uniform(key, sample.value, element.value);
  }

  private static Node unary(UnaryOp op, Node a) {
    return () -> op.apply(a.value());
  }

  private static Node binary(BinaryOp op, Node a, Node b) {
    return switch (op) {
      case ADD -> () -> a.value() + b.value();
      case MULTIPLY -> () -> a.value() * b.value();
      default -> () -> op.apply(a.value(), b.value());
    };
  }

  private Node select(Expr.Select s) {
    Node left = compile(s.left());
    Node right = compile(s.right());
    Node then = compile(s.then());
    Node otherwise = compile(s.otherwise());
    Relation relation = s.relation();
    return () -> relation.holds(left.value(), right.value()) ? then.value() : otherwise.value();
  }

  private Node read(Expr.Read r) {
    double[] values = tensors.get(r.buffer());
    LoopNest.Form position = nest.follow(r.buffer(), r.index());
    Runnable check = boundsCheck(r.buffer(), r.index(), statement.guards());
    if (check == null) {
      return () -> values[position.value];
    }
    return () -> {
      check.run();
      return values[position.value];
    };
  }

  /** What tests an access at the current iteration, or null where no iteration within the guards can leave the buffer. */
  @Nullable
  Runnable boundsCheck(Buffer buffer, List<Affine> index, List<Guard> guards) {
    if (index.size() != buffer.shape().size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d indices for buffer %s of shape %s", index.size(), buffer, buffer.shape()));
    }
    List<Runnable> checks = new ArrayList<>();
    for (int d = 0; d < index.size(); d++) {
      int extent = buffer.shape().get(d);
      if (Interval.of(index.get(d), guards).within(extent)) {
        continue;
      }
      LoopNest.Form form = nest.follow(index.get(d));
      int dimension = d;
      checks.add(
          () -> {
            if (form.value < 0 || form.value >= extent) {
              throw outOfBounds(buffer, index, dimension, form.value);
            }
          });
    }
    return checks.isEmpty() ? null : () -> checks.forEach(Runnable::run);
  }

  private IndexOutOfBoundsException outOfBounds(Buffer buffer, List<Affine> index, int dimension, int value) {
    return new IndexOutOfBoundsException(
        String.format(Locale.ROOT, "statement '%s': index %d of buffer %s, %s, is %d; the extent is %d%n  %s",
            statement.label(),
            dimension,
            buffer,
            index.get(dimension),
            value,
            buffer.shape().get(dimension),
            statement));
  }
}
