package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.InputType;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.InputDeclaration;
import dev.kernelsmith.processor.read.ModelDeclaration;
import java.util.ArrayList;
import java.util.List;

/** The inputs of a network: one by a value of {@code @Network}, or its fields with {@code @Input}. */
final class Inputs {
  private static final String SHAPE = "input";

  private final String className;
  private final Diagnostics diagnostics;
  private final List<String> names = new ArrayList<>();
  private final List<GraphInput> known = new ArrayList<>();

  /**
   * Checks what a class declares.
   *
   * @param diagnostics takes every fault found
   */
  Inputs(ModelDeclaration model, Diagnostics diagnostics) {
    className = model.names().className();
    this.diagnostics = diagnostics;
    model.inputs().forEach(this::add);
    if (model.network() != null) {
      add(model.network(), !model.inputs().isEmpty());
    } else if (names.isEmpty()) {
      names.add(LayerGraph.INPUT);
    }
  }

  private void add(InputDeclaration declared) {
    names.add(declared.name());
    Attributes values = declared.attributes();
    Shape shape =
        values == null ? null : DeclaredShape.of(values, "value", "Input '" + declared.name() + "'", diagnostics);
    if (shape != null) {
      boolean ints = values.constant("type", InputType.class) == InputType.INT;
      known.add(new GraphInput(declared.name(), shape, ints, true));
    }
  }

  /** The input that is a value of {@code @Network}, unless there are fields for inputs. */
  private void add(Attributes network, boolean fields) {
    if (fields && network.given(SHAPE)) {
      diagnostics.report(Message.INPUT_TWICE, network.at(SHAPE), className, names.getFirst());
    } else if (!fields) {
      names.add(LayerGraph.INPUT);
      if (!network.given(SHAPE)) {
        diagnostics.report(Message.NO_INPUT, network.annotation(), className);
        return;
      }
      Shape shape = DeclaredShape.of(network, SHAPE, "The input of " + className, diagnostics);
      if (shape != null) {
        known.add(new GraphInput(LayerGraph.INPUT, shape, false));
      }
    }
  }

  /** Names of all inputs, in order. */
  List<String> names() {
    return names;
  }

  /** Those whose shapes are sound. */
  List<GraphInput> known() {
    return known;
  }

  /** Whether all are sound. */
  boolean complete() {
    return known.size() == names.size();
  }
}
