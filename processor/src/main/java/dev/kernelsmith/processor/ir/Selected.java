package dev.kernelsmith.processor.ir;

import org.jspecify.annotations.Nullable;

/**
 * An axis of a sum of which one place counts: where it is equal to a number that does not depend on it, such as {@code k} in {@code y[t, u] += (x[t] == k ?
 * w[k, u] : 0)}. So nobody has to try all places. Numbers are those of layers: what is known as an int, such as the place of a maximum, has forms of its own.
 *
 * @param axis the axis
 * @param number what it is equal to
 * @param value what is summed there
 */
public record Selected(Axis axis, Expr number, Expr value) {
  /** The axis of a sum without guards, or null where it has none of these. */
  public static @Nullable Selected of(Statement s) {
    return s.reduction() == Reduction.SUM && s.guards().isEmpty() ? of(s.value()) : null;
  }

  private static @Nullable Selected of(Expr e) {
    if (!(e instanceof Expr.Select choice)) {
      return null;
    }
    if (choice.then().isConstant(0)) {
      Selected inner = of(choice.otherwise());
      return inner == null || choice.left().indices().stream().anyMatch(i -> i.uses(inner.axis))
          || choice.right().indices().stream().anyMatch(i -> i.uses(inner.axis)) ? null
              : new Selected(
                  inner.axis, inner.number, Expr.select(
                      choice.relation(), choice.left(), choice.right(), choice.then(), inner.value));
    }
    boolean equal = choice.relation() == Relation.EQUAL && choice.otherwise().isConstant(0);
    Selected right = equal ? of(choice.left(), choice.right(), choice.then()) : null;
    return equal && right == null ? of(choice.right(), choice.left(), choice.then()) : right;
  }

  private static @Nullable Selected of(Expr number, Expr place, Expr value) {
    Axis axis = place instanceof Expr.Index i ? i.value().asAxis() : null;
    boolean selects =
        axis != null && axis.extent() > 1 && number.indices().stream().noneMatch(i -> i.uses(axis))
            && !number.reads().isEmpty() && number.reads().stream().noneMatch(r -> r.buffer().isInt());
    return selects ? new Selected(axis, number, value) : null;
  }

  /** The axis that a sum would run over, or null. */
  public static @Nullable Selected summed(Statement s) {
    Selected selected = of(s);
    return selected == null || s.index().stream().anyMatch(i -> i.uses(selected.axis)) ? null : selected;
  }

  /** The axis of a gradient to whose rows samples can be added, instead of searching them for those of a row; or null. */
  public static @Nullable Selected scattered(Statement s) {
    Selected selected = s.sumsOverSamples() && s.target().role() == Buffer.Role.GRADIENT ? of(s) : null;
    boolean rows =
        selected != null && selected.number.indices().stream().noneMatch(i -> s.outputAxes().stream().anyMatch(i::uses))
            && s.index().stream().anyMatch(i -> selected.axis.equals(i.asAxis()))
            && s.index().stream().allMatch(i -> i.asAxis() != null || i.axes().isEmpty());
    return rows ? selected : null;
  }
}
