package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reduced axes, neighbours joined to one where every operand lies contiguous along both: longer loops, and fewer of them. The joined
 * axis replaces the inner one and the outer one becomes 0, which is the same address since addresses are linear.
 *
 * @param axes what loops run over
 * @param places what these make of the reduced axes, where they are not the same
 */
record JoinedAxes(List<Axis> axes, Map<Axis, Affine> places) {
  /** Every axis as it is. */
  static JoinedAxes none(List<Axis> reduced) {
    return new JoinedAxes(reduced, Map.of());
  }

  /**
   * Joins what can be joined.
   *
   * @param sum a sum of products without guards
   * @param reduced its reduced axes
   * @param samples those of them that count samples
   * @param addresses where its operands lie
   */
  static JoinedAxes of(Statement sum, List<Axis> reduced, List<Axis> samples, AddressBook addresses) {
    List<Axis> axes = new ArrayList<>(reduced.stream().filter(a -> a.extent() > 1).toList());
    Map<Axis, Affine> places = new HashMap<>();
    reduced.stream().filter(a -> a.extent() == 1).forEach(a -> places.put(a, Affine.ZERO));
    for (int i = axes.size() - 2; i >= 0; i--) {
      Axis outer = axes.get(i);
      Axis inner = axes.get(i + 1);
      boolean contiguous =
          sum.value().reads().stream()
              .map(r -> addresses.flat((Expr.Read) r.substitute(places)))
              .allMatch(f -> f.coefficient(outer) == f.coefficient(inner) * inner.extent());
      if (contiguous) {
        // That of the samples keeps its name: addresses know it, not the expression.
        String name = samples.contains(inner) ? inner.name() : outer.name() + inner.name();
        Axis joined = new Axis(name, outer.extent() * inner.extent());
        places.replaceAll((axis, by) -> by.substitute(Map.of(inner, Affine.of(joined))));
        places.put(outer, Affine.ZERO);
        places.put(inner, Affine.of(joined));
        axes.set(i, joined);
        axes.remove(i + 1);
      }
    }
    return new JoinedAxes(axes, places);
  }
}
