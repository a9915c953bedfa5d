package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.formula.Fault;
import dev.kernelsmith.processor.formula.FormulaText;
import dev.kernelsmith.processor.formula.Typed;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.FormulaLayer;
import java.util.List;
import java.util.Map;

/**
 * An activation by formula. One that maps each element by itself becomes one expression of what is before it, like those of the table; others, such as one that divides by a
 * sum, are the statements that are written, of a value for what is before.
 *
 * @param formula what is written
 */
record FormulaActivation(FormulaLayer formula) implements ActivationRule {
  @Override
  public void apply(Buffer target, List<Axis> axes, Expr z, Lowering out) {
    try {
      // The axis of a sequence's steps is none of the formula's: what is before has one step at a time.
      List<Axis> own = axes.stream().filter(axis -> axis.sequence() == null).toList();
      List<Integer> shape = own.stream().map(Axis::extent).toList();
      FormulaText text = FormulaRule.text(formula);
      Typed typed = typed(text, shape);
      Expr each = typed.pointwise(own, z);
      if (each != null) {
        out.add(Statement.assign(target.label() + " activation", target, axes, each));
        return;
      }
      if (own.size() < axes.size()) {
        throw new Fault(
            text.resultPlace(),
            "the layer applies its activation step by step, which takes one that maps each element by itself");
      }
      Buffer before = out.value(Buffer.nameOf(target.name(), "Before"), target.shape());
      out.add(Statement.assign(before.label() + " forward", before, axes, z));
      FormulaBuffers buffers =
          new FormulaBuffers(typed, Map.of(FormulaText.BEFORE, before), target, target.name(), "Activation");
      typed.statements(target.label(), buffers::of, buffers).forEach(out::add);
    } catch (Fault fault) {
      throw new FormulaFault(formula, fault);
    }
  }

  private Typed typed(FormulaText text, List<Integer> shape) {
    FormulaChecks.checkMembers(formula, "an activation");
    text.checkNumbers(formula.numbers().keySet(), formula.kind());
    text.checkReads(
        "an activation", List.of(FormulaText.BEFORE),
        ": it is an activation, since it sets '" + text.resultName()
            + "' last; a loss sets 'loss', an initializer 'w'");
    text.checkMembers(formula.members(), formula.kind());
    if (text.inputs().isEmpty()) {
      throw new Fault(text.resultPlace(), "an activation reads 'x', what the layer makes");
    }
    Typed typed = text.typed(Map.of(FormulaText.BEFORE, shape), formula.numbers());
    List<Integer> result = typed.values().getLast().bufferShape();
    if (!result.equals(shape)) {
      throw new Fault(
          text.resultPlace(), "the result has shape %s, but an activation keeps the shape, which is %s", text(result),
          text(shape));
    }
    FormulaRule.checkSizes(typed);
    return typed;
  }

  private static String text(List<Integer> shape) {
    return String.join("x", shape.stream().map(String::valueOf).toList());
  }
}
