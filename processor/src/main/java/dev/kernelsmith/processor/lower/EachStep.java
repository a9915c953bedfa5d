package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.OwnAdjoint;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;

/**
 * Makes statements for all steps of those for one: each value of a sample has the steps as its first axis, and so have the axes of each statement. What
 * follows from parameters alone stays as it is, and sums over the samples become sums over the steps, too.
 *
 * @param step the axis
 */
record EachStep(Axis step) {
  /** A value of one step as that of all. */
  Buffer of(Buffer one) {
    return one.perSample()
        ? new Buffer(one.name(), one.role(), one.scope(), before(step.extent(), one.shape()), one.number())
        : one;
  }

  /** A value of all steps as that of one. */
  static Buffer one(Buffer all) {
    return new Buffer(
        all.name(), all.role(), all.scope(), all.shape().subList(1, all.shape().size()), all.number());
  }

  /** A statement for one step as that for all. */
  Statement of(Statement one) {
    if (!one.perSample()) {
      return one;
    }
    List<Affine> index = one.target().perSample() ? before(Affine.of(step), one.index()) : one.index();
    return new Statement(
        one.label(), one.layer(), of(one.target()), index, one.reduction(), one.accumulate(), of(one.value()),
        before(step, one.axes()), one.guards(), one.argmax() == null ? null : of(one.argmax()));
  }

  /** The adjoint of one step as that of all. */
  OwnAdjoint of(OwnAdjoint one) {
    return sink -> one.derive(new OwnAdjoint.Sink() {
      @Override
      public Expr of(Expr.Read value) {
        return one(sink.of((Expr.Read) EachStep.this.of(value)));
      }

      @Override
      public Buffer sum(Buffer parameter, String label, List<Axis> axes, Expr value) {
        return sink.sum(parameter, label, before(step, axes), EachStep.this.of(value));
      }

      @Override
      public void add(Statement statement) {
        sink.add(EachStep.this.of(statement));
      }

      @Override
      public void contribute(Expr.Read input, List<Axis> axes, Expr value) {
        sink.contribute((Expr.Read) EachStep.this.of(input), before(step, axes), EachStep.this.of(value));
      }
    });
  }

  /** An expression for the step; random numbers of a step are those behind the ones of the step before. */
  private Expr of(Expr one) {
    return switch (one) {
      case Expr.Read r when r.buffer().perSample() -> new Expr.Read(of(r.buffer()), before(Affine.of(step), r.index()));
      case Expr.Random r ->
          new Expr.Random(r.stream(), r.element().plus(Affine.of(step).times(r.element().max() + 1)));
      default -> one.mapChildren(this::of);
    };
  }

  /** The other way round. */
  private static Expr one(Expr all) {
    return all instanceof Expr.Read r && r.buffer().perSample()
        ? new Expr.Read(one(r.buffer()), r.index().subList(1, r.index().size()))
        : all.mapChildren(EachStep::one);
  }

  static <T> List<T> before(T first, List<T> others) {
    return Statement.concat(List.of(first), others);
  }
}
