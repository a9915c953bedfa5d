package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Role;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the samples that only fill a block out of sums over the batch. What a filler adds is 0 where a factor of it is: gradients that
 * come from the loss are, since the loss selects them. Where that cannot be seen, the statement that computes the latest factor of those that follow
 * from the loss selects 0 for fillers, so that the sum of products stays one; a sum of anything else selects itself. Values of the forward pass stay
 * what they are for a sample: of others a layer might make what is not finite, and that times 0 is no 0.
 */
final class Fillers {
  private final List<Statement> statements;
  private final Map<Buffer, List<Integer>> writers = new HashMap<>();

  /** Of each statement, who wrote last, before it, what it reads or writes. */
  private final List<Map<Buffer, Integer>> sources = new ArrayList<>();

  /** Of each statement, those that read what it wrote, or write to it next. */
  private final List<List<Integer>> followers = new ArrayList<>();

  /** Statements that select 0 for fillers. */
  private final boolean[] masked;

  /** Statements whose value is 0 for fillers. */
  private final boolean[] zero;

  /** Statements behind which their target is 0 for fillers: this and all earlier ones set it to that. */
  private final boolean[] vanishing;

  /** Statements whose value follows from the loss gradients. */
  private final boolean[] backward;

  private final Expr live;

  private Fillers(List<Statement> statements) {
    this.statements = statements;
    masked = new boolean[statements.size()];
    zero = new boolean[statements.size()];
    vanishing = new boolean[statements.size()];
    backward = new boolean[statements.size()];
    live = Expr.read(lossGradient(statements), List.of());
    for (int i = 0; i < statements.size(); i++) {
      link(i);
    }
  }

  private void link(int i) {
    Statement s = statements.get(i);
    Map<Buffer, Integer> found = new HashMap<>();
    followers.add(new ArrayList<>());
    for (Buffer buffer : Statement.concat(s.buffersWritten(), List.copyOf(s.buffersRead()))) {
      List<Integer> earlier = writers.getOrDefault(buffer, List.of());
      if (!earlier.isEmpty() && found.put(buffer, earlier.getLast()) == null) {
        followers.get(earlier.getLast()).add(i);
      }
    }
    sources.add(found);
    backward[i] =
        s.buffersRead().stream().anyMatch(b -> b.role() == Role.LOSS_GRADIENT)
            || found.values().stream().anyMatch(source -> backward[source]);
    s.buffersWritten().forEach(written -> writers.computeIfAbsent(written, b -> new ArrayList<>()).add(i));
  }

  private static Buffer lossGradient(List<Statement> statements) {
    return statements.stream()
        .flatMap(s -> s.buffersRead().stream())
        .filter(b -> b.role() == Role.LOSS_GRADIENT)
        .findFirst()
        .orElseGet(() -> Buffer.lossGradient(0));
  }

  /** The statements, those changed that let fillers into a sum. */
  static List<Statement> apply(List<Statement> statements) {
    if (statements.stream().noneMatch(Statement::sumsOverSamples)) {
      return statements;
    }
    Fillers fillers = new Fillers(statements);
    List<Statement> result = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      fillers.settle(i);
      if (statements.get(i).sumsOverSamples() && !fillers.zero[i]) {
        fillers.mask(i);
      }
    }
    for (int i = 0; i < statements.size(); i++) {
      result.add(fillers.masked[i] ? fillers.selected(statements.get(i)) : statements.get(i));
    }
    return result;
  }

  /** The first sum over the batch that a filler may get into, or null. */
  static @Nullable Statement entered(List<Statement> statements) {
    Fillers fillers = new Fillers(statements);
    for (int i = 0; i < statements.size(); i++) {
      fillers.settle(i);
      if (statements.get(i).sumsOverSamples() && !fillers.zero[i]) {
        return statements.get(i);
      }
    }
    return null;
  }

  private Statement selected(Statement s) {
    return s.withValue(Expr.select(Relation.LESS, live, Expr.constant(0), Expr.constant(0), s.value()));
  }

  /** Finds out what is 0 for fillers, from a statement on as far as that makes a difference. */
  private void settle(int first) {
    Deque<Integer> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      int i = open.remove();
      zero[i] = zero[i] || masked[i] || vanishes(statements.get(i).value(), sources.get(i));
      Integer before = sources.get(i).get(statements.get(i).target());
      if (!vanishing[i] && zero[i] && (before == null || vanishing[before])) {
        vanishing[i] = true;
        open.addAll(followers.get(i));
      }
    }
  }

  /** Whether an expression is 0 for a filler. */
  private boolean vanishes(Expr e, Map<Buffer, Integer> source) {
    return switch (e) {
      case Expr.Const c -> c.value() == 0;
      case Expr.Read r ->
          r.buffer().perSample() && source.containsKey(r.buffer()) && vanishing[source.get(r.buffer())];
      case Expr.Unary u -> u.op().apply(0) == 0 && vanishes(u.a(), source);
      case Expr.Binary b -> switch (b.op()) {
        case MULTIPLY -> vanishes(b.a(), source) || vanishes(b.b(), source);
        case DIVIDE -> vanishes(b.a(), source);
        default -> vanishes(b.a(), source) && vanishes(b.b(), source);
      };
      case Expr.Select s ->
          (compares(s, Relation.GREATER) || vanishes(s.then(), source))
              && (compares(s, Relation.LESS) || vanishes(s.otherwise(), source));
      case Expr.StopGradient s -> vanishes(s.a(), source);
      default -> false;
    };
  }

  /** Whether it compares a loss gradient with 0, where fillers are below 0. A live sample may have 0, such as one of weight 0. */
  private static boolean compares(Expr.Select s, Relation relation) {
    return s.relation() == relation
        && s.left() instanceof Expr.Read r
        && r.buffer().role() == Role.LOSS_GRADIENT
        && s.right().isConstant(0);
  }

  /** Has a statement's value vanish for fillers, by its latest factor where it is a product. */
  private void mask(int statement) {
    Statement s = statements.get(statement);
    Buffer factor = s.value() instanceof Expr.Binary b && b.op() == BinaryOp.MULTIPLY ? latest(s, statement) : null;
    if (factor == null) {
      masked[statement] = true;
      settle(statement);
      return;
    }
    for (int writer : writers.get(factor)) {
      if (!zero[writer]) {
        mask(writer);
      }
    }
  }

  /** The factor that was completed last, of those that follow from the loss and are complete before the statement; null where there is none. */
  private @Nullable Buffer latest(Statement s, int before) {
    return s.value().children().stream()
        .filter(e -> e instanceof Expr.Read)
        .map(e -> ((Expr.Read) e).buffer())
        .filter(b -> b.perSample() && b.role() == Role.VALUE && !b.equals(s.target()))
        .filter(b -> writers.containsKey(b) && writers.get(b).getLast() < before)
        .filter(b -> writers.get(b).stream().allMatch(writer -> backward[writer]))
        .max(Comparator.comparing(b -> writers.get(b).getLast()))
        .orElse(null);
  }
}
