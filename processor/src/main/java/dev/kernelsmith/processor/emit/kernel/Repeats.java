package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parts of expressions that are computed in more than one place, so that they are worth a local. */
final class Repeats {
  private final Map<Expr, Integer> places = new HashMap<>();
  private final List<Expr> parts = new ArrayList<>();

  private Repeats() {}

  /**
   * The repeated parts, each behind those that it contains; of a part that only stands in repeated ones, nothing.
   *
   * @param values expressions that are written one after another
   */
  static List<Expr> of(List<Expr> values) {
    Repeats repeats = new Repeats();
    values.forEach(repeats::count);
    return repeats.parts.stream().filter(part -> repeats.places.get(part) > 1).toList();
  }

  /** What a local with a part is called. */
  static String stem(Expr part) {
    return switch (part) {
      case Expr.Binary b -> switch (b.op()) {
        case ADD -> "part";
        case SUBTRACT -> "difference";
        case MULTIPLY -> "product";
        case DIVIDE -> "quotient";
        case MAX, MIN -> "bounded";
      };
      case Expr.Select s -> "selected";
      default -> "part";
    };
  }

  private void count(Expr e) {
    if (e.children().isEmpty()) {
      return;
    }
    if (places.merge(e, 1, Integer::sum) > 1) {
      return;
    }
    e.children().forEach(this::count);
    if (!(e instanceof Expr.StopGradient || e instanceof Expr.Unary u && u.op() == UnaryOp.NEGATE)) {
      parts.add(e);
    }
  }
}
