package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;

/** Statements that put elements elsewhere. */
final class Copies {
  private Copies() {}

  /** Adds {@code y[to] = x[from]} over some axes. */
  static void add(
      LayerNode layer, Buffer y, List<Affine> to, Buffer x, List<Affine> from, List<Axis> axes, Lowering out) {
    out.add(
        new Statement(
            layer.name() + " forward", y, to, Reduction.NONE, false, Expr.read(x, from), axes, List.of(), null));
  }
}
