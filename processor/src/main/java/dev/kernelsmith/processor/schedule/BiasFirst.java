package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Uses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a sum start from the bias that is added to it, rather than from 0: one addition less, and HotSpot keeps the accumulators in
 * registers, which it does not where a zero vector is wanted again after the loop.
 */
final class BiasFirst {
  /**
   * The rewritten program.
   *
   * @param statements statements that read the sum, bias included
   * @param starts what sums start from, over their output axes
   */
  record Rewritten(List<Statement> statements, Map<Buffer, Expr> starts) {}

  private BiasFirst() {}

  static Rewritten apply(List<Statement> statements) {
    Uses uses = new Uses(statements);
    Map<Buffer, Expr> starts = new LinkedHashMap<>();
    List<Statement> result = new ArrayList<>(statements);
    Map<Statement, Integer> positions = new IdentityHashMap<>();
    for (int i = 0; i < statements.size(); i++) {
      positions.put(statements.get(i), i);
    }
    for (Statement sum : statements) {
      List<Statement> readers = uses.readers(sum.target());
      if (sum.reduction() != Reduction.SUM || !sum.target().perSample() || sum.accumulate() || readers.size() != 1) {
        continue;
      }
      Statement reader = readers.getFirst();
      Expr.Binary biased = biased(reader, sum.target());
      int position = positions.get(reader);
      boolean unchanged = result.get(position) == reader;
      if (unchanged && biased != null && biased.a() instanceof Expr.Read read
          && biased.b() instanceof Expr.Read bias) {
        Expr start = start(sum, read, bias);
        int at = positions.get(sum);
        // What sets the bias, such as statements of a constant, must stand before the sum.
        boolean known = uses.writers(bias.buffer()).stream().allMatch(writer -> positions.get(writer) < at);
        if (start != null && uses.writers(sum.target()).size() == 1 && known) {
          starts.put(sum.target(), start);
          result.set(position, reader.withValue(reader.value().replace(biased, read)));
        }
      }
    }
    return new Rewritten(result, starts);
  }

  /** The addition of a parameter to the sum, if that is the sum's only occurrence. */
  private static Expr.@Nullable Binary biased(Statement reader, Buffer sum) {
    List<Expr.Binary> found = new ArrayList<>();
    int occurrences = count(reader.value(), sum, found);
    return occurrences == 1 && found.size() == 1 ? found.getFirst() : null;
  }

  private static int count(Expr e, Buffer sum, List<Expr.Binary> additions) {
    if (e instanceof Expr.Binary b
        && b.op() == BinaryOp.ADD
        && b.a() instanceof Expr.Read a
        && a.buffer().equals(sum)
        && b.b() instanceof Expr.Read p
        && p.buffer().scope() == Buffer.Scope.PARAMETER) {
      additions.add(b);
    }
    int own = e instanceof Expr.Read r && r.buffer().equals(sum) ? 1 : 0;
    return own + e.children().stream().mapToInt(c -> count(c, sum, additions)).sum();
  }

  /** The bias over the axes of the sum, or null where its index does not follow from the sum's. */
  private static @Nullable Expr start(Statement sum, Expr.Read read, Expr.Read bias) {
    Map<Affine, Axis> axes = new HashMap<>();
    for (int d = 0; d < read.index().size(); d++) {
      axes.put(read.index().get(d), sum.index().get(d).asAxis());
    }
    List<Affine> index = new ArrayList<>();
    for (Affine i : bias.index()) {
      Axis axis = axes.get(i);
      if (axis == null || axis.extent() > bias.buffer().shape().get(index.size())) {
        return null;
      }
      index.add(Affine.of(axis));
    }
    return Expr.read(bias.buffer(), index);
  }
}
