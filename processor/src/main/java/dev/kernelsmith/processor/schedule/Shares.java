package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Selected;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Transform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A long sum with few elements keeps few threads of a device busy: the gradient of a small kernel over a large image, that of a bias, the mean of a channel. It is cut
 * along the axes of the image, outermost first, until there are enough shares; a statement of its own adds them up:
 *
 * <pre>
 * g[r, s, c, f] += x[n, h + r, w + s, c] * y[n, h, w, f]     gShares[h, r, s, c, f] += x[n, h + r, w + s, c] * y[n, h, w, f]
 *                                                            g[r, s, c, f] += gShares[h, r, s, c, f]
 * </pre>
 */
final class Shares {
  /** Work groups that keep a large device busy: one for each of its multiprocessors. */
  private static final int ENOUGH_GROUPS = 128;

  /** Elements of a sum that a thread or group takes together, about. */
  private static final int TILE = 4;

  /** Elements of a sample that keep a large device busy, at a small batch. */
  private static final int ENOUGH_ELEMENTS = 1024;

  /** Terms of a sample below which a sum is not cut. */
  private static final int LONG_SUM = 64;

  /** Terms that a share should have, where the samples of a batch do not come on top. */
  private static final int TERMS_OF_SAMPLE = 8;

  /** Floats that shares may take. */
  private static final long MOST_FLOATS = 1 << 24;

  private final List<Statement> statements = new ArrayList<>();

  /** How many times each name was needed. */
  private final Map<String, Integer> made = new HashMap<>();

  private Shares() {}

  static List<Statement> apply(List<Statement> program) {
    Shares result = new Shares();
    program.forEach(result::visit);
    return result.statements;
  }

  private void visit(Statement s) {
    List<Axis> along = along(s);
    if (along.isEmpty()) {
      statements.add(s);
      return;
    }
    List<Axis> elements = Statement.concat(along, s.outputAxes());
    List<Integer> shape = elements.stream().map(Axis::extent).toList();
    String name = Buffer.nameOf(s.target().name(), "Shares");
    int number = made.merge(name, 1, Integer::sum);
    name = number == 1 ? name : name + number;
    Buffer shares = s.target().perSample() ? Buffer.value(name, shape) : Buffer.ofBatch(name, shape);
    List<Affine> index = Affine.ofAll(elements);
    List<Axis> axes = new ArrayList<>(s.axes());
    axes.removeAll(along);
    axes.addAll(0, along);
    statements.add(
        new Statement(
            s.label() + " in shares", s.layer(), shares, index, s.reduction(), false, s.value(), axes, s.guards(),
            null));
    statements.add(
        new Statement(
            s.label(), s.layer(), s.target(), s.index(), s.reduction(), s.accumulate(), Expr.read(shares, index),
            Statement.concat(s.outputAxes(), along), List.of(), null));
  }

  /** The axes along which a sum is cut; none where it is not. */
  private static List<Axis> along(Statement s) {
    boolean external = s.target().isExternal() || s.target().role() == Buffer.Role.PARTS;
    boolean plain = s.reduction() == Reduction.SUM && s.guards().isEmpty() && !s.isStep() && Selected.of(s) == null
        && !Transform.is(s);
    if (!plain || external || s.target().scope() == Buffer.Scope.PARAMETER) {
      return List.of();
    }
    List<Axis> reduced = s.reducedAxes();
    Blocked product = Blocked.of(s);
    long terms = Axis.iterations(reduced);
    long elements = Axis.iterations(s.outputAxes());
    long groups;
    if (s.sumsOverSamples()) {
      groups = product != null ? product.blocks() : Math.ceilDiv(elements, TILE);
    } else {
      boolean few = product == null && s.target().perSample() && !Contraction.is(s);
      groups = few ? elements * ENOUGH_GROUPS / ENOUGH_ELEMENTS : ENOUGH_GROUPS;
    }
    if (product == null && terms < LONG_SUM) {
      return List.of();
    }
    List<Axis> along = new ArrayList<>();
    long parts = 1;
    for (Axis axis : reduced) {
      long left = terms / Math.max(1, parts * axis.extent());
      boolean tooShort = !s.sumsOverSamples() && left < TERMS_OF_SAMPLE;
      if (groups * parts >= ENOUGH_GROUPS || tooShort || parts * axis.extent() * elements > MOST_FLOATS) {
        break;
      }
      if (axis.extent() > 1) {
        along.add(axis);
        parts *= axis.extent();
      }
    }
    return along;
  }
}
