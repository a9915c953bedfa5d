package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says in plain statements what a schedule has in other words, so that verifier and interpreter, which know no schedule, take them:
 *
 * <ul>
 *   <li>a sum that starts from something is set to that, then added to;
 *   <li>a product or copy that reads a halo of zeros has a guard in its place;
 *   <li>a value in registers is as large as the part of it that is computed.
 * </ul>
 */
final class PlainStatements {
  private PlainStatements() {}

  /**
   * The statements.
   *
   * @param starts what sums start from, by their targets, over their output axes
   * @param haloed buffers with a halo
   */
  static List<Statement> of(List<Statement> statements, Map<Buffer, Expr> starts, Set<Buffer> haloed) {
    List<Statement> plain = new ArrayList<>();
    for (Statement s : statements) {
      Expr start = starts.get(s.target());
      if (start == null) {
        plain.add(guarded(s, haloed));
      } else {
        plain.add(
            new Statement(
                s.label() + " start", s.target(), s.index(), Reduction.NONE, false, start, s.outputAxes(), List.of(),
                null));
        plain.add(guarded(s.accumulating(true), haloed));
      }
    }
    return plain;
  }

  /** Statements of a kernel, a value in its registers cut to those elements that the kernel computes. */
  static List<Statement> cut(List<Statement> statements, Buffer value) {
    Statement main = statements.getFirst();
    List<Integer> shape = main.index().stream().map(i -> i.max() + 1).toList();
    if (!main.target().equals(value) || shape.equals(value.shape())) {
      return statements;
    }
    Buffer part = new Buffer(value.name(), value.role(), value.scope(), shape, value.number());
    List<Statement> cut = new ArrayList<>();
    for (Statement s : statements) {
      Expr changed = s.value();
      for (Expr.Read read : s.value().reads()) {
        changed = read.buffer().equals(value) ? changed.replace(read, Expr.read(part, read.index())) : changed;
      }
      cut.add((s.target().equals(value) ? s.withTarget(part) : s).withValue(changed));
    }
    return cut;
  }

  private static Statement guarded(Statement s, Set<Buffer> haloed) {
    boolean copy = s.value() instanceof Expr.Read && s.reduction() == Reduction.NONE;
    if (!Contraction.is(s) && !Transform.is(s) && !copy
        || s.value().reads().stream().noneMatch(r -> haloed.contains(r.buffer()))) {
      return s;
    }
    List<Guard> guards = new ArrayList<>(s.guards());
    for (Expr.Read read : s.value().reads()) {
      for (int d = 0; haloed.contains(read.buffer()) && d < read.index().size(); d++) {
        Affine index = read.index().get(d);
        guards.add(new Guard(index, read.buffer().shape().get(d)));
      }
    }
    Statement guarded = s.guarded(guards);
    // A sum over nothing is 0 where its guards do not hold, as the halo is.
    return copy && !guarded.guards().isEmpty() ? guarded.reducing(Reduction.SUM) : guarded;
  }
}
