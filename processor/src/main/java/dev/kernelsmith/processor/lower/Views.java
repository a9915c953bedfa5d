package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Uses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets readers of a copy read the original, and drops copies that nobody reads then: a flattened image, a slice, axes in another order. It knows
 * no layer, but statements {@code y[g] = x[f]} only. It comes before gradients are derived, so that these go to the original as well.
 */
final class Views {
  private final Map<Buffer, View> views = new HashMap<>();
  private final Uses uses;
  private final Set<String> left = new HashSet<>();

  private Views(List<Statement> statements, Set<Buffer> adjoints) {
    uses = new Uses(statements);
    statements.stream().filter(s -> adjoints.contains(s.target())).forEach(s -> left.add(s.layer()));
  }

  /**
   * The statements with fewer copies.
   *
   * @param statements a forward pass
   * @param keep buffers that are read elsewhere
   * @param adjoints values whose adjoints are given; these name what they read, so that the layers of these values are left alone
   */
  static List<Statement> apply(List<Statement> statements, Collection<Buffer> keep, Set<Buffer> adjoints) {
    return new Views(statements, adjoints).apply(statements, keep);
  }

  private List<Statement> apply(List<Statement> statements, Collection<Buffer> keep) {
    List<Statement> seen = new ArrayList<>();
    for (Statement s : statements) {
      Statement through = left.contains(s.layer()) || s.isStep() ? s : through(s);
      seen.add(through);
      View view = uses.writers(through.target()).size() == 1 ? View.of(through) : null;
      if (view != null) {
        views.put(through.target(), view);
      }
    }
    Set<Buffer> needed = new HashSet<>(keep);
    List<Statement> kept = new ArrayList<>();
    for (Statement s : seen.reversed()) {
      if (!views.containsKey(s.target()) || needed.contains(s.target())) {
        needed.addAll(s.buffersRead());
        kept.addFirst(s);
      }
    }
    return kept;
  }

  /** A statement that reads originals where it can. */
  private Statement through(Statement s) {
    Statement result = s;
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Expr.Read read : result.value().reads()) {
        View view = views.get(read.buffer());
        Statement next = view == null ? null : view.through(result, read);
        if (next != null) {
          result = next;
          progress = true;
          break;
        }
      }
    }
    return result;
  }
}
