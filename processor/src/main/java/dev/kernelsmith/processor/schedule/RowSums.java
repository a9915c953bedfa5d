package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Uses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sum of a block that uses a weight once for each sample (and step of a sequence), such as a dense layer's, loads a number for every vector that it multiplies where lanes are
 * samples. So lanes run along the weights' last axis instead, and a register tile covers several samples: each vector of weights serves all of these, each
 * element of a sample several vectors of weights. What comes out lies in rows, a sample behind the other, and is copied to where it belongs.
 */
final class RowSums {
  /** What a multiply-add with a number of its own to load takes, by one whose operands serve others as well; measured as 84 to 112 GFLOP/s. */
  private static final double LOADING = 1.33;

  /** Cycles to copy one float out of its row. */
  private static final double COPY = 1.5;

  /** Vectors of a row that a tile may hold beside several samples. */
  private static final int MOST_VECTORS = 5;

  private final List<Statement> statements = new ArrayList<>();
  private final Map<Buffer, Expr> starts;
  private final Set<Buffer> rows = new HashSet<>();
  private final Uses uses;

  /**
   * The rewritten program.
   *
   * @param statements statements, copies out of rows included
   * @param starts what sums start from, over their output axes
   * @param rows sums that lie in rows
   */
  record Rewritten(List<Statement> statements, Map<Buffer, Expr> starts, Set<Buffer> rows) {}

  private RowSums(List<Statement> program, Map<Buffer, Expr> starts) {
    this.starts = new LinkedHashMap<>(starts);
    uses = new Uses(program);
  }

  static Rewritten apply(List<Statement> program, Map<Buffer, Expr> starts) {
    RowSums result = new RowSums(program, starts);
    program.forEach(result::visit);
    return new Rewritten(result.statements, result.starts, result.rows);
  }

  private void visit(Statement s) {
    Axis lane = lane(s);
    if (lane == null || !pays(s, lane)) {
      statements.add(s);
      return;
    }
    Buffer sum = s.target();
    Buffer inRows = Buffer.value(Buffer.nameOf(sum.name(), "Rows"), sum.shape());
    rows.add(inRows);
    statements.add(s.withTarget(inRows));
    Expr start = starts.remove(sum);
    if (start != null) {
      starts.put(inRows, start);
    }
    List<Axis> axes = s.outputAxes();
    statements.add(
        Statement.assign(sum.label() + " unpacked", sum, axes, Expr.read(inRows, s.index())).at(s.index())
            .ofLayer(s.layer()));
  }

  /** The axis along which lanes can run, or null where they cannot. */
  private @Nullable Axis lane(Statement s) {
    Contraction product = Contraction.of(s);
    boolean plain =
        product != null && s.target().perSample() && s.target().role() == Buffer.Role.VALUE && !s.accumulate()
            && s.guards().isEmpty() && !s.index().isEmpty() && uses.writers(s.target()).size() == 1;
    Axis lane = plain ? s.index().getLast().asAxis() : null;
    if (lane == null || lane.extent() != s.target().shape().getLast()) {
      return null;
    }
    Expr.Read weights = product.a().buffer().perSample() ? product.b() : product.a();
    Expr.Read values = weights.equals(product.a()) ? product.b() : product.a();
    boolean rowsOfWeights =
        !weights.buffer().perSample() && !weights.index().isEmpty()
            && weights.index().getLast().equals(Affine.of(lane))
            && lane.extent() == weights.buffer().shape().getLast()
            && weights.index().subList(0, weights.index().size() - 1).stream().noneMatch(i -> i.uses(lane));
    boolean numbers =
        values.buffer().perSample() && !values.buffer().isExternal() && !values.buffer().isInt()
            && values.index().stream().noneMatch(i -> i.uses(lane));
    boolean once =
        s.outputAxes().stream()
            .allMatch(
                axis -> axis.extent() == 1 || axis.sequence() != null
                    || weights.index().stream().anyMatch(i -> i.uses(axis)));
    return rowsOfWeights && numbers && once ? lane : null;
  }

  private static boolean pays(Statement s, Axis lane) {
    double terms = Axis.iterations(s.reducedAxes());
    int vectors = Target.vectors(lane.extent());
    boolean several = false;
    for (int wide = 2; wide <= MOST_VECTORS; wide++) {
      several |= vectors % wide == 0;
    }
    double lanesOfSamples = LOADING * terms * lane.extent();
    double lanesOfRows = terms * Target.padded(lane.extent()) + COPY * Target.LANES * lane.extent();
    return several && lanesOfRows < lanesOfSamples;
  }
}
