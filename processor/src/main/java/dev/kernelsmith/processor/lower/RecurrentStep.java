package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.graph.ActivationUse;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Sequence;
import dev.kernelsmith.processor.ir.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a recurrent layer. Sums of inputs are taken for all steps at once, before the sequence; within it are sums of the state and what the
 * cell makes of both. A state has a row more than there are steps: the one before the first step is 0.
 */
final class RecurrentStep {
  /** The state that is handed out. */
  static final String STATE = "State";

  private final LayerNode layer;
  private final Lowering out;
  private final boolean reversed;
  private final String prefix;
  private final Axis steps;
  private final Axis unit;
  private final @Nullable Buffer mask;
  private final Map<String, Buffer> states = new HashMap<>();
  private final Buffer ofInput;
  private final Buffer ofState;
  private final @Nullable Buffer sum;

  /**
   * Adds the statements.
   *
   * @param x what it reads, of steps and channels
   * @param mask how many steps of a sample count, or which; null for all
   * @param reversed whether the last step comes first
   * @param prefix of names of its parameters and values; empty for none
   */
  RecurrentStep(
      LayerNode layer, Cell cell, Buffer x, @Nullable Buffer mask, boolean reversed, String prefix, Lowering out) {
    this.layer = layer;
    this.out = out;
    this.reversed = reversed;
    this.mask = mask;
    this.prefix = prefix;
    int units = layer.attributes().integer("units");
    int count = x.shape().getFirst();
    steps = new Axis("t", count, new Sequence(name("Steps"), reversed));
    unit = new Axis("u", units);
    Axis gate = new Axis("g", cell.gates());
    states.put(STATE, state(STATE, count));
    cell.memory().forEach(memory -> states.put(memory, state(memory, count)));
    List<Integer> sums = List.of(count, cell.gates(), units);
    ofInput = out.value(name("InputSum"), sums);
    ofState = out.value(name("StateSum"), sums);
    Axis channel = new Axis("c", x.shape().getLast());
    Buffer weights = weights("weights", channel, gate, initializer());
    Axis all = steps.alone();
    out.add(
        Statement.sum(
            layer.name() + " inputs", ofInput, List.of(all, gate, unit), List.of(channel),
            Expr.at(x, List.of(all, channel)).times(Expr.at(weights, List.of(channel, gate, unit)))));
    Axis from = new Axis("k", units);
    Buffer recurrent = weights("recurrentWeights", from, gate, Initializer.ORTHOGONAL);
    out.add(
        Statement.sum(
            layer.name() + " states", ofState, List.of(steps, gate, unit), List.of(from),
            Expr.read(states.get(STATE), List.of(beforeIndex(), Affine.of(from)))
                .times(Expr.at(recurrent, List.of(from, gate, unit)))));
    sum = cell.added() ? out.value(name("Sum"), sums) : null;
    if (sum != null) {
      List<Axis> axes = List.of(steps, gate, unit);
      out.add(
          Statement.assign(layer.name() + " sums", sum, axes, Expr.at(ofInput, axes).plus(Expr.at(ofState, axes))));
    }
    cell.rule().step(this);
  }

  /** How weights of inputs start; AUTO suits the activation, where there is a choice of these. */
  private Initializer initializer() {
    Initializer chosen = layer.attributes().constant("initializer", Initializer.class);
    if (chosen != Initializer.AUTO) {
      return chosen;
    }
    return ActivationUse.in(layer.attributes()) == null
        ? Initializer.GLOROT_UNIFORM
        : Activations.rule(layer).initializer();
  }

  private String name(String part) {
    return Buffer.nameOf(layer.name(), prefix.isEmpty() ? part : capitalized(prefix) + part);
  }

  private String kind(String parameter) {
    return prefix.isEmpty() ? parameter : prefix + capitalized(parameter);
  }

  private static String capitalized(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private Buffer weights(String kind, Axis from, Axis gate, Initializer initializer) {
    List<Integer> shape = List.of(from.extent(), gate.extent(), unit.extent());
    List<Integer> canonical = gate.extent() == 1 ? List.of(from.extent(), unit.extent()) : shape;
    return out.parameter(
        layer, kind(kind), shape, canonical, initializer, from.extent(), gate.extent() * unit.extent());
  }

  /** A state of every step and of before the first, which is 0. */
  private Buffer state(String state, int count) {
    Buffer buffer = out.value(name(state), List.of(count + 1, unit.extent()));
    out.add(
        Statement.assign(layer.name() + " start", buffer, List.of(unit), constant(0))
            .at(List.of(Affine.of(reversed ? count : 0), Affine.of(unit))));
    return buffer;
  }

  private Affine beforeIndex() {
    return Affine.of(steps).plus(reversed ? 1 : 0);
  }

  private Affine afterIndex(Axis along) {
    return Affine.of(along).plus(reversed ? 0 : 1);
  }

  /** A gate's sum of inputs. */
  Expr ofInput(int gate) {
    return ofGate(ofInput, gate);
  }

  private Expr ofGate(Buffer sums, int gate) {
    return Expr.read(sums, List.of(Affine.of(steps), Affine.of(gate), Affine.of(unit)));
  }

  /** A gate's sum of states. */
  Expr ofState(int gate) {
    return ofGate(ofState, gate);
  }

  /** One of the cell's biases. */
  Expr bias(String bias, double start) {
    Buffer parameter =
        out.parameter(layer, kind(bias), List.of(unit.extent()), Initializer.ZEROS, 1, 1, false,
            start == 0 ? null : start);
    return Expr.at(parameter, List.of(unit));
  }

  /** Both sums of a gate, and its bias. */
  Expr gate(int gate, String bias, double start) {
    Expr both = sum == null ? ofInput(gate).plus(ofState(gate)) : ofGate(sum, gate);
    return both.plus(bias(bias, start));
  }

  /** What the layer's activation makes of a sum. */
  Expr activated(Expr z) {
    Buffer buffer = out.value(name("Activated"), List.of(steps.extent(), unit.extent()));
    List<Axis> axes = List.of(steps, unit);
    Activations.apply(layer, buffer, axes, z, out);
    return Expr.at(buffer, axes);
  }

  /** A value of the step that others read. */
  Expr value(String value, Expr e) {
    Buffer buffer = out.value(name(value), List.of(steps.extent(), unit.extent()));
    return assign(buffer, Affine.of(steps), e);
  }

  /** A state, as the step before has left it. */
  Expr before(String state) {
    return Expr.read(states.get(state), List.of(beforeIndex(), Affine.of(unit)));
  }

  /** Sets a state, where the step counts. */
  Expr set(String state, Expr e) {
    return assign(states.get(state), afterIndex(steps), counts(steps, e, before(state)));
  }

  private Expr counts(Axis step, Expr then, Expr otherwise) {
    if (mask == null) {
      return then;
    }
    return mask.elements() == 1
        ? Expr.select(
            Relation.LESS, new Expr.Index(Affine.of(step)), Expr.read(mask, List.of(Affine.ZERO)), then, otherwise)
        : Expr.select(Relation.GREATER, Expr.at(mask, List.of(step)), constant(0), then, otherwise);
  }

  private Expr assign(Buffer buffer, Affine row, Expr e) {
    List<Affine> index = List.of(row, Affine.of(unit));
    out.add(Statement.assign(layer.name() + " step", buffer, List.of(steps, unit), e).at(index));
    return Expr.read(buffer, index);
  }

  /**
   * Hands out the states.
   *
   * @param y where to
   * @param first the channel where its own begin
   * @param all whether those of all steps, rather than the last
   */
  void handOut(Buffer y, int first, boolean all) {
    Buffer state = states.get(STATE);
    Affine channel = Affine.of(unit).plus(first);
    if (all) {
      Axis step = steps.alone();
      Expr read = Expr.read(state, List.of(afterIndex(step), Affine.of(unit)));
      out.add(
          new Statement(
              layer.name() + " forward", y, List.of(Affine.of(step), channel), Reduction.NONE, false,
              counts(step, read, constant(0)), List.of(step, unit), List.of(), null));
    } else {
      Affine last = Affine.of(reversed ? 0 : steps.extent());
      out.add(
          new Statement(
              layer.name() + " forward", y, List.of(channel), Reduction.NONE, false,
              Expr.read(state, List.of(last, Affine.of(unit))), List.of(unit), List.of(), null));
    }
  }
}
