package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.kernel.Scope;
import dev.kernelsmith.processor.emit.kernel.SpilledDialect;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.lower.Update;
import java.util.Locale;

/**
 * Arithmetic on vector {@code block} of flat arrays, for processors, with views of the arrays by the names that {@link SpilledDialect} has for their lanes. What TornadoVM's vectors lack is
 * done by {@link LaneMethods}.
 */
final class VectorDialect extends LaneDialect {
  /** Whether an expression is one that it can write. */
  static boolean suits(Expr e) {
    return switch (e) {
      case Expr.Const _,Expr.Read _,Expr.Scalar _ -> true;
      case Expr.Unary(UnaryOp op, Expr a) ->
          (op == UnaryOp.SQRT || op == UnaryOp.ABS || op == UnaryOp.NEGATE) && suits(a);
      case Expr.Binary(BinaryOp op, Expr a, Expr b) ->
          op != BinaryOp.MAX && op != BinaryOp.MIN && suits(a) && suits(b);
      case Expr.Select select -> Update.flushes(select) && suits(select.otherwise());
      case Expr.StopGradient(Expr a) -> suits(a);
      default -> false;
    };
  }

  @Override
  public Value local(String name) {
    return Value.vector(name);
  }

  @Override
  public Value typed(Value value) {
    return value.vector() ? value : Value.vector("splat(" + value.text() + ")");
  }

  @Override
  public Value loaded(String array, String index) {
    return Value.vector(SpilledDialect.lanes(array) + ".get(block)");
  }

  @Override
  public String stored(String array, String index, Value value) {
    return String.format(Locale.ROOT, "%s.set(block, %s)", SpilledDialect.lanes(array), typed(value).text());
  }

  /** An expression; what is the same in all lanes stays a number. */
  @Override
  public Value write(Expr e, Scope scope) {
    Value known = scope.known(e);
    if (known != null) {
      return known;
    }
    return switch (e) {
      case Expr.Const c -> Value.number(TornadoDialect.number(c.value()));
      case Expr.Unary(UnaryOp op, Expr a) when op == UnaryOp.NEGATE ->
          binary(BinaryOp.SUBTRACT, Value.number("0f"), write(a, scope));
      case Expr.Unary(UnaryOp op, Expr a) -> call(op.symbol(), write(a, scope));
      case Expr.Binary(BinaryOp op, Expr a, Expr b) -> binary(op, write(a, scope), write(b, scope));
      case Expr.Select select -> call(LaneMethods.FLUSHED, write(select.otherwise(), scope));
      case Expr.StopGradient(Expr a) -> write(a, scope);
      default -> throw new IllegalArgumentException("not for vectors: " + e);
    };
  }

  private Value call(String method, Value a) {
    return Value.vector(method + "(" + typed(a).text() + ")");
  }

  private Value binary(BinaryOp op, Value a, Value b) {
    if (op == BinaryOp.ADD && a.text().equals(b.text())) {
      return binary(BinaryOp.MULTIPLY, Value.number("2f"), a); // TornadoVM makes something else of a sum with itself
    }
    String method =
        switch (op) {
          case ADD -> "#Float16.add";
          case SUBTRACT -> "#Float16.sub";
          case MULTIPLY -> "#Float16.mult";
          case DIVIDE -> "#Float16.div";
          case MAX, MIN -> throw new IllegalArgumentException("a choice for each lane: " + op);
        };
    return Value.vector(String.format(Locale.ROOT, "%s(%s, %s)", method, typed(a).text(), typed(b).text()));
  }
}
