package dev.kernelsmith.processor.formula;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions that a formula can use: a new one is a row here. */
final class Functions {
  /**
   * A function.
   *
   * @param least arguments
   * @param most arguments
   * @param value makes its expression
   */
  record Function(int least, int most, java.util.function.Function<List<Expr>, Expr> value) {
    /** How many arguments it takes, in words. */
    String arguments() {
      return most > least ? least + " arguments or more" : least == 1 ? "one argument" : least + " arguments";
    }
  }

  /** Exponents that become products. */
  private static final int MOST_FACTORS = 64;

  /** Values of an index that become a choice of products. */
  private static final int MOST_POWERS = 16;

  private static final Map<String, Function> TABLE = new LinkedHashMap<>();

  static {
    for (UnaryOp op : List.of(UnaryOp.EXP, UnaryOp.LOG, UnaryOp.SQRT, UnaryOp.TANH, UnaryOp.SIGMOID, UnaryOp.SOFTPLUS,
        UnaryOp.ERF, UnaryOp.SIN, UnaryOp.COS, UnaryOp.FLOOR, UnaryOp.ABS)) {
      one(op.symbol(), a -> Expr.unary(op, a));
    }
    one("rsqrt", a -> constant(1).over(Expr.unary(UnaryOp.SQRT, a)));
    several("max", Expr::max);
    several("min", Expr::min);
    TABLE.put("pow", new Function(2, 2, arguments -> power(arguments.getFirst(), arguments.getLast())));
  }

  private Functions() {}

  private static void one(String name, UnaryOperator<Expr> value) {
    TABLE.put(name, new Function(1, 1, arguments -> value.apply(arguments.getFirst())));
  }

  private static void several(String name, BinaryOperator<Expr> value) {
    TABLE.put(name, new Function(2, Integer.MAX_VALUE, arguments -> arguments.stream().reduce(value).orElseThrow()));
  }

  /** The function of a name; null where there is none. */
  static @Nullable Function of(String name) {
    return TABLE.get(name);
  }

  /** The names of all. */
  static Iterable<String> names() {
    return TABLE.keySet();
  }

  /**
   * {@code a} to the power of {@code b}: a product for whole exponents, also those that an index is, so that {@code a} may be negative; else {@code exp(b * log(a))}, which is NaN there.
   */
  private static Expr power(Expr a, Expr b) {
    if (b instanceof Expr.Index index && index.value().min() >= 0 && index.value().max() <= MOST_POWERS) {
      Expr power = product(a, index.value().max());
      for (int p = index.value().max() - 1; p >= index.value().min(); p--) {
        power = Expr.select(Relation.EQUAL, b, constant(p), product(a, p), power);
      }
      return power;
    }
    if (!(b instanceof Expr.Const exponent)) {
      return Expr.unary(UnaryOp.EXP, b.times(Expr.unary(UnaryOp.LOG, a)));
    }
    double power = exponent.value();
    double whole = Math.abs(power);
    if (whole == Math.rint(whole) && whole <= MOST_FACTORS) {
      Expr product = product(a, (int) whole);
      return power < 0 ? constant(1).over(product) : product;
    }
    if (whole == 0.5) {
      Expr root = Expr.unary(UnaryOp.SQRT, a);
      return power < 0 ? constant(1).over(root) : root;
    }
    return Expr.unary(UnaryOp.EXP, Expr.unary(UnaryOp.LOG, a).times(b));
  }

  private static Expr product(Expr a, int factors) {
    if (factors == 0) {
      return constant(1);
    }
    Expr half = product(a, factors / 2);
    Expr square = factors < 2 ? constant(1) : half.times(half);
    return factors % 2 == 0 ? square : square.times(a);
  }
}
