package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Role;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a sum over the batch from its parts. Blocks of samples add to one of several copies; whoever reads the sum needs all copies
 * together. So what is summed over samples goes to a buffer of parts, and before it is read a statement of its own joins them:
 *
 * <pre>
 * mean[c] += x[n, h, w, c]       meanParts[c] += x[n, h, w, c]
 *                                mean[c] = meanParts[c]
 * y[n, h, w, c] = ... mean[c]    y[n, h, w, c] = ... mean[c]
 * </pre>
 *
 * <p>Gradients are such parts themselves, which the optimizer joins.
 */
public final class PartialSums {
  private final List<Statement> statements = new ArrayList<>();
  private final Set<Buffer> summed = new HashSet<>();

  /** Sums as they were joined last, by the buffer that is summed; none where parts were added since. */
  private final Map<Buffer, Buffer> totals = new HashMap<>();

  /** The layer that added the last parts of a sum. */
  private final Map<Buffer, Optional<String>> layers = new HashMap<>();

  private final Map<Buffer, Integer> joins = new HashMap<>();

  private PartialSums(List<Statement> program) {
    for (Statement s : program) {
      if (s.sumsOverSamples() || s.target().role() == Role.GRADIENT) {
        summed.add(s.target());
      }
    }
  }

  /** The program with parts and sums told apart. */
  static List<Statement> apply(List<Statement> program) {
    PartialSums result = new PartialSums(program);
    program.forEach(result::visit);
    return result.statements;
  }

  /** Whether a statement joins the parts of a sum. */
  public static boolean joins(Statement s) {
    return !s.perSample() && s.value() instanceof Expr.Read r && isParts(r.buffer());
  }

  /** Whether a buffer holds parts of sums. */
  public static boolean isParts(Buffer buffer) {
    return buffer.role() == Role.GRADIENT || buffer.role() == Role.PARTS;
  }

  private void visit(Statement s) {
    Expr value = s.value();
    for (Expr.Read read : s.value().reads()) {
      if (summed.contains(read.buffer())) {
        value = value.replace(read, Expr.read(joined(read.buffer()), read.index()));
      }
    }
    Statement changed = s.withValue(value);
    if (summed.contains(s.target())) {
      totals.remove(s.target());
      layers.put(s.target(), Optional.ofNullable(s.layer()));
      changed = changed.withTarget(parts(s.target()));
    }
    statements.add(changed);
  }

  private static Buffer parts(Buffer sum) {
    return sum.role() == Role.GRADIENT
        ? sum
        : Buffer.of(Buffer.nameOf(sum.name(), "Parts"), Role.PARTS, sum.shape());
  }

  /** The sum, joined anew where parts were added since; a buffer of its own then, since the earlier sum may still be read. */
  private Buffer joined(Buffer sum) {
    Buffer known = totals.get(sum);
    if (known != null) {
      return known;
    }
    int number = joins.merge(sum, 1, Integer::sum);
    String name = sum.role() == Role.GRADIENT ? Buffer.nameOf(sum.name(), "Sum") : sum.name();
    Buffer total = Buffer.ofBatch(number == 1 ? name : Buffer.nameOf(name, "Joined" + number), sum.shape());
    List<Axis> axes = new ArrayList<>();
    for (int extent : sum.shape()) {
      axes.add(new Axis("d" + axes.size(), extent));
    }
    statements.add(
        Statement.assign(total.label() + " of all blocks", total, axes, Expr.at(parts(sum), axes))
            .ofLayer(layers.get(sum).orElse(null)));
    totals.put(sum, total);
    return total;
  }
}
