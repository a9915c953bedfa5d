package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.PoolType;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/**
 * What pools elements to one, whichever they are.
 *
 * @param layer the layer, with {@code type}, {@code p} and an activation
 * @param element one of the elements
 * @param output axes of the output
 * @param taps axes over the elements that are pooled
 * @param guards bounds of these
 */
record Pooling(LayerNode layer, Expr element, List<Axis> output, List<Axis> taps, List<Guard> guards) {
  private static final int LARGEST_P = 8;

  /** Whether the values are sound. */
  static boolean sound(ShapeChecks checks) {
    int p = checks.attributes().integer("p");
    if (p < 1 || p > LARGEST_P) {
      checks.diagnostics().report(
          Message.NUMBER_RANGE, checks.attributes().at("p"), "p", checks.kind(), checks.layer(), p,
          "from 1 to " + LARGEST_P);
    } else if (checks.attributes().given("p") && type(checks.attributes()) != PoolType.LP) {
      checks.noEffect("p", "type", "LP");
    }
    return p >= 1 && p <= LARGEST_P;
  }

  static PoolType type(Attributes attributes) {
    return attributes.constant("type", PoolType.class);
  }

  /**
   * Adds the statements.
   *
   * @param number of elements that an average divides by
   */
  Buffer lower(Expr number, Lowering out) {
    return switch (type(layer.attributes())) {
      case MAX -> finish(Reduction.MAX, element, "Pooled", z -> z, out);
      case AVERAGE -> finish(Reduction.SUM, element.over(number), "Pooled", z -> z, out);
      case LP -> {
        int p = layer.attributes().integer("p");
        yield finish(Reduction.SUM, power(element, p), "Powers", sum -> root(sum, p), out);
      }
    };
  }

  /** {@code y[o] max= x[taps]}, or a sum, and what follows it. */
  private Buffer finish(
      Reduction reduction, Expr value, String name, java.util.function.UnaryOperator<Expr> end, Lowering out) {
    Buffer y = out.value(layer.name(), layer.shape().dims());
    Buffer z = Buffer.value(Buffer.nameOf(layer.name(), name), y.shape());
    Expr result = end.apply(Expr.at(z, output));
    boolean isResult = result.equals(Expr.at(z, output)) && Activations.isIdentity(layer);
    boolean max = reduction == Reduction.MAX;
    out.add(
        new Statement(
            layer.name() + " forward", isResult ? y : z, Affine.ofAll(output), reduction, false, value,
            Statement.concat(output, taps), guards,
            max ? Buffer.of(Buffer.nameOf(layer.name(), "Argmax"), Buffer.Role.ARGMAX, y.shape()) : null));
    if (!isResult) {
      Activations.apply(layer, y, output, result, out);
    }
    return y;
  }

  /** {@code |x|^p} by products. */
  private static Expr power(Expr x, int p) {
    Expr power = p % 2 == 1 ? Expr.unary(UnaryOp.ABS, x) : x.times(x);
    for (int i = p % 2 == 1 ? 1 : 2; i < p; i += 2) {
      power = power.times(x.times(x));
    }
    return power;
  }

  /** {@code sum^(1/p)}; of 0 it is 0, and so is its derivative. */
  private static Expr root(Expr sum, int p) {
    if (p == 1) {
      return sum;
    }
    Expr root =
        Integer.bitCount(p) == 1
            ? squareRoots(sum, p)
            : Expr.unary(UnaryOp.EXP, Expr.unary(UnaryOp.LOG, sum).over(constant(p)));
    return Expr.select(Relation.GREATER, sum, constant(0), root, constant(0));
  }

  private static Expr squareRoots(Expr sum, int p) {
    return p == 1 ? sum : Expr.unary(UnaryOp.SQRT, squareRoots(sum, p / 2));
  }
}
