package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Role;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the samples that only fill a block out of sums over the batch. What a filler adds is 0 where a factor of it is: gradients that
 * come from the loss are, since the loss selects them. Where that cannot be seen, the statement that computes the latest factor selects
 * 0 for fillers, so that the sum of products stays one; a sum of anything else selects itself.
 */
final class Fillers {
  private final List<Statement> statements;
  private final Map<Buffer, List<Integer>> writers = new HashMap<>();
  private final Set<Integer> masked = new HashSet<>();
  private final Expr live;

  private Fillers(List<Statement> statements) {
    this.statements = statements;
    for (int i = 0; i < statements.size(); i++) {
      for (Buffer written : statements.get(i).buffersWritten()) {
        writers.computeIfAbsent(written, b -> new ArrayList<>()).add(i);
      }
    }
    live = Expr.read(lossGradient(statements), List.of());
  }

  private static Buffer lossGradient(List<Statement> statements) {
    return statements.stream()
        .flatMap(s -> s.buffersRead().stream())
        .filter(b -> b.role() == Role.LOSS_GRADIENT)
        .findFirst()
        .orElseGet(Buffer::lossGradient);
  }

  /** The statements, those changed that let fillers into a sum. */
  static List<Statement> apply(List<Statement> statements) {
    if (statements.stream().noneMatch(Statement::sumsOverSamples)) {
      return statements;
    }
    Fillers fillers = new Fillers(statements);
    while (fillers.maskNext()) {}
    List<Statement> result = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      result.add(fillers.masked.contains(i) ? fillers.selected(statements.get(i)) : statements.get(i));
    }
    return result;
  }

  /** Whether a filler may get into one of the sums over the batch. */
  static boolean enter(List<Statement> statements) {
    return statements.stream().anyMatch(Statement::sumsOverSamples) && new Fillers(statements).maskNext();
  }

  private Statement selected(Statement s) {
    return s.withValue(Expr.select(Relation.GREATER, live, Expr.constant(0), s.value(), Expr.constant(0)));
  }

  /** Finds the first sum that fillers get into and keeps them out; false where there is none. */
  private boolean maskNext() {
    Set<Buffer> vanishing = new HashSet<>();
    Set<Buffer> other = new HashSet<>();
    for (int i = 0; i < statements.size(); i++) {
      Statement s = statements.get(i);
      boolean vanishes = masked.contains(i) || vanishes(s.value(), vanishing);
      if (s.sumsOverSamples() && !vanishes) {
        mask(i, vanishing);
        return true;
      }
      if (!vanishes) {
        other.add(s.target());
      }
      if (other.contains(s.target())) {
        vanishing.remove(s.target());
      } else {
        vanishing.add(s.target());
      }
    }
    return false;
  }

  /** Whether an expression is 0 for a filler. */
  private boolean vanishes(Expr e, Set<Buffer> vanishing) {
    return switch (e) {
      case Expr.Const c -> c.value() == 0;
      case Expr.Read r -> r.buffer().perSample() && vanishing.contains(r.buffer());
      case Expr.Unary u -> u.op().apply(0) == 0 && vanishes(u.a(), vanishing);
      case Expr.Binary b -> switch (b.op()) {
        case MULTIPLY -> vanishes(b.a(), vanishing) || vanishes(b.b(), vanishing);
        case DIVIDE -> vanishes(b.a(), vanishing);
        default -> vanishes(b.a(), vanishing) && vanishes(b.b(), vanishing);
      };
      case Expr.Select s -> (isLive(s) || vanishes(s.then(), vanishing)) && vanishes(s.otherwise(), vanishing);
      case Expr.StopGradient s -> vanishes(s.a(), vanishing);
      default -> false;
    };
  }

  private static boolean isLive(Expr.Select s) {
    return s.relation() == Relation.GREATER
        && s.left() instanceof Expr.Read r
        && r.buffer().role() == Role.LOSS_GRADIENT
        && s.right().isConstant(0);
  }

  /** Has a statement's value vanish for fillers, by its latest factor where it is a product. */
  private void mask(int statement, Set<Buffer> vanishing) {
    Statement s = statements.get(statement);
    Buffer factor = s.value() instanceof Expr.Binary b && b.op() == BinaryOp.MULTIPLY ? latest(s, statement) : null;
    if (factor == null) {
      masked.add(statement);
      return;
    }
    for (int writer : writers.get(factor)) {
      boolean done = masked.contains(writer) || vanishes(statements.get(writer).value(), vanishing);
      if (!done) {
        mask(writer, vanishing);
      }
    }
  }

  /** The factor that was completed last, of those that this program computes before the statement; null where there is none. */
  private @Nullable Buffer latest(Statement s, int before) {
    return s.value().children().stream()
        .filter(e -> e instanceof Expr.Read)
        .map(e -> ((Expr.Read) e).buffer())
        .filter(b -> b.perSample() && b.role() == Role.VALUE && !b.equals(s.target()))
        .filter(b -> writers.containsKey(b) && writers.get(b).getLast() < before)
        .max(Comparator.comparing(b -> writers.get(b).getLast()))
        .orElse(null);
  }
}
