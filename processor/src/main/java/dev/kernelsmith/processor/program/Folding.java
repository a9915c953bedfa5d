package dev.kernelsmith.processor.program;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Scope;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.ir.Uses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Folds what scales a sum of products into its weights, where both follow from parameters alone:
 *
 * <pre>
 * z[n, o] += x[n, i] * w[i, o]                    folded[i, o] = w[i, o] * scale[o]
 * y[n, o] = max(z[n, o] * scale[o] + shift[o], 0)   z[n, o] += x[n, i] * folded[i, o]
 *                                                 y[n, o] = max(z[n, o] + shift[o], 0)
 * </pre>
 *
 * <p>The folded weights are computed once for many samples. So a normalisation by moving averages costs a prediction nothing.
 */
final class Folding {
  /** {@code factor * z + summand}. */
  private record Linear(Expr factor, Expr summand) {}

  private final List<Statement> statements;
  private final Uses uses;

  private Folding(List<Statement> statements) {
    this.statements = new ArrayList<>(statements);
    uses = new Uses(statements);
  }

  /** The statements after folding. */
  static List<Statement> apply(List<Statement> statements) {
    Folding folding = new Folding(statements);
    statements.stream().filter(Folding::isProduct).forEach(folding::fold);
    return folding.statements;
  }

  private static boolean isProduct(Statement s) {
    return !s.accumulate()
        && !s.isStep()
        && s.target().perSample()
        && s.target().role() == Buffer.Role.VALUE
        && weights(s) != null
        && s.index().stream().allMatch(i -> i.asAxis() != null);
  }

  /** The factor of a product that follows from parameters, with an axis of its own for each dimension; null where there is none. */
  private static Expr.@Nullable Read weights(Statement s) {
    Contraction product = Contraction.of(s);
    if (product == null || product.a().buffer().perSample() == product.b().buffer().perSample()) {
      return null;
    }
    Expr.Read weights = product.a().buffer().perSample() ? product.b() : product.a();
    boolean plain = weights.buffer().scope() == Scope.PARAMETER && isWhole(weights);
    return plain ? weights : null;
  }

  private static boolean isWhole(Expr.Read read) {
    Set<String> names = new TreeSet<>();
    for (int d = 0; d < read.index().size(); d++) {
      Axis axis = read.index().get(d).asAxis();
      if (axis == null || axis.extent() != read.buffer().shape().get(d) || !names.add(axis.name())) {
        return false;
      }
    }
    return true;
  }

  private void fold(Statement sum) {
    List<Statement> between = new ArrayList<>();
    Statement original = onlyReader(sum.target());
    Statement reader = original;
    Expr.Read z = reader == null ? null : onlyRead(reader, sum.target());
    if (z == null || reader.isStep()) {
      return;
    }
    // A statement that is linear itself, such as the addition of a bias, is taken along.
    while (linear(reader.value(), z) != null && reader.reduction() == Reduction.NONE) {
      Statement next = onlyReader(reader.target());
      Expr.Read read = next == null ? null : onlyRead(next, reader.target());
      Map<Axis, Affine> axes = read == null ? null : renaming(reader, read);
      if (axes == null) {
        break;
      }
      between.add(original);
      z = (Expr.Read) z.substitute(axes);
      original = next;
      reader = next.withValue(next.value().replace(read, reader.value().substitute(axes)));
    }
    Expr scaled = scaled(reader.value(), z);
    Map<Axis, Affine> axes = axesOfSum(sum, z);
    Linear linear = scaled == null ? null : linear(scaled, z);
    if (linear == null || linear.factor().reads().isEmpty() || !mapped(linear, axes)) {
      return;
    }
    Expr.Read weights = weights(sum);
    Expr factor = linear.factor().substitute(axes);
    if (!axesOf(weights).containsAll(axesOf(factor))) {
      return;
    }
    replace(sum, weights, factor, original, reader, scaled, z, linear.summand(), between);
  }

  private void replace(
      Statement sum, Expr.Read weights, Expr factor, Statement original, Statement reader, Expr scaled, Expr.Read z,
      Expr summand, List<Statement> between) {
    String name = sum.target().name();
    Buffer folded = Buffer.ofParameters(Buffer.nameOf(name, "FoldedWeights"), weights.buffer().shape());
    Expr.Read foldedRead = Expr.read(folded, weights.index());
    List<Axis> axes = weights.index().stream().map(Affine::asAxis).toList();
    List<Statement> changed = new ArrayList<>();
    changed.add(
        Statement.assign(sum.stem() + " folded weights", folded, axes, weights.times(factor)).ofLayer(sum.layer()));
    Expr shifted = z;
    if (!summand.isConstant(0)) {
      List<Axis> own = reader.axes().stream().filter(axesOf(summand)::contains).toList();
      Buffer shift = Buffer.ofParameters(Buffer.nameOf(name, "FoldedShift"), own.stream().map(Axis::extent).toList());
      changed.add(Statement.assign(sum.stem() + " folded shift", shift, own, summand).ofLayer(sum.layer()));
      shifted = z.plus(Expr.at(shift, own));
    }
    changed.add(sum.withValue(sum.value().replace(weights, foldedRead)));
    Statement shiftedReader = reader.withValue(reader.value().replace(scaled, shifted));
    List<Statement> result = new ArrayList<>();
    // The factor may be computed behind the sum, so the sum moves to where its reader is.
    for (Statement s : statements) {
      if (s == original) {
        result.addAll(changed);
        result.add(shiftedReader);
        uses.remove(s);
      } else if (s == sum || between.contains(s)) {
        uses.remove(s);
      } else {
        result.add(s);
      }
    }
    changed.forEach(uses::add);
    uses.add(shiftedReader);
    statements.clear();
    statements.addAll(result);
  }

  /** The one statement that reads a value which one statement writes, or null. */
  private @Nullable Statement onlyReader(Buffer buffer) {
    boolean one = uses.readers(buffer).size() == 1 && uses.writers(buffer).size() == 1;
    Statement reader = one ? uses.readers(buffer).getFirst() : null;
    return reader == null || reader.accumulate() || !reader.target().perSample() ? null : reader;
  }

  private static Expr.@Nullable Read onlyRead(Statement reader, Buffer buffer) {
    List<Expr.Read> reads = reader.value().reads().stream().filter(r -> r.buffer().equals(buffer)).toList();
    return reads.size() == 1 ? reads.getFirst() : null;
  }

  /** How the axes of a statement are called where its target is read; null where an element is read that it does not write by an axis each. */
  private static @Nullable Map<Axis, Affine> renaming(Statement writer, Expr.Read read) {
    Map<Axis, Affine> axes = new HashMap<>();
    for (int d = 0; d < read.index().size(); d++) {
      Axis axis = writer.index().get(d).asAxis();
      if (axis == null) {
        return null;
      }
      axes.put(axis, read.index().get(d));
    }
    return writer.guards().isEmpty() ? axes : null;
  }

  /** The sum's axes by what the reader calls them, as far as it has an axis for them. */
  private static Map<Axis, Affine> axesOfSum(Statement sum, Expr.Read z) {
    Map<Axis, Affine> axes = new HashMap<>();
    for (int d = 0; d < z.index().size(); d++) {
      Axis axis = z.index().get(d).asAxis();
      if (axis != null) {
        axes.put(axis, sum.index().get(d));
      }
    }
    return axes;
  }

  private static boolean mapped(Linear linear, Map<Axis, Affine> axes) {
    return axes.keySet().containsAll(axesOf(linear.factor())) && axes.keySet().containsAll(axesOf(linear.summand()));
  }

  private static Set<Axis> axesOf(Expr e) {
    Set<Axis> axes = new java.util.HashSet<>();
    e.reads().forEach(r -> r.index().forEach(i -> axes.addAll(i.axes())));
    return axes;
  }

  /** The largest part of an expression that is linear in the sum, or null where that is read in several parts. */
  private static @Nullable Expr scaled(Expr e, Expr.Read z) {
    if (linear(e, z) != null) {
      return e;
    }
    List<Expr> parts = e.children().stream().filter(c -> c.reads().contains(z)).toList();
    return parts.size() == 1 ? scaled(parts.getFirst(), z) : null;
  }

  /** The expression as a linear function of the sum, with a factor and a summand that follow from parameters; null where it is none. */
  private static @Nullable Linear linear(Expr e, Expr.Read z) {
    if (e.equals(z)) {
      return new Linear(constant(1), constant(0));
    }
    if (!e.reads().contains(z)) {
      return isOfParameters(e) ? new Linear(constant(0), e) : null;
    }
    if (e instanceof Expr.Unary u && u.op() == UnaryOp.NEGATE) {
      Linear a = linear(u.a(), z);
      return a == null ? null : new Linear(a.factor().negated(), a.summand().negated());
    }
    if (!(e instanceof Expr.Binary b)) {
      return null;
    }
    Linear left = linear(b.a(), z);
    Linear right = linear(b.b(), z);
    if (left == null || right == null) {
      return null;
    }
    boolean byLeft = left.factor().isConstant(0);
    boolean byRight = right.factor().isConstant(0);
    return switch (b.op()) {
      case ADD -> new Linear(left.factor().plus(right.factor()), left.summand().plus(right.summand()));
      case SUBTRACT -> new Linear(left.factor().minus(right.factor()), left.summand().minus(right.summand()));
      case MULTIPLY ->
          byRight ? scaled(left, right.summand()) : byLeft ? scaled(right, left.summand()) : null;
      case DIVIDE ->
          byRight
              ? new Linear(left.factor().over(right.summand()), left.summand().over(right.summand()))
              : null;
      default -> null;
    };
  }

  private static Linear scaled(Linear linear, Expr factor) {
    return new Linear(linear.factor().times(factor), linear.summand().times(factor));
  }

  private static boolean isOfParameters(Expr e) {
    return switch (e) {
      case Expr.Const c -> true;
      case Expr.Read r -> r.buffer().scope() == Scope.PARAMETER;
      case Expr.Unary u -> isOfParameters(u.a());
      case Expr.Binary b -> isOfParameters(b.a()) && isOfParameters(b.b());
      default -> false;
    };
  }
}
