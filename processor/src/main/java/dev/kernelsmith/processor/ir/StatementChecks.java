package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** What must hold of a statement by itself. */
final class StatementChecks {
  private final Statement s;
  private final Consumer<String> problems;

  private StatementChecks(Statement s, Consumer<String> problems) {
    this.s = s;
    this.problems = problems;
  }

  /** Reports every problem; returns whether the statement is well-formed enough to look further. */
  static boolean check(Statement s, Consumer<String> problems) {
    StatementChecks checks = new StatementChecks(s, problems);
    if (!checks.isWellFormed()) {
      return false;
    }
    checks.bounds();
    checks.types();
    checks.reduction();
    checks.scope();
    checks.argmax();
    return true;
  }

  private void report(String format, Object... arguments) {
    problems.accept(String.format(Locale.ROOT, format, arguments));
  }

  private boolean isWellFormed() {
    Set<String> names = new HashSet<>();
    for (Axis axis : s.axes()) {
      if (!names.add(axis.name())) {
        report("two axes are called %s: each needs a name of its own", axis);
        return false;
      }
    }
    List<Affine> values = new ArrayList<>(s.index());
    s.guards().forEach(g -> values.add(g.index()));
    values.addAll(s.value().indices());
    boolean sound = true;
    for (Affine value : values) {
      for (Axis axis : value.axes()) {
        if (!s.axes().contains(axis)) {
          report("%s uses axis %s of extent %d, which is not among the axes %s", value, axis, axis.extent(),
              axesText());
          sound = false;
        }
      }
    }
    for (Expr.Read access : accesses()) {
      if (access.index().size() != access.buffer().shape().size()) {
        report(
            "%s has shape %s and takes %d indices; it is given %d",
            access.buffer(), access.buffer().shape(), access.buffer().shape().size(), access.index().size());
        sound = false;
      }
    }
    return sound;
  }

  private String axesText() {
    return s.axes().stream().map(a -> a.name() + ":" + a.extent()).toList().toString();
  }

  private List<Expr.Read> accesses() {
    return Statement.concat(List.of(Expr.read(s.target(), s.index())), s.value().reads());
  }

  private void bounds() {
    for (Expr.Read access : accesses()) {
      for (int d = 0; d < access.index().size(); d++) {
        Affine index = access.index().get(d);
        int extent = access.buffer().shape().get(d);
        if (Interval.of(index, s.guards()).within(extent)) {
          continue;
        }
        Interval reached = Reachable.of(index, s.guards());
        if (!reached.within(extent)) {
          report(
              "index %d of %s, %s, takes values from %s; the extent is %d: guard it or shrink an axis",
              d, access.buffer(), index, reached, extent);
        }
      }
    }
  }

  private void types() {
    for (Expr.Read read : s.calculatedInts()) {
      report(
          "%s holds ints: compare it with an index, an int or a whole number, or copy it into floats first, do not calculate with it",
          read.buffer());
    }
  }

  /** What follows from parameters alone cannot read what changes with the batch. */
  private void scope() {
    if (s.target().scope() != Buffer.Scope.PARAMETER) {
      return;
    }
    for (Buffer read : s.buffersRead()) {
      if (read.scope() != Buffer.Scope.PARAMETER) {
        report("%s holds what follows from parameters alone; it cannot read %s, which has a value per %s",
            s.target(), read, read.perSample() ? "sample" : "batch");
      }
    }
  }

  private void reduction() {
    if (s.sumsOverSamples() && s.reduction() != Reduction.SUM) {
      report("it reads samples and its target is not per sample: that is a SUM, not %s", s.reduction());
    }
    if (s.reduction() == Reduction.NONE && Axis.iterations(s.reducedAxes()) > 1) {
      report("axes %s do not occur in the target's index: that is a SUM or a MAX, not NONE", s.reducedAxes());
    }
    if (s.reduction() != Reduction.SUM && !Footprint.isInjective(s)) {
      report("two iterations may write the same element, which only a SUM may do");
    }
    if (s.target().isInt()) {
      report("%s holds ints: only a MAX writes ints, as its argmax", s.target());
    }
  }

  private void argmax() {
    Buffer argmax = s.argmax();
    if (argmax == null) {
      return;
    }
    if (s.reduction() != Reduction.MAX) {
      report("only a MAX has an argmax, not %s", s.reduction());
    }
    if (argmax.role() != Buffer.Role.ARGMAX) {
      report("the argmax goes to %s of role %s; ARGMAX is expected", argmax, argmax.role());
    }
    if (!argmax.shape().equals(s.target().shape()) || argmax.perSample() != s.target().perSample()) {
      report("the argmax goes to %s of shape %s, the maximum to %s of shape %s: both must agree",
          argmax, argmax.shape(), s.target(), s.target().shape());
    }
  }
}
