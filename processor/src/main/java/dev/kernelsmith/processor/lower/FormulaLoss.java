package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.autodiff.Adjoints;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.formula.Fault;
import dev.kernelsmith.processor.formula.FormulaText;
import dev.kernelsmith.processor.formula.Typed;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Sequence;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.FormulaLayer;
import dev.kernelsmith.processor.read.FormulaUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** {@link LossFunction#FORMULA}: what a formula beside the layer says, of {@code y}, what the layer gives, and a target; its gradient is derived. */
final class FormulaLoss implements LossRule {
  private static final String Y = "y";

  private static FormulaLayer formula(LossValues values) {
    return Objects.requireNonNull(values.formula());
  }

  /**
   * The name of what it is compared with says what that is; {@code t} with an index fewer than {@code y} is a class number.
   */
  @Override
  public Target target(LossValues values) {
    FormulaText text = FormulaRule.text(formula(values));
    return switch (targetName(text)) {
      case "" -> Target.NONE;
      case "label" -> Target.LABELS;
      case "probability" -> Target.PROBABILITIES;
      default ->
          text.indices("t") >= 0 && text.indices("t") == text.indices(Y) - 1 ? Target.CLASS : Target.VALUES;
    };
  }

  /** The name of the target that is read; empty for none. */
  private static String targetName(FormulaText text) {
    List<String> read = FormulaLayer.TARGETS.stream().filter(text.inputs()::contains).toList();
    if (read.size() > 1) {
      throw new Fault(
          text.firstReading(read.get(1)), "a loss has one target: '%s' is read already, so this cannot be '%s'",
          read.getFirst(), read.get(1));
    }
    return read.isEmpty() ? "" : read.getFirst();
  }

  /** Checks what needs no shapes. */
  static FormulaText checkText(FormulaLayer formula) {
    FormulaText text = FormulaRule.text(formula);
    List<String> given = new ArrayList<>(List.of(Y));
    given.addAll(FormulaLayer.TARGETS);
    FormulaChecks.checkMembers(formula, FormulaUse.LOSS.words());
    text.checkNumbers(formula.numbers().keySet(), formula.kind());
    text.checkReads(FormulaUse.LOSS.words(), given, "");
    text.checkMembers(formula.members(), formula.kind());
    if (!text.inputs().contains(Y)) {
      throw new Fault(text.resultPlace(), "a loss reads 'y', what the layer gives");
    }
    targetName(text);
    return text;
  }

  @Override
  public void checkLayer(LossValues loss, LayerNode layer, Diagnostics diagnostics) {
    FormulaLayer formula = formula(loss);
    try {
      FormulaText text = checkText(formula);
      Typed typed = typed(loss, layer.shape().dims());
      if (!typed.values().getLast().shape().isEmpty()) {
        throw new Fault(
            text.resultPlace(), "a sample has one loss: write 'loss[n] += ...', which adds up over the other indices");
      }
      FormulaRule.checkSizes(typed);
      checkStatements(loss, layer.shape().dims(), typed, text);
    } catch (Fault fault) {
      FormulaFault.report(fault, layer.name(), formula, diagnostics);
    }
  }

  /** Reports a class number that is calculated with, and a loss without a derivative. */
  private void checkStatements(LossValues values, List<Integer> shape, Typed typed, FormulaText text) {
    Buffer y = Buffer.value(Y, shape);
    Buffer loss = Buffer.value("loss", List.of());
    boolean classes = target(values) == Target.CLASS;
    Buffer target =
        classes ? Buffer.of("target", Buffer.Role.CLASS, Losses.positions(shape)) : Buffer.value("target", shape);
    FormulaBuffers own = new FormulaBuffers(typed, Map.of(Y, y, targetName(text), target), loss, loss.name(), "Of");
    List<Statement> statements = typed.statements(loss.label(), own::of, own);
    if (statements.stream().anyMatch(s -> !s.calculatedInts().isEmpty())) {
      throw new Fault(
          text.firstReading("t"),
          "'t' has an index fewer than 'y', and so is the number of a class: compare it with an index, as in"
              + " 't[n] == u ? -log(y[n, u]) : 0', calculate with a copy, 'c[n] = t[n]', or give it all indices of 'y' if there is a"
              + " value for each");
    }
    Map<Buffer, Buffer> seed = Map.of(loss, Buffer.value("lossGradient", List.of()));
    if (Adjoints.byValues(statements, Map.of(), seed, Set.of(y)).adjoints().isEmpty()) {
      throw new Fault(
          text.resultPlace(), "the derivative by 'y' is 0 everywhere, so that nothing would be trained by this loss");
    }
  }

  private Typed typed(LossValues values, List<Integer> shape) {
    FormulaText text = FormulaRule.text(formula(values));
    Map<String, List<Integer>> shapes = new HashMap<>(Map.of(Y, shape));
    shapes.put(targetName(text), target(values) == Target.CLASS ? Losses.positions(shape) : shape);
    return text.typed(shapes, formula(values).numbers());
  }

  private List<Statement> statements(Buffers buffers, Buffer loss) {
    Typed typed = typed(buffers.values(), buffers.output().shape());
    FormulaText text = FormulaRule.text(formula(buffers.values()));
    Map<String, Buffer> given = Map.of(Y, buffers.output(), targetName(text), buffers.target());
    FormulaBuffers own = new FormulaBuffers(typed, given, loss, buffers.loss().name(), "Of");
    return typed.statements(buffers.loss().label(), own::of, own);
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    statements(buffers, buffers.loss()).forEach(out::add);
  }

  /** Derived from the statements; of a sample whose share is 0 nothing is taken, whatever the derivative is. */
  @Override
  public void backward(Buffers buffers, UnaryOperator<Expr> shared, Buffer gradient, Lowering out) {
    Buffer loss = Buffer.value(Buffer.nameOf(buffers.loss().name(), "Value"), List.of());
    Buffer seed = Buffer.value(Buffer.nameOf(loss.name(), "Gradient"), List.of());
    List<Statement> forward = statements(buffers, loss);
    Adjoints.ByValues backward =
        Adjoints.byValues(forward, Map.of(), Map.of(loss, seed), Set.of(buffers.output()));
    Buffer found = backward.adjoints().get(buffers.output());
    if (found == null) { // nothing depends smoothly on it
      out.add(Statement.assign(gradient.label(), gradient, Lowering.axes(gradient.shape()), Expr.constant(0)));
      return;
    }
    // A loss is handed out and not read: what its derivative needs of it, such as a root or which was the largest, is set once more.
    Set<Buffer> common = Sequence.written(statements(buffers, buffers.loss()));
    forward.stream().filter(s -> !common.contains(s.target())).forEach(out::add);
    Expr one = Expr.read(seed, List.of());
    Expr share = shared.apply(Expr.constant(1));
    for (Statement s : backward.statements()) {
      Statement plain = s.renamed(buffer -> buffer.equals(found) ? gradient : buffer);
      Expr value = plain.value().replace(one, share);
      out.add(
          plain.withValue(
              share instanceof Expr.Select select && !value.equals(share)
                  ? Expr.select(
                      select.relation(), select.left(), select.right(), value.replace(share, select.then()),
                      Expr.constant(0))
                  : value));
    }
  }
}
