package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Sequence;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where lanes are channels, the gradient by an image would read weights in strides: its channels are the last axis but one of a convolution's weights. A
 * copy of these, computed once for as long as parameters are the same, has that axis last. A dense layer uses a weight once a sample, so that the copy
 * would take longer than what it saves.
 */
final class TransposedWeights {
  /** Cycles of a product in scalar code, and of 16 products in vectors: 11 and about 90 GFLOP/s. */
  private static final double SCALAR = 0.67;

  private static final double VECTOR = 1.3;

  /** Cycles to copy one float to another row. */
  private static final double COPY = 3.5;

  private final List<Statement> statements = new ArrayList<>();
  private final Set<Buffer> copies = new HashSet<>();

  /** Where the sequence begins that statements belong to, -1 for none: nothing else may stand in it. */
  private int sequence = -1;

  private TransposedWeights() {}

  static List<Statement> apply(List<Statement> program) {
    TransposedWeights result = new TransposedWeights();
    for (Sequence.Run<Statement> run : Sequence.runs(program)) {
      result.sequence = run.steps() == null ? -1 : result.statements.size();
      run.items().forEach(result::visit);
    }
    return result.statements;
  }

  private void visit(Statement s) {
    Expr.Read weights = strided(s);
    Axis lane = weights == null ? null : s.index().getLast().asAxis();
    if (lane == null || !pays(s, lane, weights.buffer())) {
      statements.add(s);
      return;
    }
    int dimension = weights.index().indexOf(Affine.of(lane));
    Buffer copy = transposed(weights.buffer(), dimension);
    Statement reading = s.withValue(s.value().replace(weights, Expr.read(copy, last(weights.index(), dimension))));
    // In another order the sum would have other bits than that of a block.
    if (!Tiling.reduced(reading).equals(Tiling.reduced(s))) {
      statements.add(s);
      return;
    }
    if (copies.add(copy)) {
      List<Axis> axes = new ArrayList<>();
      for (int d = 0; d < copy.shape().size(); d++) {
        axes.add(new Axis("d" + d, weights.buffer().shape().get(d)));
      }
      statements.add(
          sequence >= 0 ? sequence++ : statements.size(),
          Statement.assign(
              weights.buffer().label() + " transposed", copy, last(axes, dimension), Expr.at(weights.buffer(), axes))
              .ofLayer(s.layer()));
    }
    statements.add(reading);
  }

  private static Buffer transposed(Buffer weights, int dimension) {
    String name =
        Buffer.nameOf(weights.name(), "Transposed" + (dimension == weights.shape().size() - 2 ? "" : dimension));
    return Buffer.ofParameters(name, last(weights.shape(), dimension));
  }

  /** A list with one of its elements moved to the end. */
  private static <T> List<T> last(List<T> list, int element) {
    List<T> moved = new ArrayList<>(list);
    moved.add(moved.remove(element));
    return moved;
  }

  /** The parameter that a sum of products reads along another axis than its last, or null. */
  private static Expr.@Nullable Read strided(Statement s) {
    Contraction product = Contraction.of(s);
    Axis lane = product == null || s.index().isEmpty() || !s.target().perSample() ? null : s.index().getLast().asAxis();
    if (lane == null || lane.extent() != s.target().shape().getLast()) {
      return null;
    }
    Expr.Read weights = product.a().buffer().perSample() ? product.b() : product.a();
    Expr.Read values = weights.equals(product.a()) ? product.b() : product.a();
    int dimension = weights.index().indexOf(Affine.of(lane));
    boolean strided =
        weights.buffer().role() == Buffer.Role.PARAMETER && dimension >= 0
            && dimension < weights.index().size() - 1
            && weights.buffer().shape().get(dimension) == lane.extent()
            && weights.index().stream().filter(i -> i.uses(lane)).count() == 1;
    boolean numbers =
        values.buffer().perSample() && values.index().stream().noneMatch(i -> i.uses(lane))
            && !s.isGuardedAlong(lane);
    return strided && numbers ? weights : null;
  }

  private static boolean pays(Statement s, Axis lane, Buffer weights) {
    double products = Axis.iterations(s.axes());
    int vectorsOfRow = Target.vectors(lane.extent());
    double vectors = products / lane.extent() * vectorsOfRow;
    return lane.extent() >= LaneChooser.FEW && VECTOR * vectors + COPY * weights.elements() < SCALAR * products;
  }
}
