package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Uses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a pointwise activation that only a maximum reads into that maximum: {@code y max= relu(z + b)}. The activated image is then
 * never stored, and since the derivative of the activation at the argmax follows from {@code y}, neither is it needed on the way
 * back. What has random numbers in it stays apart: these take far more time than a load, and windows may overlap. So does what makes floats of
 * ints, with which nothing can be calculated.
 */
final class InlineIntoMaximum {
  private InlineIntoMaximum() {}

  static List<Statement> apply(List<Statement> statements, List<Buffer> keep) {
    Uses uses = new Uses(statements);
    List<Statement> result = new ArrayList<>(statements);
    for (Statement pointwise : statements) {
      List<Statement> readers = uses.readers(pointwise.target());
      boolean only = uses.writers(pointwise.target()).size() == 1 && readers.size() == 1;
      if (!isPointwise(pointwise) || keep.contains(pointwise.target()) || !only) {
        continue;
      }
      Statement reader = readers.getFirst();
      if (reader.reduction() == Reduction.MAX && reader.value() instanceof Expr.Read read && reader.argmax() != null
          && !changesBetween(statements, pointwise, reader)) {
        Map<Axis, Affine> at = new HashMap<>();
        for (int d = 0; d < read.index().size(); d++) {
          at.put(pointwise.axes().get(d), read.index().get(d));
        }
        int position = result.indexOf(reader);
        result.set(position, reader.withValue(pointwise.value().substitute(at)));
        result.remove(pointwise);
      }
    }
    return result;
  }

  /** Whether what a statement reads is written between it and a later one. */
  private static boolean changesBetween(List<Statement> statements, Statement s, Statement later) {
    return statements.subList(statements.indexOf(s) + 1, statements.indexOf(later)).stream()
        .flatMap(between -> between.buffersWritten().stream())
        .anyMatch(s.buffersRead()::contains);
  }

  private static boolean isPointwise(Statement s) {
    return s.reduction() == Reduction.NONE
        && !s.isStep()
        && !s.accumulate()
        && s.target().role() == Buffer.Role.VALUE
        && s.index().equals(Affine.ofAll(s.axes()))
        && s.guards().isEmpty()
        && s.value().streams().isEmpty()
        && s.value().reads().stream().noneMatch(r -> r.buffer().isInt())
        && s.value().reads().stream().filter(r -> r.buffer().perSample()).count() == 1;
  }
}
