package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Expr;
import java.util.List;

/** Writes what stores parts of sums in the copies that blocks add to, and what joins these parts. */
final class GradientCopies {
  private final Dialect dialect;
  private final Scope scope;

  GradientCopies(Dialect dialect, Scope scope) {
    this.dialect = dialect;
    this.scope = scope;
  }

  /**
   * Stores what does not come from samples in the first copy; the others have no part of it, or none yet.
   *
   * @param adds whether it adds to the sum of an earlier statement
   */
  void storeOnce(List<Expr.Read> targets, List<Value> results, boolean adds) {
    if (adds) {
      add(scope, targets, results);
      return;
    }
    for (int r = 0; r < results.size(); r++) {
      scope.line(dialect.store(results.get(r), targets.get(r), scope));
      openOthers();
      Expr.Read at = targets.get(r);
      scope.line(dialect.stored(array(at), inCopy(at), dialect.typed(Value.number("0f"))));
      scope.close();
    }
  }

  /**
   * Replaces what the block's copy holds or adds to it, as the block says.
   *
   * @param adds whether it adds to the sum of an earlier statement, which it always does then
   */
  void store(List<Expr.Read> targets, List<Value> results, boolean adds) {
    if (adds) {
      add(scope, targets, results);
      return;
    }
    scope.index(targets.getFirst());
    scope.open("if (accumulate)");
    add(scope.inner(), targets, results);
    scope.otherwise();
    Scope storing = scope.inner();
    for (int r = 0; r < results.size(); r++) {
      storing.line(dialect.store(results.get(r), targets.get(r), storing));
    }
    scope.close();
  }

  private void add(Scope adding, List<Expr.Read> targets, List<Value> results) {
    for (int r = 0; r < results.size(); r++) {
      adding.line(dialect.add(results.get(r), targets.get(r), adding));
    }
  }

  /** The sum of an element's parts, in the order of the copies. */
  Value joined(Expr.Read parts) {
    Value sum = scope.local(dialect.type(), "sum", dialect.loaded(array(parts), scope.index(parts)));
    openOthers();
    scope.line(dialect.plus(sum.text(), dialect.loaded(array(parts), inCopy(parts))));
    scope.close();
    return sum;
  }

  private void openOthers() {
    scope.open("for (int copy = 1; copy < copies; copy++)");
  }

  private String array(Expr.Read at) {
    return scope.addresses().array(at.buffer());
  }

  /** Index of an element in a copy other than the first. */
  private String inCopy(Expr.Read at) {
    return "copy * GRADIENTS + " + scope.index(at);
  }
}
