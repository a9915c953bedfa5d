package dev.kernelsmith.processor.program;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of elements that belong to a step and a later one, such as the scores of causal attention: whether they depend on what later steps hand in, and
 * whether they are 0. So it is seen that a mask keeps the future out, however it is written.
 */
final class StepCausality {
  /** What is known of an expression where one of its axes is later than the step. */
  enum Fact {
    /** It is 0. */
    ZERO,
    /** It follows from this step and those before. */
    KNOWN,
    /** It may depend on a later step. */
    FUTURE;

    /** What is known of a number that follows from two. */
    Fact and(Fact other) {
      return this == FUTURE || other == FUTURE ? FUTURE : KNOWN;
    }
  }

  /** Where the steps of a buffer are: the row of step t along a dimension is t plus an offset. */
  record Rows(int dimension, int offset) {}

  private final Map<Buffer, Rows> rows;
  private final Map<Buffer, List<Statement>> writers = new HashMap<>();

  /** Facts of buffers of steps, by the dimension that is the later one. */
  private final Map<Buffer, Map<Integer, Fact>> facts = new HashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param rows buffers that have steps
   * @param statements all of the program
   */
  StepCausality(Map<Buffer, Rows> rows, List<Statement> statements) {
    this.rows = rows;
    for (Statement s : statements) {
      writers.merge(s.target(), List.of(s), Statement::concat);
    }
  }

  /** Takes what a statement makes of its target, where a dimension of it is later than the step; true if that was not known. */
  boolean learn(Buffer target, int dimension, Fact fact) {
    Map<Integer, Fact> known = facts.computeIfAbsent(target, b -> new HashMap<>());
    Fact before = known.get(dimension);
    // Several statements may set parts of one buffer.
    Fact after = before == null || before == fact ? fact : before.and(fact);
    return known.put(dimension, after) != after;
  }

  /** Whether a buffer has elements that depend on later steps. */
  boolean reachesFuture(Buffer buffer) {
    return facts.getOrDefault(buffer, Map.of()).containsValue(Fact.FUTURE);
  }

  /**
   * What is known of an expression.
   *
   * @param step the axis of steps
   * @param later an axis that is greater; null for none
   */
  Fact of(Expr e, Axis step, @Nullable Axis later) {
    return switch (e) {
      case Expr.Const c -> c.value() == 0 ? Fact.ZERO : Fact.KNOWN;
      case Expr.Read read -> ofRead(read, step, later);
      case Expr.Unary u -> ofUnary(u, step, later);
      case Expr.Binary b -> ofBinary(b.op(), of(b.a(), step, later), of(b.b(), step, later));
      case Expr.Select s -> ofSelect(s, step, later);
      case Expr.StopGradient s -> of(s.a(), step, later);
      case Expr.Scalar s -> Fact.KNOWN;
      case Expr.Index i -> Fact.KNOWN;
      case Expr.Entry t -> Fact.KNOWN;
      case Expr.Random r -> Fact.KNOWN;
    };
  }

  private Fact ofUnary(Expr.Unary u, Axis step, @Nullable Axis later) {
    Fact a = of(u.a(), step, later);
    return a == Fact.ZERO && u.op().apply(0) != 0 ? Fact.KNOWN : a;
  }

  /** A product with 0 is 0: what later steps have is finite, since they have set nothing yet. */
  private static Fact ofBinary(BinaryOp op, Fact a, Fact b) {
    boolean zero =
        switch (op) {
          case MULTIPLY -> a == Fact.ZERO || b == Fact.ZERO;
          case DIVIDE -> a == Fact.ZERO && b != Fact.FUTURE;
          case ADD, SUBTRACT, MAX, MIN -> a == Fact.ZERO && b == Fact.ZERO;
        };
    return zero ? Fact.ZERO : a.and(b);
  }

  private Fact ofSelect(Expr.Select s, Axis step, @Nullable Axis later) {
    Boolean holds = decided(s, step, later);
    if (holds != null) {
      return of(holds ? s.then() : s.otherwise(), step, later);
    }
    Fact compared = of(s.left(), step, later).and(of(s.right(), step, later));
    Fact then = of(s.then(), step, later);
    Fact otherwise = of(s.otherwise(), step, later);
    return compared != Fact.FUTURE && then == Fact.ZERO && otherwise == Fact.ZERO
        ? Fact.ZERO
        : compared.and(then).and(otherwise);
  }

  /** Whether a comparison holds wherever the one axis is later than the other; null where it depends. */
  private @Nullable Boolean decided(Expr.Select s, Axis step, @Nullable Axis later) {
    if (later == null) {
      return null;
    }
    Affine left = affine(s.left());
    Affine right = affine(s.right());
    if (left != null && right != null) {
      return decided(s, left.plus(right.times(-1)), step, later);
    }
    boolean zero = of(s.left(), step, later) == Fact.ZERO;
    return zero && s.right() instanceof Expr.Const c ? s.relation().holds(0, c.value()) : null;
  }

  private static @Nullable Boolean decided(Expr.Select s, Affine difference, Axis step, Axis later) {
    int factor = distances(difference, step, later);
    if (factor == 0) {
      return null;
    }
    int nearest = factor + difference.constant();
    double beyond = factor > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    boolean near = s.relation().holds(nearest, 0);
    boolean sameSide = factor > 0 ? nearest >= 0 : nearest <= 0;
    return sameSide && near == s.relation().holds(beyond, 0) ? Boolean.valueOf(near) : null;
  }

  /** The factor of an index that is factor * (later - step) + constant, where later - step is at least 1; 0 for others. */
  private static int distances(Affine index, Axis step, Axis later) {
    int factor = index.coefficient(later);
    return index.coefficient(step) == -factor && index.axes().size() == 2 ? factor : 0;
  }

  /** A number that is made of indices; null for others. */
  private static @Nullable Affine affine(Expr e) {
    return switch (e) {
      case Expr.Index i -> i.value();
      case Expr.Const c ->
          c.value() == Math.rint(c.value()) && Math.abs(c.value()) < 1e6 ? Affine.of((int) c.value()) : null;
      case Expr.Binary b -> {
        Affine left = affine(b.a());
        Affine right = affine(b.b());
        boolean sum = left != null && right != null && (b.op() == BinaryOp.ADD || b.op() == BinaryOp.SUBTRACT);
        yield sum ? left.plus(b.op() == BinaryOp.ADD ? right : right.times(-1)) : null;
      }
      default -> null;
    };
  }

  /** What is known of what a statement contributes; 0 where a guard leaves later steps out. */
  Fact of(Statement s, Axis step, @Nullable Axis later) {
    for (Guard guard : later == null ? List.<Guard>of() : s.guards()) {
      int factor = distances(guard.index(), step, later);
      int nearest = factor + guard.index().constant();
      if (factor > 0 && nearest >= guard.extent() || factor < 0 && nearest < 0) {
        return Fact.ZERO;
      }
    }
    return of(s.value(), step, later);
  }

  private Fact ofRead(Expr.Read read, Axis step, @Nullable Axis later) {
    Rows steps = rows.get(read.buffer());
    if (steps == null) {
      return later == null ? Fact.KNOWN : ofFixed(read, step, later);
    }
    Affine row = read.index().get(steps.dimension()).plus(-steps.offset());
    if (row.coefficient(step) == 1) {
      return row.plus(Affine.of(step).times(-1)).max() > 0 ? Fact.FUTURE : ofRow(read, later);
    }
    Affine apart = row.plus(-row.constant());
    boolean known = row.constant() <= 0 && (apart.axes().isEmpty() || apart.asAxis() != null);
    return !known || later != null && apart.uses(later) ? Fact.FUTURE : Fact.KNOWN;
  }

  /** A read of the step's own row, or of an earlier one. */
  private Fact ofRow(Expr.Read read, @Nullable Axis later) {
    Fact fact = Fact.KNOWN;
    for (Map.Entry<Integer, Fact> known : facts.getOrDefault(read.buffer(), Map.of()).entrySet()) {
      Axis at = read.index().get(known.getKey()).asAxis();
      if (at != null && at.equals(later) && known.getValue() == Fact.ZERO) {
        return Fact.ZERO;
      }
      if (at == null || at.equals(later)) {
        fact = fact.and(known.getValue());
      }
    }
    return fact;
  }

  /** A read of what no step changes, such as a table that says which steps come before which. */
  private Fact ofFixed(Expr.Read read, Axis step, Axis later) {
    int row = read.index().indexOf(Affine.of(step));
    int column = read.index().indexOf(Affine.of(later));
    List<Statement> known = writers.getOrDefault(read.buffer(), List.of());
    if (row < 0 || column < 0 || known.size() != 1 || known.getFirst().accumulate()) {
      return Fact.KNOWN;
    }
    Statement writer = known.getFirst();
    Axis ofRow = writer.index().get(row).asAxis();
    Axis ofColumn = writer.index().get(column).asAxis();
    boolean plain = ofRow != null && ofColumn != null && writer.reducedAxes().isEmpty() && writer.guards().isEmpty();
    return plain ? of(writer.value(), ofRow, ofColumn) : Fact.KNOWN;
  }
}
